using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>
/// 并单 and 关联 (T08): the same requester's second call on one matter is merged, another requester's is linked and called
/// back on its own. The case that goes on keeps the earliest first contact and due moment of both, so joining wins nobody time.
/// </summary>
public static class Merging
{
    /// <param name="child">The case that ends.</param>
    /// <param name="main">The case that goes on.</param>
    /// <param name="sameRequester">Whether both were filed by one requester, which the cases themselves do not know.</param>
    /// <param name="basis">What the child's due moments are counted with.</param>
    /// <returns>What happens to the child, and what to the main case.</returns>
    public static (Decision Child, Decision Main) Merge(Case child, Case main, bool sameRequester, DeadlineBasis basis)
    {
        Refusal? refusal =
            CaseLifecycle.Check(child, CaseStep.Merge)
            ?? WhyNot(child, main)
            ?? (!sameRequester ? new Refusal("merge.other_requester", "Only cases of one requester are merged; link it, so that each requester is called back.")
                : child.IsSupervised ? Supervising.Blocks
                : child.FirstRating is not null ? new Refusal("merge.rated_before", "The requester has rated this case; merging it would make the rating disappear.")
                : null);
        return refusal is not null
            ? (refusal, Decision.Nothing)
            : (Decision.Accept(new CaseMerged { Into = main.Number }), Decision.Accept(Joined(child, Bond.Merged, basis)));
    }

    /// <inheritdoc cref="Merge"/>
    public static (Decision Child, Decision Main) Link(Case child, Case main, DeadlineBasis basis)
    {
        Refusal? refusal =
            CaseLifecycle.Check(child, CaseStep.Link)
            ?? WhyNot(child, main)
            ?? (child.Follows is not null ? new Refusal("link.linked_already", $"The case is linked to {child.Follows} already.")
                : main.Status == CaseStatus.AwaitingCallback ? new Refusal("link.handled_already", $"Case {main.Number} was handled already; this one needs a unit of its own.")
                : null);
        return refusal is not null
            ? (refusal, Decision.Nothing)
            : (Decision.Accept(new CaseLinked { To = main.Number }), Decision.Accept(Joined(child, Bond.Linked, basis)));
    }

    /// <summary>撤销并单: the child waits for a dispatcher as a case of its own.</summary>
    public static (Decision Child, Decision Main) Unmerge(Case child, Case main) =>
        CaseLifecycle.Check(child, CaseStep.Unmerge) is { } refusal
            ? (refusal, Decision.Nothing)
            : (Decision.Accept(new CaseUnmerged { From = main.Number }), Part(child, main));

    /// <summary>解除关联.</summary>
    public static (Decision Child, Decision Main) Unlink(Case child, Case main) =>
        (CaseLifecycle.Check(child, CaseStep.Unlink)
            ?? (child.Follows is null ? new Refusal("link.not_linked", "The case is not linked to another.") : null)) is { } refusal
            ? (refusal, Decision.Nothing)
            : (Decision.Accept(new CaseUnlinked { From = main.Number }), Part(child, main));

    /// <summary>
    /// What becomes of a case that follows another when that one takes a step: its requester is called back once the main
    /// case was handled and reviewed; it stands on its own when the main case ends in any other way.
    /// </summary>
    public static Decision Follow(Case follower, Case before, Case main)
    {
        if (follower.Status == CaseStatus.Merged && follower.MergedInto == main.Number)
        {
            // The main case ended without being handled; what was merged into it may well not be over with that.
            return main.Ending is CaseStatus.Voided or CaseStatus.Guided || main.Result == ClosingResult.Withdrawn ? Decision.Accept(new CaseUnmerged { From = main.Number }) : Decision.Nothing;
        }

        if (follower.Follows != main.Number || before.Status == main.Status)
        {
            return Decision.Nothing;
        }

        if (before.Status == CaseStatus.AwaitingReview && main.Status is CaseStatus.AwaitingCallback or CaseStatus.Closed && main.Lead is { DoneAt: not null } lead)
        {
            return Decision.Accept(new CaseHandledElsewhere
            {
                By = main.Number,
                Lead = lead.Unit,
                Supporters = [.. main.CurrentAssignments.Where(assignment => assignment is { Role: AssignmentRole.Support, DoneAt: not null }).Select(assignment => assignment.Unit)],
            });
        }

        return main.HasEnded ? Decision.Accept(new CaseUnlinked { From = main.Number }) : Decision.Nothing;
    }

    // What is archived does not change any more, not even by what leaves it.
    private static Decision Part(Case child, Case main) => main.Status != CaseStatus.Archived && main.Joined.Any(joined => joined.Number == child.Number)
        ? Decision.Accept(new CaseParted { Other = child.Number })
        : Decision.Nothing;

    private static Refusal? WhyNot(Case child, Case main) =>
        child.Number == main.Number ? new Refusal("merge.itself", "A case is not joined to itself.")
        : main.HasEnded ? new Refusal("merge.main_ended", $"Case {main.Number} has ended; a new complaint about it is a case of its own, or a reason to reopen.")
        : main.Follows is not null ? new Refusal("merge.main_follows", $"Case {main.Number} follows {main.Follows}; join that one.")
        : child.Status != CaseStatus.AwaitingCallback && child.Joined.Any(joined => joined.Bond == Bond.Linked) ? new Refusal("merge.has_followers", "Other cases are linked to this one; unlink them first.")
        : null;

    private static CaseJoined Joined(Case child, Bond bond, DeadlineBasis basis) => new()
    {
        Other = child.Number,
        Bond = bond,
        ReceivedAt = child.FirstContactAt,
        DueAt = child.Lead is { IsOpen: true } lead
            ? DeadlinePlan.ResolutionOf(child, lead, basis).DueAt
            : null,
    };
}
