using Hotline.Domain.Scorecards;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>What is told of a period: its lines against those of the period before, with their names in both languages.</summary>
public sealed class ReadReport(ReadScorecard read, ZoneBook zone)
{
    public async Task<PeriodReport> ExecuteAsync(Period period, CancellationToken cancellation)
    {
        var before = period.Previous();
        var card = await read.ExecuteAsync(period, cancellation);
        var old = await read.ExecuteAsync(before, cancellation);
        var days = await read.ReceivedByDayAsync(period, cancellation);
        var scheme = card.Total.Scheme;
        var oldUnits = old.Units.ToDictionary(unit => unit.Unit);
        var oldGroups = old.Units.GroupBy(unit => unit.Group).ToDictionary(group => group.Key, SumOf);
        return new PeriodReport
        {
            Period = period.Name,
            Before = before.Name,
            FirstDay = period.FirstDay,
            LastDay = period.LastDay,
            SchemeVersion = scheme.Version,
            SchemeTitle = new(
                FormattableString.Invariant($"考评方案第{scheme.Version}版：综合=响应率×{scheme.Response}%+解决率×{scheme.Resolution}%+满意率×{scheme.Satisfaction}%；基本满意按{scheme.BasicallySatisfied}计，部分解决按{scheme.PartlySolved}计；有效回访少于{scheme.MinimumSample}件的不排名。"),
                FormattableString.Invariant($"Scheme version {scheme.Version}: composite = {scheme.Response}% response + {scheme.Resolution}% resolution + {scheme.Satisfaction}% satisfaction; basically satisfied counts {scheme.BasicallySatisfied}, partly solved {scheme.PartlySolved}; fewer than {scheme.MinimumSample} valid call-backs are not ranked.")),
            Components = [],
            Total = LineOf("", new("合计", "Total"), "", null, card.Total, old.Total, null),
            Groups =
            [
                .. card.Units.GroupBy(unit => unit.Group).Select(group =>
                    LineOf(group.Key, new(ScorecardTable.GroupName(group.Key), group.Key), "", null, SumOf(group), oldGroups.GetValueOrDefault(group.Key), null)),
            ],
            Units =
            [
                .. card.Units.Select(unit =>
                {
                    var known = zone.Current.Units.GetValueOrDefault(unit.Unit);
                    var name = unit.Unit == Contribution.Hotline && known is null ? new("热线中心", "The hotline") : new PeriodReport.Name(known?.Name ?? unit.Unit, known?.NameEn ?? unit.Unit);
                    var earlier = oldUnits.GetValueOrDefault(unit.Unit);
                    return LineOf(unit.Unit, name, unit.Group, unit.Rank, unit.Line, earlier?.Line, earlier?.Rank);
                }),
            ],
            Reconciliation = card.Reconciliation,
            Trend = [],
            Divisions = [],
            ReceivedByDay = days.ToDictionary(day => day.Day, day => (long)day.Received),
            HotSpots = [],
            NewRises = [],
            OpenReds = [],
            Praises = [],
            Themes = [],
            Decisions = [],
        };
    }

    private static PeriodReport.Line LineOf(
        string code, PeriodReport.Name title, string group, int? rank, ScorecardLine line, ScorecardLine? before, int? rankBefore)
    {
        var unranked = rank is not null || group.Length == 0 ? null : line.Counts.Rated == 0 ? "none" : "small";
        return new(
            code, title, group, rank, rankBefore, unranked, null, line.Composite, before?.Composite, CountsOf(line.Counts),
            [
                .. Indicators.All.Where(indicator => indicator.Unit == IndicatorUnit.Rate).Select(indicator =>
                    Measure(indicator.Id, indicator.Of(line.Counts, line.Scheme), before is null ? null : indicator.Of(before.Counts, before.Scheme))),
            ],
            0,
            null);
    }

    private static PeriodReport.Measure Measure(string id, Rate rate, Rate? before) => new(id, rate.Numerator, rate.Denominator, rate.Value, before?.Value, null);

    private static ScorecardLine SumOf(IEnumerable<UnitLine> units) =>
        units.Select(unit => unit.Line).Aggregate((sum, line) => sum with { Counts = sum.Counts + line.Counts });

    private static Dictionary<string, long> CountsOf(Tally counts) =>
        Figures.All.Where(figure => counts[figure] != 0).ToDictionary(figure => figure.ToString(), figure => counts[figure]);
}
