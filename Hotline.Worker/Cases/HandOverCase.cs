using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>即时转办 to 110, 119, 120 or 122, beside whatever else happens to the case (domain.md §5.2).</summary>
public sealed class HandOverCase(CaseLedger ledger) : ICaseStep<HandOver>
{
    public Task<Case> ExecuteAsync(string number, int seen, HandOver command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number, seen, actor, (@case, _, now) => HandingOver.Decide(@case, command.EventAt(now), now), null, cancellation);
}
