using Hotline.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>每月一题 and 点评会 on screens: planned by one, reported on by the unit whose page it is, decided and followed up.</summary>
public sealed class ThePapers : BrowserTest
{
    private static readonly Who Tax = new("tax-handler", "tax", "Handler");

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Runs_a_theme_from_its_plan_to_its_end()
    {
        await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var planner = await OpenAsync(_hotline, "/themes", who: Who.Assessor);
        await planner.PressAsync("n");
        await planner.Page.Locator("#theme-title").FillAsync("夜间施工噪声");
        foreach (var place in new[] { 0, 1 })
        {
            await planner.Page.Locator($"#theme-problems-{place}-text").FillAsync("夜间施工无许可");
            await TakeAsync(planner, $"#theme-problems-{place}-lead", "ecology");
            await TakeAsync(planner, $"#theme-problems-{place}-categories", "C0501");
        }

        await planner.Page.Locator("#theme-tasks-0-text").FillAsync("排查在建工地");
        await TakeAsync(planner, "#theme-tasks-0-unit", "ecology");
        await planner.SeeNoBarrierAsync("the plan");
        await planner.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(planner.Page.Locator("#theme-tasks-0-dueOn-error")).ToBeVisibleAsync();
        await planner.Page.Locator("#theme-tasks-0-dueOn").FillAsync("2025-09-30");
        await planner.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(planner.Page.Locator("h1")).ToHaveTextAsync("夜间施工噪声");
        await Expect(planner.Page.Locator(".curve").First).ToBeVisibleAsync();
        var address = new Uri(planner.Page.Url).AbsolutePath;
        await planner.GoAsync(address);
        await planner.Page.Locator(".paper-head .actions button").Nth(1).ClickAsync();
        await planner.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(planner.Told("state")).ToHaveTextAsync("推进中");

        var unit = await OpenAsync(_hotline, "/themes", who: Who.Ecology);
        await Expect(unit.Page.Locator("tbody tr").First).ToContainTextAsync("夜间施工噪声");
        await unit.GoAsync(address);
        await unit.PressAsync("r");
        await unit.Page.Locator("#theme-problem").SelectOptionAsync("1");
        await unit.Page.Locator("#theme-text").FillAsync("已排查 12 处工地");
        await unit.Page.Locator("#theme-task").SelectOptionAsync("1");
        await unit.Page.Locator("#theme-state").SelectOptionAsync("Done");
        await unit.SeeNoBarrierAsync("the report");
        await unit.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(unit.Page.Locator(".said-list").First).ToContainTextAsync("已排查 12 处工地");
        await unit.SeeNoBarrierAsync("the theme");
        unit.WasQuiet();

        // Her page is older than the report: what she opens is read anew.
        await planner.Page.Locator("main button", new PageLocatorOptions { HasText = "查看 2025-09" }).First.ClickAsync();
        await Expect(planner.Page.Locator(".plan-problem .grid tbody tr").First).ToContainTextAsync(ACase.OfNoise.Title!);
        await planner.Page.Locator(".paper-head .actions button", new PageLocatorOptions { HasText = "结题" }).ClickAsync();
        await planner.Page.Locator("#theme-closingReport").FillAsync("投诉明显下降。");
        await planner.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(planner.Told("state")).ToHaveTextAsync("已结题");
        await Expect(planner.Page.Locator(".paper-head .actions button")).ToHaveCountAsync(0);
        planner.WasQuiet();

        var other = await OpenAsync(_hotline, "/themes", who: Tax);
        await Expect(other.Page.Locator("tbody tr")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Follows_a_decision_from_the_meeting_to_its_end()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var leader = await OpenAsync(_hotline, "/meetings", who: Who.Leader);
        await leader.PressAsync("n");
        await leader.Page.Locator("#meeting-period").FillAsync("2025Q2");
        await leader.Page.Locator("#meeting-chair").FillAsync("党工委书记");
        await leader.SeeNoBarrierAsync("a meeting");
        await leader.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(leader.Page.Locator("h1")).ToContainTextAsync("2025Q2");
        var address = new Uri(leader.Page.Url).AbsolutePath;
        await leader.GoAsync(address);
        foreach (var (text, @case) in new[] { ("建立夜间联合巡查", ""), ("两周内办结此件", number) })
        {
            await leader.PressAsync("n");
            await leader.Page.Locator("#decision-text").FillAsync(text);
            await TakeAsync(leader, "#decision-unit", "ecology");
            await leader.Page.Locator("#decision-dueOn").FillAsync("2025-09-20");
            await leader.Page.Locator("#decision-case").FillAsync(@case);
            await leader.Page.Locator("dialog[open] .primary").ClickAsync();
            await Expect(leader.Page.Locator(".decisions")).ToContainTextAsync(text);
        }

        Assert.That((await _hotline.Client.ReadAsync(number)).List("supervisions").Single().Text("unit"), Is.EqualTo("ecology"));
        leader.WasQuiet();
        _hotline.Clock.MoveOn(TimeSpan.FromDays(6));
        var unit = await OpenAsync(_hotline, "/inbox", who: Who.Ecology);
        await Eventually.SeeAsync(
            async () =>
            {
                await unit.GoAsync("/inbox");
                return await unit.Page.Locator("tbody tr", new PageLocatorOptions { HasText = "议定事项超期" }).CountAsync();
            },
            count => count == 1,
            "told that it is overdue");
        await unit.GoAsync(address);
        await Expect(unit.Told("decision-1")).ToContainTextAsync("已超期");
        await Expect(unit.Told("decision-1").Locator(".light-red")).ToBeVisibleAsync();
        await unit.SeeNoBarrierAsync("the meeting");
        await unit.Told("decision-1").Locator("button").ClickAsync();
        await unit.Page.Locator("#decision-text").FillAsync("已建立");
        await unit.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(unit.Told("decision-1")).ToContainTextAsync("已反馈");
        unit.WasQuiet();

        // Her session of six days ago is over.
        leader = await OpenAsync(_hotline, address, who: Who.Leader);
        await leader.Told("decision-1").Locator("button").ClickAsync();
        await leader.Page.Locator("#decision-outcome input").First.CheckAsync();
        await leader.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(leader.Told("decision-1")).ToContainTextAsync("已办结");
        leader.WasQuiet();

        var other = await OpenAsync(_hotline, "/meetings", who: Tax);
        await Expect(other.Page.Locator("tbody tr")).ToHaveCountAsync(0);
    }

    [TestCase(1366, false, "zh-CN")]
    [TestCase(390, true, "en")]
    public async Task Have_no_barriers(int width, bool dark, string language)
    {
        var theme = (await PapersOverHttp.MakeThemeAsync(_hotline)).Text("number");
        var meeting = (await PapersOverHttp.MakeMeetingAsync(_hotline)).Text("number");
        var screen = await OpenAsync(_hotline, "/themes", width, 844, dark, language, who: Who.Leader);
        foreach (var path in new[] { "/themes", $"/themes/{theme}", "/meetings", $"/meetings/{meeting}" })
        {
            await screen.GoAsync(path);
            await screen.SeeNoBarrierAsync($"{path} at {width}");
            Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, $"nothing of {path} sticks out");
        }

        screen.WasQuiet();
    }

    // By type-ahead: what is typed, and the first that fits.
    private static async Task TakeAsync(Screen screen, string field, string code)
    {
        await screen.Page.Locator(field).FillAsync(code);
        await Expect(screen.Page.Locator($"{field}-list .option").First).ToBeVisibleAsync();
        await screen.Page.Locator(field).PressAsync("Enter");
        await Expect(screen.Page.Locator($"{field}-list .option").First).Not.ToBeVisibleAsync();
    }
}
