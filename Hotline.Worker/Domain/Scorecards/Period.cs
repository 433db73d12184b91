using System.Globalization;
using System.Text.RegularExpressions;

namespace Hotline.Domain.Scorecards;

/// <summary>What a period is a stretch of.</summary>
public enum PeriodKind
{
    /// <summary>2025</summary>
    Year,
    /// <summary>2025Q3</summary>
    Quarter,
    /// <summary>2025-09</summary>
    Month,
    /// <summary>2025-W39, from Monday to Sunday (ISO 8601)</summary>
    Week,
    /// <summary>2025-09-30</summary>
    Day,
    /// <summary>2025-09@19: from the 19th of the month before to the 18th (domain.md §3.1)</summary>
    Offset,
    /// <summary>2025-08-01..2025-09-15</summary>
    Custom,
}

/// <summary>A stretch of whole local days that a scorecard is made for, written as <see cref="PeriodKind"/> shows.</summary>
/// <param name="Name">As written.</param>
/// <param name="FirstDay">First day, inclusive, in the zone's own time.</param>
/// <param name="LastDay">Last day, inclusive.</param>
public sealed partial record Period(string Name, DateOnly FirstDay, DateOnly LastDay)
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    /// <summary>The first days that every month has, but for the first, which would be a month.</summary>
    private const int LeastOffset = 2;
    private const int MostOffset = 28;

    public PeriodKind Kind { get; init; } = KindOf(Name);

    public int Days => LastDay.DayNumber - FirstDay.DayNumber + 1;

    /// <summary>Reads the name of a period of any kind; <c>false</c> for anything else.</summary>
    public static bool TryParse(string? text, out Period period)
    {
        period = null!;
        if (Pattern().Match(text ?? "") is not { Success: true } match || DaysOf(match) is not var (first, last)
            || last < first || first.Year < FirstYear || last.Year > LastYear)
        {
            return false;
        }

        period = new Period(match.Value, first, last);
        return true;
    }

    /// <summary>The period of the same kind that a day falls into; of a custom one, the stretch of the same length that begins with it.</summary>
    public Period At(DateOnly day) => Kind switch
    {
        PeriodKind.Year => Parse(day.ToString("yyyy", CultureInfo.InvariantCulture)),
        PeriodKind.Quarter => Parse(QuarterOf(day)),
        PeriodKind.Month => Parse(MonthOf(day)),
        PeriodKind.Week => Parse(string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day.ToDateTime(default)):D4}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(default)):D2}")),
        PeriodKind.Day => Parse(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        PeriodKind.Offset => Parse(string.Create(CultureInfo.InvariantCulture, $"{MonthOf(day.Day >= FirstDay.Day ? day.AddMonths(1) : day)}@{FirstDay.Day}")),
        _ => Parse(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}..{day.AddDays(Days - 1):yyyy-MM-dd}")),
    };

    /// <summary>上一周期: the one of the same kind before it; of a custom one, as many days.</summary>
    public Period Previous() => At(Kind == PeriodKind.Custom ? FirstDay.AddDays(-Days) : FirstDay.AddDays(-1));

    /// <summary>下一周期</summary>
    public Period Next() => At(LastDay.AddDays(1));

    /// <summary>This one and those before it, the oldest first: what a trend is made of.</summary>
    public IReadOnlyList<Period> Last(int count)
    {
        var periods = new Period[count];
        periods[^1] = this;
        for (var index = count - 2; index >= 0; index--)
        {
            periods[index] = periods[index + 1].Previous();
        }

        return periods;
    }

    /// <summary>Name of the quarter that a day falls into.</summary>
    public static string QuarterOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:D4}Q{(day.Month + 2) / 3}");

    private static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static Period Parse(string name) =>
        TryParse(name, out var period) ? period : throw new ArgumentOutOfRangeException(nameof(name), name, "No scorecard is made for that time.");

    private static PeriodKind KindOf(string name) =>
        name.Contains("..", StringComparison.Ordinal) ? PeriodKind.Custom
        : name.Contains('@', StringComparison.Ordinal) ? PeriodKind.Offset
        : name.Contains('W', StringComparison.Ordinal) ? PeriodKind.Week
        : name.Contains('Q', StringComparison.Ordinal) ? PeriodKind.Quarter
        : name.Count(character => character == '-') switch
        {
            0 => PeriodKind.Year,
            1 => PeriodKind.Month,
            _ => PeriodKind.Day,
        };

    private static (DateOnly First, DateOnly Last)? DaysOf(Match match)
    {
        static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["from"] is { Success: true } from)
        {
            return DayOf(from.Value) is { } first && DayOf(match.Groups["to"].Value) is { } last ? (first, last) : null;
        }

        if (match.Groups["day"] is { Success: true } day)
        {
            return DayOf(day.Value) is { } only ? (only, only) : null;
        }

        var year = Number(match.Groups["year"]);
        if (year is < FirstYear or > LastYear)
        {
            return null;
        }

        if (match.Groups["week"] is { Success: true } week)
        {
            if (Number(week) < 1 || Number(week) > ISOWeek.GetWeeksInYear(year))
            {
                return null;
            }

            var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, Number(week), DayOfWeek.Monday));
            return (monday, monday.AddDays(6));
        }

        var (month, months) = match.Groups["quarter"] is { Success: true } quarter ? (Number(quarter) * 3 - 2, 3)
            : match.Groups["month"] is { Success: true } single ? (Number(single), 1)
            : (1, 12);
        if (month is < 1 or > 12)
        {
            return null;
        }

        var begin = new DateOnly(year, month, 1);
        return match.Groups["offset"] is not { Success: true } offset ? (begin, begin.AddMonths(months).AddDays(-1))
            : Number(offset) is >= LeastOffset and <= MostOffset and var start ? (begin.AddMonths(-1).AddDays(start - 1), begin.AddDays(start - 2))
            : null;
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"\A(?:(?<from>[0-9]{4}-[0-9]{2}-[0-9]{2})\.\.(?<to>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?<year>[0-9]{4})(?:Q(?<quarter>[1-4])|-W(?<week>[0-9]{2})|-(?<month>[0-9]{2})(?:@(?<offset>[0-9]{2}))?)?)\z")]
    private static partial Regex Pattern();
}
