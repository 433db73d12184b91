using Hotline.Contracts.Cases;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Cases;

/// <summary>会商 and its conclusion (T09, T10): several units settle whose duty it is, or one is designated.</summary>
public static class Consulting
{
    public static Decision Open(Case @case, IReadOnlyList<string> units, DispatchCatalogue catalogue, Actor actor)
    {
        if ((CaseLifecycle.Check(@case, CaseStep.Consult, actor) ?? Dispatching.WhyNotUnits(units, catalogue)) is { } refusal)
        {
            return refusal;
        }

        return units.Count < 2
            ? Decision.Refuse("consult.too_few", "A consultation takes two units or more.")
            : Decision.Accept(new ConsultationOpened { Units = units });
    }

    /// <summary>Who may designate a unit decides here too; else a consultation would be the way around that (T10).</summary>
    public static Decision Conclude(Case @case, ConsultationConcluded concluded, DispatchCatalogue catalogue, Actor actor)
    {
        if ((CaseLifecycle.Check(@case, CaseStep.Conclude) ?? Dispatching.WhyNotUnits([concluded.Lead, .. concluded.Supporters], catalogue)) is { } refusal)
        {
            return refusal;
        }

        return Dispatching.MayDesignate(actor)
            ? Decision.Accept(concluded)
            : Decision.Refuse("conclude.needs_higher_role", "A consultation is concluded by a shift leader, a supervisor or a leader.");
    }
}
