using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Domain.Themes;
using Hotline.Tests.Support;
using Hotline.Themes;

namespace Hotline.Tests.Themes;

/// <summary>每月一题 on a real file: who may do what when, what is counted, and that every version stays.</summary>
public sealed class KeepingThemes
{
    private static readonly Actor Assessor = new("assessor") { Roles = [Role.Assessor] };
    private static readonly Actor Ecology = new("ecology-handler", "ecology") { Roles = [Role.Handler] };
    private static readonly Actor Tax = new("tax-handler", "tax") { Roles = [Role.Handler, Role.UnitHead] };

    internal static KeepTheme.Command Noise(string month = "2025-09") => new()
    {
        Month = month,
        Title = "夜间施工噪声",
        Plan = "联合夜查。",
        Problems =
        [
            new() { Text = "夜间施工无许可", Lead = "ecology", Supports = ["new-town-construction"], Categories = ["C0501"] },
            new() { Text = "城东噪声反复", Lead = "new-town-construction", Categories = ["C05"], Areas = ["street-east"] },
        ],
        Tasks =
        [
            new() { Text = "排查在建工地", Unit = "ecology", DueOn = new DateOnly(2025, 9, 20) },
            new() { Text = "安装监测设备", Unit = "new-town-construction", DueOn = new DateOnly(2025, 10, 20) },
        ],
        Milestones = [new() { Text = "完成排查", On = new DateOnly(2025, 9, 30) }],
    };

    [Test]
    public async Task Runs_from_draft_to_close_and_then_does_not_change()
    {
        await using var hotline = await TestHotline.StartAsync();
        var made = await hotline.Get<KeepTheme>().MakeAsync(Noise(), Assessor, CancellationToken.None);
        Assert.That((made.Number, made.Version, made.State), Is.EqualTo(("T2509-1", 1, ThemeState.Draft)));
        var report = new ReportOnTheme.Command { Problem = 1, Text = "已排查 12 处", Task = 1, State = PlanTaskState.Done };
        Assert.That(await hotline.RefusalAsync(() => ReportAsync(hotline, made.Version, report, Ecology)), Is.EqualTo("theme.not_running"));

        var begun = await hotline.Get<StartTheme>().ExecuteAsync(made.Number, 1, Assessor, CancellationToken.None);
        // The lead moves any task of its problem.
        await ReportAsync(hotline, begun.Version, report with { Task = 2 }, Ecology);
        var after = await ReportAsync(hotline, 3, report, Ecology);
        Assert.That(after.Tasks.Select(task => task.State), Is.EqualTo(new[] { PlanTaskState.Done, PlanTaskState.Done }));
        Assert.That(await hotline.RefusalAsync(() => ReportAsync(hotline, 4, report with { Problem = 2 }, Ecology)), Is.EqualTo("theme.other_unit"));
        Assert.That(await hotline.RefusalAsync(() => ReportAsync(hotline, 4, report, Assessor)), Is.EqualTo("theme.units_report"));
        await Assert.ThrowsAsync<ThemeNotFoundException>(() => ReportAsync(hotline, 4, report, Tax), "another unit's is none");
        await Assert.ThrowsAsync<StaleThemeException>(() => ReportAsync(hotline, 3, report, Ecology));
        Assert.That(
            await hotline.RefusalAsync(() => hotline.Get<KeepTheme>().ReviseAsync(made.Number, 4, Noise() with { Tasks = [] }, Assessor, CancellationToken.None)),
            Is.EqualTo("theme.in_use"), "what was reported on stays");

        Assert.That(await hotline.RefusalAsync(() => CloseAsync(hotline, 4, Ecology)), Is.EqualTo("actor.role_missing"));
        var closed = await CloseAsync(hotline, 4, Assessor);
        Assert.That((closed.State, closed.ClosingReport), Is.EqualTo((ThemeState.Closed, "投诉下降。")));
        Assert.That(await hotline.RefusalAsync(() => ReportAsync(hotline, 5, report, Ecology)), Is.EqualTo("theme.closed"));
        Assert.That(
            await hotline.RefusalAsync(() => hotline.Get<KeepTheme>().ReviseAsync(made.Number, 5, Noise(), Assessor, CancellationToken.None)), Is.EqualTo("theme.closed"));

        var log = await hotline.Get<ReadTheme>().ListChangesAsync(made.Number, Assessor, null, 50, CancellationToken.None);
        Assert.That(
            log.Select(change => (change.Version, change.Actor, change.Kind)),
            Is.EqualTo(new[]
            {
                (5, "assessor", ThemeChangeKind.Closed), (4, "ecology-handler", ThemeChangeKind.Reported), (3, "ecology-handler", ThemeChangeKind.Reported),
                (2, "assessor", ThemeChangeKind.Started), (1, "assessor", ThemeChangeKind.Made),
            }));

        static Task<Theme> ReportAsync(TestHotline hotline, int seen, ReportOnTheme.Command command, Actor actor) =>
            hotline.Get<ReportOnTheme>().ExecuteAsync("T2509-1", seen, command, actor, CancellationToken.None);

        static Task<Theme> CloseAsync(TestHotline hotline, int seen, Actor actor) =>
            hotline.Get<CloseTheme>().ExecuteAsync("T2509-1", seen, new CloseTheme.Command { ClosingReport = "投诉下降。" }, actor, CancellationToken.None);
    }

    [Test]
    public async Task Counts_the_months_before_and_after_each_case_once()
    {
        await using var hotline = await TestHotline.StartAsync("2025-07-10T10:00:00+08:00");
        await RegisterAsync(hotline, 3);
        hotline.Clock.MoveTo("2025-08-11T10:00:00+08:00");
        await RegisterAsync(hotline, 2);
        hotline.Clock.MoveTo("2025-09-26T16:40:00+08:00");
        await RegisterAsync(hotline, 4);
        await hotline.RegisterAsync(ACase.OfNoise with { Area = "street-west", Category = "C0502" });
        await hotline.RegisterAsync(ACase.OfAnInvoice);
        hotline.Clock.MoveTo("2025-11-03T10:00:00+08:00");
        await RegisterAsync(hotline, 1);
        await hotline.CountAllAsync();

        var made = await hotline.Get<KeepTheme>().MakeAsync(Noise(), Assessor, CancellationToken.None);
        var view = await hotline.Get<ReadTheme>().ExecuteAsync(made.Number, Assessor, CancellationToken.None);
        int?[] expected = [0, 0, 0, 0, 3, 2, 4, 0, 1, null, null, null, null];
        Assert.That(view.Curve.Months.Select(month => month.Received), Is.EqualTo(expected), "neither elsewhere, nor twice for two problems");
        Assert.That(view.Curves.Select(curve => curve.Months[6].Received), Is.EqualTo(new int?[] { 4, 4 }));
        Assert.That((view.Curve.Months[0].Month, view.Curve.Before, view.Curve.After), Is.EqualTo((new DateOnly(2025, 3, 1), 5m / 6, 0m)), "November is not over");
        Assert.That(view.Overdue, Is.EqualTo(new[] { 1, 2 }));

        var cases = await hotline.Get<ReadTheme>().ListCasesAsync(made.Number, 1, Assessor, null, 3, CancellationToken.None);
        var rest = await hotline.Get<ReadTheme>().ListCasesAsync(made.Number, 1, Assessor, cases.Next, 3, CancellationToken.None);
        Assert.That((cases.Items.Count, rest.Items.Count, rest.Next), Is.EqualTo((3, 1, (string?)null)));
        Assert.That(cases.Items.Concat(rest.Items).Select(item => item.Number), Is.Ordered.Descending.And.All.StartsWith("2509"));
        Assert.That((await hotline.Get<ReadTheme>().ListCasesAsync(made.Number, 1, Ecology, null, 50, CancellationToken.None)).Items, Is.Empty, "nobody has dispatched any to it");
    }

    [Test]
    public async Task Links_by_hand_what_the_linker_sees()
    {
        await using var hotline = await TestHotline.StartAsync();
        var own = (await hotline.WalkToAsync(CaseStatus.InProgress, ACase.OfNoise)).Number;
        var others = (await hotline.WalkToAsync(CaseStatus.InProgress, ACase.OfAnInvoice)).Number;
        var made = await hotline.Get<KeepTheme>().MakeAsync(Noise(), Assessor, CancellationToken.None);
        var link = hotline.Get<LinkToTheme>();
        await link.LinkAsync(made.Number, 1, new() { Problem = 1, Case = own }, Ecology, CancellationToken.None);
        await Assert.ThrowsAsync<CaseNotFoundException>(() => link.LinkAsync(made.Number, 2, new() { Problem = 1, Case = others }, Ecology, CancellationToken.None));
        await link.LinkAsync(made.Number, 2, new() { Problem = 1, Case = others }, Assessor, CancellationToken.None);

        var seen = await hotline.Get<ReadTheme>().ExecuteAsync(made.Number, Ecology, CancellationToken.None);
        Assert.That((seen.Cases.Select(item => item.Number).Single(), seen.HiddenCases), Is.EqualTo((own, 1)));
        var all = await hotline.Get<ReadTheme>().ExecuteAsync(made.Number, Assessor, CancellationToken.None);
        Assert.That(all.Cases.Select(item => item.Number), Is.EqualTo(new[] { own, others }));
        await link.UnlinkAsync(made.Number, 3, new() { Problem = 1, Case = own }, Ecology, CancellationToken.None);
        Assert.That((await hotline.Get<ReadTheme>().ExecuteAsync(made.Number, Ecology, CancellationToken.None)).Cases, Is.Empty);
    }

    [Test]
    public async Task Lists_by_month_to_each_unit_its_own_and_to_the_pack_as_it_stood()
    {
        await using var hotline = await TestHotline.StartAsync();
        var september = await hotline.Get<KeepTheme>().MakeAsync(Noise(), Assessor, CancellationToken.None);
        await hotline.Get<KeepTheme>().MakeAsync(Noise("2025-10"), Assessor, CancellationToken.None);
        var before = hotline.Clock.GetUtcNow();
        hotline.Clock.Advance(TimeSpan.FromDays(1));
        await hotline.Get<StartTheme>().ExecuteAsync(september.Number, 1, Assessor, CancellationToken.None);

        var list = hotline.Get<ListThemes>();
        var first = await list.ExecuteAsync(null, Assessor, null, 1, CancellationToken.None);
        var second = await list.ExecuteAsync(null, Assessor, first.Next, 1, CancellationToken.None);
        Assert.That(first.Items.Concat(second.Items).Select(item => item.Number), Is.EqualTo(new[] { "T2510-1", "T2509-1" }));
        Assert.That((await list.ExecuteAsync(null, Ecology, null, 50, CancellationToken.None)).Items, Has.Count.EqualTo(2));
        Assert.That((await list.ExecuteAsync(null, Tax, null, 50, CancellationToken.None)).Items, Is.Empty);
        await Assert.ThrowsAsync<AccessRefusedException>(() => list.ExecuteAsync("ecology", Tax, null, 50, CancellationToken.None));

        Assert.That(Period.TryParse("2025Q3", out var period));
        Assert.That((await list.ForPackAsync(period, null, CancellationToken.None)).Select(theme => (theme.Number, theme.State)), Is.EqualTo(new[] { ("T2509-1", ThemeState.Running) }));
        Assert.That((await list.ForPackAsync(period, before, CancellationToken.None)).Single().State, Is.EqualTo(ThemeState.Draft));
        Assert.That(await list.ForPackAsync(period, before.AddDays(-1), CancellationToken.None), Is.Empty);
    }

    [Test]
    public void Is_refused_with_every_field_that_is_wrong()
    {
        var errors = new KeepTheme.Validator(null!).Validate(new KeepTheme.Command { Month = "2025-13", Problems = [], Milestones = [new()] });
        Assert.That(errors.Errors.Select(error => error.PropertyName).Distinct(), Is.SupersetOf(new[] { "Month", "Title", "Problems", "Milestones[0].Text", "Milestones[0].On" }));
    }

    private static async Task RegisterAsync(TestHotline hotline, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await hotline.RegisterAsync(ACase.OfNoise);
        }
    }
}
