using System.Net;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;
using Hotline.Tests.Support;
using Spectre.Console;

namespace Hotline.Tests.Scorecards;

public sealed class FreezingAPeriod
{
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
    public async Task S15_A_granted_appeal_is_a_correction_beside_the_frozen_page()
    {
        var number = (await _hotline.WalkToAsync(CaseStatus.AwaitingCallback)).Number;
        await _hotline.CallBackAsync(number, Resolution.Solved, Satisfaction.Dissatisfied, CallbackOutcome.Close);
        await _hotline.WalkToAsync(CaseStatus.Closed);
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        var frozen = await _hotline.FreezeAsync(_quarter);
        var rows = Rows();

        _hotline.Clock.MoveTo("2025-10-20T10:00:00+08:00");
        await _hotline.TakeAsync(
            number,
            new AppealScore.Command { Assignment = 1, Reason = RequestReason.NoValidRating, Evidence = "录音", Metric = Metric.Satisfaction },
            TestHotline.Unit);
        await _hotline.TakeAsync(number, new ApproveRequest.Command { Request = 1, Note = "属实" });
        await _hotline.CountAllAsync();

        var page = await _hotline.ShowScorecardAsync(_quarter);
        Assert.That((page.Card.Total.Satisfaction, page.Frozen!.Hash, page.Frozen.IsIntact), Is.EqualTo((new Rate(1, 2), frozen.Hash, true)), "as it was read out");
        Assert.That(page.Corrections, Is.EqualTo(new[]
        {
            new Correction(Story.Lead, nameof(Tally.Dissatisfied), 1, 0),
            new Correction(Story.Lead, nameof(Tally.FinalDissatisfied), 1, 0),
            new Correction(Story.Lead, nameof(Tally.Rated), 2, 1),
        }));
        Assert.That(Rows(), Is.EqualTo(rows), "byte for byte");
        Assert.That(await _hotline.ListTamperedAsync(), Is.Empty);

        var printed = new StringWriter();
        ScorecardTable.PrintFreezing(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(printed) }), page, _hotline.Zone);
        Assert.That(printed.ToString().ReplaceLineEndings(""), Does.Contain("2025-10-08 10:00 冻结 · agent").And.Contain("Rated：2 → 1"));
    }

    [Test]
    public async Task Keeps_the_whole_page_with_its_ranks_weights_and_balance()
    {
        foreach (var satisfaction in new[] { Satisfaction.Satisfied, Satisfaction.BasicallySatisfied, Satisfaction.Dissatisfied })
        {
            var number = (await _hotline.WalkToAsync(CaseStatus.AwaitingCallback)).Number;
            await _hotline.CallBackAsync(number, Resolution.Solved, satisfaction, CallbackOutcome.Close);
        }

        await _hotline.RegisterAsync();
        await _hotline.PraiseAsync(PraiseKind.Banner, Story.Supporter, "a-banner");
        await _hotline.CountAllAsync();
        var live = (await _hotline.ShowScorecardAsync(_quarter)).Card;
        _hotline.Clock.MoveTo("2025-10-01T00:00:00+08:00");
        await _hotline.FreezeAsync(_quarter);
        var page = await _hotline.ShowScorecardAsync(_quarter);
        Assert.That(page.Card.Units.Select(Shown), Is.EqualTo(live.Units.Select(Shown)).And.Not.Empty);
        Assert.That((page.Card.Total.Counts, page.Card.Reconciliation, page.Card.Period), Is.EqualTo((live.Total.Counts, live.Reconciliation, live.Period)));
        Assert.That(page.Corrections, Is.Empty);
        Assert.That(FrozenScorecard.Of(live, page.Frozen!.At, page.Frozen.By).Hash, Is.EqualTo(page.Frozen.Hash), "the same figures give the same hash");
    }

    [Test]
    public async Task Counts_first_what_happened_before_and_was_not_counted_yet()
    {
        await _hotline.WalkToAsync(CaseStatus.Closed);
        await _hotline.PraiseAsync(PraiseKind.Phone, Story.Lead, "a-praise");
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        await _hotline.FreezeAsync(_quarter);
        var counts = (await _hotline.ShowScorecardAsync(_quarter)).Card.Total.Counts;
        Assert.That((counts.Received, counts.Closed, counts.PraisedByPhone), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public async Task Is_done_once_by_who_may_and_when_the_period_is_over()
    {
        Assert.That(await _hotline.RefusalAsync(() => _hotline.FreezeAsync(_quarter)), Is.EqualTo("scorecard.not_over"));
        _hotline.Clock.MoveTo("2025-10-01T00:00:00+08:00");
        Assert.That(
            await _hotline.RefusalAsync(() => _hotline.FreezeAsync(_quarter, TestHotline.Agent with { Roles = [Role.Dispatcher, Role.Administrator] })),
            Is.EqualTo("scorecard.needs_assessor"));
        await _hotline.FreezeAsync(_quarter, TestHotline.Agent with { Roles = [Role.Assessor] });
        Assert.That(await _hotline.RefusalAsync(() => _hotline.FreezeAsync(_quarter)), Is.EqualTo("scorecard.frozen_already"));
        Assert.That(Period.TryParse("2025-09", out var month));
        await _hotline.FreezeAsync(month);
    }

    [TestCase("UPDATE FrozenScorecardLines SET Line = replace(Line, 'Satisfied=1,', 'Satisfied=2,')")]
    [TestCase("UPDATE FrozenScorecards SET Head = replace(Head, '|0,1,', '|0,2,')")]
    [TestCase("DELETE FROM FrozenScorecardLines")]
    [TestCase("INSERT INTO FrozenScorecardLines SELECT Period, 'tax', Line FROM FrozenScorecardLines LIMIT 1")]
    public async Task Notices_when_somebody_changes_what_was_frozen(string sql)
    {
        await _hotline.WalkToAsync(CaseStatus.Closed);
        _hotline.Clock.MoveTo("2025-10-08T10:00:00+08:00");
        await _hotline.FreezeAsync(_quarter);
        Assert.That(await _hotline.ListTamperedAsync(), Is.Empty);
        var before = Rows();
        _hotline.Sql(sql);
        Assert.That(Rows(), Is.Not.EqualTo(before));
        Assert.That(await _hotline.ListTamperedAsync(), Is.EqualTo(new[] { "2025Q3" }));
        Assert.That((await _hotline.ShowScorecardAsync(_quarter)).Frozen!.IsIntact, Is.False);
    }

    private static object Shown(UnitLine unit) => (unit.Unit, unit.Group, unit.Rank, unit.Line.Counts, unit.Line.Composite, unit.Line.Satisfaction);

    private string Rows() => string.Join('\n', _hotline.Sql("SELECT * FROM FrozenScorecards").Concat(_hotline.Sql("SELECT * FROM FrozenScorecardLines")));
}

public sealed class FreezingOverHttp
{
    [Test]
    public async Task Shows_when_by_whom_and_the_hash_and_is_refused_the_second_time()
    {
        await using var hotline = HotlineApplication.Start();
        var live = await hotline.Client.GetAsync("/api/scorecards/2024");
        Assert.That(live.GetProperty("frozen").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));

        using var frozen = await hotline.Client.SendAsAsync(HttpMethod.Post, "/api/scorecards/2024/freeze", actor: "kaohe-01", roles: "Assessor");
        var answer = (await frozen.JsonAsync()).GetProperty("frozen");
        Assert.That((answer.Text("by"), answer.Text("hash")!.Length, answer.GetProperty("intact").GetBoolean()), Is.EqualTo(("kaohe-01", 64, true)));
        var shown = await hotline.Client.GetAsync("/api/scorecards/2024");
        Assert.That((shown.GetProperty("frozen").Text("hash"), shown.GetProperty("corrections").GetArrayLength()), Is.EqualTo((answer.Text("hash"), 0)));

        foreach (var (path, roles, status, code) in new[]
        {
            ("2024", "Assessor", HttpStatusCode.Conflict, "scorecard.frozen_already"),
            ("2023", "Dispatcher", HttpStatusCode.Forbidden, "scorecard.needs_assessor"),
            ("2199", "Leader", HttpStatusCode.Conflict, "scorecard.not_over"),
            ("2024Q5", "Leader", HttpStatusCode.NotFound, "period.unknown"),
        })
        {
            using var refused = await hotline.Client.SendAsAsync(HttpMethod.Post, $"/api/scorecards/{path}/freeze", roles: roles);
            Assert.That((await refused.JsonAsync(status)).Text("code"), Is.EqualTo(code));
        }
    }
}
