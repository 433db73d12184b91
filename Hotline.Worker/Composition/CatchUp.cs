using Hotline.Contracts.Cases;
using Hotline.Dispatch;
using Hotline.Messaging;
using Hotline.Notices;
using Hotline.Scorecards;
using Hotline.Storage;
using Microsoft.Extensions.Logging;

namespace Hotline.Composition;

/// <summary>
/// Does what a lost message should have done. The database is the truth and messages are only speed: whatever a consumer
/// does can be found again by looking, so an emptied queue or a killed process loses nothing.
/// </summary>
public sealed partial class CatchUp(
    Database database, RouteCase route, CountCase count, NoticeCase notice, PoisonLane lane, TimeProvider clock, ILogger<CatchUp> logger)
{
    private const int Page = 1000;

    /// <summary>Longer than a message takes on a busy day; younger work is left to it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A case may fail at each; of each it is news.
    private readonly KnownFaults _unrouted = new(clock);
    private readonly KnownFaults _uncounted = new(clock);
    private readonly KnownFaults _unnoticed = new(clock);
    private HashSet<string> _waiting = [];
    private HashSet<string> _waitingForNotice = [];

    /// <summary>Everything outstanding, at once: for the start, when no message can be under way in this process.</summary>
    public async Task RunAllAsync(CancellationToken cancellation)
    {
        // Whatever the clock says: it may have been set back since they were registered.
        await EachAsync(await ListUnroutedAsync(DateTimeOffset.MaxValue, cancellation), DispatchConsumer.Queue, RouteAsync, cancellation);
        await EachAsync(await ListUncountedAsync(cancellation), ScorecardConsumer.Queue, count.ExecuteAsync, cancellation);
        await EachAsync(await ListUncountedPraisesAsync(cancellation), ScorecardConsumer.Queue, count.ExecuteForPraiseAsync, cancellation);
        await EachAsync(await ListUnnoticedAsync(cancellation), NoticeConsumer.Queue, notice.ExecuteAsync, cancellation);
        await SettleAsync(cancellation);
    }

    /// <summary>What has been outstanding for longer than a message takes: seen now and at the last look.</summary>
    public async Task RunStuckAsync(CancellationToken cancellation)
    {
        var unrouted = await ListUnroutedAsync(clock.Now() - Patience, cancellation);
        var uncounted = await ListUncountedAsync(cancellation);
        var praises = await ListUncountedPraisesAsync(cancellation);
        var unnoticed = await ListUnnoticedAsync(cancellation);
        await EachAsync(unrouted, DispatchConsumer.Queue, RouteAsync, cancellation);
        await EachAsync(uncounted.Where(_waiting.Contains), ScorecardConsumer.Queue, count.ExecuteAsync, cancellation);
        await EachAsync(praises.Where(_waiting.Contains), ScorecardConsumer.Queue, count.ExecuteForPraiseAsync, cancellation);
        await EachAsync(unnoticed.Where(_waitingForNotice.Contains), NoticeConsumer.Queue, notice.ExecuteAsync, cancellation);
        _waiting = [.. uncounted, .. praises];
        _waitingForNotice = [.. unnoticed];
        await SettleAsync(cancellation);
    }

    private Task RouteAsync(string number, CancellationToken cancellation) => route.ExecuteAsync(number, cancellation);

    private async Task<IReadOnlyList<string>> ListUnroutedAsync(DateTimeOffset before, CancellationToken cancellation) =>
    [
        .. (await PagesAsync((db, last) => db.ListAwaitingRoutingAsync(before, Page, last), CaseStore.Turn.Start, cancellation))
            .Select(turn => turn.Number),
    ];

    private Task<List<string>> ListUncountedAsync(CancellationToken cancellation) =>
        PagesAsync((db, last) => db.ListUncountedCasesAsync(Page, last), "", cancellation);

    private Task<List<string>> ListUncountedPraisesAsync(CancellationToken cancellation) =>
        PagesAsync((db, last) => db.ListUncountedPraisesAsync(Page, last), "", cancellation);

    private Task<List<string>> ListUnnoticedAsync(CancellationToken cancellation) =>
        PagesAsync((db, last) => db.ListUnnoticedAsync(Page, last), "", cancellation);

    private async Task<List<T>> PagesAsync<T>(Func<Session, T, Task<IReadOnlyList<T>>> list, T last, CancellationToken cancellation)
    {
        var all = new List<T>();
        while (true)
        {
            var page = await database.ReadAsync(db => list(db, last), cancellation);
            all.AddRange(page);
            if (page.Count < Page)
            {
                return all;
            }

            last = page[^1];
        }
    }

    private Task EachAsync(
        IEnumerable<string> numbers, string consumer, Func<string, CancellationToken, Task> act, CancellationToken cancellation) =>
        (consumer == DispatchConsumer.Queue ? _unrouted : consumer == NoticeConsumer.Queue ? _unnoticed : _uncounted).EachAsync(numbers, act, (number, exception) => ReportAsync(consumer, number, exception, cancellation), cancellation);

    /// <summary>A case nobody can help waits in the poison lane like the message that failed for it; it is tried again all the same.</summary>
    private async Task ReportAsync(string consumer, string number, Exception exception, CancellationToken cancellation)
    {
        LogFailed(logger, number, exception);
        try
        {
            // What dispatches is the registration; what counts or tells is no single event.
            await (exception is StorageUnavailableException ? Task.CompletedTask
                : consumer == DispatchConsumer.Queue ? lane.RecordAsync(consumer, nameof(CaseRegistered), number, 1, exception, cancellation)
                : lane.RecordAsync(consumer, messageType: null, number, version: 0, exception, cancellation));
        }
        catch (StorageUnavailableException)
        {
            // The log has it, and the next look meets it again.
        }
    }

    /// <summary>Takes out of the poison lane what was done since, by a message that came again or by catching up.</summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        if (await database.ReadAsync(async db => await db.CountPoisonAsync(PoisonState.Waiting) + await db.CountPoisonAsync(PoisonState.Replayed), cancellation) > 0)
        {
            await database.WriteAsync(
                Lane.Backlog,
                async db =>
                {
                    await db.ResolveRoutedPoisonAsync(DispatchConsumer.Queue);
                    await db.ResolveCountedPoisonAsync(ScorecardConsumer.Queue);
                    await db.ResolveNoticedPoisonAsync(NoticeConsumer.Queue);
                },
                cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Catching up on {Number} failed; it is tried again.")]
    private static partial void LogFailed(ILogger logger, string number, Exception exception);
}
