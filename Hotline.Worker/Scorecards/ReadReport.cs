using System.Globalization;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Scorecards;
using Hotline.Meetings;
using Hotline.Storage;
using Hotline.Themes;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>
/// What is told of a period: its lines against those of the period before, its trend, what the cases were about, and what
/// came of themes and decisions, with all names in both languages. A frozen period is told as it was frozen.
/// </summary>
public sealed class ReadReport(ReadScorecard read, Database database, ZoneBook zone, ListThemes themes, ListDecisions decisions, TimeProvider clock)
{
    /// <summary>Periods of a trend.</summary>
    public const int TrendLength = 12;

    private const int MostSpots = 10;
    private const int SampleOfSpot = 5;
    private const int MostPraises = 20;

    /// <summary>新增上升: so many at least, and so many times what the periods before had on average.</summary>
    private const int LeastOfRise = 5;
    private const int Rise = 2;
    private const int PeriodsBeforeRise = 4;

    /// <summary>Whole days past due at which the next age begins.</summary>
    private static readonly int[] Ages = [0, 3, 7, 15, 30];

    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly PeriodReport.Name Nowhere = new("未填地点", "No place given");

    /// <summary>As it was frozen, or as it is now.</summary>
    public Task<PeriodReport> ExecuteAsync(Period period, CancellationToken cancellation) => database.ReadAsync(
        async db => await db.FindFrozenReportAsync(period.Name) is { } frozen
            ? ReportJson.Read(frozen.Report)
            // What was frozen before reports were kept has its figures, and nothing else of that time.
            : await MakeAsync(db, (await ReadScorecard.FindFrozenAsync(db, period.Name))?.Card() ?? await read.SumAsync(db, period), cancellation),
        cancellation);

    /// <summary>The page and its report, in one snapshot.</summary>
    public Task<(ReadScorecard.Page Page, PeriodReport Report)> ShowAsync(Period period, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var page = await read.ShowAsync(db, period);
            return (page, page.Report ?? await MakeAsync(db, page.Card, cancellation));
        },
        cancellation);

    /// <summary>The report of a scorecard, of the same snapshot.</summary>
    internal async Task<PeriodReport> MakeAsync(Session db, Scorecard card, CancellationToken cancellation)
    {
        var (current, now) = (zone.Current, clock.Now());
        var (calendar, period, scheme) = (current.Calendar, card.Period, card.Total.Scheme);
        var before = period.Previous();
        var old = Scorecard.Of(before, scheme, await db.SumTalliesAsync(before, scheme.Attribution), GroupOf, new Reconciliation(0, 0, 0, 0, 0, 0, 0));
        var oldUnits = old.Units.ToDictionary(unit => unit.Unit);
        var oldGroups = old.Units.GroupBy(unit => unit.Group).ToDictionary(group => group.Key, SumOf);
        var spots = await db.CompareBreakdownAsync(Dimension.Spot, period, before, period.Last(PeriodsBeforeRise + 1)[0].FirstDay);
        var (trend, days) = await TrendAsync(db, period, scheme);
        return new PeriodReport
        {
            Period = period.Name,
            Before = before.Name,
            FirstDay = period.FirstDay,
            LastDay = period.LastDay,
            SchemeVersion = scheme.Version,
            SchemeTitle = SchemeWords.TitleOf(scheme),
            Components = [.. scheme.Components.Select(component => new PeriodReport.Component(component.Indicator, component.Points, SchemeWords.FunctionOf(component)))],
            Total = LineOf("", new("合计", "Total"), "", null, null, null, card.Total, old.Total, calendar.LocalDay(now)),
            Groups =
            [
                .. card.Units.GroupBy(unit => unit.Group).Select(group => LineOf(
                    group.Key, GroupTitleOf(group.Key), "", null, null, null, SumOf(group), oldGroups.GetValueOrDefault(group.Key), calendar.LocalDay(now))),
            ],
            Units =
            [
                .. card.Units.Select(unit => LineOf(
                    unit.Unit, TitleOf(unit.Unit), unit.Group, unit.Rank, oldUnits.GetValueOrDefault(unit.Unit)?.Rank, unit.Unranked, unit.Line,
                    oldUnits.GetValueOrDefault(unit.Unit)?.Line, calendar.LocalDay(now))),
            ],
            Reconciliation = card.Reconciliation,
            Trend = trend,
            Divisions =
            [
                await DivisionAsync(db, Dimension.Category, period, before),
                await DivisionAsync(db, Dimension.Area, period, before),
                await DivisionAsync(db, Dimension.Channel, period, before),
                await DivisionAsync(db, Dimension.Hour, period, before),
                await RequestersAsync(db, period, before),
            ],
            ReceivedByDay = days,
            HotSpots = await SpotsAsync(db, period, spots.Where(spot => spot.Count > 0).OrderByDescending(spot => spot.Count)),
            // Where nothing came in before, everything is new, and that is no news.
            NewRises = spots.All(spot => spot.Earlier == 0) ? [] : await SpotsAsync(db, period, spots.Where(IsRise).OrderByDescending(spot => spot.Count - ExpectedOf(spot))),
            OpenReds = await AgesAsync(db, now),
            Praises = await PraisesAsync(db, calendar.StartOfDay(period.FirstDay), calendar.EndOfDay(period.LastDay)),
            Themes = [.. (await themes.ForPackAsync(period, now, cancellation)).Select(ThemeOf)],
            Decisions = [.. (await decisions.ForPackAsync(period, now, cancellation)).Select(DecisionOf)],
            Exclusions =
            [
                .. (await db.CountExclusionsAsync(calendar.StartOfDay(period.FirstDay), calendar.EndOfDay(period.LastDay))).Select(row => new PeriodReport.Exclusion(
                    row.Unit, TitleOf(row.Unit), row.Kind, row.Reason, NameOf(Enum.Parse<RequestReason>(row.Reason)), row.Count)),
            ],
        };
    }

    private static PeriodReport.Line LineOf(
        string code, PeriodReport.Name title, string group, int? rank, int? rankBefore, Unranked? unranked, ScorecardLine line, ScorecardLine? before, DateOnly today)
    {
        var points = line.Explain().Steps.ToDictionary(step => step.Indicator.Id, step => step.Score);
        var interval = unranked == Domain.Scorecards.Unranked.SmallSample ? line.Satisfaction.Interval : null;
        return new(
            code,
            title,
            group,
            rank,
            rankBefore,
            unranked is null ? null : unranked == Domain.Scorecards.Unranked.SmallSample ? "small" : "none",
            interval is { } known ? [known.Low, known.High] : null,
            line.Composite,
            before?.Composite,
            CountsOf(line.Counts),
            [
                .. line.Values.Zip(before?.Values ?? Enumerable.Repeat<IndicatorValue?>(null, Indicators.All.Length)).Select(pair => new PeriodReport.Measure(
                    pair.First.Indicator.Id,
                    pair.First.Numerator ?? 0,
                    pair.First.Denominator ?? 0,
                    pair.First.Value,
                    // What is of now, and of no period, has no before.
                    IsOfNow(pair.First.Indicator) ? null : pair.Second?.Value,
                    points.GetValueOrDefault(pair.First.Indicator.Id))),
            ],
            line.Facts.OpenPastDue,
            line.Facts.OldestDue is { } due ? today.DayNumber - DateOnly.FromDateTime(due.DateTime).DayNumber : null)
        {
            OldestDue = line.Facts.OldestDue,
        };
    }

    private static bool IsOfNow(Indicator indicator) => indicator.Id is Indicators.OpenPastDue or Indicators.NinetyPercent or Indicators.KnowledgeUpdates;

    private static ScorecardLine SumOf(IEnumerable<UnitLine> units) => units.Select(unit => unit.Line).Aggregate((sum, line) => sum with
    {
        Counts = sum.Counts + line.Counts,
        Facts = new LineFacts(null, sum.Facts.OpenPastDue + line.Facts.OpenPastDue, Earlier(sum.Facts.OldestDue, line.Facts.OldestDue)),
    });

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => other is null || one < other ? one : other;

    private static Dictionary<string, long> CountsOf(Tally counts) =>
        Figures.All.Where(figure => counts[figure] != 0).ToDictionary(figure => figure.ToString(), figure => counts[figure]);

    // One sum by day for all twelve; and the days of the period itself lie in it.
    private static async Task<(IReadOnlyList<PeriodReport.TrendPoint> Trend, IReadOnlyDictionary<DateOnly, long> Received)> TrendAsync(Session db, Period period, ScorecardScheme scheme)
    {
        var periods = period.Last(TrendLength);
        var figures = scheme.Components.Select(component => component.Indicator).Union(["R1", "R2", "R3", "R6"])
            .Select(Indicators.Get).SelectMany(indicator => indicator.Numerator(scheme).Concat(indicator.Denominator(scheme))).Select(term => term.Figure)
            .Union([Figure.Received, Figure.Closed]).Order().ToList();
        var days = (await db.SumByDayAsync(figures, periods[0].FirstDay, period.LastDay, scheme.Attribution)).OrderBy(day => day.Key).ToList();
        var points = periods.Select(one =>
        {
            var line = new ScorecardLine(days.Where(day => day.Key >= one.FirstDay && day.Key <= one.LastDay).Aggregate(default(Tally), (sum, day) => sum + day.Value), scheme);
            return new PeriodReport.TrendPoint(
                one.Name, line.Counts.Received, line.Counts.Closed, line.Response.Value, line.Resolution.Value, line.Satisfaction.Value, line.OnTime.Value, line.Composite);
        });
        return (
            [.. points.SkipWhile(point => point.Period != period.Name && (point.Received, point.Closed) == (0, 0))],
            days.Where(day => day.Key >= period.FirstDay && day.Value.Received != 0).ToDictionary(day => day.Key, day => (long)day.Value.Received));
    }

    private async Task<PeriodReport.Division> DivisionAsync(Session db, Dimension dimension, Period period, Period before)
    {
        var shares = (await db.CompareBreakdownAsync(dimension, period, before, before.FirstDay)).Where(share => (share.Count, share.Before) != (0, 0));
        return new(
            dimension.ToString(),
            [
                .. (dimension == Dimension.Hour ? shares.OrderBy(share => share.Value, StringComparer.Ordinal) : shares.OrderByDescending(share => share.Count).ThenBy(share => share.Value, StringComparer.Ordinal))
                    .Select(share => new PeriodReport.Share(share.Value, TitleOf(dimension, share.Value), share.Count, share.Before)),
            ]);
    }

    private static async Task<PeriodReport.Division> RequestersAsync(Session db, Period period, Period before)
    {
        var (now, then) = (await db.SumReceivedByRequesterAsync(period), await db.SumReceivedByRequesterAsync(before));
        return new(
            nameof(RequesterKind),
            [
                .. Enum.GetValues<RequesterKind>().Where(kind => now.ContainsKey(kind.ToString()) || then.ContainsKey(kind.ToString()))
                    .Select(kind => new PeriodReport.Share(kind.ToString(), NameOf(kind), now.GetValueOrDefault(kind.ToString()), then.GetValueOrDefault(kind.ToString()))),
            ]);
    }

    private static bool IsRise(BreakdownStore.ComparedShare spot) => spot.Count >= LeastOfRise && spot.Count >= Rise * ExpectedOf(spot);

    private static decimal ExpectedOf(BreakdownStore.ComparedShare spot) => (decimal)spot.Earlier / PeriodsBeforeRise;

    private async Task<IReadOnlyList<PeriodReport.Spot>> SpotsAsync(Session db, Period period, IOrderedEnumerable<BreakdownStore.ComparedShare> ordered)
    {
        // Numbers begin with their day.
        var span = new NumberSpan(PrefixOf(period.FirstDay), PrefixOf(period.LastDay.AddDays(1)));
        var spots = new List<PeriodReport.Spot>();
        foreach (var spot in ordered.ThenBy(spot => spot.Value, StringComparer.Ordinal).Take(MostSpots))
        {
            var (category, area) = spot.Value.Split('|') is [var left, var right] ? (left, right) : (spot.Value, "");
            spots.Add(new PeriodReport.Spot(
                category, TitleOf(Dimension.Category, category), area, TitleOf(Dimension.Area, area), spot.Count, spot.Before, ExpectedOf(spot),
                await db.ListSpotNumbersAsync(category, area, span, SampleOfSpot)));
        }

        return spots;
    }

    private static async Task<IReadOnlyList<PeriodReport.LateAge>> AgesAsync(Session db, DateTimeOffset now)
    {
        var counts = await db.CountOpenPastDueByAgeAsync(now, [.. Ages[1..].Select(days => now.AddDays(-days))]);
        return [.. counts.Select((count, place) => new PeriodReport.LateAge(Ages[place], place + 1 < Ages.Length ? Ages[place + 1] - 1 : null, count))];
    }

    private async Task<IReadOnlyList<PeriodReport.Praised>> PraisesAsync(Session db, DateTimeOffset from, DateTimeOffset to)
    {
        var rows = new List<PraiseRow>();
        foreach (var kind in Enum.GetNames<PraiseKind>())
        {
            rows.AddRange(await db.ListPraisesAsync(kind, null, from, to, new CaseStore.Turn { At = DateTimeOffset.MaxValue }, MostPraises));
        }

        return
        [
            .. rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Number, StringComparer.Ordinal).Take(MostPraises)
                .Select(row => new PeriodReport.Praised(row.Number, zone.Current.Calendar.LocalDay(row.At), row.Kind, row.Unit, TitleOf(row.Unit))),
        ];
    }

    private PeriodReport.Theme ThemeOf(ListThemes.PackTheme theme)
    {
        static long? Whole(decimal? average) => average is { } known ? (long)Math.Round(known, MidpointRounding.AwayFromZero) : null;
        return new(
            theme.Number,
            theme.Month,
            theme.Title,
            theme.State.ToString(),
            [.. theme.Problems.Select(problem => new PeriodReport.ThemeProblem(problem.Text, TitleOf(problem.Lead), Whole(problem.Curve.Before), Whole(problem.Curve.After)))],
            theme.Done,
            theme.Tasks);
    }

    private PeriodReport.Decision DecisionOf(ListDecisions.PackDecision decision) => new(
        string.Create(CultureInfo.InvariantCulture, $"{decision.Meeting}/{decision.Decision}"),
        decision.Meeting,
        decision.Text,
        TitleOf(decision.Unit),
        decision.DueOn,
        decision.State.ToString(),
        decision.Report);

    private PeriodReport.Name TitleOf(string unit) => zone.Current.Units.TryGetValue(unit, out var known) ? new(known.Name, known.NameEn)
        : unit == Contribution.Hotline ? new("热线中心", "The hotline")
        : new(unit, unit);

    private PeriodReport.Name TitleOf(Dimension dimension, string value) => dimension switch
    {
        Dimension.Category when zone.Current.Categories.TryGetValue(value, out var category) => new(category.Name, category.NameEn),
        Dimension.Area when value.Length == 0 => Nowhere,
        Dimension.Area when zone.Current.Areas.TryGetValue(value, out var area) => new(area.Name, area.NameEn),
        Dimension.Channel when Enum.TryParse<Channel>(value, out var channel) => NameOf(channel),
        Dimension.Hour => new($"{value}时", $"{value}:00"),
        _ => new(value, value),
    };

    private static PeriodReport.Name NameOf(Enum value) => new(Vocabulary.In(value, Chinese), Vocabulary.In(value, English));

    private static PeriodReport.Name GroupTitleOf(string group) => new(ScorecardTable.GroupName(group), group.Length == 0 ? "Other" : group);

    private string GroupOf(string unit) => zone.Current.Units.TryGetValue(unit, out var found) ? found.Group : "";

    private static string PrefixOf(DateOnly day) => day.ToString("yyMMdd", CultureInfo.InvariantCulture);
}
