using System.Security.Cryptography;
using System.Text;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;
using Hotline.Storage;
using Hotline.Tests.Support;
using Hotline.Tests.Zone;
using Hotline.Zone;

namespace Hotline.Tests.Scorecards;

/// <summary>What is told of a period, and what of it is kept when it is frozen.</summary>
public sealed class KeepingAReport
{
    private const int Page = 50;
    private TestHotline _hotline = null!;
    private Period _quarter = null!;

    [SetUp]
    public async Task Start()
    {
        _hotline = await TestHotline.StartAsync("2025-09-26T16:40:00+08:00");
        Assert.That(Period.TryParse("2025Q3", out _quarter));
    }

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Tells_every_part_of_the_period_and_reads_back_as_it_was_written()
    {
        await LiveAsync();
        var report = await ReportAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Total.Counts["Received"], Is.EqualTo(4));
            Assert.That(report.Total.Measures.Select(measure => measure.Id), Is.EqualTo(Indicators.All.Select(indicator => indicator.Id)));
            Assert.That(report.Total.Measures.Single(measure => measure.Id == "R3").Denominator, Is.EqualTo(3m));
            Assert.That(report.Units.Single(unit => unit.Code == Story.Lead).Unranked, Is.EqualTo("small"));
            Assert.That(report.Units.Single(unit => unit.Code == Story.Lead).Interval, Has.Count.EqualTo(2));
            Assert.That(report.Reconciliation.Closes);
            Assert.That(report.Trend.Select(point => (point.Period, point.Received)), Is.EqualTo(new[] { ("2025Q3", 4L) }));
            Assert.That(report.Divisions.Select(division => (division.Dimension, Sum: division.Shares.Sum(share => share.Count))), Is.EqualTo(new[]
            {
                ("Category", 4L), ("Area", 4L), ("Channel", 4L), ("Hour", 4L), ("RequesterKind", 4L),
            }));
            Assert.That(report.ReceivedByDay, Is.EqualTo(new Dictionary<DateOnly, long> { [new(2025, 9, 26)] = 4 }));
            Assert.That(report.HotSpots.Single().Numbers, Has.Count.EqualTo(4).And.Ordered.Descending);
            Assert.That(report.NewRises, Is.Empty, "nothing came in before");
            Assert.That(report.Praises.Select(praise => (praise.Kind, praise.Unit)), Is.EqualTo(new[] { ("Banner", Story.Supporter) }));
            Assert.That(ReportJson.Write(ReportJson.Read(ReportJson.Write(report))), Is.EqualTo(ReportJson.Write(report)));
        }
    }

    [Test]
    public async Task A_rise_is_five_at_least_and_twice_what_came_before()
    {
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        for (var day = 0; day < 2; day++)
        {
            await _hotline.RegisterAsync();
        }

        _hotline.Clock.MoveTo("2026-07-08T10:00:00+08:00");
        Assert.That(Period.TryParse("2026Q3", out var quarter));
        for (var count = 1; count <= 5; count++)
        {
            await _hotline.CountAllAsync();
            var told = await _hotline.Get<ReadReport>().ExecuteAsync(quarter, CancellationToken.None);
            Assert.That(told.NewRises, Is.Empty, $"{count - 1}");
            await _hotline.RegisterAsync();
        }

        await _hotline.CountAllAsync();
        var rise = (await _hotline.Get<ReadReport>().ExecuteAsync(quarter, CancellationToken.None)).NewRises.Single();
        Assert.That((rise.Count, rise.Expected, rise.Numbers.Count), Is.EqualTo((5L, 0.5m, 5)));
    }

    [Test]
    public async Task Red_ones_are_told_by_their_age_and_exclusions_by_unit()
    {
        var number = (await _hotline.WalkToAsync(CaseStatus.Closed)).Number;
        await _hotline.WalkToAsync(CaseStatus.InProgress);
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        await AppealAsync(number);
        _hotline.Clock.MoveTo("2025-12-08T10:00:00+08:00");
        await _hotline.SweepAsync();
        await _hotline.CountAllAsync();
        Assert.That(Period.TryParse("2025Q4", out var quarter));
        var report = await _hotline.Get<ReadReport>().ExecuteAsync(quarter, CancellationToken.None);
        Assert.That(report.OpenReds.Select(age => (age.FromDays, age.ToDays, age.Count)), Is.EqualTo(new (int, int?, int)[] { (0, 2, 0), (3, 6, 0), (7, 14, 0), (15, 29, 0), (30, null, 1) }));
        Assert.That((report.Total.OpenLate, report.Total.OldestLateDays), Is.EqualTo((1, 59)));
        var excluded = report.Exclusions.Single();
        Assert.That((excluded.Unit, excluded.Kind, excluded.Reason, excluded.Count), Is.EqualTo((Story.Lead, "Appeal", "NoValidRating", 1)));
        Assert.That(excluded.ReasonTitle, Is.EqualTo(new PeriodReport.Name("无效号码或诉求人拒绝评价", excluded.ReasonTitle.En)));
    }

    [Test]
    public async Task Nothing_that_happens_later_changes_one_byte_of_it()
    {
        var numbers = await LiveAsync();
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        await _hotline.FreezeAsync(_quarter);
        var bytes = (await FrozenAsync()).Report;
        var page = await _hotline.ShowScorecardAsync(_quarter);
        var drilled = await BehindAsync(OpenedFigure.Rated);
        Assert.That(drilled.Items.Select(item => item.IsChanged), Is.EqualTo(new[] { false, false, false }));

        _hotline.Clock.MoveTo("2025-10-10T10:00:00+08:00");
        await AppealAsync(numbers[2]);
        await _hotline.TakeAsync<ReopenCase, ReopenCase.Command>(numbers[0], new() { NewFacts = "复发" }, TestHotline.Agent);
        await _hotline.ImportAsync(ZoneKind.Catalogue, await ChangedAsync(ZoneKind.Catalogue, "R-C0107,", "R-C0107-NEW,"), Sheet.From("2025-10-10"));
        await _hotline.ImportAsync(ZoneKind.Units, await ChangedAsync(ZoneKind.Units, _hotline.Zone.Units[Story.Lead].NameEn, "Renamed"), Sheet.From("2025-10-10"));
        await _hotline.ImportAsync(
            ZoneKind.Scheme,
            """{"response":30,"resolution":35,"satisfaction":35,"basicallySatisfied":0.5,"partlySolved":1,"minimumSample":1}""".Bytes(),
            Sheet.From("2025-10-10"));
        await _hotline.AmendCalendarAsync("""{"year": 2027, "days": [{"date": "2027-01-01", "name": "元旦", "isOffDay": true}]}""".Bytes(), Sheet.From("2025-10-10"));
        await _hotline.CountAllAsync();
        _hotline.Clock.MoveTo("2025-10-11T10:00:00+08:00");
        await _hotline.RestartAsync();
        Assert.That((_hotline.Zone.Scheme.Version, _hotline.Zone.Units[Story.Lead].NameEn), Is.EqualTo((2, "Renamed")));

        Assert.That((await FrozenAsync()).Report, Is.EqualTo(bytes), "byte for byte");
        Assert.That(ReportJson.Write(await ReportAsync()), Is.EqualTo(bytes), "what page, pack and circular read");
        var later = await _hotline.ShowScorecardAsync(_quarter);
        Assert.That(later.Card.Units, Is.EqualTo(page.Card.Units), "ranks, rates and indicators");
        Assert.That((later.Card.Total, later.NameOf(Story.Lead), later.IsIntact), Is.EqualTo((page.Card.Total, page.NameOf(Story.Lead), true)));
        Assert.That(later.Corrections.Select(correction => (correction.Unit, correction.Figure, correction.Frozen, correction.Current)), Does.Contain((Story.Lead, nameof(Tally.Rated), 3L, 2L)));

        var again = await BehindAsync(OpenedFigure.Rated);
        Assert.That(again.Items.Select(item => (item.Number, item.Day, item.Unit, item.UnitName)), Is.EqualTo(drilled.Items.Select(item => (item.Number, item.Day, item.Unit, item.UnitName))), "the frozen rows");
        Assert.That(again.Items.Where(item => item.IsChanged).Select(item => item.Number), Is.EqualTo(new[] { numbers[2] }));

        var moved = await _hotline.Get<ReadCorrections>().ExecuteAsync(_quarter, null, Page, CancellationToken.None);
        var rated = moved.Items.Single(item => item.Number == numbers[2] && item.Entry == Contribution.Rated);
        Assert.That((rated.Frozen!.Figures.Contains(Figure.Rated), rated.Current!.Figures.Contains(Figure.Rated)), Is.EqualTo((true, false)));
        Assert.That(moved.Items.Where(item => item.Number == numbers[0]).Select(item => (item.Entry, item.Current)), Does.Contain((Contribution.Ended, (ReadCorrections.Place?)null)), "reopened: it is closed no more");
        Assert.That(await TamperedAsync(), Is.Empty);
    }

    [Test]
    public async Task Keeps_every_row_behind_its_figures()
    {
        await LiveAsync();
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        await _hotline.FreezeAsync(_quarter);
        var frozen = await FrozenAsync();
        var stored = await _hotline.Database.ReadAsync(db => db.ListCountsOfAsync("", "~"), CancellationToken.None);
        var kept = new List<CountRow>();
        foreach (var attribution in Enum.GetValues<Attribution>())
        {
            await foreach (var row in FrozenRows.ReadAsync(_hotline.Database, frozen.Freeze, attribution, CancellationToken.None))
            {
                kept.Add(row);
            }
        }

        Assert.That(kept, Is.EquivalentTo(stored.Where(row => row.Day <= _quarter.LastDay).Select(row => row with { RequesterKind = "" })).And.Count.EqualTo(frozen.Lines));
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(frozen.Report)), Is.EqualTo(frozen.ReportHash));
        var text = kept.Select(row => FormattableString.Invariant($"{row.Attribution}\t{row.Day:yyyy-MM-dd}\t{row.Unit}\t{row.Number}\t{row.Entry}\t{row.Figures}\n")).Order(StringComparer.Ordinal);
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(text)))), Is.EqualTo(frozen.RowsHash), "over the rows in their order, whatever parts they lie in");
    }

    [TestCase("UPDATE FrozenReports SET Report = CAST(replace(CAST(Report AS TEXT), 'urban', 'rural') AS BLOB)")]
    [TestCase("DELETE FROM FrozenParts WHERE Attribution = 'Intake'")]
    [TestCase("DELETE FROM FrozenParts")]
    [TestCase("UPDATE FrozenParts SET Unit = 'tax' WHERE Unit = 'urban-enforcement'")]
    [TestCase("UPDATE FrozenParts SET Content = x'00'")]
    public async Task Notices_when_somebody_changes_it(string sql)
    {
        await LiveAsync();
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        await _hotline.FreezeAsync(_quarter);
        Assert.That(await TamperedAsync(), Is.Empty);
        _hotline.Sql(sql);
        Assert.That(await TamperedAsync(), Is.EqualTo(new[] { "2025Q3" }));
    }

    [Test]
    public async Task What_a_crash_left_is_no_freezing_and_is_removed_by_the_next()
    {
        await LiveAsync();
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        await _hotline.Database.WriteAsync(
            Lane.People,
            async db =>
            {
                await db.InsertPendingAsync(new FrozenReportRow { Freeze = "gone", Period = "2025Q3", StartedAt = _hotline.Clock.Now, FirstDay = _quarter.FirstDay, LastDay = _quarter.LastDay });
                await db.InsertFrozenPartAsync(new FrozenPartRow { Freeze = "gone", Attribution = "Closed", Day = _quarter.LastDay, Unit = "tax", Content = [1] });
            },
            CancellationToken.None);
        Assert.That((await _hotline.ShowScorecardAsync(_quarter)).Frozen, Is.Null);
        await _hotline.FreezeAsync(_quarter);
        Assert.That(_hotline.Sql("SELECT COUNT(*) FROM FrozenParts WHERE Freeze = 'gone'").Concat(_hotline.Sql("SELECT COUNT(*) FROM FrozenReports")), Is.EqualTo(new[] { "0", "1" }));
        Assert.That(await TamperedAsync(), Is.Empty);
    }

    [Test]
    public async Task What_was_frozen_before_there_were_reports_still_reads()
    {
        await LiveAsync();
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        await _hotline.FreezeAsync(_quarter);
        foreach (var table in new[] { "FrozenReports", "FrozenParts", "FrozenMoves" })
        {
            _hotline.Sql($"DELETE FROM {table}");
        }

        var page = await _hotline.ShowScorecardAsync(_quarter);
        Assert.That((page.Frozen!.IsIntact, page.IsIntact, page.Report, page.Card.Total.Counts.Received), Is.EqualTo((true, true, (PeriodReport?)null, 4)));
        Assert.That((await ReportAsync()).Total.Counts["Received"], Is.EqualTo(4));
        Assert.That((await BehindAsync(OpenedFigure.Rated)).Items, Has.Count.EqualTo(3));
        Assert.That(await TamperedAsync(), Is.Empty);
    }

    // Three that are rated, one that is open, and a praise.
    private async Task<IReadOnlyList<string>> LiveAsync()
    {
        var numbers = new List<string>();
        foreach (var satisfaction in new[] { Satisfaction.Satisfied, Satisfaction.BasicallySatisfied, Satisfaction.Dissatisfied })
        {
            var number = (await _hotline.WalkToAsync(CaseStatus.AwaitingCallback)).Number;
            await _hotline.CallBackAsync(number, Resolution.Solved, satisfaction, CallbackOutcome.Close);
            numbers.Add(number);
        }

        await _hotline.RegisterAsync();
        await _hotline.PraiseAsync(PraiseKind.Banner, Story.Supporter, "a-banner");
        await _hotline.CountAllAsync();
        return numbers;
    }

    private async Task AppealAsync(string number)
    {
        await _hotline.TakeAsync(
            number,
            new AppealScore.Command { Assignment = 1, Reason = RequestReason.NoValidRating, Evidence = "录音", Metric = Metric.Satisfaction },
            TestHotline.Unit);
        await _hotline.TakeAsync(number, new ApproveRequest.Command { Request = 1, Note = "属实" });
    }

    private async Task<byte[]> ChangedAsync(ZoneKind kind, string from, string to)
    {
        var text = (await _hotline.ZoneVersions.ExportAsync(kind, null, CancellationToken.None)).Text();
        Assert.That(text, Does.Contain(from));
        return text.Replace(from, to, StringComparison.Ordinal).Bytes();
    }

    private Task<PeriodReport> ReportAsync() => _hotline.Get<ReadReport>().ExecuteAsync(_quarter, CancellationToken.None);

    private async Task<FrozenReportRow> FrozenAsync() => (await _hotline.Database.ReadAsync(db => db.FindFrozenReportAsync("2025Q3"), CancellationToken.None))!;

    private Task<CasesBehind.Page> BehindAsync(OpenedFigure figure) =>
        _hotline.Get<CasesBehind>().ExecuteAsync(_quarter, figure, null, null, TestHotline.Agent, null, Page, CancellationToken.None);

    private Task<IReadOnlyList<string>> TamperedAsync() => _hotline.Get<ReadCorrections>().ListTamperedAsync(CancellationToken.None);
}
