using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases;

/// <summary>
/// 归档 (T34): finds ended cases whose time has come and archives each. One that waits for a decision waits for the next
/// round; it keeps nobody behind it waiting and is met once a round.
/// </summary>
public sealed partial class ArchiveSweep(Database database, CaseLedger ledger, ZoneBook zone, TimeProvider clock, ILogger<ArchiveSweep> logger)
{
    private const int Page = 500;

    private static readonly CaseStatus[] Ended = [CaseStatus.Closed, CaseStatus.Guided, CaseStatus.Merged, CaseStatus.Voided];

    private readonly KnownFaults _faults = new(clock);

    /// <returns>How many cases were archived.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var archived = 0;
        // No profile archives sooner than the shortest of their limits; what ended since need not even be looked at.
        var before = clock.Now() - zone.Current.ShortestArchive;
        foreach (var status in Ended)
        {
            var after = CaseStore.Turn.Start;
            while (true)
            {
                var page = await database.ReadAsync(db => db.ListEndedAsync(status.ToString(), before, Page, after), cancellation);
                await _faults.EachAsync(
                    page.Select(turn => turn.Number),
                    async (number, token) =>
                    {
                        var @case = await ledger.TakeStepAsync(number, seen: null, Actor.System, Archiving.Decide, text: null, token);
                        if (@case.Status == CaseStatus.Archived)
                        {
                            Interlocked.Increment(ref archived);
                        }
                    },
                    (number, exception) =>
                    {
                        LogFailed(logger, number, exception);
                        return Task.CompletedTask;
                    },
                    cancellation);
                if (page.Count < Page)
                {
                    break;
                }

                after = page[^1];
            }
        }

        return archived;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Case {Number} could not be archived; the next round tries again.")]
    private static partial void LogFailed(ILogger logger, string number, Exception exception);
}
