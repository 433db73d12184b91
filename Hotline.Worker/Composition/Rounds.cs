using Hotline.Cases;
using Hotline.Deadlines;
using Hotline.Meetings;
using Hotline.Scorecards;
using Hotline.Scorecards.Circulars;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hotline.Composition;

/// <summary>
/// The timers: sweeps for due clocks and overdue decisions often, looks for lost work now and then, tells circulars when
/// their time has come, archives once an hour, makes the scorecards anew when a migration asked for it. A fault ends a round, never the rounds.
/// </summary>
internal sealed partial class Rounds(
    DeadlineSweep sweep,
    OverdueDecisions decisions,
    CatchUp catchUp,
    ArchiveSweep archive,
    RebuildScorecard rebuild,
    CircularRound circulars,
    IOptions<HotlineOptions> options,
    TimeProvider clock,
    ILogger<Rounds> logger)
    : BackgroundService
{
    private static readonly TimeSpan CatchUpEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RebuildEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ArchiveEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan CircularsEvery = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync("sweep", TimeSpan.FromSeconds(options.Value.SweepSeconds), sweep.SweepAsync, stoppingToken),
        RepeatAsync("decisions", TimeSpan.FromSeconds(options.Value.SweepSeconds), decisions.SweepAsync, stoppingToken),
        RepeatAsync("catch-up", CatchUpEvery, catchUp.RunStuckAsync, stoppingToken),
        RepeatAsync("rebuilding of the scorecards", RebuildEvery, rebuild.ExecuteIfDueAsync, stoppingToken),
        RepeatAsync("archive", ArchiveEvery, archive.SweepAsync, stoppingToken),
        RepeatAsync("circulars", CircularsEvery, circulars.RunAsync, stoppingToken));

    private async Task RepeatAsync(string name, TimeSpan every, Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            do
            {
                try
                {
                    await act(cancellation);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception exception)
                {
                    // Also a cancellation that is not ours, such as a command that took too long.
                    LogFailed(logger, name, exception);
                }
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Round} failed; the next one tries again.")]
    private static partial void LogFailed(ILogger logger, string round, Exception exception);
}
