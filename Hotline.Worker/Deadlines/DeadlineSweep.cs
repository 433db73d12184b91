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

    private readonly KnownFaults _faults = new(clock);

    /// <returns>How many cases were looked at; an idle sweep is one look at an index.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var looked = new HashSet<string>();
        var now = clock.Now();
        var after = CaseStore.Turn.Start;
        while (true)
        {
            // What cannot be turned stays due; the page behind it is looked at all the same.
            var due = await database.ReadAsync(db => db.ListLightsDueAsync(now, Page, after), cancellation);
            await _faults.EachAsync(
                due.Select(turn => turn.Number).Where(looked.Add).ToList(),
                TurnAsync,
                (number, exception) =>
                {
                    LogFailed(logger, number, exception);
                    return Task.CompletedTask;
                },
                cancellation);
            if (due.Count < Page)
            {
                return looked.Count;
            }

            after = due[^1];
        }
    }

    private Task TurnAsync(string number, CancellationToken cancellation) =>
        ledger.TakeStepAsync(number, seen: null, Actor.System, TurningLights.Decide, text: null, cancellation);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lights of case {Number} could not be turned; the next sweep tries again.")]
    private static partial void LogFailed(ILogger logger, string number, Exception exception);
}
