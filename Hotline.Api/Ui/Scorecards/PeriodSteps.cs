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
            PeriodKind.Day => period.Name,
            _ => ScorecardTexts.Format("Days.Name", DayOf(period.FirstDay), DayOf(period.LastDay)),
        };

        /// <summary>The name of the period of the same kind that a day falls into.</summary>
        public string Of(DateOnly day) => period.At(day).Name;
    }

    private static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string YearOf(DateOnly day) => day.ToString("yyyy", CultureInfo.InvariantCulture);

    /// <summary>This quarter; with the sample in place, its quarter is what a visitor came to see.</summary>
    public static async Task<string> CurrentAsync(Database database, ZoneBook zone, TimeProvider clock, CancellationToken cancellation) =>
        await database.ReadAsync(db => db.FindMarkAsync(SampleQuarter.Mark), cancellation) is not null
            ? SampleQuarter.Period
            : Period.QuarterOf(zone.Current.Calendar.LocalDay(clock.Now()));
}
