using System.Collections.ObjectModel;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>
/// Brings the tallies up to date with one case or praise, by difference: what it adds now, less what it added when it was
/// last counted; and keeps beside them which case counts for what. Safe to ask any number of times, in any order; the mark
/// on the row decides.
/// </summary>
public sealed class CountCase(Database database, ZoneBook zone)
{
    public Task ExecuteAsync(string number, CancellationToken cancellation) => database.WriteAsync(
        Lane.Backlog,
        async db =>
        {
            if (await db.FindUncountedAsync(number) is not { } state)
            {
                return;
            }

            var events = await db.ReadEventsAsync(number);
            if (!await db.MarkCountedAsync(number, state.Counted, events.Count))
            {
                // The case moved on while it was read; that step's own message counts both.
                return;
            }

            var current = zone.Current;
            var (@case, known) = (Case.Fold(events), state.Counted == 0 ? null : Case.Fold(events.Take(state.Counted)));
            var parts = PartsOf(@case, current);
            var now = Contribution.Sum(parts);
            var before = known is null ? ReadOnlyDictionary<TallyKey, Tally>.Empty : Contribution.Sum(PartsOf(known, current));
            foreach (var key in now.Keys.Union(before.Keys).Order(TallyOrder.Instance))
            {
                var difference = now.GetValueOrDefault(key) - before.GetValueOrDefault(key);
                if (difference != default)
                {
                    await db.AddToTallyAsync(key, difference);
                }
            }

            var (shares, sharesBefore) = (BreakdownsOf(@case, current), known is null ? [] : BreakdownsOf(known, current));
            foreach (var (key, count) in shares.Except(sharesBefore).Select(key => (key, 1)).Concat(sharesBefore.Except(shares).Select(key => (key, -1))).OrderBy(entry => entry.key, BreakdownOrder.Instance))
            {
                await db.AddToBreakdownAsync(key, count);
            }

            await db.SaveCountsAsync(number, parts);
        },
        cancellation);

    /// <summary>The same for a praise, which counts once and never changes.</summary>
    public Task ExecuteForPraiseAsync(string number, CancellationToken cancellation) => database.WriteAsync(
        Lane.Backlog,
        async db =>
        {
            if (await db.MarkPraiseCountedAsync(number))
            {
                var praise = (PraiseRecorded)(await db.ReadEventsAsync(number))[0];
                var (key, tally) = Contribution.Of(praise, zone.Current.Calendar);
                await db.AddToTallyAsync(key, tally);
            }
        },
        cancellation);

    /// <summary>The same for a number of which only the tallies know whether it is a case or a praise.</summary>
    public async Task ExecuteForEitherAsync(string number, CancellationToken cancellation)
    {
        await ExecuteAsync(number, cancellation);
        await ExecuteForPraiseAsync(number, cancellation);
    }

    internal static IReadOnlyList<Contribution.Part> PartsOf(Case @case, HotlineZone zone) => Contribution.PartsOf(@case, zone.BasisOf(@case));

    internal static IReadOnlyList<BreakdownKey> BreakdownsOf(Case @case, HotlineZone zone) => Contribution.BreakdownsOf(@case, zone.BasisOf(@case));
}
