using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>Makes the tallies anew from the events alone, while the hotline goes on working; also compares them.</summary>
public sealed class RebuildScorecard(Database database, ZoneBook zone)
{
    /// <summary>
    /// How far back from the end of the log a walk may have missed something: with identity columns a smaller position can be
    /// committed after a greater one, but not after ten thousand greater ones.
    /// </summary>
    private const int Slack = 10_000;

    /// <summary>Set by a migration after which the counts must be made anew; gone once they are.</summary>
    public const string Due = "scorecards must be rebuilt";

    /// <summary>What a comparison has found.</summary>
    public sealed record Report
    {
        /// <summary>Keys whose stored sums are not those of what was counted.</summary>
        public required IReadOnlyList<TallyKey> Different { get; init; }

        /// <summary>Shares of distributions that are not those of what was counted.</summary>
        public required IReadOnlyList<BreakdownKey> DifferentShares { get; init; }

        /// <summary>Cases whose own rows are not what was counted of them.</summary>
        public required IReadOnlyList<string> Misbooked { get; init; }

        /// <summary>Cases and praises that are still to be counted, which is no fault.</summary>
        public int Uncounted { get; init; }

        /// <summary>Numbers whose events cannot be read or folded, and why; what they added to the sums is not known.</summary>
        public required IReadOnlyDictionary<string, string> Unreadable { get; init; }

        public bool IsClean => Different.Count == 0 && DifferentShares.Count == 0 && Misbooked.Count == 0 && Unreadable.Count == 0;
    }

    /// <summary>
    /// Walks through the log in pages, each a read of its own, then puts the sums in place in one write. While a page is
    /// read the ones before it are folded, on every processor. The last write costs a row for each key, and a row for each
    /// case that is not yet counted, or new since shortly before the walk; what happened meanwhile is counted by difference
    /// afterwards. What single cases count for is put right on the way, page by page.
    /// </summary>
    /// <returns>The rebuilt sums, in key order.</returns>
    /// <exception cref="UnreadableLogException">Nothing was changed, because not all of the log can be read.</exception>
    public async Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ExecuteAsync(CancellationToken cancellation)
    {
        var recent = Math.Max(0, await database.ReadAsync(db => db.FindLastPositionAsync(), cancellation) - Slack);
        var sums = await WalkAsync(
            after => database.ReadAsync(db => ReadPageAsync(db, after), cancellation),
            async (page, sums) =>
            {
                var misbooked = new List<Booking>();
                foreach (var rows in page.Histories)
                {
                    var history = rows.Read();
                    var (number, version) = (history.Number, history.Events.Count);
                    var parts = sums.Add(history, version);
                    if (history.Case is not null && parts is not null && !Agree(page.Booked[number], parts))
                    {
                        misbooked.Add(new Booking(number, version - history.Events.Reverse().TakeWhile(happened => !Contribution.IsChangedBy(happened)).Count(), version, parts));
                    }

                    if (rows.Rows[^1].Position > recent || !IsCounted(history, page.Marks.GetValueOrDefault(number)))
                    {
                        sums.Moving.Add(number, version);
                    }
                }

                if (misbooked.Count > 0)
                {
                    await database.WriteAsync(Lane.Backlog, db => BookAsync(db, misbooked), cancellation);
                }
            },
            cancellation);
        if (sums.Unreadable.Count > 0)
        {
            throw new UnreadableLogException(sums.Unreadable);
        }

        await database.WriteAsync(
            Lane.Backlog,
            async db =>
            {
                await db.DeleteTalliesAsync();
                foreach (var key in sums.ByKey.Keys.Order(TallyOrder.Instance))
                {
                    await db.InsertTallyAsync(key, sums.ByKey[key]);
                }

                await db.DeleteBreakdownsAsync();
                foreach (var key in sums.Shares.Keys.Order(BreakdownOrder.Instance))
                {
                    await db.InsertBreakdownAsync(key, sums.Shares[key]);
                }

                // Of what had not moved lately when the walk met it, the walk saw all that lies before.
                foreach (var mover in await db.ListMoversAsync(recent))
                {
                    sums.Moving.TryAdd(mover.Number, mover.VersionBefore);
                }

                foreach (var (number, version) in sums.Moving)
                {
                    if (await db.FindCountedVersionAsync(number) is var counted && counted != version)
                    {
                        await BookAsync(db, number, version);
                    }

                    await db.ResetCountedAsync(number, version);
                    await db.ResetPraiseCountedAsync(number, isCounted: version > 0);
                }

                await db.DeleteMarkAsync(Due);
            },
            cancellation);
        return [.. sums.ByKey.Where(entry => entry.Value != default).OrderBy(entry => entry.Key, TallyOrder.Instance).Select(entry => (entry.Key, entry.Value))];
    }

    /// <summary>Whether the counts are being made anew after a migration: until then they are not to be relied on.</summary>
    public Task<bool> IsDueAsync(CancellationToken cancellation) =>
        database.ReadAsync(async db => await db.FindMarkAsync(Due) is not null, cancellation);

    /// <summary>Makes them anew if a migration asked for it; otherwise it costs one look.</summary>
    /// <exception cref="UnreadableLogException">Nothing was changed, because not all of the log can be read.</exception>
    public async Task ExecuteIfDueAsync(CancellationToken cancellation)
    {
        if (await IsDueAsync(cancellation))
        {
            await ExecuteAsync(cancellation);
        }
    }

    /// <summary>Compares the stored sums with what the marks say is counted, all in one snapshot, and changes nothing.</summary>
    public Task<Report> CompareAsync(CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var misbooked = new ConcurrentBag<string>();
            var sums = await WalkAsync(
                after => ReadPageAsync(db, after),
                (page, sums) =>
                {
                    foreach (var history in page.Histories.Select(rows => rows.Read()))
                    {
                        var parts = sums.Add(history, page.Marks.GetValueOrDefault(history.Number)?.CountedVersion ?? 0);
                        if (history.Case is not null && parts is not null && !Agree(page.Booked[history.Number], parts))
                        {
                            misbooked.Add(history.Number);
                        }
                    }

                    return Task.CompletedTask;
                },
                cancellation);
            var stored = (await db.ListTalliesAsync()).ToDictionary(entry => entry.Key, entry => entry.Tally);
            var shares = (await db.ListBreakdownsAsync()).ToDictionary(entry => entry.Key, entry => entry.Count);
            return new Report
            {
                Different =
                [
                    .. sums.ByKey.Keys.Union(stored.Keys)
                        .Where(key => sums.ByKey.GetValueOrDefault(key) != stored.GetValueOrDefault(key))
                        .Order(TallyOrder.Instance),
                ],
                DifferentShares =
                [
                    .. sums.Shares.Keys.Union(shares.Keys)
                        .Where(key => sums.Shares.GetValueOrDefault(key) != shares.GetValueOrDefault(key))
                        .Order(BreakdownOrder.Instance),
                ],
                Misbooked = [.. misbooked.Order(StringComparer.Ordinal)],
                Uncounted = await db.CountUncountedAsync(),
                Unreadable = sums.Unreadable,
            };
        },
        cancellation);

    /// <summary>Part of the log, and what the tallies know of it, from one snapshot.</summary>
    private sealed record Page(
        IReadOnlyList<EventStore.HistoryRows> Histories,
        IReadOnlyDictionary<string, TallyStore.CountMark> Marks,
        ILookup<string, CountRow> Booked);

    /// <summary>What a case counts for at a version, and has since one before it.</summary>
    private sealed record Booking(string Number, int Since, int Version, IReadOnlyList<Contribution.Part> Parts);

    private static async Task<Page> ReadPageAsync(Session db, string after)
    {
        var histories = await db.ListHistoryRowsAsync(after);
        var (first, last) = histories.Count == 0 ? ("", "") : (histories[0].Number, histories[^1].Number);
        return new Page(
            histories,
            (await db.ListCountMarksAsync(first, last)).DistinctBy(mark => mark.Number).ToDictionary(mark => mark.Number),
            (await db.ListManyCountsAsync(first, last)).ToLookup(row => row.Number));
    }

    /// <summary>Reads page after page, never two at once, and folds several meanwhile.</summary>
    /// <param name="read">The page behind a number.</param>
    /// <param name="fold">Adds a page to sums that nobody else has in hand.</param>
    /// <param name="cancellation">Stops between two pages.</param>
    private async Task<Sums> WalkAsync(Func<string, Task<Page>> read, Func<Page, Sums, Task> fold, CancellationToken cancellation)
    {
        var all = new ConcurrentBag<Sums>();
        await Parallel.ForEachAsync(
            PagesAsync(read),
            // One more than can fold, because one of them reads.
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1, CancellationToken = cancellation },
            async (page, _) =>
            {
                var sums = all.TryTake(out var idle) ? idle : new Sums(zone);
                await fold(page, sums);
                all.Add(sums);
            });
        var total = new Sums(zone);
        foreach (var sums in all)
        {
            total.Add(sums);
        }

        return total;
    }

    private static async IAsyncEnumerable<Page> PagesAsync(Func<string, Task<Page>> read)
    {
        Page? page = null;
        do
        {
            page = await read(page is null ? "" : page.Histories[^1].Number);
            yield return page;
        }
        while (page.Histories.Count >= EventStore.HistoryPage);
    }

    // Most cases were archived, or otherwise noted, after they were counted; that changes nothing that counts, and the mark of
    // a million of them need not be touched.
    private static bool IsCounted(History history, TallyStore.CountMark? mark) => mark is { Uncounted: false }
        && mark.CountedVersion <= history.Events.Count
        && !history.Events.Skip(mark.CountedVersion).Any(Contribution.IsChangedBy);

    private static bool Agree(IEnumerable<CountRow> booked, IReadOnlyList<Contribution.Part> parts)
    {
        // No two parts of a case have the same entry, nor have two rows.
        var left = parts.Count;
        foreach (var row in booked)
        {
            if (!parts.Any(row.IsOf))
            {
                return false;
            }

            left--;
        }

        return left == 0;
    }

    // The tallies may know another version by now than the walk has met.
    private async Task BookAsync(Session db, IReadOnlyList<Booking> bookings)
    {
        var marks = (await db.ListCountMarksAsync(bookings[0].Number, bookings[^1].Number)).ToLookup(mark => mark.Number);
        foreach (var (number, since, version, parts) in bookings)
        {
            var counted = marks[number].FirstOrDefault()?.CountedVersion ?? 0;
            await (counted >= since && counted <= version ? db.SaveCountsAsync(number, parts) : BookAsync(db, number, counted));
        }
    }

    // What the case counted for at a version.
    private async Task BookAsync(Session db, string number, int version)
    {
        var events = version == 0 ? [] : await db.ReadEventsAsync(number);
        if (events is [] or [CaseRegistered, ..])
        {
            await db.SaveCountsAsync(number, events.Count == 0 ? [] : CountCase.PartsOf(Case.Fold(events.Take(version)), zone.Current));
        }
    }

    /// <summary>Contributions as they add up, and those that cannot be known.</summary>
    private sealed class Sums(ZoneBook zone)
    {
        public Dictionary<TallyKey, Tally> ByKey { get; } = [];

        public Dictionary<BreakdownKey, long> Shares { get; } = [];

        /// <summary>Number → version that was added, of those whose mark may be another.</summary>
        public Dictionary<string, int> Moving { get; } = [];

        public Dictionary<string, string> Unreadable { get; } = [];

        /// <summary>Adds what the first <paramref name="version"/> events of a history contribute.</summary>
        /// <returns>What the case counts for; nothing for a praise, <c>null</c> when it cannot be known.</returns>
        public IReadOnlyList<Contribution.Part>? Add(History history, int version)
        {
            if (history.Problem is { } problem)
            {
                Unreadable.Add(history.Number, problem);
                return null;
            }

            if (version == 0)
            {
                return [];
            }

            try
            {
                if (history.Praise is { } praise)
                {
                    var (key, tally) = Contribution.Of(praise, zone.Current.Calendar);
                    Add(key, tally);
                    return [];
                }

                var @case = version >= history.Events.Count ? history.Case! : Case.Fold(history.Events.Take(version));
                var (parts, shares) = (CountCase.PartsOf(@case, zone.Current), CountCase.BreakdownsOf(@case, zone.Current));
                foreach (var part in parts)
                {
                    Add(part.Key, part.Counts);
                }

                foreach (var share in shares)
                {
                    Add(share, 1);
                }

                return parts;
            }
            catch (Exception exception)
            {
                Unreadable.Add(history.Number, exception.Message);
                return null;
            }
        }

        public void Add(Sums other)
        {
            foreach (var (key, tally) in other.ByKey)
            {
                Add(key, tally);
            }

            foreach (var (key, count) in other.Shares)
            {
                Add(key, count);
            }

            foreach (var (number, problem) in other.Unreadable)
            {
                Unreadable.Add(number, problem);
            }

            foreach (var (number, version) in other.Moving)
            {
                Moving.Add(number, version);
            }
        }

        private void Add(TallyKey key, in Tally tally)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(ByKey, key, out _);
            sum += tally;
        }

        private void Add(BreakdownKey key, long count) => CollectionsMarshal.GetValueRefOrAddDefault(Shares, key, out _) += count;
    }
}
