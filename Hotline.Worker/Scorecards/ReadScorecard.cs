using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>三率 of a period, from the tallies, reconciled against the cases themselves; or as it was frozen.</summary>
public sealed class ReadScorecard(Database database, ZoneBook zone, TimeProvider clock)
{
    /// <summary>What is shown of a period.</summary>
    /// <param name="Card">The frozen page where there is one, otherwise the figures of now.</param>
    /// <param name="Frozen">When it was frozen, by whom, and its hash; <c>null</c> while it is not.</param>
    /// <param name="Corrections">What has changed since.</param>
    public sealed record Page(Scorecard Card, FrozenScorecard? Frozen, IReadOnlyList<Correction> Corrections)
    {
        /// <summary>重新统计中: after an update the counts are being made anew, and are not to be relied on until then.</summary>
        public bool IsRecounting { get; init; }

        /// <summary>The report as it was frozen, with the names that units then had; <c>null</c> without one.</summary>
        public PeriodReport? Report { get; init; }

        /// <summary>False when somebody changed what was frozen.</summary>
        public bool IsIntact { get; init; } = true;

        /// <summary>What a unit was called when the period was frozen; <c>null</c> where that is not kept.</summary>
        public PeriodReport.Name? NameOf(string unit) => Report?.Units.FirstOrDefault(line => line.Code == unit)?.Title;
    }

    /// <summary>The figures of now, frozen or not.</summary>
    public Task<Scorecard> ExecuteAsync(Period period, CancellationToken cancellation) =>
        database.ReadAsync(db => SumAsync(db, period), cancellation);

    /// <summary>The figures of now by a scheme that need not be in effect: the same tallies, other weights.</summary>
    public Task<Scorecard> ExecuteAsync(Period period, ScorecardScheme scheme, CancellationToken cancellation) =>
        database.ReadAsync(db => SumAsync(db, period, scheme), cancellation);

    /// <summary>The figures of several periods by the scheme in effect, in their order: a trend. Without what is not made of tallies.</summary>
    public Task<IReadOnlyList<(Period Period, ScorecardLine Total, IReadOnlyDictionary<string, ScorecardLine> Units)>> TrendAsync(
        IReadOnlyList<Period> periods, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var scheme = zone.Current.Scheme;
            var trend = new List<(Period, ScorecardLine, IReadOnlyDictionary<string, ScorecardLine>)>();
            foreach (var period in periods)
            {
                var tallies = await db.SumTalliesAsync(period, scheme.Attribution);
                trend.Add((
                    period,
                    new ScorecardLine(tallies.Values.Aggregate(default(Tally), (sum, tally) => sum + tally), scheme),
                    tallies.ToDictionary(entry => entry.Key, entry => new ScorecardLine(entry.Value, scheme))));
            }

            return (IReadOnlyList<(Period, ScorecardLine, IReadOnlyDictionary<string, ScorecardLine>)>)trend;
        },
        cancellation);

    /// <summary>How the cases taken in during a period are divided: code, name or hour → how many.</summary>
    public Task<IReadOnlyDictionary<string, long>> BreakdownAsync(Dimension dimension, Period period, CancellationToken cancellation) =>
        database.ReadAsync(db => db.SumBreakdownAsync(dimension, period), cancellation);

    /// <summary>The page as it is shown and exported, in one snapshot.</summary>
    public Task<Page> ShowAsync(Period period, CancellationToken cancellation) => database.ReadAsync(db => ShowAsync(db, period), cancellation);

    internal async Task<Page> ShowAsync(Session db, Period period)
    {
        var current = await SumAsync(db, period);
        if (await FindFrozenAsync(db, period.Name) is not { } frozen)
        {
            return new Page(current, null, []) { IsRecounting = await db.FindMarkAsync(RebuildScorecard.Due) is not null };
        }

        var kept = await db.FindFrozenReportAsync(period.Name);
        var report = kept is null ? null : ReportJson.Read(kept.Report);
        return new Page(
            frozen.Card(report is null ? null : unit => FactsOf(report, unit)),
            frozen with { ReportHash = kept?.ReportHash, RowsHash = kept?.RowsHash },
            frozen.CorrectionsBy(current))
        {
            Report = report,
            IsIntact = frozen.IsIntact && (kept is null || ReportJson.HashOf(kept.Report) == kept.ReportHash),
        };
    }

    /// <summary>受理 of each day of the period that has any, in the order of days; as of now, frozen or not.</summary>
    public Task<IReadOnlyList<(DateOnly Day, int Received)>> ReceivedByDayAsync(Period period, CancellationToken cancellation) =>
        database.ReadAsync(db => db.SumReceivedByDayAsync(period), cancellation);

    /// <summary>Periods whose frozen rows are no longer those that were hashed.</summary>
    public Task<IReadOnlyList<string>> ListTamperedAsync(CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var tampered = new List<string>();
            foreach (var row in await db.ListFrozenAsync())
            {
                if (!(await FindFrozenAsync(db, row.Period))!.IsIntact)
                {
                    tampered.Add(row.Period);
                }
            }

            return (IReadOnlyList<string>)tampered;
        },
        cancellation);

    internal async Task<Scorecard> SumAsync(Session db, Period period, ScorecardScheme? by = null)
    {
        var current = zone.Current;
        var (calendar, now) = (current.Calendar, clock.GetUtcNow());
        var scheme = by ?? current.Scheme;
        var tallies = await db.SumTalliesAsync(period, scheme.Attribution);
        var handling = await db.SumHandlingAsync(period);
        var late = await db.CountOpenPastDueAsync(now);
        var published = await db.CountImportsAsync(nameof(ZoneKind.Phrases), calendar.StartOfDay(period.FirstDay), calendar.EndOfDay(period.LastDay));
        // Who has nothing but what is late has a line all the same, while the period lasts.
        var lines = calendar.LocalDay(now) > period.LastDay ? tallies
            : late.Keys.Except(tallies.Keys).ToDictionary(unit => unit, _ => default(Tally)).Concat(tallies).ToDictionary();
        return Scorecard.Of(
            period,
            scheme,
            lines,
            unit => current.Units.TryGetValue(unit, out var found) ? found.Group : "",
            new Reconciliation(
                await db.CountCarriedOverAsync(period.FirstDay),
                tallies.Values.Sum(tally => tally.Received),
                tallies.Values.Sum(tally => tally.Closed),
                tallies.Values.Sum(tally => tally.Merged),
                tallies.Values.Sum(tally => tally.Guided),
                tallies.Values.Sum(tally => tally.Voided),
                await db.CountOpenAtAsync(calendar.EndOfDay(period.LastDay))),
            unit => unit is null
                ? new LineFacts(
                    Percentile.Ninety(handling.SelectMany(hours => hours).GroupBy(entry => entry.Key).Select(same => KeyValuePair.Create(same.Key, same.Sum(entry => entry.Value)))),
                    late.Values.Sum(found => found.Assignments),
                    late.Count == 0 ? null : late.Values.Min(found => found.Oldest),
                    published)
                : new LineFacts(
                    Percentile.Ninety(handling[unit]),
                    late.TryGetValue(unit, out var own) ? own.Assignments : 0,
                    late.TryGetValue(unit, out var oldest) ? oldest.Oldest : null));
    }

    // What of a frozen line is not made of its counts, out of the report that was frozen with it.
    private static LineFacts FactsOf(PeriodReport report, string? unit)
    {
        var line = unit is null ? report.Total : report.Units.FirstOrDefault(line => line.Code == unit);
        decimal? ValueOf(string indicator) => line?.Measures.FirstOrDefault(measure => measure.Id == indicator)?.Value;
        return line is null
            ? LineFacts.None
            : new LineFacts((long?)ValueOf(Indicators.NinetyPercent), line.OpenLate, line.OldestDue, (int?)ValueOf(Indicators.KnowledgeUpdates));
    }

    internal static async Task<FrozenScorecard?> FindFrozenAsync(Session db, string period) => await db.FindFrozenAsync(period) is { } row
        ? new FrozenScorecard
        {
            At = row.FrozenAt,
            By = row.FrozenBy,
            Head = row.Head,
            Hash = row.Hash,
            Lines = (await db.ListFrozenLinesAsync(period)).ToDictionary(line => line.Unit, line => line.Line),
        }
        : null;
}
