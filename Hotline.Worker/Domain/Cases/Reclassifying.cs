using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>改类: what kind of case it is turned out to be another. Its limits are counted anew from where they began.</summary>
public static class Reclassifying
{
    public static Decision Decide(Case @case, CaseReclassified changed)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Reclassify) is { } refusal)
        {
            return refusal;
        }

        return (changed.Type, changed.Category, changed.Area, changed.Urgency) == (@case.Type, @case.Category, @case.Area, @case.Urgency)
            ? Decision.Refuse("reclassify.nothing_changes", "The case is classified like this already.")
            : Decision.Accept(changed);
    }
}
