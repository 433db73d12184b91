using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

public sealed class Archiving
{
    [Test]
    public async Task Takes_what_has_ended_long_enough_and_leaves_what_waits_for_a_decision()
    {
        await using var hotline = await TestHotline.StartAsync();
        var appealed = (await hotline.WalkToAsync(CaseStatus.Closed)).Number;
        var quiet = (await hotline.WalkToAsync(CaseStatus.Closed)).Number;
        var open = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        await hotline.TakeAsync<AppealScore, AppealScore.Command>(
            appealed, new() { Assignment = 1, Reason = RequestReason.BeyondDuty, Evidence = "超职责", Metric = Metric.OnTime }, TestHotline.Unit);

        var before = hotline.Dump();
        hotline.Clock.MoveTo("2025-10-26T16:00:00+08:00");
        Assert.That(await hotline.ArchiveAsync(), Is.Zero, "a month, ended with its day");
        Assert.That(hotline.Dump(), Is.EqualTo(before));

        hotline.Clock.MoveTo("2025-10-27T00:00:00+08:00");
        Assert.That(await hotline.ArchiveAsync(), Is.EqualTo(1));
        Assert.That((await hotline.ReadAsync(quiet)).Status, Is.EqualTo(CaseStatus.Archived));
        Assert.That((await hotline.ReadAsync(appealed)).Status, Is.EqualTo(CaseStatus.Closed));
        Assert.That((await hotline.ReadAsync(open)).Status, Is.EqualTo(CaseStatus.InProgress));
        Assert.That((await hotline.EventsAsync(quiet))[^1], Is.TypeOf<CaseArchived>().And.Property("Actor").EqualTo("system"));
        Assert.That(await hotline.ArchiveAsync(), Is.Zero, "and once");

        var refused = await Assert.ThrowsAsync<CaseRefusedException>(() =>
            hotline.TakeAsync<ReopenCase, ReopenCase.Command>(quiet, new() { NewFacts = "复发" }, TestHotline.Agent));
        Assert.That(refused!.Code, Is.EqualTo("case.step_not_allowed"));
        Assert.That((await hotline.AuditBalanceAsync()).IsClean);

        await hotline.TakeAsync<RefuseRequest, RefuseRequest.Command>(appealed, new() { Request = 1, Reason = "不成立" }, new("assessor"));
        Assert.That(await hotline.ArchiveAsync(), Is.EqualTo(1), "the next round takes what was decided");
    }

    [Test]
    public async Task Meets_every_one_behind_a_page_of_those_that_wait()
    {
        await using var hotline = await TestHotline.StartAsync();
        var last = (await hotline.WalkToAsync(CaseStatus.Closed)).Number;
        // Rows without events cannot be archived; they sort before the case.
        hotline.Sql($"""
            CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1100) SELECT i FROM c;
            CREATE TEMP TABLE copies AS SELECT Cases.*, i FROM Cases, n WHERE Number = '{last}';
            UPDATE copies SET Number = '0-' || i, Uncounted = 0, Unnoticed = 0;
            ALTER TABLE copies DROP COLUMN i;
            INSERT INTO Cases SELECT * FROM copies;
            """);
        hotline.Clock.MoveTo("2025-11-27T00:00:00+08:00");
        Assert.That(await hotline.ArchiveAsync(), Is.EqualTo(1));
        Assert.That((await hotline.ReadAsync(last)).Status, Is.EqualTo(CaseStatus.Archived));
    }
}
