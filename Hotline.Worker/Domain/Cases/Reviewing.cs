using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>审核: the hotline accepts what the units handed in (T26), sends it back (T25), or closes without a call-back (T27).</summary>
public static class Reviewing
{
    /// <summary>How often one round is sent back before a supervisor has to do it (T25).</summary>
    private const int MostReturns = 2;

    public static Decision Pass(Case @case, Actor actor) =>
        CaseLifecycle.Check(@case, CaseStep.Review, actor) is { } refusal ? refusal : Decision.Accept(new ReviewPassed());

    /// <param name="returned">With the defects; the lead when it names no assignments.</param>
    public static Decision Return(Case @case, ReviewReturned returned, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Review, actor) is { } refusal)
        {
            return refusal;
        }

        var numbers = returned.Assignments is [] ? [@case.Lead!.Number] : returned.Assignments.Distinct().ToList();
        var replied = @case.CurrentAssignments.Where(assignment => assignment.Status == AssignmentStatus.Replied).Select(assignment => assignment.Number);
        if (numbers.Except(replied).ToList() is [var unknown, ..])
        {
            return Decision.Refuse("assignment.not_found", $"Assignment {unknown} has no reply under review.");
        }

        var before = @case.CurrentAssignments.Where(assignment => numbers.Contains(assignment.Number)).Max(assignment => assignment.Replies.Count(reply => reply.ReturnedAt is not null));
        return before >= MostReturns && !actor.Is(Role.Supervisor)
            ? Decision.Refuse("review.return_limit", $"After {MostReturns} returns a supervisor decides.")
            : Decision.Accept(returned with { Assignments = numbers });
    }

    /// <summary>免回访办结; the reason must be true of the case, or anybody's bad rating could be waived away.</summary>
    public static Decision Waive(Case @case, CallbackWaived waived, bool hasNumber, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Review, actor) is { } refusal)
        {
            return refusal;
        }

        var holds = waived.Reason switch
        {
            WaiveReason.AnonymousWithoutNumber => @case.Anonymous && !hasNumber,
            WaiveReason.NoReplyWanted => !@case.ReplyWanted,
            WaiveReason.ConsultationAnswered => @case.Type == CaseType.Consultation,
            WaiveReason.CallbackDeclined => true,
            _ => throw new ArgumentOutOfRangeException(nameof(waived), waived.Reason, "Unknown reason."),
        };
        return !holds ? Decision.Refuse("review.waive_reason", $"{waived.Reason} is not true of this case.")
            : @case.FirstRating is not null ? Decision.Refuse("review.rated_before", "The requester has rated this case and is called again.")
            : @case.IsSupervised ? Supervising.Blocks
            : Decision.Accept(waived, new CaseClosed { Result = CallingBack.ResultAsStated(@case), Survey = Survey.Waived });
    }
}
