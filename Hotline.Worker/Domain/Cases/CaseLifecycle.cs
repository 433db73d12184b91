using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>What a person, a timer or a message may ask of a case: the moves of domain.md §1.5.</summary>
public enum CaseStep
{
    Answer,
    Dispatch,
    Sign,
    Contact,
    Reply,
    Review,
    Callback,
}

/// <summary>
/// The two transition tables, for the case and for one unit's assignment (domain.md §1.3). A pair that is not listed
/// is refused; where several states are listed, the step's own file says which one follows.
/// </summary>
public static class CaseLifecycle
{
    public static IReadOnlyDictionary<(CaseStatus From, CaseStep Step), CaseStatus[]> Cases { get; } =
        new Dictionary<(CaseStatus, CaseStep), CaseStatus[]>
        {
            [(CaseStatus.AwaitingDispatch, CaseStep.Answer)] = [CaseStatus.Closed],
            [(CaseStatus.AwaitingDispatch, CaseStep.Dispatch)] = [CaseStatus.InProgress],
            [(CaseStatus.InProgress, CaseStep.Sign)] = [CaseStatus.InProgress],
            [(CaseStatus.InProgress, CaseStep.Contact)] = [CaseStatus.InProgress],
            [(CaseStatus.InProgress, CaseStep.Reply)] = [CaseStatus.InProgress, CaseStatus.AwaitingReview],
            [(CaseStatus.AwaitingReview, CaseStep.Review)] = [CaseStatus.AwaitingCallback],
            [(CaseStatus.AwaitingCallback, CaseStep.Callback)] = [CaseStatus.AwaitingCallback, CaseStatus.InProgress, CaseStatus.Closed],
        };

    public static IReadOnlyDictionary<(AssignmentStatus From, CaseStep Step), AssignmentStatus[]> Assignments { get; } =
        new Dictionary<(AssignmentStatus, CaseStep), AssignmentStatus[]>
        {
            [(AssignmentStatus.Pending, CaseStep.Sign)] = [AssignmentStatus.Working],
            // Only as a supporter whom the lead's reply declares not needed.
            [(AssignmentStatus.Pending, CaseStep.Reply)] = [AssignmentStatus.Withdrawn],
            [(AssignmentStatus.Working, CaseStep.Contact)] = [AssignmentStatus.Working],
            [(AssignmentStatus.Working, CaseStep.Reply)] = [AssignmentStatus.Replied, AssignmentStatus.Withdrawn],
            [(AssignmentStatus.Replied, CaseStep.Review)] = [AssignmentStatus.Done],
        };

    /// <summary>The refusal of a step that the case's state does not allow; <c>null</c> when it does.</summary>
    public static Refusal? Check(Case @case, CaseStep step) => Cases.ContainsKey((@case.Status, step))
        ? null
        : new Refusal("case.step_not_allowed", $"A case that is {@case.Status} cannot take the step {step}.");

    /// <summary>The same for an assignment of the case's current round, which is handed out when the step is allowed.</summary>
    public static Refusal? Check(Case @case, int number, CaseStep step, out Assignment assignment)
    {
        assignment = @case.CurrentAssignments.FirstOrDefault(candidate => candidate.Number == number)!;
        if (Check(@case, step) is { } refusal)
        {
            return refusal;
        }

        return assignment is null
            ? new Refusal("assignment.not_found", $"The current round of the case has no assignment {number}.")
            : Assignments.ContainsKey((assignment.Status, step))
                ? null
                : new Refusal(
                    "assignment.step_not_allowed", $"An assignment that is {assignment.Status} cannot take the step {step}.");
    }
}
