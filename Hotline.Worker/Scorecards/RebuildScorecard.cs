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
    /// Walks through the log in pages, each a read of its own, then puts the sums in place in one write. That write costs a
    /// row for each key, and a row for each case that is open, not yet counted, or new since shortly before the walk; what
    /// happened meanwhile is counted by difference afterwards. What single cases count for is put right on the way, page by page.
    /// </summary>
    /// <returns>The rebuilt sums, in key order.</returns>
    /// <exception cref="UnreadableLogException">Nothing was changed, because not all of the log can be read.</exception>
    public async Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ExecuteAsync(CancellationToken cancellation)
    {
        var recent = Math.Max(0, await database.ReadAsync(db => db.FindLastPositionAsync(), cancellation) - Slack);
        var sums = new Sums(zone);
        var versions = new Dictionary<string, int>();
        var different = new HashSet<string>();
        var misbooked = new List<string>();
        IReadOnlyList<History> page = [];
        do
        {
            page = await database.ReadAsync(
                async db =>
                {
                    var next = await db.ListHistoriesAsync(page.Count == 0 ? "" : page[^1].Number);
                    var marks = await ListMarksAsync(db, next);
                    var booked = await ListBookedAsync(db, next);
                    misbooked.Clear();
                    foreach (var history in next)
                    {
                        var parts = sums.Add(history, history.Events.Count);
                        if (history.Case is not null && !Agree(booked[history.Number], parts))
                        {
                            misbooked.Add(history.Number);
                        }

                        versions.Add(history.Number, history.Events.Count);
                        if (marks.GetValueOrDefault(history.Number) is not { Uncounted: false } mark || mark.CountedVersion != history.Events.Count)
                        {
                            different.Add(history.Number);
                        }
                    }

                    return next;
                },
                cancellation);
            if (misbooked.Count > 0)
            {
                await database.WriteAsync(Lane.Backlog, db => BookAsync(db, misbooked), cancellation);
            }
        }
        while (page.Count >= EventStore.HistoryPage);

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

                foreach (var number in different.Union(await db.ListNumbersSinceAsync(recent)))
                {
                    var version = versions.GetValueOrDefault(number);
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
            var sums = new Sums(zone);
            var misbooked = new List<string>();
            IReadOnlyList<History> page = [];
            do
            {
                page = await db.ListHistoriesAsync(page.Count == 0 ? "" : page[^1].Number);
                var marks = await ListMarksAsync(db, page);
                var booked = await ListBookedAsync(db, page);
                foreach (var history in page)
                {
                    var parts = sums.Add(history, marks.GetValueOrDefault(history.Number)?.CountedVersion ?? 0);
                    if (history.Case is not null && !Agree(booked[history.Number], parts))
                    {
                        misbooked.Add(history.Number);
                    }
                }
            }
            while (page.Count >= EventStore.HistoryPage);

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
                Misbooked = misbooked,
                Uncounted = await db.CountUncountedAsync(),
                Unreadable = sums.Unreadable,
            };
        },
        cancellation);

    private static async Task<Dictionary<string, TallyStore.CountMark>> ListMarksAsync(Session db, IReadOnlyList<History> page) => page.Count == 0
        ? []
        : (await db.ListCountMarksAsync(page[0].Number, page[^1].Number)).DistinctBy(mark => mark.Number).ToDictionary(mark => mark.Number);

    private static async Task<ILookup<string, CountRow>> ListBookedAsync(Session db, IReadOnlyList<History> page) =>
        (page.Count == 0 ? [] : await db.ListCountsOfAsync(page[0].Number, page[^1].Number)).ToLookup(row => row.Number);

    // Of a history that cannot be read nobody knows its parts.
    private static bool Agree(IEnumerable<CountRow> booked, IReadOnlyList<Contribution.Part>? parts) => parts is null
        || booked.Select(row => row with { Number = "" }).ToHashSet().SetEquals(parts.Select(part => CountRow.Of("", part)));

    private async Task BookAsync(Session db, IReadOnlyList<string> numbers)
    {
        foreach (var number in numbers)
        {
            await BookAsync(db, number, await db.FindCountedVersionAsync(number));
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
                    Shares[share] = Shares.GetValueOrDefault(share) + 1;
                }

                return parts;
            }
            catch (Exception exception)
            {
                Unreadable.Add(history.Number, exception.Message);
                return null;
            }
        }

        private void Add(TallyKey key, Tally tally) => ByKey[key] = ByKey.GetValueOrDefault(key) + tally;
    }
}
