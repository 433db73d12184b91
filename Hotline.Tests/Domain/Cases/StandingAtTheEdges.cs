using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Cases;

/// <summary>What random lives have found, each by itself.</summary>
public sealed class StandingAtTheEdges
{
    private static readonly RequestFiled Return = new()
    {
        Request = 1,
        Kind = RequestKind.Return,
        Assignment = 1,
        Reason = RequestReason.NotOurDuty,
        Suggested = "finance",
    };

    [TestCase(0)]
    [TestCase(9)]
    public void A_review_returns_no_assignment_that_does_not_exist(int number) => Assert.That(
        Reviewing.Return(Story.InReview().Case, new ReviewReturned { Defects = [Defect.Slips], Assignments = [number] }, Story.Agent).Refusal?.Code,
        Is.EqualTo("assignment.not_found"));

    [Test]
    public void A_day_that_nobody_means_is_refused_and_not_counted_with()
    {
        var (@case, basis, now) = (Story.Signed().Case, ShippedZone.Basis, At("2025-09-26T17:00:00+08:00"));
        Assert.That(
            Supervising.Issue(@case, null, DateOnly.MaxValue, SupervisionOrigin.Ordered, ACatalogue.With(), basis, now).Refusal?.Code,
            Is.EqualTo("deadline.beyond_calendar"));
        Assert.That(
            Noting.Delegate(@case, new AssignmentDelegated { Assignment = 1, DueOn = DateOnly.MaxValue }, basis, now).Refusal?.Code, Is.EqualTo("delegate.beyond_due"));
    }

    [Test]
    public void An_archived_case_is_not_changed_by_what_leaves_it()
    {
        var child = Story.Begin().Then(new CaseMerged { Into = "main" }).Case;
        var main = Story.Begin().Then(new CaseJoined { Other = child.Number, Bond = Bond.Merged, ReceivedAt = child.ReceivedAt }).Close();
        Assert.That(Merging.Unmerge(child, main.Case).Main.Events, Has.Count.EqualTo(1));
        Assert.That(Merging.Unmerge(child, main.Then(new CaseArchived()).Case).Main.Events, Is.Empty);
    }

    [Test]
    public void A_unit_that_asked_to_give_it_back_does_not_reply_to_it() => Assert.That(
        Replying.Decide(Story.Signed().Then(Return).Case, Story.ReplyOf(1)).Refusal?.Code, Is.EqualTo("assignment.step_not_allowed"));

    [Test]
    public void A_case_that_was_handled_merged_and_parted_again_begins_another_round()
    {
        var @case = Story.InCallback().Then(new CaseMerged { Into = "main" }, new CaseUnmerged { From = "main" })
            .Then(Story.Dispatch(Story.Units(2, "finance"))).Case;
        Assert.That((@case.Round, @case.Lead!.Unit), Is.EqualTo((2, "finance")));
        Assert.That(@case.Assignments[0].Status, Is.EqualTo(AssignmentStatus.Done));
    }

    [Test]
    public void A_request_keeps_only_what_belongs_to_its_kind()
    {
        var filed = (RequestFiled)Requesting.Decide(
            Story.Signed().Case, Return with { By = "soon", Metric = Metric.OnTime, TargetOn = DateOnly.MaxValue }, ACatalogue.With(), ShippedZone.Basis, At("2025-09-26T17:00:00+08:00"), Story.Agent).Events.Single();
        Assert.That((filed.Suggested, filed.By, filed.Metric, filed.TargetOn), Is.EqualTo(("finance", (string?)null, (Metric?)null, (DateOnly?)null)));
    }

    [Test]
    public void What_joins_a_case_makes_no_reply_late_that_stands()
    {
        var due = At("2025-09-27T00:00:00+08:00");
        var joined = new CaseJoined { Other = "other", Bond = Bond.Merged, ReceivedAt = At("2025-09-20T09:00:00+08:00"), DueAt = due };
        var story = Story.InReview().On("2025-09-28T09:00:00+08:00").Then(joined);
        Assert.That(Due(story, 1), Is.EqualTo(At("2025-10-11T00:00:00+08:00")));
        story.Then(new ReviewReturned { Defects = [Defect.Slips], Assignments = [1] });
        Assert.That(Due(story, 1), Is.EqualTo(due), "once it is sent back, the earlier moment holds");
    }

    [Test]
    public void A_supporter_that_came_late_shares_an_extension_once_and_is_due_with_its_lead()
    {
        var story = Story.Signed().On("2025-10-14T09:00:00+08:00")
            .Then(new SupportAdded { Supporter = new DispatchedUnit { Assignment = 2, Unit = Story.Supporter, Role = AssignmentRole.Support } })
            .Then(
                new RequestFiled { Request = 1, Kind = RequestKind.Extension, Assignment = 1, Reason = RequestReason.ThirdParty, By = "5wd" },
                new RequestApproved { Request = 1, Role = Role.Dispatcher, Final = true });
        Assert.That(Due(story, 2), Is.EqualTo(Due(story, 1)));
    }

    private static DateTimeOffset? Due(Story story, int assignment) => DeadlinePlan.Clocks(story.Case, ShippedZone.Basis)
        .Single(clock => clock.Kind == ClockKind.Resolve && clock.Assignment == assignment).DueAt;
}
