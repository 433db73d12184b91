using Hotline.Composition;
using Hotline.Dispatch;
using Hotline.Scorecards;
using Hotline.Storage;
using Microsoft.Extensions.Logging;

namespace Hotline.Messaging;

/// <summary>
/// Does what a lost message should have done. The database is the truth and messages are only speed: whatever a consumer
/// does can be found again by looking, so an emptied queue or a killed process loses nothing.
/// </summary>
public sealed partial class CatchUp(Database database, RouteCase route, CountCase count, TimeProvider clock, ILogger<CatchUp> logger)
{
    private const int Page = 1000;
    private const int AtOnce = 32;

    /// <summary>Longer than a message takes on a busy day; younger work is left to it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private HashSet<string> _waiting = [];

    /// <summary>Everything outstanding, at once: for the start, when no message can be under way in this process.</summary>
    public async Task RunAllAsync(CancellationToken cancellation)
    {
        // Whatever the clock says: it may have been set back since they were registered.
        await AllAsync(db => db.ListAwaitingRoutingAsync(DateTimeOffset.MaxValue, Page), RouteAsync, cancellation);
        await AllAsync(db => db.ListUncountedCasesAsync(Page), count.ExecuteAsync, cancellation);
        await AllAsync(db => db.ListUncountedPraisesAsync(Page), count.ExecuteForPraiseAsync, cancellation);
    }

    /// <summary>What has been outstanding for longer than a message takes: seen now and at the last look.</summary>
    public async Task RunStuckAsync(CancellationToken cancellation)
    {
        var unrouted = await database.ReadAsync(db => db.ListAwaitingRoutingAsync(clock.Now() - Patience, Page), cancellation);
        var uncounted = await database.ReadAsync(db => db.ListUncountedCasesAsync(Page), cancellation);
        var praises = await database.ReadAsync(db => db.ListUncountedPraisesAsync(Page), cancellation);
        await EachAsync(unrouted, RouteAsync, cancellation);
        await EachAsync(uncounted.Where(_waiting.Contains), count.ExecuteAsync, cancellation);
        await EachAsync(praises.Where(_waiting.Contains), count.ExecuteForPraiseAsync, cancellation);
        _waiting = [.. uncounted, .. praises];
    }

    private Task RouteAsync(string number, CancellationToken cancellation) => route.ExecuteAsync(number, cancellation);

    private async Task AllAsync(
        Func<Session, Task<IReadOnlyList<string>>> list, Func<string, CancellationToken, Task> act, CancellationToken cancellation)
    {
        var done = new HashSet<string>();
        while (true)
        {
            var fresh = (await database.ReadAsync(list, cancellation)).Where(done.Add).ToList();
            if (fresh.Count == 0)
            {
                return;
            }

            await EachAsync(fresh, act, cancellation);
        }
    }

    private Task EachAsync(IEnumerable<string> numbers, Func<string, CancellationToken, Task> act, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            numbers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (number, token) =>
            {
                try
                {
                    await act(number, token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One case that cannot be read must not keep the others waiting; it is met again at the next look.
                    LogFailed(logger, number, exception);
                }
            });

    [LoggerMessage(Level = LogLevel.Error, Message = "Catching up on {Number} failed.")]
    private static partial void LogFailed(ILogger logger, string number, Exception exception);
}
