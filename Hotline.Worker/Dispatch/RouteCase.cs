using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Dispatch;

/// <summary>派单 by the catalogue: dispatches a case, or says why it waits for a dispatcher. Asked twice, it does nothing the second time.</summary>
public sealed class RouteCase(CaseLedger ledger, ZoneBook zone)
{
    public Task<Case> ExecuteAsync(string number, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen: null,
            Actor.System,
            (@case, _, _) => Dispatching.ByCatalogue(@case, zone.Current.Catalogue),
            text: null,
            cancellation);
}
