using System.Globalization;
using Hotline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>
/// One case from the call to the scorecard, in as many browsers as people take part, all open from the beginning: what one
/// does, the next one's screen shows within two seconds, without being asked.
/// </summary>
public sealed class TheWholeLoop : BrowserTest
{
    private const float Soon = 2_000;
    private const string Scorecard = "/scorecards/2025Q3";

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Goes_from_hand_to_hand_on_open_screens()
    {
        var unit = await OpenAsync(_hotline, "/unit", who: Who.Ecology);
        var review = await OpenAsync(_hotline, "/review", who: Who.Reviewer);
        var call = await OpenAsync(_hotline, "/callback", who: Who.Caller);
        var score = await OpenAsync(_hotline, Scorecard, island: false, who: Who.Assessor);
        var (closed, satisfied) = (await FigureAsync(score, "Closed"), await FigureAsync(score, "R3-Numerator"));

        var agent = await OpenAsync(_hotline, "/intake", who: new Who("agent", null, "Agent"));
        var number = await RegisterAsync(agent);
        var row = unit.Page.Locator($"tr[data-number='{number}']");
        await Expect(row).ToBeVisibleAsync(new() { Timeout = Soon });

        // A shift leader looks on.
        var watch = await OpenAsync(_hotline, $"/cases/{number}", who: Who.ShiftLeader);
        var timeline = watch.Page.Locator(".timeline");

        await row.FocusAsync();
        await SeePaneAsync(unit, number);
        await unit.PressAsync("s");
        await Expect(watch.Page.Locator("[aria-labelledby=case-units]")).ToContainTextAsync("办理中", new() { Timeout = Soon });

        await row.FocusAsync();
        await SeePaneAsync(unit, number);
        await unit.PressAsync("c");
        await Expect(unit.Page.Locator("[data-form=contact] input[value=Phone]")).ToBeFocusedAsync();
        await unit.PressAsync("Tab");
        await unit.PressAsync("1");
        await unit.PressAsync("Tab");
        await unit.TypeAsync("约定今晚到场查看");
        await unit.PressAsync("Control+Enter");
        await Expect(timeline).ToContainTextAsync("约定今晚到场查看", new() { Timeout = Soon });

        await Expect(row).ToBeFocusedAsync();
        await unit.PressAsync("r");
        await Expect(unit.Page.Locator("[data-form=reply]")).ToBeVisibleAsync();
        await unit.Page.Locator("#reply-form-substantiated input").First.FocusAsync();
        await unit.PressAsync("1");
        await unit.Page.Locator("#reply-form-resolution input").First.FocusAsync();
        await unit.PressAsync("1");
        await unit.Page.Locator("#reply-form-publicReply").FillAsync("执法人员已于今晚到场，责令工地夜间停止施工，今后由网格员每晚巡查。");
        await unit.Page.Locator("#reply-form-withoutSupport").CheckAsync();
        await unit.PressAsync("Control+Enter");
        await Expect(review.Page.Locator(".claim-list")).ToContainTextAsync(number, new() { Timeout = Soon });
        await Expect(watch.Page.Locator(".case-badges")).ToContainTextAsync("待审核", new() { Timeout = Soon });
        await Expect(row).ToHaveCountAsync(0);

        await review.TakeNextAsync();
        await Expect(review.Page.Locator(".claim-head a.number")).ToHaveTextAsync(number);
        await Expect(review.Page.Locator(".said-public").First).ToContainTextAsync("责令工地夜间停止施工");
        await review.PressAsync("1");
        await review.PressAsync("Control+Enter");
        await Expect(call.Page.Locator(".claim-list")).ToContainTextAsync(number, new() { Timeout = Soon });
        await Expect(watch.Page.Locator(".case-badges")).ToContainTextAsync("待回访", new() { Timeout = Soon });

        await call.TakeNextAsync();
        await Expect(call.Page.Locator(".claim-head a.number")).ToHaveTextAsync(number);
        await call.PressAsync("v");
        await Expect(call.Told("number")).ToHaveTextAsync("13912340021");
        foreach (var key in "1111")
        {
            await call.PressAsync(key.ToString());
        }

        await call.PressAsync("Control+Enter");
        await Expect(watch.Page.Locator(".case-badges")).ToContainTextAsync("已办结", new() { Timeout = Soon });

        await _hotline.SettleAsync();
        await score.GoAsync(Scorecard, island: false);
        Assert.That((await FigureAsync(score, "Closed"), await FigureAsync(score, "R3-Numerator")), Is.EqualTo((closed + 1, satisfied + 1)));
        await Expect(score.Page.Locator("[data-unit=ecology]")).ToContainTextAsync("生态环境分局");
        await score.Page.Locator(".score-counts a[data-figure=Closed]").ClickAsync();
        await Expect(score.Page.Locator("tbody tr", new() { HasText = number })).ToHaveCountAsync(1);
        foreach (var screen in new[] { agent, unit, review, call, watch, score })
        {
            screen.WasQuiet();
        }
    }

    // By keyboard alone.
    private static async Task<string> RegisterAsync(Screen screen)
    {
        await Expect(screen.Page.Locator("#intake-requester-phone")).ToBeFocusedAsync();
        await screen.TypeAsync("13912340021");
        foreach (var (field, text) in new[]
        {
            ("intake-requester-name", "李秀英"), ("intake-title", "工地夜间浇筑混凝土"), ("intake-content", "连续三晚十点以后仍在施工，要求夜间停工。"),
            ("intake-category", "sgzs"), ("intake-area", "dj"), ("intake-place", "东兴路与纬三路口"),
        })
        {
            for (var presses = 0; presses < 20 && await screen.FocusAsync() != field; presses++)
            {
                await screen.PressAsync("Tab");
            }

            await Expect(screen.Page.Locator("#" + field)).ToBeFocusedAsync();
            await screen.TypeAsync(text);
            if (field is "intake-category" or "intake-area")
            {
                await Expect(screen.Page.Locator($"#{field}-list [aria-selected=true]")).ToBeVisibleAsync();
            }
        }

        await Expect(screen.Told("lead")).ToHaveTextAsync("生态环境分局");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("number")).ToBeVisibleAsync();
        return await screen.Told("number").InnerTextAsync();
    }

    private static Task SeePaneAsync(Screen screen, string number) => Expect(screen.Page.Locator(".pane-head .number")).ToHaveTextAsync(number);

    // What a figure counts, as its link says; nobody's is nought.
    private static async Task<decimal> FigureAsync(Screen screen, string figure)
    {
        var links = screen.Page.Locator($".score-top a[data-figure={figure}]");
        return await links.CountAsync() == 0 ? 0 : decimal.Parse((await links.First.GetAttributeAsync("data-count"))!, CultureInfo.InvariantCulture);
    }
}
