using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>三率 of a period, from the tallies, reconciled against the cases themselves.</summary>
public sealed class ReadScorecard(Database database, ZoneBook zone)
{
    public Task<Scorecard> ExecuteAsync(Period period, CancellationToken cancellation) => database.ReadAsync(
        async db =>
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
        },
        cancellation);
}
