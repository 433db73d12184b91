using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

/// <summary>A case through the eyes of its lead, of its supporter, of a stranger, and of who only configures.</summary>
public sealed class SeeingAsAUnit
{
    private static readonly Actor Lead = new("lead-person", Story.Lead);
    private static readonly Actor Supporter = new("support-person", Story.Supporter);
    private static readonly Actor Stranger = new("stranger", "finance");
    private static readonly Actor Configurer = new("admin") { Roles = [Role.Administrator] };

    [Test]
    public void Every_event_of_a_case_has_a_decision()
    {
        var events = typeof(HotlineEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HotlineEvent)) && type.Namespace == typeof(CaseRegistered).Namespace);
        Assert.That(UnitsView.Decided, Is.EquivalentTo(events));
    }

    [Test]
    public async Task A_lead_sees_its_supporters_and_a_supporter_only_itself()
    {
        await using var hotline = await TestHotline.StartAsync();
        var @case = await hotline.WalkToAsync(CaseStatus.AwaitingReview);
        var history = hotline.Get<CaseHistory>();

        var lead = await history.ReadAsync(@case.Number, Lead, CancellationToken.None);
        Assert.That(lead.Assignments.Select(assignment => assignment.Unit), Is.EqualTo(new[] { Story.Lead, Story.Supporter }));
        Assert.That(lead.Routing!.Alternatives, Is.Empty);
        var told = await history.ReadTimelineAsync(@case.Number, Lead, CancellationToken.None);
        Assert.That(told.Count(entry => entry.Data is AssignmentReplied), Is.EqualTo(2));
        Assert.That(told.Single(entry => entry.Data is AssignmentReplied && entry.Unit == Story.Supporter).Actor, Is.Empty, "who it was there is not told");

        var support = await history.ReadAsync(@case.Number, Supporter, CancellationToken.None);
        Assert.That(support.Assignments.Select(assignment => assignment.Unit), Is.EqualTo(new[] { Story.Supporter }));
        Assert.That(support.Clocks.Select(clock => clock.Assignment ?? 2).Distinct(), Is.EqualTo(new[] { 2 }));
        Assert.That(support.Clocks.Select(clock => clock.Kind), Has.Some.EqualTo(ClockKind.Total));
        var read = await history.ReadTimelineAsync(@case.Number, Supporter, CancellationToken.None);
        Assert.That(read.Select(entry => entry.Unit), Has.None.EqualTo(Story.Lead));
        Assert.That(read.Select(entry => entry.Data).OfType<CaseDispatched>().Single().Units.Select(unit => unit.Unit), Is.EqualTo(new[] { Story.Supporter }));
        Assert.That(support.Version, Is.EqualTo(@case.Version), "a step of its own needs the version of all");
    }

    [Test]
    public async Task Who_works_on_a_case_reads_what_was_joined_to_it_and_nobody_else_does()
    {
        await using var hotline = await TestHotline.StartAsync();
        var main = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        var second = (await hotline.RegisterAsync(TestHotline.Registration with { Title = "又吵了一夜", Content = "昨夜两点仍在施工", MergeInto = main, JoinReason = "同一工地" })).Number;
        var history = hotline.Get<CaseHistory>();
        foreach (var actor in new[] { Lead, Supporter, TestHotline.Agent })
        {
            var view = await history.ReadAsync(main, actor, CancellationToken.None);
            Assert.That(view.JoinedMatters.Select(matter => (matter.Number, matter.Bond, matter.Title, matter.Content)), Is.EqualTo(new[] { (second, Bond.Merged, "又吵了一夜", "昨夜两点仍在施工") }));
            Assert.That((await history.ReadTimelineAsync(main, actor, CancellationToken.None)).Select(entry => entry.Data).OfType<CaseJoined>().Single().Other, Is.EqualTo(second));
        }

        foreach (var actor in new[] { Lead, Stranger, Configurer })
        {
            Assert.That(async () => await history.ReadAsync(second, actor, CancellationToken.None), Throws.TypeOf<CaseNotFoundException>(), "the other case is not the unit's own");
        }

        Assert.That(async () => await history.ReadAsync(main, Stranger, CancellationToken.None), Throws.TypeOf<CaseNotFoundException>());
        await hotline.TakeAsync(main, new RedispatchCase.Command { Lead = "finance", Basis = "basis", Reason = "why" });
        var relieved = await history.ReadAsync(main, Lead, CancellationToken.None);
        Assert.That((relieved.Joined, relieved.JoinedMatters), Is.EqualTo((Array.Empty<JoinedCase>(), Array.Empty<CaseHistory.JoinedMatter>())), "who was relieved reads no more of it");
        Assert.That((await history.ReadAsync(main, Stranger, CancellationToken.None)).JoinedMatters, Has.Count.EqualTo(1), "who took it over does");
    }

    [Test]
    public async Task Who_was_relieved_reads_why_and_not_for_whom()
    {
        await using var hotline = await TestHotline.StartAsync();
        var @case = await hotline.WalkToAsync(CaseStatus.InProgress);
        await hotline.TakeAsync(
            @case.Number, new RedispatchCase.Command { Lead = "finance", Basis = "basis-for-finance", Note = "note-for-finance", Reason = "why" });
        var history = hotline.Get<CaseHistory>();
        var relieved = (await history.ReadTimelineAsync(@case.Number, Lead, CancellationToken.None))[^1];
        Assert.That((relieved.Type, relieved.Text), Is.EqualTo((nameof(CaseRecalled), new CaseText { Reason = "why" })));
        var dispatched = (await history.ReadTimelineAsync(@case.Number, Stranger, CancellationToken.None))[^1];
        Assert.That((dispatched.Type, dispatched.Text), Is.EqualTo((nameof(CaseDispatched), new CaseText { Basis = "basis-for-finance", InternalNote = "note-for-finance" })));
        Assert.That((await history.ReadAsync(@case.Number, Stranger, CancellationToken.None)).Routing!.Basis, Is.EqualTo("basis-for-finance"));
        Assert.That((await history.ReadAsync(@case.Number, Lead, CancellationToken.None)).Routing, Is.Null);
    }

    [Test]
    public async Task A_unit_that_is_consulted_sees_the_case_while_it_is_and_takes_no_step()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.RegisterAsync()).Number;
        var history = hotline.Get<CaseHistory>();
        var invited = Stranger with { Roles = [Role.Handler, Role.UnitHead] };
        await hotline.TakeAsync(number, new ConsultUnits.Command { Units = ["tax", "finance"], Question = "该由谁办理？" });

        var view = await history.ReadAsync(number, invited, CancellationToken.None);
        Assert.That((view.Text.Title, view.Consulted), Is.EqualTo((TestHotline.Registration.Title, new[] { "tax", "finance" })));
        Assert.That(view.Clocks.Select(clock => clock.Kind), Is.EquivalentTo(new[] { ClockKind.Total, ClockKind.Consultation }));
        Assert.That(view.May, Is.Empty, "it is asked, and does nothing");
        var opened = (await history.ReadTimelineAsync(number, invited, CancellationToken.None))[^1];
        Assert.That((opened.Type, opened.Text?.Question), Is.EqualTo((nameof(ConsultationOpened), "该由谁办理？")));
        Assert.That(
            async () => await hotline.Get<RevealRequester>().ExecuteAsync(
                number, new RevealRequester.Command { Reason = "联系", Fields = [RequesterField.Phone] }, invited, null, CancellationToken.None),
            Throws.TypeOf<CaseRefusedException>().With.Property("Code").EqualTo("reveal.not_open"));
        Assert.That(async () => await hotline.TakeAsync(number, new RemindUnits.Command { Source = ReminderSource.Hotline, Note = "催" }, invited), Throws.TypeOf<CaseRefusedException>());
        Assert.That(async () => await history.ReadAsync(number, Lead, CancellationToken.None), Throws.TypeOf<CaseNotFoundException>(), "who is not invited");
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
        hotline.Sql("DELETE FROM Invitations WHERE Invitation = 2");
        Assert.That(await hotline.RebuildRowsAsync(mend: true), Is.EqualTo(new[] { number }), "a lost row is mended");

        var inbox = hotline.Get<UnitInbox>();
        var item = (await inbox.ReadAsync(InboxView.Consultations, invited, null, 10, CancellationToken.None)).Items.Single();
        Assert.That((item.Number, item.Due), Is.EqualTo((number, view.Clocks.Single(clock => clock.Kind == ClockKind.Consultation).Due)));
        Assert.That((await inbox.CountAsync(invited, CancellationToken.None)).Views[InboxView.Consultations], Is.EqualTo(1));

        await hotline.TakeAsync(number, new ConcludeConsultation.Command { Lead = "tax", Supporters = [], Minutes = "由税务局办理。" });
        Assert.That(async () => await history.ReadAsync(number, invited, CancellationToken.None), Throws.TypeOf<CaseNotFoundException>(), "it is over");
        Assert.That((await inbox.ReadAsync(InboxView.Consultations, invited, null, 10, CancellationToken.None)).Items, Is.Empty);
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
    }

    [Test]
    public async Task A_step_on_a_case_out_of_sight_is_a_step_on_no_case()
    {
        await using var hotline = await TestHotline.StartAsync();
        var @case = await hotline.WalkToAsync(CaseStatus.InProgress);
        var before = hotline.Dump();
        foreach (var actor in new[] { Stranger, Configurer })
        {
            Assert.That(
                async () => await hotline.TakeAsync(@case.Number, new SignAssignment.Command { Assignment = 1 }, actor), Throws.TypeOf<CaseNotFoundException>());
        }

        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task Lists_are_the_own_units_alone()
    {
        await using var hotline = await TestHotline.StartAsync();
        var @case = await hotline.WalkToAsync(CaseStatus.InProgress);
        await hotline.SignAsync(@case.Number, 1);
        await hotline.TakeAsync(
            @case.Number,
            new ExtendAssignment.Command { Assignment = 1, Reason = RequestReason.Approval, By = "5wd", RequesterInformed = true, Evidence = "证明" },
            Lead);
        var queues = hotline.Get<CaseQueues>();
        Task<CaseQueues.Page> ListAsync(QueueName queue, string? unit, Actor actor) =>
            queues.ExecuteAsync(queue, unit, null, null, actor, null, 50, CancellationToken.None);

        Assert.That((await ListAsync(QueueName.Unit, null, Supporter)).Items.Select(item => item.Assignment), Is.EqualTo(new[] { 2 }));
        Assert.That((await ListAsync(QueueName.Requests, null, Lead)).Items, Has.Count.EqualTo(1));
        Assert.That((await ListAsync(QueueName.Requests, null, Supporter)).Items, Is.Empty);
        Assert.That((await ListAsync(QueueName.Requests, Story.Lead, TestHotline.Agent)).Items, Has.Count.EqualTo(1), "the hotline looks into one unit's");
        Assert.That((await ListAsync(QueueName.Requests, Story.Supporter, TestHotline.Agent)).Items, Is.Empty);
        foreach (var queue in Enum.GetValues<QueueName>())
        {
            Assert.That(async () => await ListAsync(queue, Story.Supporter, Lead), Throws.TypeOf<AccessRefusedException>(), $"{queue} of another unit");
            Assert.That(async () => await ListAsync(queue, null, Configurer), Throws.TypeOf<AccessRefusedException>(), $"{queue}, to configure");
            if (!CaseQueues.OfUnits(queue))
            {
                Assert.That(async () => await ListAsync(queue, null, Lead), Throws.TypeOf<AccessRefusedException>(), $"{queue} is the hotline's");
            }
        }
    }

    [Test]
    public async Task Figures_open_the_own_units_line_alone()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.WalkToAsync(CaseStatus.Closed);
        await hotline.CountAllAsync();
        var behind = hotline.Get<CasesBehind>();
        var quarter = new Period("2025Q3", new DateOnly(2025, 7, 1), new DateOnly(2025, 9, 30));
        Assert.That(await OpenedFigures.AllAsync(behind, quarter, OpenedFigure.Closed, null, Lead, 10), Has.Count.EqualTo(1));
        Assert.That(await OpenedFigures.AllAsync(behind, quarter, OpenedFigure.Closed, null, Supporter, 10), Is.Empty, "it counts for its lead");
        foreach (var (figure, unit) in new[] { (OpenedFigure.Closed, Story.Lead), (OpenedFigure.Open, null) })
        {
            Assert.That(
                async () => await behind.ExecuteAsync(quarter, figure, unit, null, Supporter, null, 10, CancellationToken.None), Throws.TypeOf<AccessRefusedException>());
        }
    }
}
