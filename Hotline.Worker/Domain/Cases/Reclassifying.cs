using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>
/// 改类: what kind of case it is turned out to be another. Its limits are counted anew from where they began. A unit's limit
/// grows by it only on the word of a supervisor or leader, and never once it has passed.
/// </summary>
public static class Reclassifying
{
    public static Decision Decide(Case @case, CaseReclassified changed, DeadlineBasis basis, DateTimeOffset now, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Reclassify) is { } refusal)
        {
            return refusal;
        }

        if (@case.Lead is { IsOpen: true } lead && DueOf(@case, lead, basis) is var due
            && DueOf(@case with { Type = changed.Type, Category = changed.Category, Area = changed.Area, Urgency = changed.Urgency }, lead, basis) > due)
        {
            if (now >= due)
            {
                return Decision.Refuse("reclassify.overdue", "The unit's limit has passed; another class does not bring it back.");
            }

            if (!actor.Is(Role.Supervisor) && !actor.Is(Role.Leader))
            {
                return Decision.Refuse("reclassify.needs_supervisor", "This class gives the unit more time; a supervisor or a leader grants it.");
            }
        }

        return (changed.Type, changed.Category, changed.Area, changed.Urgency) == (@case.Type, @case.Category, @case.Area, @case.Urgency)
            ? Decision.Refuse("reclassify.nothing_changes", "The case is classified like this already.")
            : Decision.Accept(changed);
    }

    private static DateTimeOffset? DueOf(Case @case, Assignment lead, DeadlineBasis basis) =>
        DeadlinePlan.Clocks(@case, basis).Single(clock => clock.IsResolution && clock.Assignment == lead.Number).DueAt;
}
