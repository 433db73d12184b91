using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>三率 of a period, from the tallies, reconciled against the cases themselves; or as it was frozen.</summary>
public sealed class ReadScorecard(Database database, ZoneBook zone)
{
    /// <summary>What is shown of a period.</summary>
    /// <param name="Card">The frozen page where there is one, otherwise the figures of now.</param>
    /// <param name="Frozen">When it was frozen, by whom, and its hash; <c>null</c> while it is not.</param>
    /// <param name="Corrections">What has changed since.</param>
    public sealed record Page(Scorecard Card, FrozenScorecard? Frozen, IReadOnlyList<Correction> Corrections);

    /// <summary>The figures of now, frozen or not.</summary>
    public Task<Scorecard> ExecuteAsync(Period period, CancellationToken cancellation) =>
        database.ReadAsync(db => SumAsync(db, period), cancellation);

    /// <summary>The page as it is shown and exported, in one snapshot.</summary>
    public Task<Page> ShowAsync(Period period, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var current = await SumAsync(db, period);
            return await FindFrozenAsync(db, period.Name) is { } frozen
                ? new Page(frozen.Card(), frozen, frozen.CorrectionsBy(current))
                : new Page(current, null, []);
        },
        cancellation);

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

    internal async Task<Scorecard> SumAsync(Session db, Period period)
    {
        var current = zone.Current;
        var tallies = await db.SumTalliesAsync(period);
        return Scorecard.Of(
            period,
            current.Scheme,
            tallies,
            unit => current.Units.TryGetValue(unit, out var found) ? found.Group : "",
            new Reconciliation(
                await db.CountCarriedOverAsync(period.FirstDay),
                tallies.Values.Sum(tally => tally.Received),
                tallies.Values.Sum(tally => tally.Closed),
                tallies.Values.Sum(tally => tally.Merged),
                tallies.Values.Sum(tally => tally.Guided),
                tallies.Values.Sum(tally => tally.Voided),
                await db.CountOpenAtAsync(current.Calendar.EndOfDay(period.LastDay))));
    }

    private static async Task<FrozenScorecard?> FindFrozenAsync(Session db, string period) => await db.FindFrozenAsync(period) is { } row
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
