using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Notices;
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
