using System.Globalization;
using System.Text.RegularExpressions;

namespace Hotline.Domain.Scorecards;

/// <summary>A stretch of whole local days that a scorecard is made for, written <c>2025Q3</c>, <c>2025-09</c> or <c>2025</c>.</summary>
/// <param name="Name">As written.</param>
/// <param name="FirstDay">First day, inclusive, in the zone's own time.</param>
/// <param name="LastDay">Last day, inclusive.</param>
public sealed partial record Period(string Name, DateOnly FirstDay, DateOnly LastDay)
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    /// <summary>Reads a year, a quarter or a month; <c>false</c> for anything else.</summary>
    public static bool TryParse(string? text, out Period period)
    {
        period = null!;
        if (Pattern().Match(text ?? "") is not { Success: true } match)
        {
            return false;
        }

        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        var (month, months) = match.Groups["quarter"] is { Success: true } quarter
            ? (int.Parse(quarter.ValueSpan, CultureInfo.InvariantCulture) * 3 - 2, 3)
            : match.Groups["month"] is { Success: true } single
                ? (int.Parse(single.ValueSpan, CultureInfo.InvariantCulture), 1)
                : (1, 12);
        if (year is < FirstYear or > LastYear || month is < 1 or > 12)
        {
            return false;
        }

        var first = new DateOnly(year, month, 1);
        period = new Period(match.Value, first, first.AddMonths(months).AddDays(-1));
        return true;
    }

    /// <summary>Name of the quarter that a day falls into.</summary>
    public static string QuarterOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:D4}Q{(day.Month + 2) / 3}");

    [GeneratedRegex(@"\A(?<year>[0-9]{4})(?:Q(?<quarter>[1-4])|-(?<month>[0-9]{2}))?\z")]
    private static partial Regex Pattern();
}
