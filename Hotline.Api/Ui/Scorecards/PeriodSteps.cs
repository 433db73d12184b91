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
        public bool IsMonth => period.Name.Contains('-', StringComparison.Ordinal);

        public bool IsQuarter => period.Name.Contains('Q', StringComparison.Ordinal);

        public bool IsYear => period is { IsMonth: false, IsQuarter: false };

        /// <summary>As people say it.</summary>
        public string Title => period.IsMonth ? ScorecardTexts.Format("Month.Name", period.FirstDay.Year, period.FirstDay.Month)
            : period.IsQuarter ? ScorecardTexts.Format("Quarter.Name", period.FirstDay.Year, (period.FirstDay.Month + 2) / 3)
            : ScorecardTexts.Format("Year.Name", period.FirstDay.Year);

        /// <summary>The name of the period of the same kind that a day falls into.</summary>
        public string Of(DateOnly day) => period.IsMonth ? MonthOf(day) : period.IsQuarter ? Period.QuarterOf(day) : YearOf(day);
    }

    public static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string YearOf(DateOnly day) => day.ToString("yyyy", CultureInfo.InvariantCulture);

    /// <summary>This quarter; with the sample in place, its quarter is what a visitor came to see.</summary>
    public static async Task<string> CurrentAsync(Database database, ZoneBook zone, TimeProvider clock, CancellationToken cancellation) =>
        await database.ReadAsync(db => db.FindMarkAsync(SampleQuarter.Mark), cancellation) is not null
            ? SampleQuarter.Period
            : Period.QuarterOf(zone.Current.Calendar.LocalDay(clock.Now()));
}
