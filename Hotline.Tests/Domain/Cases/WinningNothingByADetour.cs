using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Cases;

/// <summary>Ways by which a unit could have won time, or a complaint or a bad rating could have disappeared.</summary>
public sealed class WinningNothingByADetour
{
    private static readonly Actor Dispatcher = new("dispatcher") { Roles = [Role.Dispatcher] };
    private static readonly Actor Supervisor = new("supervisor") { Roles = [Role.Supervisor] };

    // C4 of S1 was due at 2025-10-11 00:00.
    private static Story Overdue => Story.Signed().On("2025-10-13T09:00:00+08:00");

    [Test]
    public void Being_relieved_late_stays_late_and_in_time_is_void()
    {
        var late = Overdue.Then(new CaseRecalled()).Case;
        Assert.That(C4(late, 1).IsVoid, Is.False);
        Assert.That(Sum(late), Is.EqualTo((1, 0)));
        var inTime = Story.Signed().On("2025-10-10T09:00:00+08:00").Then(new CaseRecalled()).Case;
        Assert.That(C4(inTime, 1).IsVoid, Is.True);
        Assert.That(Sum(inTime), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_recalled_case_has_no_short_way_out()
    {
        var recalled = Story.Signed().Then(new CaseRecalled()).Case;
        var now = At("2025-09-28T10:00:00+08:00");
        Assert.That(Answering.Decide(recalled, new CaseAnswered { Resolution = Resolution.Solved }, Story.Agent).Refusal?.Code, Is.EqualTo("case.was_with_a_unit"));
        Assert.That(Voiding.Decide(recalled, new CaseVoided { Reason = VoidReason.Test }, Story.Agent).Refusal?.Code, Is.EqualTo("case.was_with_a_unit"));
        Assert.That(
            Guiding.Decide(recalled, new CaseGuided { Reason = GuideReason.Litigation }, null, ShippedZone.Basis, now, Story.Agent).Refusal?.Code,
            Is.EqualTo("case.was_with_a_unit"));
    }

    [Test]
    public void A_unit_that_gets_a_case_back_has_what_it_had_left()
    {
        // Given back on 10-09 with one of five days used up but two: 10-10 was left. Away until 10-13, due at the end of 10-14.
        var story = Story.Dispatched().On("2025-10-09T10:00:00+08:00").Then(Ask(RequestKind.Return, RequestReason.NotOurDuty) with { Suggested = "commerce" })
            .Then(new RequestApproved { Request = 1, Role = Role.Dispatcher, Final = true })
            .On("2025-10-13T09:00:00+08:00").Then(Story.Dispatch(Story.Units(2, Story.Lead)) with { Designated = true });
        Assert.That(C4(story.Case, 2).DueAt, Is.EqualTo(At("2025-10-15T00:00:00+08:00")));
        var other = Story.Dispatched().On("2025-10-13T09:00:00+08:00").Then(new CaseRecalled(), Story.Dispatch(Story.Units(2, "commerce")));
        Assert.That(C4(other.Case, 2).DueAt, Is.EqualTo(At("2025-10-21T00:00:00+08:00")), "another unit has its own five days");
    }

    [Test]
    public void Another_class_brings_no_time_without_a_supervisor_and_none_once_overdue()
    {
        var complex = new CaseReclassified { Type = CaseType.Help, Category = "C0107", Urgency = Urgency.Complex };
        var story = Story.Signed();
        Assert.That(Reclassify(story, "2025-09-29T09:00:00+08:00", Dispatcher).Refusal?.Code, Is.EqualTo("reclassify.needs_supervisor"));
        Assert.That(Reclassify(story, "2025-09-29T09:00:00+08:00", Supervisor).IsRefused, Is.False);
        Assert.That(Reclassify(story, "2025-10-11T00:00:00+08:00", Supervisor).Refusal?.Code, Is.EqualTo("reclassify.overdue"));
        Decision Reclassify(Story told, string now, Actor actor) => Reclassifying.Decide(told.Case, complex, ShippedZone.Basis, At(now), actor);
    }

    [Test]
    public void Nobody_agrees_to_their_own_request_in_another_units_name()
    {
        var asked = Story.Dispatched().Then(Ask(RequestKind.Return, RequestReason.NotOurDuty) with { Suggested = "commerce" }).Case;
        Assert.That(
            DecidingRequests.Approve(asked, 1, ACatalogue.With(), new Actor("tester", "commerce") { Roles = [Role.UnitHead] }).Refusal?.Code,
            Is.EqualTo("request.own"));
        var agreed = DecidingRequests.Approve(asked, 1, ACatalogue.With(), new Actor("head", "commerce") { Roles = [Role.UnitHead] });
        Assert.That(agreed.Events.Select(happened => happened.GetType()), Is.EqualTo(new[] { typeof(RequestApproved), typeof(CaseDispatched) }));
    }

    [Test]
    public void What_is_missing_is_asked_of_the_requester_and_costs_no_return()
    {
        var story = Story.Dispatched().Then(Ask(RequestKind.Return, RequestReason.InformationMissing));
        var approved = DecidingRequests.Approve(story.Case, 1, ACatalogue.With(), Dispatcher);
        var asked = story.Then([.. approved.Events]).Case;
        Assert.That((asked.Status, asked.Returns, asked.TimesAsked), Is.EqualTo((CaseStatus.AwaitingInfo, 0, 1)));
        var supplied = story.Then(new InformationSupplied()).Case;
        var back = Dispatching.ByDispatcher(
            supplied, new DispatchOrder(Story.Lead, [], "basis", null, Designated: false), ACatalogue.With(), ShippedZone.Basis, At("2025-09-28T10:00:00+08:00"), Dispatcher);
        Assert.That(back.IsRefused, Is.False, "the unit that asked for it gets it back");
    }

    [Test]
    public void A_case_merged_into_a_void_one_stands_up_again()
    {
        var main = Story.Begin().Case;
        var child = Story.Begin().Then(new CaseMerged { Into = main.Number }).Case with { Number = "250926-000002-2" };
        var voided = Story.Begin().Then(new CaseVoided { Reason = VoidReason.WrongEntry }).Case;
        Assert.That(Merging.Follow(child, main, voided).Events, Is.EqualTo(new HotlineEvent[] { new CaseUnmerged { From = main.Number } }));
    }

    [Test]
    public void Answers_given_while_an_order_is_open_are_kept()
    {
        var supervised = Story.InCallback().Then(Order);
        var attempt = Story.CallbackOf(Resolution.Unsolved, Satisfaction.Dissatisfied);
        var kept = CallingBack.Decide(supervised.Case, attempt, CallbackOutcome.Close, China, supervised.Case.ChangedAt, Story.Agent);
        Assert.That(kept.Events, Is.EqualTo(new HotlineEvent[] { attempt }));
        var reported = supervised.Then(attempt).Then(new SupervisionReported { Supervision = 1 }).Case;
        var settled = Supervising.Settle(reported, 1, SupervisionOutcome.Completed, Supervisor);
        Assert.That(settled.Events[^1], Is.EqualTo(new CaseClosed { Result = ClosingResult.Explained }));
        Assert.That(reported.FirstRating!.Satisfaction, Is.EqualTo(Satisfaction.Dissatisfied));
    }

    [Test]
    public void Reopening_takes_no_bad_rating_out_of_its_quarter()
    {
        var story = Story.InCallback().On("2025-09-29T15:00:00+08:00").CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied).Close(ClosingResult.Explained);
        var rated = Tallies(story.Case).Single(entry => entry.Value.Dissatisfied == 1).Key;
        var reopened = story.On("2025-10-08T09:00:00+08:00").Then(new CaseReopened { Round = 2, Units = Story.Units(2, Story.Lead) });
        Assert.That(Tallies(reopened.Case)[rated].Dissatisfied, Is.EqualTo(1));
        var again = reopened.Sign(2).Reply(2).Review().CallBack(Resolution.Solved, Satisfaction.Satisfied).Close().Case;
        Assert.That(Tallies(again).Values.Sum(tally => tally.Rated), Is.EqualTo(1));
        Assert.That(Tallies(again)[rated].Dissatisfied, Is.EqualTo(1), "and the first rating stays the official one");
    }

    [Test]
    public void A_supporter_is_sent_back_with_no_more_time_than_its_lead()
    {
        var story = Story.Begin().On("2025-09-26T16:55:00+08:00").Dispatch(Story.Lead, Story.Supporter).Sign(1).Sign(2)
            .On("2025-09-28T10:00:00+08:00").Reply(2).On("2025-10-10T20:00:00+08:00").Reply(1)
            .On("2025-10-11T09:00:00+08:00").Then(new ReviewReturned { Defects = [Defect.OffThePoint], Assignments = [1, 2] });
        Assert.That(C4(story.Case, 2).DueAt, Is.EqualTo(C4(story.Case, 1).DueAt));
    }

    [Test]
    public void An_order_that_is_never_due_does_not_keep_the_ladder_from_its_own()
    {
        var far = Supervising.Issue(
            Story.Signed().Case, null, On("2026-09-30"), SupervisionOrigin.Ordered, ACatalogue.With(), ShippedZone.Basis, At("2025-09-28T10:00:00+08:00"));
        Assert.That(far.Refusal?.Code, Is.EqualTo("supervision.too_far"));
        var ordered = Story.Signed().Contact(1, reached: true).Then(Order).Case;
        var turned = TurningLights.Decide(ordered, ShippedZone.Basis, At("2025-10-14T00:00:00+08:00")).Events;
        Assert.That(turned.OfType<SupervisionIssued>().Select(order => order.Origin), Is.EqualTo(new[] { SupervisionOrigin.Overdue }));
    }

    private static SupervisionIssued Order => new() { Supervision = 1, Supervised = Story.Lead, Origin = SupervisionOrigin.Ordered, DueOn = On("2025-10-31") };

    private static RequestFiled Ask(RequestKind kind, RequestReason reason) =>
        new() { Request = 1, Kind = kind, Assignment = 1, Reason = reason, Unit = Story.Lead };

    private static Clock C4(Case @case, int assignment) =>
        DeadlinePlan.Clocks(@case, ShippedZone.Basis).Single(clock => clock.IsResolution && clock.Assignment == assignment);

    private static IReadOnlyDictionary<TallyKey, Tally> Tallies(Case @case) => Contribution.Of(@case, ShippedZone.Basis);

    private static (int Due, int OnTime) Sum(Case @case) =>
        (Tallies(@case).Values.Sum(tally => tally.Due), Tallies(@case).Values.Sum(tally => tally.OnTime));
}
