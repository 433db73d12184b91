using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>Codes that the zone must know, and references to other cases; said once, as <see cref="FieldRules"/> says shapes.</summary>
public static class ZoneRules
{
    // However generously it is spaced out.
    private const int MostNumberCharacters = 40;

    // A phone and a server may disagree a little about what time it is.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static IRuleBuilderOptions<T, string?> Unit<T>(this IRuleBuilder<T, string?> rule, ZoneBook zone) => rule
        .Must(unit => unit is null || zone.Current.Units.ContainsKey(unit)).WithMessage(_ => ValidationTexts.UnknownUnit);

    public static IRuleBuilderOptions<T, string?> Category<T>(this IRuleBuilder<T, string?> rule, ZoneBook zone) => rule
        .Must(category => category is null || zone.Current.Categories.ContainsKey(category)).WithMessage(_ => ValidationTexts.UnknownCategory);

    public static IRuleBuilderOptions<T, string?> Area<T>(this IRuleBuilder<T, string?> rule, ZoneBook zone) => rule
        .Must(area => area is null || zone.Current.Areas.ContainsKey(area)).WithMessage(_ => ValidationTexts.UnknownArea);

    /// <summary>A case number as people type it; whether there is such a case is for the transaction to say.</summary>
    public static IRuleBuilderOptions<T, string?> Case<T>(this IRuleBuilder<T, string?> rule) => rule
        .MaximumLength(MostNumberCharacters)
        .Must(number => number is null or { Length: > MostNumberCharacters } || CaseNumber.TryParse(number, out _)).WithMessage(_ => ValidationTexts.CaseNumber);

    /// <summary>An instant that has come, within the calendar's reach.</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset?> HasCome<T>(this IRuleBuilder<T, DateTimeOffset?> rule, ZoneBook zone, TimeProvider clock) => rule
        .Must(at => at is null || at <= clock.GetUtcNow() + ClockSkew).WithMessage(_ => ValidationTexts.NotReceivedYet)
        .Must(at => at is null || at.Value.UtcDateTime.Year >= zone.Current.Calendar.FirstYear)
        .WithMessage(_ => ValidationTexts.ReceivedBeforeCalendar);

    /// <summary>What another clock says, as far as it is not ahead of ours.</summary>
    internal static DateTimeOffset NotAfter(this DateTimeOffset at, DateTimeOffset now) => at < now ? at.ToUniversalTime() : now;

    /// <summary>The number that the validator has let through.</summary>
    internal static string NumberOf(string text) => CaseNumber.TryParse(text, out var number)
        ? number
        : throw new ArgumentException("The number was not validated.", nameof(text));

    /// <summary>The case's category belongs to its kind of requester.</summary>
    internal static bool IsOf(this HotlineZone zone, string category, RequesterKind kind) =>
        zone.Categories.TryGetValue(category, out var known) && known.Requester == kind;
}
