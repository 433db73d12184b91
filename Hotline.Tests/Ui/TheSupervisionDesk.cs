using Hotline.Tests.Support;
using Hotline.Zone;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>督办: what is over stands by unit, is reminded of and ordered in one go, and an order is settled when the unit has reported.</summary>
public sealed class TheSupervisionDesk : BrowserTest
{
    private static readonly Who Tax = new("tax-handler", "tax", "Handler");

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Reminds_and_orders_what_is_red_and_settles_what_was_reported()
    {
        string[] numbers = [await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice), await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice)];
        // Over its first limits, and not yet so far that the ladder issues an order of its own.
        _hotline.Clock.MoveOn(TimeSpan.FromDays(2));
        foreach (var number in numbers)
        {
            // The hotline signs for a unit that did not: until then what is read would be out of date at once.
            await Eventually.SeeAsync(
                () => _hotline.Client.ReadAsync(number), @case => @case.List("assignments").All(assignment => assignment.Text("status") != "Pending"), "signed by the clock");
        }

        var screen = await OpenAsync(_hotline, "/supervision", who: Who.Supervisor);
        var name = _hotline.Services.GetRequiredService<ZoneBook>().Current.Units["tax"].Name;
        var unit = screen.Page.Locator(".heat tbody tr", new PageLocatorOptions { HasText = name });
        await unit.Locator("td button").First.FocusAsync();
        await screen.PressAsync("Enter");
        await Expect(screen.Told("filter")).ToContainTextAsync("红");
        foreach (var number in numbers)
        {
            await RowOf(screen, number).GetByRole(AriaRole.Checkbox).CheckAsync();
        }

        await screen.PressAsync("r");
        await screen.Page.Locator("#many-note").FillAsync("请尽快联系企业");
        await screen.SeeNoBarrierAsync("the reminder");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("many-said")).ToContainTextAsync("已完成 2 件");
        await screen.PressAsync("Control+Enter");
        await Expect(RowOf(screen, numbers[0]).Locator("td.figure")).ToHaveTextAsync("1");
        await Expect(RowOf(screen, numbers[0])).ToContainTextAsync(name);

        await RowOf(screen, numbers[0]).GetByRole(AriaRole.Checkbox).CheckAsync();
        await screen.PressAsync("s");
        await Expect(screen.Page.Locator("#many-requirement")).ToBeFocusedAsync();
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#many-requirement-error")).ToBeVisibleAsync();
        await screen.Page.Locator("#many-requirement").FillAsync("两日内办结并书面说明");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("many-said")).ToContainTextAsync("已完成 1 件");
        await screen.PressAsync("Control+Enter");
        await Expect(RowOf(screen, numbers[0])).ToContainTextAsync("督办中");

        await screen.Page.GetByRole(AriaRole.Tab).Nth(1).ClickAsync();
        await _hotline.Client.DoAsync(Tax, numbers[0], "supervision-report", new { supervision = 1, text = "已电话联系并开具" });
        await Expect(RowOf(screen, numbers[0])).ToContainTextAsync("待审核", new LocatorAssertionsToContainTextOptions { Timeout = 3_000 });
        await Expect(RowOf(screen, numbers[0])).ToContainTextAsync(name);
        await RowOf(screen, numbers[0]).FocusAsync();
        await screen.PressAsync("Enter");
        await Expect(screen.Page.Locator(".asked")).ToContainTextAsync("两日内办结并书面说明");
        await Expect(screen.Page.Locator(".asked")).ToContainTextAsync("已电话联系并开具");
        await screen.Page.Locator("#supervision-settle-form-outcome input").First.FocusAsync();
        await screen.PressAsync("1");
        await screen.PressAsync("Control+Enter");
        await Expect(RowOf(screen, numbers[0])).ToHaveCountAsync(0);
        var order = (await _hotline.Client.ReadAsync(numbers[0])).List("supervisions").Single();
        Assert.That((order.Text("origin"), order.Text("status")), Is.EqualTo(("Ordered", "Completed")));
        screen.WasQuiet();
    }

    [Test]
    public async Task Keeps_what_the_system_signed_for_in_sight_and_warns_of_a_day_that_is_too_late()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
        _hotline.Clock.MoveOn(TimeSpan.FromHours(3));
        await Eventually.SeeAsync(
            () => _hotline.Client.ReadAsync(number), @case => @case.List("assignments").All(assignment => assignment.Text("status") != "Pending"), "signed by the clock");
        var screen = await OpenAsync(_hotline, "/supervision", who: Who.Supervisor);
        await Expect(screen.Page.Locator("h1")).ToBeVisibleAsync();
        await Expect(RowOf(screen, number)).ToContainTextAsync("签收超时");
        await RowOf(screen, number).GetByRole(AriaRole.Checkbox).CheckAsync();
        await screen.PressAsync("s");
        await screen.Page.Locator("#many-dueOn").FillAsync("2025-10-31");
        await Expect(screen.Told("later")).ToContainTextAsync(number);
        await screen.Page.Locator("#many-dueOn").FillAsync("");
        await Expect(screen.Told("later")).ToHaveCountAsync(0);
    }

    [TestCase(1366, false, "zh-CN")]
    [TestCase(390, true, "en")]
    public async Task Has_no_barriers(int width, bool dark, string language)
    {
        await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
        var screen = await OpenAsync(_hotline, "/supervision", width: width, dark: dark, language: language, who: Who.Leader);
        await Expect(screen.Page.Locator(".heat")).ToBeVisibleAsync();
        for (var tab = 0; tab < 3; tab++)
        {
            await screen.Page.GetByRole(AriaRole.Tab).Nth(tab).ClickAsync();
            await Expect(screen.Page.GetByRole(AriaRole.Tab).Nth(tab)).ToHaveAttributeAsync("aria-selected", "true");
            await screen.SeeNoBarrierAsync($"view {tab} at {width}");
            Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, $"nothing of view {tab} sticks out");
        }
    }

    [Test]
    public async Task Begins_with_a_full_page()
    {
        for (var i = 0; i < 30; i++)
        {
            await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        }

        var screen = await OpenAsync(_hotline, "/supervision", who: Who.Leader);
        await Expect(screen.Page.Locator(".lane .grid tbody tr")).ToHaveCountAsync(50);
    }

    private static ILocator RowOf(Screen screen, string number) => screen.Page.Locator(".lane .grid tbody tr", new PageLocatorOptions { HasText = number });
}
