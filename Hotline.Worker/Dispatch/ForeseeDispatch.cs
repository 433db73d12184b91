using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Dispatch;

/// <summary>派单试算: what the lead would have to keep, and by when, if a case were dispatched so now. Nothing is written.</summary>
public sealed class ForeseeDispatch(CaseLedger ledger, ZoneBook zone, TimeProvider clock)
{
    /// <param name="number">The case.</param>
    /// <param name="command">Its lead named; the words may be missing yet.</param>
    /// <param name="actor">Who would dispatch it.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The clocks of the lead, with their reasons.</returns>
    /// <exception cref="CaseNotFoundException">No such case in the actor's sight.</exception>
    /// <exception cref="CaseRefusedException">The rule would refuse.</exception>
    public async Task<IReadOnlyList<CaseHistory.ClockView>> ExecuteAsync(
        string number, DispatchCase.Command command, Actor actor, CancellationToken cancellation)
    {
        var current = zone.Current;
        var @case = await ledger.ForeseeStepAsync(
            number,
            seen: null,
            actor,
            (@case, basis, now) => command is RedispatchCase.Command
                ? Dispatching.Again(@case, DispatchCase.OrderOf(command), current.Catalogue, basis, now, actor)
                : Dispatching.ByDispatcher(@case, DispatchCase.OrderOf(command), current.Catalogue, basis, now, actor),
            cancellation);
        return [.. SuggestDispatch.ClocksOfLead(@case, current.BasisOf(@case), clock.Now())];
    }
}
