using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>
/// Makes the tallies anew from the events alone. Reads one snapshot while the hotline goes on working, then puts the sums
/// in place in one write; what happened in between is counted by difference afterwards.
/// </summary>
public sealed class RebuildScorecard(Database database, ZoneBook zone)
{
    /// <returns>The rebuilt sums, in key order.</returns>
    public async Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ExecuteAsync(CancellationToken cancellation)
    {
        var (sums, versions, praises, last) = await database.ReadAsync(SumAsync, cancellation);
        await database.WriteAsync(
            Lane.Backlog,
            async db =>
            {
                await db.DeleteTalliesAsync();
                foreach (var (key, tally) in sums)
                {
                    await db.AddToTallyAsync(key, tally);
                }

                foreach (var (number, version) in versions)
                {
                    await db.ResetCountedAsync(number, version);
                }

                await db.ResetCountedAfterAsync(last);
                await db.ResetPraisesAsync();
                foreach (var number in praises)
                {
                    await db.MarkPraiseCountedAsync(number);
                }
            },
            cancellation);
        return [.. sums.Select(entry => (entry.Key, entry.Value))];
    }

    /// <summary>Compares the stored sums with the events, and changes nothing.</summary>
    /// <returns>The keys whose sums differ, and how many cases wait to be counted, which explains differences.</returns>
    public Task<(IReadOnlyList<TallyKey> Different, int Uncounted)> CompareAsync(CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var sums = (await SumAsync(db)).Sums;
            var stored = (await db.ListTalliesAsync()).ToDictionary(entry => entry.Key, entry => entry.Tally);
            return (
                (IReadOnlyList<TallyKey>)
                [
                    .. sums.Keys.Union(stored.Keys)
                        .Where(key => sums.GetValueOrDefault(key) != stored.GetValueOrDefault(key))
                        .Order(TallyOrder.Instance),
                ],
                await db.CountUncountedAsync());
        },
        cancellation);

    private async Task<(SortedDictionary<TallyKey, Tally> Sums, List<(string Number, int Version)> Versions, List<string> Praises, long Last)> SumAsync(Session db)
    {
        var last = await db.FindLastPositionAsync();
        var sums = new SortedDictionary<TallyKey, Tally>(TallyOrder.Instance);
        var versions = new List<(string, int)>();
        var praises = new List<string>();
        void Add(TallyKey key, Tally tally) => sums[key] = sums.GetValueOrDefault(key) + tally;

        await foreach (var history in db.StreamHistoriesAsync())
        {
            if (history[0] is PraiseRecorded praise)
            {
                var (key, tally) = Contribution.Of(praise, zone.Current.Calendar);
                Add(key, tally);
                praises.Add(praise.Number);
                continue;
            }

            var @case = Case.Fold(history);
            foreach (var (key, tally) in Contribution.Of(@case, zone.Current.BasisOf(@case)))
            {
                Add(key, tally);
            }

            versions.Add((@case.Number, @case.Version));
        }

        return (sums, versions, praises, last);
    }
}
