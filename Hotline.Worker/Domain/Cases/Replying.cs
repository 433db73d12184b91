using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>反馈 (T24): the lead replies last; with its reply the case goes to review.</summary>
public static class Replying
{
    public static Decision Decide(Case @case, AssignmentReplied replied)
    {
        if (CaseLifecycle.Check(@case, replied.Assignment, CaseStep.Reply, out var assignment) is { } refusal)
        {
            return refusal;
        }

        if (assignment.Status == AssignmentStatus.Pending)
        {
            return Decision.Refuse("assignment.not_signed", "A unit signs an assignment before it replies to it.");
        }

        if (assignment.Status == AssignmentStatus.ReturnRequested)
        {
            // The table lists the pair for supporters whom their lead excuses; who replies itself has not asked to be rid of it.
            return Decision.Refuse("assignment.step_not_allowed", "The unit asked to give the assignment back; it takes that back before it replies.");
        }

        // Response is measured by the logged contact, with its means, time and result (T14, C3): a tick is none of these.
        if (replied.Contacted && @case.CurrentAssignments.All(worked => worked.ContactedAt is null))
        {
            return Decision.Refuse("reply.contact_not_logged", "No contact with the requester is logged; log it, or say that there was none.");
        }

        if (assignment.Role == AssignmentRole.Support && replied.WithoutSupport)
        {
            return Decision.Refuse("reply.only_the_lead_excuses", "Only the lead can declare supporters not needed.");
        }

        var open = @case.CurrentAssignments.Count(candidate =>
            candidate is { Role: AssignmentRole.Support, IsOpen: true });
        return assignment.Role == AssignmentRole.Lead && open > 0 && !replied.WithoutSupport
            ? Decision.Refuse(
                "reply.supporters_open", $"{open} supporting unit(s) have not replied; wait, or declare them not needed.")
            : Decision.Accept(replied with { Unit = assignment.Unit });
    }
}
