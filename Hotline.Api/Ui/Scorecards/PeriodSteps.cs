using System.Globalization;
using Hotline.Composition;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>周期: the ones beside a period, and the one to begin with.</summary>
internal static class PeriodSteps
{
    extension(Period period)
    {
        public bool IsMonth => period.Kind == PeriodKind.Month;

        public bool IsQuarter => period.Kind == PeriodKind.Quarter;

        public bool IsYear => period.Kind == PeriodKind.Year;

        /// <summary>As people say it.</summary>
        public string Title => period.Kind switch
        {
            PeriodKind.Month => ScorecardTexts.Format("Month.Name", period.FirstDay.Year, period.FirstDay.Month),
            PeriodKind.Quarter => ScorecardTexts.Format("Quarter.Name", period.FirstDay.Year, (period.FirstDay.Month + 2) / 3),
            PeriodKind.Year => ScorecardTexts.Format("Year.Name", period.FirstDay.Year),
            PeriodKind.Week => ScorecardTexts.Format("Week.Name", ISOWeek.GetYear(period.FirstDay.ToDateTime(default)), ISOWeek.GetWeekOfYear(period.FirstDay.ToDateTime(default)), DayOf(period.FirstDay), DayOf(period.LastDay)),
            PeriodKind.Day => ScorecardTexts.Format("Day.Name", period.FirstDay.Year, period.FirstDay.Month, period.FirstDay.Day),
            PeriodKind.Offset => ScorecardTexts.Format("Offset.Name", period.LastDay.Year, period.LastDay.Month, period.FirstDay.Day, period.LastDay.Day),
            _ => ScorecardTexts.Format("Days.Name", DayOf(period.FirstDay), DayOf(period.LastDay)),
        };

        /// <summary>The name of the period of the same kind that a day falls into.</summary>
        public string Of(DateOnly day) => period.At(day).Name;
    }

    /// <summary>The name of the period of a kind that a day falls into; the offset one begins on the 19th.</summary>
    public static string NameOf(PeriodKind kind, DateOnly day) => Period.TryParse(
        kind switch
        {
            PeriodKind.Year => "2025",
            PeriodKind.Quarter => "2025Q3",
            PeriodKind.Month => "2025-09",
            PeriodKind.Week => "2025-W39",
            PeriodKind.Day => "2025-09-30",
            PeriodKind.Offset => "2025-09@19",
            _ => "",
        },
        out var like)
        ? like.At(day).Name
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Its days are one's own to choose.");

    private static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string YearOf(DateOnly day) => day.ToString("yyyy", CultureInfo.InvariantCulture);

    /// <summary>This quarter; with the sample in place, its quarter is what a visitor came to see.</summary>
    public static async Task<string> CurrentAsync(Database database, ZoneBook zone, TimeProvider clock, CancellationToken cancellation) =>
        await database.ReadAsync(db => db.FindMarkAsync(SampleQuarter.Mark), cancellation) is not null
            ? SampleQuarter.Period
            : Period.QuarterOf(zone.Current.Calendar.LocalDay(clock.Now()));
}
