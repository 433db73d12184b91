using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Domain.Scorecards;
using Hotline.Meetings;
using Hotline.Notices;
using Hotline.Tests.Support;

namespace Hotline.Tests.Meetings;

/// <summary>点评会 on a real file: what was decided is an order where there is a case, is told when it is overdue, and is found in the next pack as it stood.</summary>
public sealed class FollowingUpMeetings
{
    private static readonly Actor Leader = new("leader") { Roles = [Role.Leader] };
    private static readonly Actor Ecology = new("ecology-handler", "ecology") { Roles = [Role.Handler] };
    private static readonly Actor Tax = new("tax-handler", "tax") { Roles = [Role.Handler] };

    internal static readonly KeepMeeting.Command OnTheSummer = new()
    {
        Period = "2025Q2",
        HeldOn = new DateOnly(2025, 9, 26),
        Chair = "党工委书记",
        Units = ["ecology"],
    };

    private static readonly DecideInMeeting.Command Patrols = new() { Text = "建立夜间联合巡查", Unit = "ecology", DueOn = new DateOnly(2025, 10, 15) };

    [Test]
    public async Task Is_reported_and_settled_and_every_step_is_logged()
    {
        await using var hotline = await StartAsync();
        Assert.That(await hotline.RefusalAsync(() => DecideAsync(hotline, 1, Patrols with { DueOn = new DateOnly(2025, 9, 25) })), Is.EqualTo("deadline.in_the_past"));
        await DecideAsync(hotline, 1, Patrols);
        await Assert.ThrowsAsync<StaleMeetingException>(() => DecideAsync(hotline, 1, Patrols));
        await Assert.ThrowsAsync<MeetingNotFoundException>(() => ReportAsync(hotline, 2, Tax), "another unit's is none");
        Assert.That(await hotline.RefusalAsync(() => SettleAsync(hotline, 2, DecisionOutcome.Done, Leader)), Is.EqualTo("decision.not_reported"));
        await ReportAsync(hotline, 2, Ecology);
        Assert.That(await hotline.RefusalAsync(() => ReportAsync(hotline, 3, Ecology)), Is.EqualTo("decision.reported"));
        Assert.That(await hotline.RefusalAsync(() => SettleAsync(hotline, 3, DecisionOutcome.Done, Ecology)), Is.EqualTo("decision.needs_supervisor"));
        Assert.That((await SettleAsync(hotline, 3, DecisionOutcome.SentBack, Leader)).Decisions[0].State, Is.EqualTo(DecisionState.Open));
        await ReportAsync(hotline, 4, Ecology);
        await SettleAsync(hotline, 5, DecisionOutcome.Done, Leader);

        var read = hotline.Get<ReadMeeting>();
        var view = await read.ExecuteAsync("M2025-1", Ecology, CancellationToken.None);
        Assert.That(view.Decisions.Single().Reports.Select(report => report.Outcome), Is.EqualTo(new DecisionOutcome?[] { DecisionOutcome.SentBack, DecisionOutcome.Done }));
        Assert.That((await read.ListChangesAsync("M2025-1", Leader, null, 50, CancellationToken.None)).Select(change => change.Kind), Is.EqualTo(new[]
        {
            MeetingChangeKind.Settled, MeetingChangeKind.Reported, MeetingChangeKind.SentBack, MeetingChangeKind.Reported, MeetingChangeKind.Decided, MeetingChangeKind.Made,
        }));
        Assert.That((await hotline.Get<ListDecisions>().ExecuteAsync(null, Leader, null, 50, CancellationToken.None)).Items, Is.Empty);
    }

    [Test]
    public async Task Is_an_order_of_supervision_where_there_is_a_case()
    {
        await using var hotline = await StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress, ACase.OfNoise)).Number;
        var closed = (await hotline.WalkToAsync(CaseStatus.Closed, ACase.OfAnInvoice)).Number;
        Assert.That(await hotline.RefusalAsync(() => DecideAsync(hotline, 1, Patrols with { Case = closed, Unit = "tax" })), Is.EqualTo("case.step_not_allowed"), "neither half is written");
        Assert.That(
            await hotline.RefusalAsync(() => DecideAsync(hotline, 1, Patrols with { Case = number }, Leader with { Roles = [Role.Assessor] })),
            Is.EqualTo("actor.role_missing"), "orders are a supervisor's or a leader's");
        await DecideAsync(hotline, 1, Patrols with { Case = number });
        var order = (await hotline.ReadAsync(number)).Supervisions.Single();
        Assert.That((order.Unit, order.DueOn, order.Origin, order.Status), Is.EqualTo(("ecology", new DateOnly(2025, 10, 15), SupervisionOrigin.Ordered, SupervisionStatus.Issued)));

        // On the case itself, as if there were no meeting: the decision follows.
        await hotline.TakeAsync<ReportSupervision, ReportSupervision.Command>(number, new() { Supervision = 1, Text = "已巡查" }, Ecology);
        Assert.That(await StateAsync(hotline), Is.EqualTo(DecisionState.Reported));
        // And on the meeting: the order follows.
        await SettleAsync(hotline, 2, DecisionOutcome.SentBack, Leader);
        Assert.That((await hotline.ReadAsync(number)).Supervisions.Single().Status, Is.EqualTo(SupervisionStatus.Issued));
        await ReportAsync(hotline, 3, Ecology);
        await SettleAsync(hotline, 4, DecisionOutcome.Done, Leader);
        Assert.That((await hotline.ReadAsync(number)).Supervisions.Single().Status, Is.EqualTo(SupervisionStatus.Completed));
        Assert.That(await StateAsync(hotline), Is.EqualTo(DecisionState.Done));
        Assert.That((await hotline.Get<ListDecisions>().ExecuteAsync(null, Leader, null, 50, CancellationToken.None)).Items, Is.Empty);
    }

    [Test]
    public async Task Is_told_once_when_its_day_is_over_and_again_when_it_gets_another()
    {
        await using var hotline = await StartAsync();
        await DecideAsync(hotline, 1, Patrols);
        var sweep = hotline.Get<OverdueDecisions>();
        hotline.Clock.MoveTo("2025-10-15T23:59:59+08:00");
        Assert.That(await sweep.SweepAsync(CancellationToken.None), Is.Zero);
        hotline.Clock.MoveTo("2025-10-16T00:00:00+08:00");
        Assert.That((await sweep.SweepAsync(CancellationToken.None), await sweep.SweepAsync(CancellationToken.None)), Is.EqualTo((1, 0)));
        Assert.That(
            hotline.Sql("SELECT Recipient || ' ' || Number || ' ' || Kind FROM Notices ORDER BY Version, Recipient"),
            Is.EqualTo(new[]
            {
                "Handler@ecology M2025-1-1 DecisionMade", "UnitHead@ecology M2025-1-1 DecisionMade",
                "Handler@ecology M2025-1-1 DecisionOverdue", "Supervisor M2025-1-1 DecisionOverdue", "UnitHead@ecology M2025-1-1 DecisionOverdue",
            }));
        Assert.That(await StateAsync(hotline), Is.EqualTo(DecisionState.Overdue));

        var inbox = hotline.Get<Inbox>();
        var told = await inbox.ListAsync(Ecology, unread: true, null, 50, CancellationToken.None);
        Assert.That(told.Items.Select(item => (item.Kind, item.Title)), Is.EqualTo(new[] { ("DecisionOverdue", Patrols.Text), ("DecisionMade", Patrols.Text) }));
        Assert.That((await inbox.ReadAsync(told.Items[0].Id, Ecology, CancellationToken.None))?.ReadAt, Is.Not.Null);

        await ReportAsync(hotline, 2, Ecology);
        Assert.That(await StateAsync(hotline), Is.EqualTo(DecisionState.Reported));
        await SettleAsync(hotline, 3, DecisionOutcome.SentBack, Leader);
        Assert.That(await sweep.SweepAsync(CancellationToken.None), Is.EqualTo(1), "it is open and late once more");
    }

    [Test]
    public async Task Appears_in_the_next_pack_in_the_state_of_that_moment()
    {
        await using var hotline = await StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress, ACase.OfNoise)).Number;
        await DecideAsync(hotline, 1, Patrols);
        await DecideAsync(hotline, 2, Patrols with { Case = number, Text = "办结此件" });
        hotline.Clock.MoveTo("2025-10-10T10:00:00+08:00");
        await ReportAsync(hotline, 3, Ecology);
        await hotline.TakeAsync<ReportSupervision, ReportSupervision.Command>(number, new() { Supervision = 1, Text = "已巡查" }, Ecology);
        hotline.Clock.MoveTo("2025-10-20T10:00:00+08:00");
        await SettleAsync(hotline, 4, DecisionOutcome.Done, Leader);

        Assert.That(Period.TryParse("2025Q3", out var period));
        Assert.That(Period.TryParse("2025Q2", out var own));
        var list = hotline.Get<ListDecisions>();
        async Task<DecisionState[]> AtAsync(string at) =>
            [.. (await list.ForPackAsync(period, Calendars.At(at), CancellationToken.None)).Select(decision => decision.State)];
        Assert.That(await AtAsync("2025-09-30T10:00:00+08:00"), Is.EqualTo(new[] { DecisionState.Open, DecisionState.Open }));
        Assert.That(await AtAsync("2025-10-12T10:00:00+08:00"), Is.EqualTo(new[] { DecisionState.Reported, DecisionState.Reported }));
        Assert.That(await AtAsync("2025-10-21T10:00:00+08:00"), Is.EqualTo(new[] { DecisionState.Done, DecisionState.Reported }));
        Assert.That(await list.ForPackAsync(own, null, CancellationToken.None), Is.Empty, "the meeting on that very period comes after its pack");
    }

    [Test]
    public async Task Shows_a_unit_its_own_of_it()
    {
        await using var hotline = await StartAsync();
        await DecideAsync(hotline, 1, Patrols);
        await DecideAsync(hotline, 2, Patrols with { Unit = "tax", Text = "发票专窗", DueOn = new DateOnly(2025, 10, 1) });
        var (meetings, decisions, read) = (hotline.Get<ListMeetings>(), hotline.Get<ListDecisions>(), hotline.Get<ReadMeeting>());
        Assert.That((await read.ExecuteAsync("M2025-1", Tax, CancellationToken.None)).Decisions.Select(decision => (decision.Number, decision.Text)), Is.EqualTo(new[] { (2, "发票专窗") }));
        Assert.That((await meetings.ExecuteAsync(Tax, null, 50, CancellationToken.None)).Items.Single().Decisions, Is.EqualTo(1));
        Assert.That((await decisions.ExecuteAsync(null, Tax, null, 50, CancellationToken.None)).Items.Single().Unit, Is.EqualTo("tax"));
        await Assert.ThrowsAsync<AccessRefusedException>(() => decisions.ExecuteAsync("ecology", Tax, null, 50, CancellationToken.None));
        var stranger = Tax with { Unit = "new-town-construction" };
        Assert.That((await meetings.ExecuteAsync(stranger, null, 50, CancellationToken.None)).Items, Is.Empty);
        await Assert.ThrowsAsync<MeetingNotFoundException>(() => read.ExecuteAsync("M2025-1", stranger, CancellationToken.None));

        var first = await decisions.ExecuteAsync(null, Leader, null, 1, CancellationToken.None);
        var second = await decisions.ExecuteAsync(null, Leader, first.Next, 1, CancellationToken.None);
        Assert.That(first.Items.Concat(second.Items).Select(item => item.Unit), Is.EqualTo(new[] { "tax", "ecology" }), "the most pressing first");
        Assert.That(second.Next, Is.Null);
    }

    private static async Task<TestHotline> StartAsync()
    {
        var hotline = await TestHotline.StartAsync();
        await hotline.Get<KeepMeeting>().MakeAsync(OnTheSummer, Leader, CancellationToken.None);
        return hotline;
    }

    private static Task<Meeting> DecideAsync(TestHotline hotline, int seen, DecideInMeeting.Command command, Actor? actor = null) =>
        hotline.Get<DecideInMeeting>().ExecuteAsync("M2025-1", seen, command, actor ?? Leader, CancellationToken.None);

    private static Task<Meeting> ReportAsync(TestHotline hotline, int seen, Actor actor) =>
        hotline.Get<ReportDecision>().ExecuteAsync("M2025-1", seen, new() { Decision = 1, Text = "已建立" }, actor, CancellationToken.None);

    private static Task<Meeting> SettleAsync(TestHotline hotline, int seen, DecisionOutcome outcome, Actor actor) =>
        hotline.Get<SettleDecision>().ExecuteAsync("M2025-1", seen, new() { Decision = 1, Outcome = outcome, Note = "请补充" }, actor, CancellationToken.None);

    private static async Task<DecisionState> StateAsync(TestHotline hotline) =>
        (await hotline.Get<ReadMeeting>().ExecuteAsync("M2025-1", Leader, CancellationToken.None)).Decisions[0].State;
}
