using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Notices;
using Hotline.Notices;
using Hotline.Tests.Support;

namespace Hotline.Tests.Notices;

public sealed class FillingInboxes
{
    private const string Entries = "SELECT Recipient, Number, Version, Kind, Light FROM Notices ORDER BY Recipient, Number, Version";

    [TestCase(Light.Yellow, "Handler@urban-enforcement")]
    [TestCase(Light.Orange, "Handler@urban-enforcement UnitHead@urban-enforcement")]
    [TestCase(Light.Red, "Handler@urban-enforcement UnitHead@urban-enforcement Leader Supervisor")]
    [TestCase(Light.DoubleRed, "Handler@urban-enforcement UnitHead@urban-enforcement Leader Supervisor Digest")]
    [TestCase(Light.TripleRed, "Handler@urban-enforcement UnitHead@urban-enforcement Leader Supervisor Digest Circular")]
    public void Climbs_the_ladder_with_the_light(Light light, string expected)
    {
        var turned = new LightTurned { Clock = ClockKind.Resolve, Assignment = 1, Unit = Story.Lead, Light = light, DueAt = DateTimeOffset.UnixEpoch };
        Assert.That(Recipients.Of(turned, Story.Signed().Case), Is.EqualTo(expected.Split(' ')));
    }

    [TestCase(ClockKind.Dispatch, "Dispatcher")]
    [TestCase(ClockKind.Review, "Reviewer")]
    [TestCase(ClockKind.Callback, "Caller")]
    [TestCase(ClockKind.Consultation, "ShiftLeader")]
    [TestCase(ClockKind.Supplement, "Agent")]
    public void Tells_the_desk_whose_clock_it_is(ClockKind clock, string expected)
    {
        var turned = new LightTurned { Clock = clock, Light = Light.Yellow, DueAt = DateTimeOffset.UnixEpoch };
        Assert.That(Recipients.Of(turned, Story.Begin().Case), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void Tells_the_units_that_are_relieved()
    {
        HotlineEvent[] ends =
        [
            new CaseLinked { To = "250926-000002-0" }, new CaseMerged { Into = "250926-000002-0" }, new CaseRecalled(),
            new CaseClosed { Result = ClosingResult.Withdrawn },
        ];
        foreach (var end in ends)
        {
            var story = Shared().Then(end);
            Assert.That(Told(story), Is.EqualTo(new[] { $"Handler@{Story.Lead}", $"Handler@{Story.Supporter}" }), end.GetType().Name);
        }

        Assert.That(Recipients.AreTold(new CaseClosed { Result = ClosingResult.Solved }), Is.False, "the usual end is no news");
        var voided = Story.Begin().Then(new CaseVoided { Reason = VoidReason.Test });
        Assert.That((Told(voided), Recipients.AreTold(voided.Events[^1])), Is.EqualTo((Array.Empty<string>(), true)));
    }

    [Test]
    public void Tells_the_supporters_of_a_lead_that_gives_the_case_back()
    {
        var story = Asking();
        Assert.That(
            Told(story.On("2025-09-27T09:00:00+08:00").Then(new RequestApproved { Request = 1, Role = Role.Dispatcher, Final = true })),
            Is.EqualTo(new[] { $"Handler@{Story.Lead}", $"UnitHead@{Story.Lead}", $"Handler@{Story.Supporter}" }));
    }

    [Test]
    public void Tells_those_who_were_asked_that_nobody_asks_any_more() => Assert.That(
        Told(Asking().Then(new RequestRetracted { Request = 1, Unit = Story.Lead })),
        Is.EqualTo(new[] { "Dispatcher", "ShiftLeader", "Supervisor", "Leader", "Handler@ecology" }));

    [Test]
    public void Tells_who_is_invited_who_judges_and_who_goes_on()
    {
        Assert.That(
            Told(Story.Begin().Then(new ConsultationOpened { Units = ["ecology", "tax"] })),
            Is.EqualTo(new[] { "Handler@ecology", "Handler@tax", "ShiftLeader" }));
        Assert.That(
            Told(Story.InCallback().CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied).Then(new ReworkProposed())), Is.EqualTo(new[] { "Supervisor" }));
        Assert.That(Told(Story.Signed().Then(new CaseReactivated())), Is.EqualTo(new[] { $"Handler@{Story.Lead}", $"UnitHead@{Story.Lead}" }));
        Assert.That(
            Told(Shared().Then(new CaseReclassified { Type = CaseType.Help, Category = "C0107", Urgency = Urgency.Urgent })),
            Is.EqualTo(new[] { $"Handler@{Story.Lead}", $"Handler@{Story.Supporter}" }));
    }

    [Test]
    public void Presses_the_shift_leader_when_the_case_is_handled_as_part_of_another() => Assert.That(
        Told(Shared().Then(new CaseLinked { To = "250926-000002-0" }, new CaseReminded { Source = ReminderSource.Requester, Count = 1 })),
        Is.EqualTo(new[] { "ShiftLeader" }));

    [Test]
    public void Hears_of_every_event_that_somebody_is_told_of() => Assert.That(
        typeof(NoticeConsumer).GetInterfaces().Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MassTransit.IConsumer<>))
            .Select(type => type.GetGenericArguments()[0].Name),
        Is.SupersetOf(new[] { nameof(CaseLinked), nameof(CaseMerged), nameof(CaseVoided), nameof(CaseClosed), nameof(ConsultationOpened), nameof(ReworkProposed), nameof(RequestRetracted), nameof(CaseReactivated), nameof(CaseReclassified) }));

    private static Story Shared() => Story.Begin().On("2025-09-26T16:55:00+08:00").Dispatch(Story.Lead, Story.Supporter);

    private static Story Asking() => Shared().Then(
        new RequestFiled { Request = 1, Kind = RequestKind.Return, Assignment = 1, Reason = RequestReason.NotOurDuty, Suggested = "ecology", Unit = Story.Lead });

    private static IReadOnlyList<string> Told(Story story)
    {
        Assert.That(Recipients.AreTold(story.Events[^1]), Is.True);
        return Recipients.Of(story.Events[^1], story.Case);
    }

    [Test]
    public async Task Happens_once_whatever_is_delivered_again_and_however_many_workers_do_it()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var second = await hotline.StartSecondAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(count => (count % 2 == 0 ? hotline : second).NoticeAsync(number)));
        var told = hotline.Sql(Entries);
        Assert.That(told.Select(row => row.Split('|')[0]), Is.EqualTo(new[] { "Handler@natural-resources", "Handler@urban-enforcement" }));

        hotline.Sql("UPDATE Cases SET Unnoticed = 1, NoticedVersion = 0");
        await hotline.NoticeAsync(number);
        Assert.That(hotline.Sql(Entries), Is.EqualTo(told), "even when the mark was lost");
    }

    [Test]
    public async Task Is_caught_up_with_when_every_message_was_lost()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        hotline.Clock.MoveTo("2025-10-20T09:00:00+08:00");
        await hotline.SweepAsync();
        Assert.That(hotline.Sql(Entries), Is.Empty);
        await hotline.CatchUpAsync();
        await hotline.CatchUpAsync();
        var rows = hotline.Sql($"SELECT Recipient, Kind, Light FROM Notices WHERE Number = '{number}' AND Recipient IN ('Digest', 'Handler@urban-enforcement') ORDER BY Recipient, Version");
        Assert.That(rows, Does.Contain("Digest|LightTurned|TripleRed").And.Contain("Handler@urban-enforcement|CaseDispatched|"));
        Assert.That(rows, Has.None.Contains("Yellow"), "after downtime only the highest light is told");
        Assert.That(hotline.Sql("SELECT COUNT(*) FROM Cases WHERE Unnoticed = 1"), Is.EqualTo(new[] { "0" }));
    }

    [Test]
    public async Task Survives_a_rebuild_of_the_rows_with_what_was_read()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        await hotline.NoticeAsync(number);
        hotline.Sql("UPDATE Notices SET ReadAt = '2025-09-26 09:00:00.0000000' WHERE Recipient = 'Handler@urban-enforcement'");
        var before = hotline.Sql("SELECT * FROM Notices ORDER BY 1, 2, 3");
        hotline.Sql($"UPDATE Cases SET Status = 'Closed' WHERE Number = '{number}'");
        await hotline.RebuildRowsAsync(mend: true);
        await hotline.NoticeAsync(number);
        Assert.That(hotline.Sql("SELECT * FROM Notices ORDER BY 1, 2, 3"), Is.EqualTo(before));
    }

    [Test]
    public async Task Escalates_what_nobody_decided_and_then_the_shift_leader_may()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-22T09:00:00+08:00");
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        await hotline.SignAsync(number, 1);
        await hotline.TakeAsync<ExtendAssignment, ExtendAssignment.Command>(
            number, new() { Assignment = 1, Reason = RequestReason.Investigation, Evidence = "需检测", By = "3wd", RequesterInformed = true }, TestHotline.Unit);
        var leader = new Actor("shift-leader") { Roles = [Role.ShiftLeader] };
        var approval = new ApproveRequest.Command { Request = 1 };
        var before = hotline.Dump();
        var refused = await Assert.ThrowsAsync<CaseRefusedException>(() => hotline.TakeAsync<ApproveRequest, ApproveRequest.Command>(number, approval, leader));
        Assert.That(refused!.Code, Is.EqualTo("request.needs_higher_role"));
        Assert.That(hotline.Dump(), Is.EqualTo(before), "a refusal writes nothing");

        hotline.Clock.MoveTo("2025-09-24T09:00:00+08:00");
        await hotline.SweepAsync();
        await hotline.NoticeAsync(number);
        Assert.That(hotline.Sql("SELECT Recipient FROM Notices WHERE Kind = 'RequestEscalated' ORDER BY 1"), Is.EqualTo(new[] { "ShiftLeader", "Supervisor" }));
        var granted = await hotline.TakeAsync<ApproveRequest, ApproveRequest.Command>(number, approval, leader);
        Assert.That(granted.Requests[0].Status, Is.EqualTo(RequestStatus.Approved));
    }
}
