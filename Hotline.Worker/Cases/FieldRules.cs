using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;

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
        .WithMessage(_ => string.Format(CultureInfo.InvariantCulture, ValidationTexts.OneOf, string.Join(", ", Enum.GetNames<TEnum>())));

    /// <summary>One line: no control characters at all, no broken characters.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .MaximumLength(most)
        .Must(text => IsClean(text, lines: false)).WithErrorCode("Line").WithMessage(_ => ValidationTexts.Line);

    /// <summary>Several lines: line breaks and tabs are welcome, other control characters are not.</summary>
    public static IRuleBuilderOptions<T, string?> Lines<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .MaximumLength(most)
        .Must(text => IsClean(text, lines: true)).WithErrorCode("Lines").WithMessage(_ => ValidationTexts.Line);

    /// <summary>A telephone number as dialled: digits, blanks and dashes, an optional plus; short numbers too.</summary>
    public static IRuleBuilderOptions<T, string?> Telephone<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || TelephonePattern().IsMatch(text)).WithErrorCode("Telephone").WithMessage(_ => ValidationTexts.Telephone);

    /// <summary>统一社会信用代码: 18 characters of the set of GB 32100—2015.</summary>
    public static IRuleBuilderOptions<T, string?> CreditCode<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || CreditCodePattern().IsMatch(text)).WithErrorCode("CreditCode").WithMessage(_ => ValidationTexts.CreditCode);

    private static bool IsClean(string? text, bool lines)
    {
        for (var index = 0; index < text?.Length; index++)
        {
            var character = text[index];
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

    [GeneratedRegex(@"\A[0-9A-HJ-NP-RTUWXY]{18}\z")]
    private static partial Regex CreditCodePattern();
}
