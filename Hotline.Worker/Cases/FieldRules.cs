using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FluentValidation;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>Shapes of what people send, said once.</summary>
public static partial class FieldRules
{
    public const int TitleLength = 100;
    public const int ContentLength = 4000;

    /// <summary>One of the values of an enum, or nothing; the answer lists them.</summary>
    public static IRuleBuilderOptions<T, TEnum?> OneOf<T, TEnum>(this IRuleBuilder<T, TEnum?> rule)
        where TEnum : struct, Enum => rule
        .Must(value => value is null || Enum.IsDefined(value.Value)).WithErrorCode("OneOf")
        .WithMessage(_ => string.Format(CultureInfo.InvariantCulture, ValidationTexts.OneOf, Vocabulary.Choices(typeof(TEnum))));

    /// <summary>One of some values of an enum, or nothing; the answer lists them.</summary>
    public static IRuleBuilderOptions<T, TEnum?> OneOf<T, TEnum>(this IRuleBuilder<T, TEnum?> rule, params TEnum[] values)
        where TEnum : struct, Enum => rule
        .Must(value => value is null || values.Contains(value.Value)).WithErrorCode("OneOf")
        .WithMessage(_ => string.Format(CultureInfo.InvariantCulture, ValidationTexts.OneOf, Vocabulary.Choices(values.Cast<Enum>())));

    /// <summary>One of the values of an enum, in a list; the answer lists them.</summary>
    public static IRuleBuilderOptions<T, TEnum> Enumerated<T, TEnum>(this IRuleBuilder<T, TEnum> rule)
        where TEnum : struct, Enum => rule
        .Must(Enum.IsDefined).WithErrorCode("OneOf")
        .WithMessage(_ => string.Format(CultureInfo.InvariantCulture, ValidationTexts.OneOf, Vocabulary.Choices(typeof(TEnum))));

    /// <summary>One of the values of an enum, for each of a list.</summary>
    public static IRuleBuilderOptions<T, TEnum> Known<T, TEnum>(this IRuleBuilder<T, TEnum> rule)
        where TEnum : struct, Enum => rule
        .Must(value => Enum.IsDefined(value)).WithErrorCode("OneOf")
        .WithMessage(_ => string.Format(CultureInfo.InvariantCulture, ValidationTexts.OneOf, Vocabulary.Choices(typeof(TEnum))));

    /// <summary>Code of a unit that the zone has, or nothing.</summary>
    public static IRuleBuilderOptions<T, string?> UnitOf<T>(this IRuleBuilder<T, string?> rule, ZoneBook zone) => rule
        .Must(unit => unit is null || zone.Current.Units.ContainsKey(unit)).WithMessage(_ => ValidationTexts.UnknownUnit);

    /// <summary>One line: no control characters at all, none that turn the direction of writing, no broken characters.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .MaximumLength(most)
        .Must(IsVisible).WithErrorCode("Blank").WithMessage(_ => ValidationTexts.Blank)
        .Must(text => IsClean(text, lines: false)).WithErrorCode("Line").WithMessage(_ => ValidationTexts.Line);

    /// <summary>Several lines: line breaks and tabs are welcome, other control characters are not.</summary>
    public static IRuleBuilderOptions<T, string?> Lines<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .MaximumLength(most)
        .Must(IsVisible).WithErrorCode("Blank").WithMessage(_ => ValidationTexts.Blank)
        .Must(text => IsClean(text, lines: true)).WithErrorCode("Lines").WithMessage(_ => ValidationTexts.Line);

    /// <summary>What the public is told: of several lines, and with no place of a template left to be filled in.</summary>
    public static IRuleBuilderOptions<T, string?> Told<T>(this IRuleBuilder<T, string?> rule) => rule
        .Lines(ContentLength)
        .Must(text => text is null || ReplyQuality.Unfilled(text).Count == 0).WithErrorCode("Unfilled")
        .WithMessage((_, text) => string.Format(CultureInfo.InvariantCulture, ValidationTexts.Unfilled, string.Concat(ReplyQuality.Unfilled(text!))));

    /// <summary>
    /// A telephone number as dialled: digits, blanks and dashes, an optional plus, that somebody can have: a mobile, a fixed
    /// line with or without its area code and extension, 400 and 800, the short numbers of services, or one abroad.
    /// </summary>
    public static IRuleBuilderOptions<T, string?> Telephone<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || TelephonePattern().IsMatch(text)).WithErrorCode("Telephone").WithMessage(_ => ValidationTexts.Telephone)
        .Must(text => text is null || !TelephonePattern().IsMatch(text) || IsAssigned(text)).WithErrorCode("Assigned").WithMessage(_ => ValidationTexts.TelephoneAssigned);

    /// <summary>True when a number of this shape is given out (numbering plan of the 工信部, 2017): its beginning and length fit.</summary>
    internal static bool IsAssigned(string telephone)
    {
        var dialled = telephone.Replace(" ", "", StringComparison.Ordinal);
        var digits = dialled.Replace("-", "", StringComparison.Ordinal);
        return AssignedPattern().IsMatch(digits)
            // 分机
            || (dialled.LastIndexOf('-') is > 0 and var dash && dialled.Length - dash is > 1 and <= 7
                && ExtensiblePattern().IsMatch(dialled[..dash].Replace("-", "", StringComparison.Ordinal)));
    }

    /// <summary>统一社会信用代码: 18 characters of the set of GB 32100—2015.</summary>
    public static IRuleBuilderOptions<T, string?> CreditCode<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || CreditCodePattern().IsMatch(text)).WithErrorCode("CreditCode").WithMessage(_ => ValidationTexts.CreditCode);

    /// <summary>录音编号: goes into an event, so it has no room for words, and is no mobile number.</summary>
    public static IRuleBuilderOptions<T, string?> RecordingId<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || RecordingPattern().IsMatch(text)).WithErrorCode("Recording").WithMessage(_ => ValidationTexts.Recording);

    /// <summary>The number as it would be dialled: full-width digits and any dash become the plain ones.</summary>
    public static string? FoldTelephone(string? text) => text is null || text.Any(char.IsSurrogate)
        ? text
        : string.Concat(text.Normalize(NormalizationForm.FormKC).Select(character =>
            character is '\u2212' || char.GetUnicodeCategory(character) == UnicodeCategory.DashPunctuation ? '-' : character));

    // Blanks alone are what NotEmpty refuses, where something is required; what looks like nothing and is not is refused everywhere.
    private static bool IsVisible(string? text) => string.IsNullOrWhiteSpace(text) || text.EnumerateRunes().Any(rune =>
        !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control)
        // Characters that are drawn as nothing without being called so: joiner, fillers, variation selectors, the empty Braille cell.
        && rune.Value is not (0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0 or (>= 0xFE00 and <= 0xFE0F)));

    private static bool IsClean(string? text, bool lines)
    {
        for (var index = 0; index < text?.Length; index++)
        {
            var character = text[index];
            if (character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')
            {
                // Would show the text in another order than it was written in.
                return false;
            }

            if (char.IsControl(character) && !(lines && character is '\n' or '\r' or '\t'))
            {
                return false;
            }

            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(character))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"\A\+?[0-9][0-9 -]{1,18}[0-9]\z")]
    private static partial Regex TelephonePattern();

    // Home: mobile; 400 and 800; fixed line. Then services: 110 to 122, 100xx to 12xxx, 95 and 96, 106 of messages. Then abroad.
    // Last 1200…: given to nobody, and therefore what the sample's invented people have.
    [GeneratedRegex(@"\A(?:(?:(?:\+|00)?86)?(?:1[3-9][0-9]{9}|[48]00[0-9]{7})|01[3-9][0-9]{9}|(?:(?:0|(?:\+|00)86)[1-9][0-9]{1,2})?[2-8][0-9]{6,7}|1(?:1[0-9]|2[0-2])|1[0-2][0-9]{3}|9[56][0-9]{3,6}|106[0-9]{5,17}|(?:\+(?!86)|00(?!86))[1-9][0-9]{6,14}|1200[0-9]{7})\z")]
    private static partial Regex AssignedPattern();

    [GeneratedRegex(@"\A(?:(?:(?:0|(?:\+|00)86)[1-9][0-9]{1,2})?[2-8][0-9]{6,7}|[48]00[0-9]{7})\z")]
    private static partial Regex ExtensiblePattern();

    [GeneratedRegex(@"\A(?!1[3-9][0-9]{9}\z)[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex RecordingPattern();

    [GeneratedRegex(@"\A[0-9A-HJ-NP-RTUWXY]{18}\z")]
    private static partial Regex CreditCodePattern();
}
