using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

/// <summary>The moves of intake and dispatch, each with what it keeps, what it refuses, and that a refusal writes nothing.</summary>
public sealed class MovingCases
{
    private static readonly Actor Dispatcher = new("dispatcher") { Roles = [Role.Dispatcher] };
    private static readonly AskForInformation.Command Question = new() { Missing = [MissingFact.Time, MissingFact.Place], Text = "请补充楼栋号，已致电一次。" };

    private TestHotline _hotline = null!;
    private string _number = null!;

    [SetUp]
    public async Task Register()
    {
        _hotline = await TestHotline.StartAsync();
        _number = (await _hotline.RegisterAsync()).Number;
    }

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task What_is_missing_is_asked_for_and_supplied_once()
    {
        var asked = await _hotline.TakeAsync(_number, Question);
        Assert.That((asked.Status, asked.TimesAsked), Is.EqualTo((CaseStatus.AwaitingInfo, 1)));
        Assert.That((await _hotline.EventsAsync(_number))[^1], Is.TypeOf<InformationAsked>().With.Property("Missing").EqualTo(new[] { MissingFact.Place, MissingFact.Time }));
        Assert.That((await _hotline.TextAsync(_number, asked.Version)).Question, Is.EqualTo(Question.Text));

        var supplied = await _hotline.TakeAsync(_number, new SupplyInformation.Command { Text = "三号楼二单元。" });
        Assert.That(supplied.Status, Is.EqualTo(CaseStatus.AwaitingDispatch));
        Assert.That((await _hotline.TextAsync(_number, supplied.Version)).Content, Is.EqualTo("三号楼二单元。"));

        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, Question)), Is.EqualTo("ask.once"));
        Assert.That(
            await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, new SupplyInformation.Command { Text = "x" })), Is.EqualTo("case.step_not_allowed"));
    }

    [Test]
    public async Task Guided_without_words_of_its_own_a_case_keeps_the_standard_phrase()
    {
        var guided = await _hotline.TakeAsync(_number, new GuideCase.Command { Reason = GuideReason.Discipline });
        Assert.That((guided.Status, guided.Guidance, guided.Standing), Is.EqualTo((CaseStatus.Guided, (GuideReason?)GuideReason.Discipline, Standing.Guided)));
        Assert.That((await _hotline.TextAsync(_number, guided.Version)).PublicReply, Does.Contain("12388"));
    }

    [Test]
    public async Task An_emergency_is_guided_only_when_it_was_handed_over_now_or_before()
    {
        var emergency = new GuideCase.Command { Reason = GuideReason.Emergency, Text = "已转 110。" };
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, emergency)), Is.EqualTo("guide.hand_over_first"));
        await _hotline.TakeAsync(_number, Question);
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, emergency)), Is.EqualTo("guide.hand_over_first"), "nor while it is asked about");

        var tooEarly = new HandOver { Service = EmergencyService.Police, At = _hotline.Clock.Now.AddMinutes(-1) };
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, tooEarly)), Is.EqualTo("hand_over.time"));
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, emergency with { HandOver = tooEarly })), Is.EqualTo("hand_over.time"));

        var handed = await _hotline.TakeAsync(_number, tooEarly with { At = null });
        Assert.That((handed.HandedOver!.Service, handed.HandedOver.HandedOverAt), Is.EqualTo((EmergencyService.Police, _hotline.Clock.Now)));
        Assert.That((await _hotline.TakeAsync(_number, emergency)).Status, Is.EqualTo(CaseStatus.Guided));
    }

    [Test]
    public async Task An_emergency_is_handed_over_and_guided_in_one_step()
    {
        await _hotline.TakeAsync(_number, new GuideCase.Command { Reason = GuideReason.Emergency, HandOver = new HandOver { Service = EmergencyService.Fire } });
        Assert.That((await _hotline.EventsAsync(_number)).Select(happened => happened.GetType()).Skip(1), Is.EqualTo(new[] { typeof(EmergencyHandedOver), typeof(CaseGuided) }));
    }

    [Test]
    public async Task A_requester_who_supplies_nothing_is_asked_twice_and_waited_for_before_the_case_is_given_up()
    {
        var givenUp = new GuideCase.Command { Reason = GuideReason.NotSupplemented };
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, givenUp)), Is.EqualTo("guide.not_asked"));
        await _hotline.TakeAsync(_number, Question);
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, givenUp)), Is.EqualTo("guide.ask_again"));
        await _hotline.TakeAsync(_number, Question);
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, givenUp)), Is.EqualTo("guide.too_early"));
        _hotline.Clock.Now = _hotline.Clock.Now.AddDays(14);
        Assert.That((await _hotline.TakeAsync(_number, givenUp)).Guidance, Is.EqualTo(GuideReason.NotSupplemented));
    }

    [Test]
    public async Task Reclassified_a_case_keeps_what_is_not_named_and_its_limits_follow()
    {
        await _hotline.RouteAsync(_number);
        var before = ResolutionDue(await _hotline.ReadAsync(_number));
        var changed = await _hotline.TakeAsync(_number, new ReclassifyCase.Command { Urgency = Urgency.Urgent, Area = "street-east", Reason = "有坠落危险" });
        Assert.That((changed.Type, changed.Category, changed.Area, changed.Urgency), Is.EqualTo((CaseType.Help, "C0107", "street-east", Urgency.Urgent)));
        Assert.That(ResolutionDue(changed), Is.LessThan(before));

        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, new ReclassifyCase.Command())), Is.EqualTo("reclassify.nothing_changes"));
        Assert.That(
            await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, new ReclassifyCase.Command { Category = "E1101" })),
            Is.EqualTo("reclassify.category_of_other_kind"));
    }

    [Test]
    public async Task Void_is_for_a_shift_leader_to_say_and_only_before_a_unit_has_the_case()
    {
        var command = new VoidCase.Command { Reason = VoidReason.Test, Note = "开通测试" };
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, command, Dispatcher)), Is.EqualTo("void.needs_shift_leader"));
        var voided = await _hotline.TakeAsync(_number, command);
        Assert.That((voided.Standing, (await _hotline.TextAsync(_number, voided.Version)).InternalNote), Is.EqualTo((Standing.Voided, "开通测试")));

        var dispatched = (await _hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(dispatched, command)), Is.EqualTo("case.step_not_allowed"));
    }

    [Test]
    public async Task A_consultation_is_concluded_by_a_higher_role_and_binds_the_dispatcher()
    {
        var question = new ConsultUnits.Command { Units = ["tax", "finance"], Question = "该由谁办理？" };
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, question with { Units = ["tax"] })), Is.EqualTo("consult.too_few"));
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, question with { Units = ["tax", "tax"] })), Is.EqualTo("dispatch.unit_twice"));
        var opened = await _hotline.TakeAsync(_number, question);
        Assert.That((opened.Status, (await _hotline.TextAsync(_number, opened.Version)).Question), Is.EqualTo((CaseStatus.InConsultation, question.Question)));
        Assert.That(opened.Consulted, Is.EqualTo(question.Units));

        var conclusion = new ConcludeConsultation.Command { Lead = "tax", Supporters = ["finance"], Designated = true, Minutes = "由税务局主办。" };
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, conclusion, Dispatcher)), Is.EqualTo("conclude.needs_higher_role"));
        var concluded = await _hotline.TakeAsync(_number, conclusion, new Actor("leader") { Roles = [Role.ShiftLeader] });
        Assert.That((await _hotline.TextAsync(_number, concluded.Version)).Minutes, Is.EqualTo(conclusion.Minutes));

        Assert.That(
            await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, new DispatchCase.Command { Lead = "finance", Basis = "依据" }, Dispatcher)),
            Is.EqualTo("dispatch.not_as_concluded"));
        var dispatched = await _hotline.TakeAsync(_number, new DispatchCase.Command { Lead = "tax", Basis = "会商纪要" }, Dispatcher);
        Assert.That(dispatched.Lead, Is.Not.Null.With.Property("Designated").True);
    }

    [Test]
    public async Task Redispatched_a_case_goes_from_its_unit_to_another_in_one_step()
    {
        await _hotline.RouteAsync(_number);
        var first = (await _hotline.ReadAsync(_number)).Lead!;
        var command = new RedispatchCase.Command { Lead = "tax", Basis = "职责划分", Reason = "派单有误", Note = "请尽快办理" };
        Assert.That(
            await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, command with { Lead = first.Unit })), Is.EqualTo("dispatch.same_lead"));
        Assert.That(
            await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, command with { Designated = true }, Dispatcher)), Is.EqualTo("dispatch.needs_higher_role"));

        var again = await _hotline.TakeAsync(_number, command);
        Assert.That((again.Status, again.Lead!.Unit, again.Dispatches), Is.EqualTo((CaseStatus.InProgress, "tax", 2)));
        Assert.That(again.Assignments.Single(assignment => assignment.Number == first.Number).Status, Is.EqualTo(AssignmentStatus.Withdrawn));
        var text = await _hotline.TextAsync(_number, again.Version - 1);
        Assert.That((text.Reason, text.InternalNote), Is.EqualTo(("派单有误", "请尽快办理")));
    }

    [Test]
    public async Task Recalled_a_case_waits_for_a_dispatcher_unless_its_lead_has_replied()
    {
        await _hotline.RouteAsync(_number);
        var command = new RecallCase.Command { Reason = "派单有误" };
        var recalled = await _hotline.TakeAsync(_number, command);
        Assert.That((recalled.Status, recalled.Lead), Is.EqualTo((CaseStatus.AwaitingDispatch, (Assignment?)null)));
        Assert.That((await _hotline.TextAsync(_number, recalled.Version)).Reason, Is.EqualTo("派单有误"));

        var replied = (await _hotline.WalkToAsync(CaseStatus.AwaitingReview)).Number;
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(replied, command)), Is.EqualTo("case.step_not_allowed"));
    }

    [Test]
    public async Task A_supporter_is_added_once()
    {
        await _hotline.RouteAsync(_number);
        var command = new AddSupport.Command { Unit = "tax", Reason = "需核对税款" };
        var added = await _hotline.TakeAsync(_number, command);
        Assert.That(added.Assignments[^1], Is.Not.Null.With.Property("Unit").EqualTo("tax").And.Property("Role").EqualTo(AssignmentRole.Support));
        Assert.That((await _hotline.TextAsync(_number, added.Version)).Reason, Is.EqualTo("需核对税款"));
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, command)), Is.EqualTo("dispatch.unit_twice"));
    }

    [Test]
    public async Task Notes_for_the_requester_and_for_the_units_are_kept_apart()
    {
        await _hotline.RouteAsync(_number);
        Assert.That(
            await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, new NoteHandling.Command { Assignment = 1, Text = "x" }, TestHotline.Unit)),
            Is.EqualTo("assignment.step_not_allowed"));
        await _hotline.SignAsync(_number, 1);
        var inner = await _hotline.TakeAsync(_number, new NoteHandling.Command { Assignment = 1, Text = "已到现场。" }, TestHotline.Unit);
        var open = await _hotline.TakeAsync(_number, new NoteHandling.Command { Assignment = 1, Text = "已安排核查。", Public = true }, TestHotline.Unit);
        Assert.That(await _hotline.TextAsync(_number, inner.Version), Is.EqualTo(new CaseText { InternalNote = "已到现场。" }));
        Assert.That(await _hotline.TextAsync(_number, open.Version), Is.EqualTo(new CaseText { PublicReply = "已安排核查。" }));
        Assert.That((await _hotline.EventsAsync(_number))[^1].Unit, Is.EqualTo(open.Assignments[0].Unit));
    }

    [Test]
    public async Task A_section_is_due_no_later_than_its_unit()
    {
        await _hotline.RouteAsync(_number);
        await _hotline.SignAsync(_number, 1);
        var command = new DelegateAssignment.Command { Assignment = 1, DueOn = new DateOnly(2025, 9, 29), To = "规划科" };
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, command with { DueOn = new DateOnly(2025, 12, 1) })), Is.EqualTo("delegate.beyond_due"));
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, command with { DueOn = DateOnly.MaxValue })), Is.EqualTo("delegate.beyond_due"));
        Assert.That(await _hotline.RefusalAsync(() => _hotline.TakeAsync(_number, command with { DueOn = new DateOnly(2025, 9, 25) })), Is.EqualTo("deadline.in_the_past"));
        var delegated = await _hotline.TakeAsync(_number, command);
        Assert.That(delegated.Assignments[0].InnerDueOn, Is.EqualTo(command.DueOn));
        Assert.That((await _hotline.TextAsync(_number, delegated.Version)).To, Is.EqualTo("规划科"));
    }

    private DateTimeOffset ResolutionDue(Case @case) => DeadlinePlan.Clocks(@case, _hotline.Zone.BasisOf(@case))
        .Single(clock => clock.IsResolution && clock.Assignment == @case.Lead!.Number).DueAt!.Value;
}
