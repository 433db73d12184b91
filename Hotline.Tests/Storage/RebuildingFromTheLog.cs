using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
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
        foreach (var status in TestHotline.Walkable)
        {
            await hotline.WalkToAsync(status);
        }

        await hotline.PraiseAsync(PraiseKind.Phone, "finance", "k1");
        await hotline.PraiseAsync(PraiseKind.Banner, "finance", "k2");
        await hotline.CountAllAsync();
        var right = await hotline.TalliesAsync();
        Assert.That(right.Sum(entry => entry.Tally.Received), Is.EqualTo(5));
        Assert.That((right.Sum(entry => entry.Tally.PraisedByPhone), right.Sum(entry => entry.Tally.Banners)), Is.EqualTo((1, 1)));

        hotline.Sql("UPDATE Tallies SET Received = Received + 7; INSERT INTO Tallies (Attribution, Day, Unit, RequesterKind, Received, HandlingMinutes) SELECT Attribution, '2020-01-01', Unit, RequesterKind, 1, 1 FROM Tallies LIMIT 1; UPDATE Breakdowns SET Count = Count + 1 WHERE Dimension = 'Spot'");
        var wrong = await hotline.CompareTalliesAsync();
        Assert.That((wrong.Different.Count > 0, wrong.DifferentShares.Count > 0, wrong.DifferentShares.All(share => share.Dimension == Dimension.Spot)), Is.EqualTo((true, true, true)));
        Assert.That(await hotline.RebuildScorecardAsync(), Is.EqualTo(right));
        Assert.That(await hotline.TalliesAsync(), Is.EqualTo(right));
        await hotline.CountAllAsync();
        Assert.That(await hotline.TalliesAsync(), Is.EqualTo(right), "and nothing is counted again");
        Assert.That((await hotline.CompareTalliesAsync()).IsClean);
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

    [TestCase("UPDATE Events SET Payload = 'cut off' WHERE Number = '{0}' AND Version = 2", "payload")]
    [TestCase("UPDATE Events SET Type = 'OfTomorrow' WHERE Number = '{0}' AND Version = 2", "OfTomorrow")]
    [TestCase("DELETE FROM Events WHERE Number = '{0}' AND Version = 2", "version 2 is missing")]
    [TestCase("DELETE FROM Events WHERE Number = '{0}' AND Version = 1", "version 1 is missing")]
    public async Task Names_a_history_that_cannot_be_read_looks_at_the_others_and_changes_nothing(string tampering, string reason)
    {
        await using var hotline = await TestHotline.StartAsync();
        var broken = (await hotline.WalkToAsync(CaseStatus.AwaitingReview)).Number;
        var changed = (await hotline.WalkToAsync(CaseStatus.InProgress)).Number;
        hotline.Sql(string.Format(System.Globalization.CultureInfo.InvariantCulture, tampering, broken));
        hotline.Sql($"UPDATE Cases SET Status = 'Closed' WHERE Number = '{changed}'");
        var report = await hotline.CheckRowsAsync(mend: false);
        Assert.That(report.Unreadable.Keys, Is.EqualTo(new[] { broken }));
        Assert.That(report.Unreadable[broken], Does.Contain(reason));
        Assert.That(report.Different, Is.EqualTo(new[] { changed }));
        Assert.That((await hotline.CompareTalliesAsync()).Unreadable.Keys, Is.EqualTo(new[] { broken }));

        var before = hotline.Dump();
        var refused = await Assert.ThrowsAsync<UnreadableLogException>(() => hotline.CheckRowsAsync(mend: true));
        Assert.That(refused!.Message, Does.Contain(broken));
        await Assert.ThrowsAsync<UnreadableLogException>(() => hotline.RebuildScorecardAsync());
        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task Sees_a_wrong_sum_although_something_is_not_yet_counted()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.WalkToAsync(CaseStatus.AwaitingCallback)).Number;
        await hotline.CountAllAsync();
        await hotline.CallBackAsync(number, Resolution.Solved, Satisfaction.Satisfied);
        await hotline.RegisterAsync();
        await hotline.PraiseAsync(PraiseKind.Banner, "finance", "k1");
        var report = await hotline.CompareTalliesAsync();
        Assert.That(report.Different, Is.Empty, "what is not yet counted is no fault");
        Assert.That(report.Uncounted, Is.EqualTo(3));

        hotline.Sql("UPDATE Tallies SET Received = Received + 1");
        Assert.That((await hotline.CompareTalliesAsync()).Different, Is.Not.Empty);
        await hotline.RebuildScorecardAsync();
        report = await hotline.CompareTalliesAsync();
        Assert.That(report.Different, Is.Empty);
        Assert.That(report.Uncounted, Is.Zero, "a rebuild counts them on the way");
    }

    [Test]
    public async Task Counts_what_comes_while_the_sums_are_put_in_place()
    {
        await using var hotline = await TestHotline.StartAsync();
        var waiting = (await hotline.WalkToAsync(CaseStatus.AwaitingCallback)).Number;
        await hotline.CountAllAsync();
        var held = await hotline.HoldWriterAsync();
        // These are committed before the rebuild's own write, whether its walk has seen them or not.
        var closing = hotline.CallBackAsync(waiting, Resolution.Solved, Satisfaction.Satisfied);
        var registering = hotline.RegisterAsync();
        var praising = hotline.PraiseAsync(PraiseKind.Banner, "finance", "k1");
        var rebuilding = hotline.RebuildScorecardAsync();
        await held.ReleaseAsync();
        await Task.WhenAll(closing, registering, praising, rebuilding);
        Assert.That((await hotline.CompareTalliesAsync()).Different, Is.Empty);
        await hotline.CountAllAsync();
        var counted = await hotline.TalliesAsync();
        Assert.That((counted.Sum(entry => entry.Tally.Received), counted.Sum(entry => entry.Tally.Closed), counted.Sum(entry => entry.Tally.Banners)), Is.EqualTo((2, 1, 1)));
        Assert.That(await hotline.RebuildScorecardAsync(), Is.EqualTo(counted));
    }

    [TestCase("UPDATE Praises SET Unit = 'ecology' WHERE Number = '{0}'")]
    [TestCase("UPDATE Praises SET At = '2030-01-01 00:00:00.0000000' WHERE Number = '{0}'")]
    [TestCase("DELETE FROM Praises WHERE Number = '{0}'")]
    public async Task Finds_and_mends_a_praise_that_was_changed_by_hand(string tampering)
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = await hotline.PraiseAsync(PraiseKind.Banner, "finance", "k1");
        await hotline.PraiseAsync(PraiseKind.Letter, "finance", "k2");
        await hotline.CountAllAsync();
        var right = await hotline.TalliesAsync();
        var before = hotline.Sql("SELECT * FROM Praises ORDER BY Number");
        hotline.Sql(string.Format(System.Globalization.CultureInfo.InvariantCulture, tampering, number));
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.EqualTo(new[] { number }));
        await hotline.RebuildRowsAsync(mend: true);
        await hotline.RebuildScorecardAsync();
        Assert.That(hotline.Sql("SELECT * FROM Praises ORDER BY Number"), Is.EqualTo(before));
        await hotline.CountAllAsync();
        Assert.That(await hotline.TalliesAsync(), Is.EqualTo(right));
    }

    [Test]
    public async Task Names_rows_that_no_event_stands_behind_and_leaves_them()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.RegisterAsync()).Number;
        var praise = await hotline.PraiseAsync(PraiseKind.Banner, "finance", "k1");
        hotline.Sql("DELETE FROM Events");
        Assert.That((await hotline.CheckRowsAsync(mend: true)).Orphans, Is.EqualTo(new[] { number, praise }));
        Assert.That(hotline.Sql("SELECT Number FROM Cases UNION SELECT Number FROM Praises"), Has.Count.EqualTo(2));
    }

    [TestCase("DELETE FROM Attachments WHERE Attachment = 2", "file 2: an event without a content")]
    [TestCase("INSERT INTO Attachments SELECT Number, 3, Name, Bytes, Sha256, Content FROM Attachments WHERE Attachment = 2", "file 3: a content without an event")]
    [TestCase("INSERT INTO Attachments SELECT Number, 1, Name, Bytes, Sha256, Content FROM Attachments WHERE Attachment = 2", "file 1: a content without an event")]
    [TestCase("UPDATE Attachments SET Sha256 = 'other'", "file 2: another content than the event's")]
    public async Task Names_files_that_the_log_and_the_contents_do_not_agree_about(string tampering, string said)
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.RegisterAsync()).Number;
        await hotline.RegisterAsync();
        await hotline.AttachAsync(number, SomeFiles.Png);
        await hotline.AttachAsync(number, SomeFiles.Pdf);
        await hotline.RemoveFileAsync(number, 1);
        Assert.That((await hotline.CheckRowsAsync(mend: false)).IsClean, Is.True);
        hotline.Sql(tampering);
        var report = await hotline.CheckRowsAsync(mend: true);
        Assert.That((report.IsClean, report.Files.Single()), Is.EqualTo((false, $"{number} {said}")));
        hotline.Sql("DELETE FROM Events");
        Assert.That((await hotline.CheckRowsAsync(mend: false)).Orphans, Does.Contain(number));
    }

    // What the tallies know of a case is not part of its fold.
    private static IReadOnlyList<string> Rows(TestHotline hotline) =>
    [
        .. new[] { "Assignments", "Clocks" }.SelectMany(table => hotline.Sql($"SELECT * FROM {table} ORDER BY 1, 2")),
        .. hotline.Sql("SELECT Number, Version, Status, Lead, Round, RegisteredAt, ClosedAt, Result, NextClock, NextDueAt, NextWarnAt, AwaitsRouting FROM Cases ORDER BY Number"),
    ];
}
