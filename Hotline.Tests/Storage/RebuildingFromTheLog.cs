using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

public sealed class RebuildingFromTheLog
{
    [TestCase("UPDATE Cases SET Status = 'Closed' WHERE Number = '{0}'")]
    [TestCase("UPDATE Cases SET Version = Version + 1 WHERE Number = '{0}'")]
    [TestCase("UPDATE Cases SET NextDueAt = '2030-01-01 00:00:00.0000000' WHERE Number = '{0}'")]
    [TestCase("UPDATE Assignments SET Unit = 'finance' WHERE Number = '{0}' AND Assignment = 1")]
    [TestCase("DELETE FROM Assignments WHERE Number = '{0}' AND Assignment = 2")]
    [TestCase("UPDATE Clocks SET DueAt = '2030-01-01 00:00:00.0000000' WHERE Number = '{0}' AND Clock = 'C4-1'")]
    [TestCase("UPDATE Clocks SET NextNoticeAt = NULL WHERE Number = '{0}' AND Clock = 'C4-1'")]
    [TestCase("DELETE FROM Clocks WHERE Number = '{0}' AND Clock = 'C3-2'")]
    [TestCase("INSERT INTO Clocks SELECT Number, 'C9-9', Kind, Assignment, Unit, StartedAt, DueAt, WarnAt, StoppedAt, CalendarMissing, Announced, NextNoticeAt FROM Clocks WHERE Number = '{0}' AND Clock = 'C4-1'")]
    [TestCase("DELETE FROM Cases WHERE Number = '{0}'")]
    public async Task Finds_and_mends_what_was_changed_by_hand(string tampering)
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.WalkToAsync(CaseStatus.AwaitingReview);
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        var before = Rows(hotline);
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
        hotline.Sql(string.Format(System.Globalization.CultureInfo.InvariantCulture, tampering, number));
        Assert.That(Rows(hotline), Is.Not.EqualTo(before));
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.EqualTo(new[] { number }), "looking changes nothing");
        Assert.That(await hotline.RebuildRowsAsync(mend: true), Is.EqualTo(new[] { number }));
        Assert.That(Rows(hotline), Is.EqualTo(before));
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty);
    }

    [Test]
    public async Task Counts_a_mended_case_no_second_time()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.Closed)).Number;
        await hotline.CountAllAsync();
        var tallies = await hotline.TalliesAsync();
        hotline.Sql($"UPDATE Cases SET Status = 'InProgress' WHERE Number = '{number}'");
        await hotline.RebuildRowsAsync(mend: true);
        await hotline.CountAllAsync();
        Assert.That(await hotline.TalliesAsync(), Is.EqualTo(tallies));
        Assert.That(tallies, Is.Not.Empty);
    }

    [Test]
    public async Task Puts_the_sums_right_whatever_they_had_become()
    {
        await using var hotline = await TestHotline.StartAsync();
        foreach (var status in Enum.GetValues<CaseStatus>())
        {
            await hotline.WalkToAsync(status);
        }

        await hotline.PraiseAsync(PraiseKind.Phone, "finance", "k1");
        await hotline.PraiseAsync(PraiseKind.Banner, "finance", "k2");
        await hotline.CountAllAsync();
        var right = await hotline.TalliesAsync();
        Assert.That(right.Sum(entry => entry.Tally.Received), Is.EqualTo(5));
        Assert.That((right.Sum(entry => entry.Tally.PraisedByPhone), right.Sum(entry => entry.Tally.Banners)), Is.EqualTo((1, 1)));

        hotline.Sql("UPDATE Tallies SET Received = Received + 7; INSERT INTO Tallies SELECT '2020-01-01', Unit, RequesterKind, 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1 FROM Tallies LIMIT 1");
        Assert.That(await hotline.RebuildScorecardAsync(), Is.EqualTo(right));
        Assert.That(await hotline.TalliesAsync(), Is.EqualTo(right));
        await hotline.CountAllAsync();
        Assert.That(await hotline.TalliesAsync(), Is.EqualTo(right), "and nothing is counted again");
    }

    [Test]
    public async Task Counts_what_happened_after_a_rebuild_by_difference()
    {
        await using var hotline = await TestHotline.StartAsync();
        var waiting = await hotline.WalkToAsync(CaseStatus.AwaitingCallback);
        await hotline.RebuildScorecardAsync();
        await hotline.CallBackAsync(waiting.Number, Resolution.Solved, Satisfaction.Satisfied);
        await hotline.WalkToAsync(CaseStatus.Closed);
        await hotline.CountAllAsync();
        var counted = await hotline.TalliesAsync();
        Assert.That(counted.Sum(entry => entry.Tally.Closed), Is.EqualTo(2));
        Assert.That(await hotline.RebuildScorecardAsync(), Is.EqualTo(counted));
    }

    [Test]
    public async Task Counts_a_reply_in_the_due_instant_itself_although_its_red_light_was_counted()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.InProgress, TestHotline.Registration with { Category = "C0101" })).Number;
        await hotline.SignAsync(number, 1);
        hotline.Clock.MoveTo("2025-10-11T00:00:00+08:00");
        await hotline.SweepAsync();
        await hotline.CountAllAsync();
        await hotline.ReplyAsync(number, 1);
        await hotline.CountAllAsync();
        var counted = await hotline.TalliesAsync();
        Assert.That(await hotline.RebuildScorecardAsync(), Is.EqualTo(counted));

        await hotline.ReviewAsync(number);
        await hotline.CountAllAsync();
        Assert.That((await hotline.TalliesAsync()).Sum(entry => entry.Tally.OnTime), Is.EqualTo(1), "the review finds it on time");
    }

    // What the tallies know of a case is not part of its fold.
    private static IReadOnlyList<string> Rows(TestHotline hotline) =>
    [
        .. new[] { "Assignments", "Clocks" }.SelectMany(table => hotline.Sql($"SELECT * FROM {table} ORDER BY 1, 2")),
        .. hotline.Sql("SELECT Number, Version, Status, Lead, Round, RegisteredAt, ClosedAt, Result, NextClock, NextDueAt, NextWarnAt, AwaitsRouting FROM Cases ORDER BY Number"),
    ];
}
