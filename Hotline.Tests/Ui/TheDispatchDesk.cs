using Hotline.Cases;
using Hotline.Tests.Support;
using Hotline.Zone;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>派单: what waits is dispatched by keyboard, one by one and many at once; what units ask for is decided; two never do the same.</summary>
public sealed class TheDispatchDesk : BrowserTest
{
    /// <summary>The catalogue proposes, and leaves it to a person.</summary>
    private static readonly RegisterCase.Command LeftToAPerson = ACase.OfNoise with { Category = "C9903" };

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Claims_a_case_and_dispatches_it_as_proposed_by_keyboard_alone()
    {
        var number = await WaitingAsync();
        var screen = await OpenAsync(_hotline, "/dispatch", who: Who.Dispatcher);
        await OpenRowAsync(screen, number);
        await Expect(screen.Told("foreseen")).ToContainTextAsync("办结时限");
        await screen.PressAsync("c");
        await Expect(screen.Page.Locator(".toast").First).ToContainTextAsync("占有");
        await screen.PressAsync("d");
        var dispatched = await _hotline.WaitUntilAsync(number, "InProgress");
        var lead = dispatched.List("assignments").First().Text("unit")!;
        await Expect(screen.Page.Locator(".toast").Last).ToContainTextAsync(_hotline.Services.GetRequiredService<ZoneBook>().Current.Units[lead].Name);
        var steps = (await _hotline.Client.ReadTimelineAsync(number)).Where(entry => entry.Text("actor") == "dispatcher").Select(entry => entry.Text("type"));
        Assert.That(steps, Is.EqualTo(new[] { "CaseClaimed", "CaseDispatched" }));
        await Expect(RowOf(screen, number)).ToHaveCountAsync(0);
        screen.WasQuiet();
    }

    [Test]
    public async Task Sees_what_comes_and_goes_and_loses_nothing_to_a_colleague_who_was_faster()
    {
        var mine = await OpenAsync(_hotline, "/dispatch", who: Who.Dispatcher);
        var number = await WaitingAsync();
        await OpenRowAsync(mine, number);
        var theirs = await OpenAsync(_hotline, "/dispatch", who: new Who("dispatcher-2", null, "Dispatcher"));
        await OpenRowAsync(theirs, number);
        await mine.Page.Locator("#dispatch-form-note").FillAsync("请今天联系");
        await theirs.PressAsync("d");
        await _hotline.WaitUntilAsync(number, "InProgress");
        await Expect(RowOf(mine, number)).ToHaveCountAsync(0);
        await Expect(mine.Page.Locator(".work > .note-stale")).ToContainTextAsync("派单");
        await Expect(mine.Page.Locator(".step [data-listens]")).ToBeAttachedAsync();
        await mine.PressAsync("Control+Enter");
        await Expect(mine.Page.Locator(".step .note-stale")).ToContainTextAsync("dispatcher-2");
        await Expect(mine.Page.Locator("#dispatch-form-note")).ToHaveValueAsync("请今天联系");
        Assert.That((await _hotline.Client.TypesAsync(number)).Count(type => type == "CaseDispatched"), Is.EqualTo(1));
    }

    [Test]
    public async Task Dispatches_several_after_a_trial_and_refuses_the_one_that_moved_on()
    {
        string[] numbers = [await WaitingAsync(), await WaitingAsync()];
        var screen = await OpenAsync(_hotline, "/dispatch", who: Who.ShiftLeader);
        foreach (var number in numbers)
        {
            await RowOf(screen, number).GetByRole(AriaRole.Checkbox).CheckAsync();
        }

        await screen.PressAsync("b");
        await Expect(screen.Told("batch-said")).ToContainTextAsync("可派 2 件，不可派 0 件");
        Assert.That((await _hotline.Client.ReadAsync(numbers[0])).Text("status"), Is.EqualTo("AwaitingDispatch"), "a trial");
        await screen.SeeNoBarrierAsync("the trial");
        await _hotline.Client.DoAsync(Who.Dispatcher, numbers[1], "consult", new { units = new[] { "tax", "commerce" }, question = "谁的职责" });
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("batch-said")).ToContainTextAsync("已派出 1 件，未派 1 件");
        Assert.That((await _hotline.Client.ReadAsync(numbers[0])).Text("status"), Is.EqualTo("InProgress"));
        Assert.That((await _hotline.Client.ReadAsync(numbers[1])).Text("status"), Is.EqualTo("InConsultation"));
    }

    [Test]
    public async Task Decides_a_return_beside_what_the_unit_gave_back_before_and_names_the_next_lead()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await _hotline.Client.DoAsync(Who.Ecology, number, "return", new { assignment = 1, reason = "NotOurDuty", evidence = "三定规定第四条", suggested = "urban-enforcement" });
        var screen = await OpenAsync(_hotline, "/dispatch", who: Who.Dispatcher);
        await screen.Page.GetByRole(AriaRole.Tab).Nth(3).ClickAsync();
        await OpenRowAsync(screen, number);
        await Expect(screen.Page.Locator(".asked")).ToContainTextAsync("三定规定第四条");
        await Expect(screen.Told("returns")).ToContainTextAsync("近 90 天");
        await Expect(screen.Told("returns")).ToContainTextAsync("非本单位职责");
        await screen.PressAsync("a");
        await Expect(screen.Page.Locator(".step [data-listens]")).ToBeAttachedAsync();
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#dispatch-form-lead")).ToHaveValueAsync(_hotline.Services.GetRequiredService<ZoneBook>().Current.Units["urban-enforcement"].Name);
        await screen.Page.Locator("#dispatch-form-basis").FillAsync("退单后改派");
        await Expect(screen.Page.Locator(".step [data-listens]")).ToBeAttachedAsync();
        await screen.PressAsync("Control+Enter");
        var again = await _hotline.WaitUntilAsync(number, "InProgress");
        Assert.That(again.List("assignments").Last(assignment => assignment.Text("role") == "Lead").Text("unit"), Is.EqualTo("urban-enforcement"));
        screen.WasQuiet();
    }

    [Test]
    public async Task Takes_a_case_back_and_sends_another_elsewhere()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var screen = await OpenAsync(_hotline, $"/cases/{number}", who: Who.Dispatcher);
        await screen.Page.Locator("[data-step=redispatch]").ClickAsync();
        await Expect(screen.Told("foreseen")).ToContainTextAsync("工单已由该单位主办");
        await screen.Page.Locator("#redispatch-form-lead").FillAsync("综合执法");
        await Expect(screen.Page.Locator("#redispatch-form-lead-list .option").First).ToContainTextAsync("综合");
        await screen.PressAsync("Enter");
        await Expect(screen.Told("foreseen")).ToContainTextAsync("办结时限");
        await screen.Page.Locator("#redispatch-form-basis").FillAsync("职责调整");
        await screen.Page.Locator("#redispatch-form-reason").FillAsync("原派单有误");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator(".case-said")).ToContainTextAsync("已办理");
        var redispatched = await _hotline.Client.ReadAsync(number);
        Assert.That(redispatched.List("assignments").Last(assignment => assignment.Text("role") == "Lead").Text("unit"), Is.EqualTo("urban-enforcement"));

        await screen.Page.Locator("[data-step=recall]").ClickAsync();
        await screen.Page.Locator("#recall-form-reason").FillAsync("与另一件重复，先行核实");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator(".case-said")).ToContainTextAsync("待派单");
        Assert.That((await _hotline.Client.ReadAsync(number)).Text("status"), Is.EqualTo("AwaitingDispatch"));
        screen.WasQuiet();
    }

    [TestCase(1366, false, "zh-CN")]
    [TestCase(390, true, "en")]
    public async Task Has_no_barriers(int width, bool dark, string language)
    {
        var number = await WaitingAsync();
        var screen = await OpenAsync(_hotline, "/dispatch", width: width, dark: dark, language: language, who: Who.Dispatcher);
        await OpenRowAsync(screen, number);
        await Expect(screen.Told("foreseen").Locator("time").First).ToBeVisibleAsync();
        await screen.SeeNoBarrierAsync($"the desk at {width}");
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, "nothing sticks out");
        for (var tab = 1; tab < 4; tab++)
        {
            await screen.Page.GetByRole(AriaRole.Tab).Nth(tab).ClickAsync();
            await Expect(screen.Page.GetByRole(AriaRole.Tab).Nth(tab)).ToHaveAttributeAsync("aria-selected", "true");
            await screen.SeeNoBarrierAsync($"view {tab} at {width}");
        }
    }

    private static async Task<string> WaitingAsync()
    {
        var number = await _hotline.RegisterAsync(LeftToAPerson);
        await Eventually.SeeAsync(() => _hotline.Client.TypesAsync(number), types => types.Contains("CaseLeftToDispatcher"), $"{number} waits for a dispatcher");
        return number;
    }

    private static ILocator RowOf(Screen screen, string number) => screen.Page.Locator("tbody tr", new PageLocatorOptions { HasText = number });

    private static async Task OpenRowAsync(Screen screen, string number)
    {
        await RowOf(screen, number).FocusAsync();
        await screen.PressAsync("Enter");
        await Expect(screen.Page.Locator(".brief")).ToContainTextAsync(number);
    }
}
