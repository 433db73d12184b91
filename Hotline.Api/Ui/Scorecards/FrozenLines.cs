using Hotline.Domain.Scorecards;
using Hotline.Scorecards;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>A report with the lines of a card that was frozen in the place of those of now.</summary>
internal static class FrozenLines
{
    public static PeriodReport Over(PeriodReport report, Scorecard card)
    {
        var units = report.Units.ToDictionary(unit => unit.Code);
        var groups = report.Groups.ToDictionary(group => group.Code);
        return report with
        {
            SchemeVersion = card.Total.Scheme.Version,
            Total = Over(report.Total, card.Total) with { Composite = card.Total.Composite },
            Groups =
            [
                .. card.Units.GroupBy(unit => unit.Group).Select(group =>
                {
                    var sum = group.Select(unit => unit.Line).Aggregate((sum, line) => sum with { Counts = sum.Counts + line.Counts });
                    return Over(groups.GetValueOrDefault(group.Key) ?? Nameless(group.Key), sum);
                }),
            ],
            Units =
            [
                .. card.Units.Select(unit => Over(units.GetValueOrDefault(unit.Unit) ?? Nameless(unit.Unit), unit.Line) with
                {
                    Group = unit.Group,
                    Rank = unit.Rank,
                    Unranked = unit.Unranked switch { null => null, Unranked.NoRequests => "none", Unranked.NothingDue => "due", _ => "small" },
                    Interval = null,
                }),
            ],
            Reconciliation = card.Reconciliation,
        };
    }

    private static PeriodReport.Line Over(PeriodReport.Line line, ScorecardLine frozen) => line with
    {
        Composite = frozen.Composite,
        Counts = Figures.All.Where(figure => frozen.Counts[figure] != 0).ToDictionary(figure => figure.ToString(), figure => frozen.Counts[figure]),
        Measures =
        [
            .. Indicators.All.Where(indicator => indicator.Unit == IndicatorUnit.Rate).Select(indicator =>
            {
                var (rate, before) = (frozen.Of(indicator.Id), line.Measures.FirstOrDefault(measure => measure.Id == indicator.Id));
                return new PeriodReport.Measure(indicator.Id, rate.Numerator, rate.Denominator, rate.Value, before?.Before, before?.Points);
            }),
        ],
    };

    private static PeriodReport.Line Nameless(string code) =>
        new(code, new(code, code), "", null, null, null, null, null, null, new Dictionary<string, long>(), [], 0, null);
}
