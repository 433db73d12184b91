using System.Globalization;
using Hotline.Domain.Scorecards;
using Hotline.Papers;

namespace Hotline.Scorecards.Pack;

/// <summary>
/// Figures of a report as they are printed: one decimal of a rate, two of a score, rounded half away from zero and only here
/// (domain.md §3.5); what has no denominator is a dash.
/// </summary>
internal static class PackFigures
{
    public const string None = "—";

    extension(PeriodReport.Line line)
    {
        /// <param name="figure">Its name, as of a <see cref="Tally"/>.</param>
        public long CountOf(string figure) => line.Counts.GetValueOrDefault(figure);

        public long Praises => line.CountOf(nameof(Tally.PraisedByPhone)) + line.CountOf(nameof(Tally.Banners)) + line.CountOf(nameof(Tally.Letters));

        /// <returns><c>null</c> where the line has no such indicator.</returns>
        public PeriodReport.Measure? Find(string indicator) => line.Measures.FirstOrDefault(measure => measure.Id == indicator);
    }

    /// <summary>97.7%, or a dash.</summary>
    public static string Percent(decimal? rate) => rate is { } value ? Round(100 * value, 1).ToString("0.0", CultureInfo.InvariantCulture) + "%" : None;

    /// <summary>916.4/938; 0 is a denominator too.</summary>
    public static string Fraction(PeriodReport.Measure measure) =>
        string.Create(CultureInfo.InvariantCulture, $"{measure.Numerator:0.####}/{measure.Denominator:0.####}");

    public static string Score(decimal? score) => score is { } value ? Round(value, 2).ToString("0.00", CultureInfo.InvariantCulture) : None;

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>+1.3, of values that were not rounded before.</summary>
    public static string Change(decimal? now, decimal? before, int decimals) =>
        now - before is { } change
            ? Round(change, decimals).ToString(decimals == 0 ? "+0;-0;0" : $"+0.{new string('0', decimals)};-0.{new string('0', decimals)};0.{new string('0', decimals)}", CultureInfo.InvariantCulture)
            : None;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static PackCell Words(string? text) => new(string.IsNullOrEmpty(text) ? None : text, [Cell.Text(text)]);

    public static PackCell Whole(long? number) => new(number is { } known ? Number(known) : None, [Cell.Whole(number)]);

    /// <summary>The rate above what it was divided from.</summary>
    public static PackCell Rate(PeriodReport.Measure? measure) => measure is { Denominator: not 0 }
        ? new($"{Percent(measure.Value)}\n{Fraction(measure)}", [Cell.Percent(measure.Value), Cell.Number(measure.Numerator, "0.####"), Cell.Number(measure.Denominator, "0")])
        : new(None, [Cell.Empty, Cell.Number(measure?.Numerator, "0.####"), Cell.Number(measure?.Denominator, "0")]);

    /// <summary>In percentage points.</summary>
    public static PackCell RateChange(PeriodReport.Measure? measure) =>
        new(Change(100 * measure?.Value, 100 * measure?.Before, 1), [Cell.Number(100 * (measure?.Value - measure?.Before), "+0.0;-0.0;0.0")]);

    public static PackCell Points(decimal? score) => new(Score(score), [Cell.Number(score, "0.00")]);

    public static PackCell PointsChange(decimal? now, decimal? before) => new(Change(now, before, 2), [Cell.Number(now - before, "+0.00;-0.00;0.00")]);

    public static PackCell Days(DateOnly? day) => new(day is { } known ? Day(known) : None, [Cell.Day(day)]);

    /// <summary>A rate without its parts, where those are not kept.</summary>
    public static PackCell BareRate(decimal? rate) => new(Percent(rate), [Cell.Percent(rate)]);

    private static decimal Round(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
