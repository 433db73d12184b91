using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Microsoft.Extensions.Logging;

namespace Hotline.Deadlines;

/// <summary>
/// Finds clocks whose yellow or red moment has passed and announces each once. Any number of sweeps may run: the case's
/// own version decides who writes (domain.md §2.5).
/// </summary>
public sealed partial class DeadlineSweep(Database database, CaseLedger ledger, TimeProvider clock, ILogger<DeadlineSweep> logger)
{
    private const int Page = 500;
    private const int AtOnce = 32;

    /// <returns>How many cases were looked at; an idle sweep is one look at an index.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var looked = new HashSet<string>();
        var take = Page;
        while (true)
        {
            var due = await database.ReadAsync(db => db.ListLightsDueAsync(clock.Now(), take), cancellation);
            var fresh = due.Where(looked.Add).ToList();
            if (fresh.Count == 0)
            {
                if (due.Count < take)
                {
                    return looked.Count;
                }

                // What failed stays due and fills the page: look past it.
                take *= 2;
                continue;
            }

            await Parallel.ForEachAsync(
                fresh, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, TurnAsync);
        }
    }

    private async ValueTask TurnAsync(string number, CancellationToken cancellation)
    {
        try
        {
            await ledger.TakeStepAsync(number, seen: null, Actor.System, TurningLights.Decide, text: null, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(logger, number, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The lights of case {Number} could not be turned; the next sweep tries again.")]
    private static partial void LogFailed(ILogger logger, string number, Exception exception);
}
