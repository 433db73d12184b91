using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>What a unit does with an assignment in between: 办理过程记录 (T15) and 单位内部转派 (T16).</summary>
public static class Noting
{
    public static Decision Decide(Case @case, HandlingNoted noted) =>
        CaseLifecycle.Check(@case, noted.Assignment, CaseStep.Note, out var assignment) is { } refusal
            ? refusal
            : Decision.Accept(noted with { Unit = assignment.Unit });

    /// <summary>The section's own limit is within the unit's.</summary>
    public static Decision Delegate(Case @case, AssignmentDelegated delegated, DeadlineBasis basis, DateTimeOffset now)
    {
        if (CaseLifecycle.Check(@case, delegated.Assignment, CaseStep.Delegate, out var assignment) is { } refusal)
        {
            return refusal;
        }

        var due = DeadlinePlan.ResolutionOf(@case, assignment, basis).DueAt;
        // The day is compared first: one that nobody means has no end that a calendar knows.
        return delegated.DueOn > basis.Calendar.LocalDay(due!.Value) || basis.Calendar.EndOfDay(delegated.DueOn) > due
                ? Decision.Refuse("delegate.beyond_due", "A section is due no later than its unit.")
            : basis.Calendar.EndOfDay(delegated.DueOn) <= now ? Decision.Refuse("deadline.in_the_past", $"{delegated.DueOn:yyyy-MM-dd} is over already.")
            : Decision.Accept(delegated with { Unit = assignment.Unit });
    }
}
