using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>What the call-back agent proposes once the requester has answered.</summary>
public enum CallbackOutcome
{
    /// <summary>办结</summary>
    Close,
    /// <summary>重办</summary>
    Rework,
}

/// <summary>
/// 回访 (T28, T29, T31): attempts until the requester is reached, the three questions, then closed or back to the units.
/// The first rating stays the official one (domain.md §3.4).
/// </summary>
public static class CallingBack
{
    /// <summary>How many times one case may be reworked (domain.md §1.5, T31).</summary>
    public const int MaxReworks = 2;

    /// <param name="outcome">What to do after a reached attempt; <c>null</c> for the usual: rework what is unsolved or unsatisfied while the limit allows.</param>
    public static Decision Decide(Case @case, CallbackAttempted attempt, CallbackOutcome? outcome)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Callback) is { } refusal)
        {
            return refusal;
        }

        if (!attempt.Reached)
        {
            return Decision.Accept(attempt);
        }

        var content = attempt.Resolution == Resolution.Solved && attempt.Satisfaction != Satisfaction.Dissatisfied;
        var reworks = @case.Round - 1;
        switch (outcome ?? (content || reworks >= MaxReworks ? CallbackOutcome.Close : CallbackOutcome.Rework))
        {
            case CallbackOutcome.Rework when content:
                return Decision.Refuse("callback.nothing_to_rework", "The requester calls it solved and is not dissatisfied.");
            case CallbackOutcome.Rework when reworks >= MaxReworks:
                return Decision.Refuse("callback.rework_limit", $"A case is reworked at most {MaxReworks} times.");
            case CallbackOutcome.Rework:
                var last = @case.CurrentAssignments.ToList();
                return Decision.Accept(attempt, new ReworkOrdered
                {
                    Round = @case.Round + 1,
                    Units = Dispatching.Number(
                        @case,
                        last.Single(assignment => assignment.Role == AssignmentRole.Lead).Unit,
                        last.Where(assignment => assignment.Role == AssignmentRole.Support).Select(assignment => assignment.Unit)),
                });
            default:
                return Decision.Accept(attempt, new CaseClosed { Result = ResultOf(attempt) });
        }
    }

    private static ClosingResult ResultOf(CallbackAttempted attempt) => attempt.Resolution switch
    {
        Resolution.Solved => ClosingResult.Solved,
        Resolution.PartlySolved => ClosingResult.PartlySolved,
        Resolution.Unsolved or null => ClosingResult.Explained,
        _ => throw new InvalidOperationException($"Unknown answer {attempt.Resolution}."),
    };
}
