using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>
/// 甄别: a supervisor judges whether a bad rating is justified (domain.md §3.4). If it is, the units do it again (T31); after
/// the last ordinary rework the case goes back with an order of supervision (T32). If it is not, the case closes; the
/// rating counts all the same until an exclusion is approved.
/// </summary>
public static class Judging
{
    public static Decision Decide(Case @case, RatingJudged judged, DeadlineBasis basis, DateTimeOffset now, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Judge) is { } refusal)
        {
            return refusal;
        }

        if (!@case.ReworkProposed)
        {
            return Decision.Refuse("judge.nothing_proposed", "No rework of this case is proposed.");
        }

        if (!actor.Is(Role.Supervisor) || actor.Name == @case.ReworkProposedBy)
        {
            return Decision.Refuse("judge.needs_supervisor", "A supervisor judges, and not whoever proposed the rework.");
        }

        if (!judged.Justified)
        {
            return @case.IsSupervised
                ? Supervising.Blocks
                : Decision.Accept(judged, new CaseClosed { Result = CallingBack.ResultOf(@case.FinalRating!.Resolution) });
        }

        var (lead, supporters) = Units(@case);
        var escalates = @case.Reworks >= CallingBack.MaxReworks;
        var rework = new ReworkOrdered { Round = @case.Round + 1, Units = Dispatching.Number(@case, lead, supporters), Escalated = escalates };
        return escalates
            ? Decision.Accept(judged, rework, Supervising.Order(@case, lead, SupervisionOrigin.Escalation, Supervising.UsualDue(basis.Calendar, now)))
            : Decision.Accept(judged, rework);
    }

    // The units of the round that was rated: its own, or those that handled it as part of another case.
    private static (string Lead, IEnumerable<string> Supporters) Units(Case @case) => @case.Lead is { } lead
        ? (lead.Unit, @case.CurrentAssignments.Where(assignment => assignment is { Role: AssignmentRole.Support, Counts: true }).Select(assignment => assignment.Unit).ToList())
        : (@case.HandledBy!.Lead, @case.HandledBy.Supporters);
}
