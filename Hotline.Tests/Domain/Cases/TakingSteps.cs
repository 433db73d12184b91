using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Dispatch;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Cases;

public sealed class RegisteringACase
{
    [Test]
    public void Begins_with_the_registration_alone() => Assert.That(
        Registering.Decide(Story.Registration, handedOver: null, outcome: null).Events, Is.EqualTo(new HotlineEvent[] { Story.Registration }));

    [TestCase(CaseType.Consultation, null)]
    [TestCase(CaseType.Consultation, Resolution.Unsolved)]
    [TestCase(CaseType.Help, Resolution.Solved)]
    [TestCase(CaseType.Complaint, Resolution.Solved)]
    public void Ends_at_once_when_answered_on_the_line(CaseType type, Resolution? resolution)
    {
        var (registered, answered) = (Story.Registration with { Type = type }, new CaseAnswered { Resolution = resolution });
        Assert.That(
            Registering.Decide(registered, handedOver: null, answered).Events,
            Is.EqualTo(new HotlineEvent[] { registered, answered, new CaseClosed { Result = ClosingResult.AnsweredDirectly, Survey = Survey.None } }));
    }

    [TestCase(CaseType.Help, null)]
    [TestCase(CaseType.Help, Resolution.PartlySolved)]
    [TestCase(CaseType.Report, Resolution.Unsolved)]
    [TestCase(CaseType.Suggestion, null)]
    public void Is_refused_when_the_answer_needs_a_unit(CaseType type, Resolution? resolution) => Assert.That(
        Registering.Decide(Story.Registration with { Type = type }, handedOver: null, new CaseAnswered { Resolution = resolution }).Code(),
        Is.EqualTo("answer.needs_a_unit"));
}

public sealed class AnsweringAWaitingCase
{
    [Test]
    public void Answers_and_closes_it() => Assert.That(
        Answering.Decide(Story.Begin().Case, new CaseAnswered { Resolution = Resolution.Solved }, Story.Agent).Events.Select(happened => happened.GetType()),
        Is.EqualTo(new[] { typeof(CaseAnswered), typeof(CaseClosed) }));

    [Test]
    public void Is_refused_when_it_needs_a_unit() => Assert.That(
        Answering.Decide(Story.Begin().Case, new CaseAnswered(), Story.Agent).Code(), Is.EqualTo("answer.needs_a_unit"));

    [Test]
    public void Is_refused_once_a_unit_has_it() => Assert.That(
        Answering.Decide(Story.Dispatched().Case, new CaseAnswered { Resolution = Resolution.Solved }, Story.Agent).Code(), Is.EqualTo("case.step_not_allowed"));
}

public sealed class DispatchingByTheCatalogue
{
    [Test]
    public void Names_the_rule_its_reason_and_the_other_leads()
    {
        var dispatched = (CaseDispatched)Dispatching.ByCatalogue(Story.Begin().Case, ACatalogue.With(
            ACatalogue.Rule with { Id = "fine", Category = "C0107", Supporters = [Story.Supporter] },
            ACatalogue.Rule with { Id = "coarse", Category = "C01", Lead = "commerce" })).Events.Single();
        Assert.Multiple(() =>
        {
            Assert.That(dispatched.Units, Is.EqualTo(Story.Units(1, Story.Lead, Story.Supporter)));
            Assert.That((dispatched.Automatic, dispatched.Rule, dispatched.Basis, dispatched.CatalogueVersion), Is.EqualTo((true, "fine", ACatalogue.Rule.Basis, ACatalogue.Version)));
            Assert.That(dispatched.Alternatives, Is.EqualTo(new[] { "commerce" }));
        });
    }

    [Test]
    public void Leaves_the_case_with_the_reason_when_it_cannot_decide()
    {
        var none = Dispatching.ByCatalogue(Story.Begin().Case, ACatalogue.With());
        Assert.That(none.Events, Is.EqualTo(new HotlineEvent[] { new CaseLeftToDispatcher { Reason = LeftReason.NoRule, CatalogueVersion = ACatalogue.Version } }));
        var manual = Dispatching.ByCatalogue(Story.Begin().Case, ACatalogue.With(ACatalogue.Rule with { Automatic = false }));
        Assert.That(manual.Events, Is.EqualTo(new HotlineEvent[] { new CaseLeftToDispatcher { Reason = LeftReason.RuleIsManual, Rule = ACatalogue.Rule.Id, CatalogueVersion = ACatalogue.Version } }));
    }

    [Test]
    public void Decides_nothing_the_second_time()
    {
        var catalogue = ACatalogue.With(ACatalogue.Rule);
        var left = Story.Begin().Then(new CaseLeftToDispatcher { Reason = LeftReason.NoRule, CatalogueVersion = 1 });
        foreach (var story in new[] { Story.Dispatched(), left, Story.InCallback().Close() })
        {
            var decision = Dispatching.ByCatalogue(story.Case, catalogue);
            Assert.That((decision.IsRefused, decision.Events.Count), Is.EqualTo((false, 0)));
        }
    }
}

public sealed class DispatchingByADispatcher
{
    private static readonly DispatchCatalogue Catalogue = ACatalogue.With(
        ACatalogue.Rule, ACatalogue.Rule with { Id = "coarse", Category = "C01", Lead = "commerce" });

    private static readonly Case Waiting = Story.Begin().Case;

    [Test]
    public void Cites_the_rule_only_when_it_is_followed()
    {
        var followed = Decided(Dispatch(Waiting));
        Assert.That((followed.Automatic, followed.Rule, followed.Basis), Is.EqualTo((false, ACatalogue.Rule.Id, ACatalogue.Rule.Basis)));
        Assert.That(followed.Alternatives, Is.EqualTo(new[] { "commerce" }));
        var departed = Decided(Dispatch(Waiting, lead: "finance", supporters: ["commerce"]));
        Assert.That((departed.Rule, departed.Basis), Is.EqualTo(((string?)null, Dispatching.ByHand)));
        Assert.That(departed.Alternatives, Is.EqualTo(new[] { Story.Lead, "commerce" }));
        Assert.That(departed.Units, Is.EqualTo(Story.Units(1, "finance", "commerce")));
    }

    [Test]
    public void May_follow_a_case_the_catalogue_left() => Assert.That(
        Decided(Dispatch(Story.Begin().Then(new CaseLeftToDispatcher { Reason = LeftReason.NoRule, CatalogueVersion = 1 }).Case)).Units, Has.Count.EqualTo(1));

    [TestCase("nobody", new string[0], "dispatch.unit_unknown")]
    [TestCase(Story.Lead, new[] { "nobody" }, "dispatch.unit_unknown")]
    [TestCase(ACatalogue.Inactive, new string[0], "dispatch.unit_inactive")]
    [TestCase(Story.Lead, new[] { ACatalogue.Inactive }, "dispatch.unit_inactive")]
    [TestCase(Story.Lead, new[] { Story.Lead }, "dispatch.unit_twice")]
    [TestCase(Story.Lead, new[] { "finance", "finance" }, "dispatch.unit_twice")]
    public void Is_refused_for_units_that_cannot_take_it(string lead, string[] supporters, string code) =>
        Assert.That(Dispatch(Waiting, lead, supporters).Code(), Is.EqualTo(code));

    [Test]
    public void Is_refused_once_dispatched() => Assert.That(Dispatch(Story.Dispatched().Case).Code(), Is.EqualTo("case.step_not_allowed"));

    // The profile gives a request for help 5 working days: until the end of 2025-10-10.
    [TestCase("2025-10-10", null)]
    [TestCase("2025-09-26", null)]
    [TestCase("2025-10-11", "deadline.beyond_limit")]
    [TestCase("2025-09-25", "deadline.in_the_past")]
    [TestCase("2027-01-04", "deadline.beyond_calendar")]
    public void May_shorten_the_limit_and_never_lengthen_it(string dueOn, string? code)
    {
        var decision = Dispatch(Waiting, dueOn: On(dueOn));
        Assert.That(decision.Refusal?.Code, Is.EqualTo(code));
        Assert.That(decision.Events.OfType<CaseDispatched>().Select(dispatched => dispatched.DueOn), Is.EqualTo(code is null ? [On(dueOn)] : Array.Empty<DateOnly?>()));
    }

    [Test]
    public void Counts_today_as_past_only_when_it_is_over()
    {
        Assert.That(Dispatch(Waiting, dueOn: On("2025-09-26"), now: "2025-09-26T23:59:59+08:00").IsRefused, Is.False);
        Assert.That(Dispatch(Waiting, dueOn: On("2025-09-26"), now: "2025-09-27T00:00:00+08:00").Code(), Is.EqualTo("deadline.in_the_past"));
    }

    private static CaseDispatched Decided(Decision decision) => (CaseDispatched)decision.Events.Single();

    private static Decision Dispatch(Case @case, string lead = Story.Lead, string[]? supporters = null, DateOnly? dueOn = null, string now = "2025-09-26T16:55:00+08:00") =>
        Dispatching.ByDispatcher(
            @case, new DispatchOrder(lead, supporters ?? [], dueOn, Designated: false), Catalogue, ShippedZone.Basis, At(now), Story.Agent);
}

public sealed class SigningAnAssignment
{
    [Test]
    public void Is_accepted_while_it_is_pending() => Assert.That(
        Signing.Decide(Story.Dispatched().Case, 1).Events, Is.EqualTo(new HotlineEvent[] { new AssignmentSigned { Assignment = 1, Unit = Story.Lead } }));

    [Test]
    public void Is_refused_otherwise()
    {
        Assert.That(Signing.Decide(Story.Begin().Case, 1).Code(), Is.EqualTo("case.step_not_allowed"));
        Assert.That(Signing.Decide(Story.Dispatched().Case, 2).Code(), Is.EqualTo("assignment.not_found"));
        Assert.That(Signing.Decide(Story.Signed().Case, 1).Code(), Is.EqualTo("assignment.step_not_allowed"));
        var reworked = Story.InCallback().CallBack(Resolution.Unsolved, null).Rework(2, 2).Case;
        Assert.That(Signing.Decide(reworked, 1).Code(), Is.EqualTo("assignment.not_found"), "a round that is over");
        Assert.That(Signing.Decide(reworked, 2).IsRefused, Is.False);
    }
}

public sealed class ContactingTheRequester
{
    private static readonly RequesterContacted Reached = new() { Assignment = 1, Means = ContactMeans.Visit, Reached = true };

    [Test]
    public void Is_accepted_while_the_unit_works_on_it_and_more_than_once()
    {
        Assert.That(Contacting.Decide(Story.Signed().Case, Reached).Events, Is.EqualTo(new HotlineEvent[] { Reached with { Unit = Story.Lead } }));
        Assert.That(Contacting.Decide(Story.Signed().Contact(1, reached: true).Case, Reached).IsRefused, Is.False);
    }

    [Test]
    public void Is_refused_otherwise()
    {
        Assert.That(Contacting.Decide(Story.Begin().Case, Reached).Code(), Is.EqualTo("case.step_not_allowed"));
        Assert.That(Contacting.Decide(Story.Signed().Case, Reached with { Assignment = 9 }).Code(), Is.EqualTo("assignment.not_found"));
        Assert.That(Contacting.Decide(Story.Dispatched().Case, Reached).Code(), Is.EqualTo("assignment.step_not_allowed"), "not signed");
    }
}

public sealed class ReplyingToAnAssignment
{
    private static Story Both => Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1);

    [Test]
    public void Is_accepted_from_the_lead_when_nobody_else_is_open()
    {
        Assert.That(Replying.Decide(Story.Signed().Case, Story.ReplyOf(1)).Events, Is.EqualTo(new HotlineEvent[] { Story.ReplyOf(1) with { Unit = Story.Lead } }));
        Assert.That(Replying.Decide(Both.Sign(2).Reply(2).Case, Story.ReplyOf(1)).IsRefused, Is.False);
    }

    [Test]
    public void Is_accepted_from_a_supporter_at_any_time() =>
        Assert.That(Replying.Decide(Both.Sign(2).Case, Story.ReplyOf(2)).IsRefused, Is.False);

    [Test]
    public void Waits_for_supporters_unless_the_lead_excuses_them()
    {
        Assert.That(Replying.Decide(Both.Case, Story.ReplyOf(1)).Code(), Is.EqualTo("reply.supporters_open"));
        Assert.That(Replying.Decide(Both.Sign(2).Case, Story.ReplyOf(1)).Code(), Is.EqualTo("reply.supporters_open"));
        Assert.That(Replying.Decide(Both.Case, Story.ReplyOf(1) with { WithoutSupport = true }).IsRefused, Is.False);
    }

    [Test]
    public void Is_refused_otherwise()
    {
        Assert.That(Replying.Decide(Story.Begin().Case, Story.ReplyOf(1)).Code(), Is.EqualTo("case.step_not_allowed"));
        Assert.That(Replying.Decide(Story.Signed().Case, Story.ReplyOf(2)).Code(), Is.EqualTo("assignment.not_found"));
        Assert.That(Replying.Decide(Story.Dispatched().Case, Story.ReplyOf(1)).Code(), Is.EqualTo("assignment.not_signed"));
        Assert.That(Replying.Decide(Both.Sign(2).Reply(2).Case, Story.ReplyOf(2)).Code(), Is.EqualTo("assignment.step_not_allowed"), "twice");
        Assert.That(Replying.Decide(Both.Sign(2).Case, Story.ReplyOf(2) with { WithoutSupport = true }).Code(), Is.EqualTo("reply.only_the_lead_excuses"));
    }
}

public sealed class ReviewingTheFeedback
{
    [Test]
    public void Passes_what_waits_for_it_and_nothing_else()
    {
        Assert.That(Reviewing.Pass(Story.InReview().Case, Story.Agent).Events, Is.EqualTo(new HotlineEvent[] { new ReviewPassed() }));
        Assert.That(Reviewing.Pass(Story.Signed().Case, Story.Agent).Code(), Is.EqualTo("case.step_not_allowed"));
        Assert.That(Reviewing.Pass(Story.InCallback().Case, Story.Agent).Code(), Is.EqualTo("case.step_not_allowed"));
    }
}

public sealed class CallingTheRequesterBack
{
    private static readonly CallbackAttempted Unreached = new() { Reached = false };

    private static Decision CallBack(Case @case, CallbackAttempted attempt, CallbackOutcome? outcome) =>
        CallingBack.Decide(@case, attempt, outcome, China, @case.ChangedAt, Story.Agent);

    [Test]
    public void Goes_on_waiting_when_nobody_was_reached() => Assert.That(
        CallBack(Story.InCallback().Case, Unreached, outcome: null).Events, Is.EqualTo(new HotlineEvent[] { Unreached }));

    [TestCase(Resolution.Solved, Satisfaction.Satisfied, ClosingResult.Solved)]
    [TestCase(Resolution.Solved, Satisfaction.BasicallySatisfied, ClosingResult.Solved)]
    [TestCase(Resolution.Solved, null, ClosingResult.Solved)]
    public void Closes_what_is_solved_and_not_complained_of(Resolution resolution, Satisfaction? satisfaction, ClosingResult result)
    {
        var attempt = Story.CallbackOf(resolution, satisfaction);
        Assert.That(CallBack(Story.InCallback().Case, attempt, outcome: null).Events, Is.EqualTo(new HotlineEvent[] { attempt, new CaseClosed { Result = result } }));
    }

    [TestCase(Resolution.Unsolved, Satisfaction.Satisfied)]
    [TestCase(Resolution.PartlySolved, Satisfaction.Satisfied)]
    [TestCase(Resolution.Solved, Satisfaction.Dissatisfied)]
    [TestCase(null, null)]
    public void Proposes_to_rework_everything_else(Resolution? resolution, Satisfaction? satisfaction)
    {
        var attempt = Story.CallbackOf(resolution, satisfaction);
        Assert.That(CallBack(Story.InCallback().Case, attempt, outcome: null).Events, Is.EqualTo(new HotlineEvent[] { attempt, new ReworkProposed() }));
    }

    [TestCase(Resolution.Unsolved, ClosingResult.Explained)]
    [TestCase(Resolution.PartlySolved, ClosingResult.PartlySolved)]
    [TestCase(Resolution.Solved, ClosingResult.Solved)]
    [TestCase(null, ClosingResult.Explained)]
    public void Closes_with_the_result_the_requester_named_when_told_to(Resolution? resolution, ClosingResult result) => Assert.That(
        CallBack(Story.InCallback().Case, Story.CallbackOf(resolution, Satisfaction.Dissatisfied), CallbackOutcome.Close).Events[1],
        Is.EqualTo(new CaseClosed { Result = result }));

    [Test]
    public void Proposes_two_reworks_and_one_escalation_and_then_closes()
    {
        var unhappy = Story.CallbackOf(Resolution.Unsolved, Satisfaction.Dissatisfied);
        var story = Story.InCallback();
        for (var round = 2; round <= 4; round++)
        {
            Assert.That(CallBack(story.Case, unhappy, outcome: null).Events[1], Is.TypeOf<ReworkProposed>());
            story.Then(unhappy).Then(new ReworkOrdered { Round = round, Units = Story.Units(round, Story.Lead), Escalated = round == 4 })
                .Sign(round).Reply(round).Review();
        }

        Assert.That(CallBack(story.Case, unhappy, outcome: null).Events[1], Is.EqualTo(new CaseClosed { Result = ClosingResult.Explained }));
        Assert.That(CallBack(story.Case, unhappy, CallbackOutcome.Rework).Code(), Is.EqualTo("callback.rework_limit"));
    }

    [Test]
    public void Is_refused_otherwise()
    {
        Assert.That(CallBack(Story.InReview().Case, Unreached, outcome: null).Code(), Is.EqualTo("case.step_not_allowed"));
        Assert.That(
            CallBack(Story.InCallback().Case, Story.CallbackOf(Resolution.Solved, Satisfaction.Satisfied), CallbackOutcome.Rework).Code(),
            Is.EqualTo("callback.nothing_to_rework"));
    }
}

public sealed class AnnouncingLights
{
    // S1 of domain.md §9, signed and contacted in time: only C4 is left to turn.
    private static Story Running => Story.Dispatched().Sign(1).Contact(1, reached: true);

    [TestCase("2025-10-09T23:59:59+08:00", null)]
    [TestCase("2025-10-10T00:00:00+08:00", Light.Yellow)]
    [TestCase("2025-10-10T11:59:59+08:00", Light.Yellow)]
    [TestCase("2025-10-10T12:00:00+08:00", Light.Orange)]
    [TestCase("2025-10-11T00:00:00+08:00", Light.Red)]
    [TestCase("2025-10-13T23:59:59+08:00", Light.Red)]
    [TestCase("2025-10-14T00:00:00+08:00", Light.DoubleRed)]
    [TestCase("2025-10-17T00:00:00+08:00", Light.TripleRed)]
    public void Says_only_the_highest_light_that_was_passed(string now, Light? light)
    {
        var turned = Turn(Running, now).Select(notice => (notice.Clock, notice.Assignment, (Light?)notice.Light, notice.DueAt));
        Assert.That(turned, Is.EqualTo(light is null ? [] : new[] { (ClockKind.Resolve, (int?)1, light, At("2025-10-11T00:00:00+08:00")) }));
    }

    [Test]
    public void Says_each_light_once()
    {
        var story = Running.On("2025-10-10T09:00:00+08:00");
        story.Then(TurningLights.Decide(story.Case, ShippedZone.Basis, At("2025-10-10T09:00:00+08:00")).Events.ToArray());
        Assert.That(Turn(story, "2025-10-10T10:00:00+08:00"), Is.Empty);
        Assert.That(Turn(story, "2025-10-11T00:00:00+08:00").Single().Light, Is.EqualTo(Light.Red));
    }

    [Test]
    public void Says_nothing_of_clocks_that_stopped() => Assert.That(
        Turn(Story.InCallback().CallBack(Resolution.Solved, Satisfaction.Satisfied).Close(), "2026-10-11T00:00:00+08:00"), Is.Empty);

    private static List<LightTurned> Turn(Story story, string now) =>
        [.. TurningLights.Decide(story.Case, ShippedZone.Basis, At(now)).Events.OfType<LightTurned>()];
}
