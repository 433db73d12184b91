extern alias HotlineApi;

using Hotline.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>The clerk of a department at the desk: what comes, what presses, and how it leaves, by keyboard.</summary>
public sealed class TheUnitDesk : BrowserTest
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Takes_a_case_from_its_coming_to_its_reply_by_keyboard()
    {
        var clerk = new Who("water-clerk", "ecology", "Handler");
        var screen = await OpenAsync(_hotline, "/unit", who: clerk);
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise with { Title = "从到达到反馈" });
        var row = RowOf(screen, number);
        await Expect(row).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 2_000 });
        await Expect(screen.Told("news")).ToContainTextAsync("从到达到反馈");

        await row.FocusAsync();
        await SeePaneAsync(screen, number);
        await screen.PressAsync("s");
        await Expect(row.Locator(".status")).ToHaveTextAsync("办理中");

        await row.FocusAsync();
        await SeePaneAsync(screen, number);
        await screen.PressAsync("c");
        await Expect(Form(screen, "contact").Locator("input[value=Phone]")).ToBeFocusedAsync();
        await screen.PressAsync("Tab");
        await screen.PressAsync("2");
        await Expect(screen.Told("attempts")).ToContainTextAsync("第 1 次");
        await screen.PressAsync("1");
        await screen.PressAsync("Tab");
        await screen.TypeAsync("约定今晚到场查看");
        await screen.PressAsync("Control+Enter");
        await Expect(Form(screen, "contact")).ToHaveCountAsync(0);
        await Expect(screen.Page.Locator(".history")).ToContainTextAsync("约定今晚到场查看");
        await Expect(row).ToBeFocusedAsync();

        await screen.PressAsync("r");
        await Expect(Form(screen, "reply")).ToBeVisibleAsync();
        await screen.Page.Locator("#reply-form-substantiated input").First.FocusAsync();
        await screen.PressAsync("1");
        await Expect(screen.Page.Locator("#reply-form-contacted input").First).ToBeCheckedAsync();
        await screen.Page.Locator("#reply-form-resolution input").First.FocusAsync();
        await screen.PressAsync("1");
        await screen.Page.Locator("#reply-form-replyTemplate").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var reply = screen.Page.Locator("#reply-form-publicReply");
        await Expect(reply).Not.ToHaveValueAsync("");
        await Expect(screen.Told("warnings")).ToContainTextAsync("模板有未填之处");
        await reply.FillAsync("执法人员已于今晚到场，责令工地夜间停止施工，并约谈施工单位负责人，今后由网格员每晚巡查。");
        await Expect(screen.Told("warnings")).ToHaveCountAsync(0);
        await screen.Page.Locator("#reply-form-internalNote").FillAsync("施工单位为某建设公司");
        await screen.Page.Locator("#reply-form-withoutSupport").CheckAsync();
        await screen.PressAsync("Control+Enter");
        await Expect(row).ToHaveCountAsync(0);
        await _hotline.Client.WaitUntilAsync(number, "AwaitingReview");
        var told = (await _hotline.Client.ReadTimelineAsync(number)).Single(entry => entry.Text("type") == "AssignmentReplied").GetProperty("text");
        Assert.That(told.Text("publicReply"), Does.Contain("责令工地夜间停止施工").And.Not.Contain("某建设公司"));
        Assert.That(told.Text("internalNote"), Is.EqualTo("施工单位为某建设公司"));
        screen.WasQuiet();
    }

    private static ILocator RowOf(Screen screen, string number) => screen.Page.Locator($"tr[data-number='{number}']");

    private static ILocator Form(Screen screen, string step) => screen.Page.Locator($"[data-form={step}]");

    private static Task SeePaneAsync(Screen screen, string number) => Expect(screen.Page.Locator(".pane-head .number")).ToHaveTextAsync(number);
}
