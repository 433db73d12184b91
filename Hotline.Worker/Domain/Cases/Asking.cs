using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>待补充 and 补充: the loop for what is missing (T04, T05). It is gone through once; while in it, asking may be repeated.</summary>
public static class Asking
{
    public static Decision Decide(Case @case, InformationAsked asked, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Ask, actor) is { } refusal)
        {
            return refusal;
        }

        return @case.Status == CaseStatus.AwaitingDispatch && @case.TimesAsked > 0
            ? Decision.Refuse("ask.once", "The requester was asked before; what is still missing is for the unit to find out.")
            : Decision.Accept(asked);
    }

    public static Decision Supply(Case @case) =>
        CaseLifecycle.Check(@case, CaseStep.Supply) is { } refusal ? refusal : Decision.Accept(new InformationSupplied());
}
