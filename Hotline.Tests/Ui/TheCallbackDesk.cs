using Hotline.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>The call-back desk: who is not reached, who is not content, and two who reach for the same case.</summary>
public sealed class TheCallbackDesk : BrowserTest
{
    private static readonly Who Second = new("caller-two", null, "Caller");

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    /// <summary>What other tests left behind is nobody's next case.</summary>
    [SetUp]
    public async Task EmptyThePools() => await _hotline.Client.EmptyThePoolsAsync();

    [Test]
    public async Task Gives_up_after_three_attempts_on_two_days()
    {
        var number = await ToCallbackAsync();
        var screen = await OpenAsync(_hotline, "/callback", who: Who.Caller);
        await screen.TakeNextAsync();
        await screen.PressAsync("2");
        await Expect(screen.Told("again")).ToContainTextAsync("今天 13:");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator(".toast")).ToContainTextAsync("待回访");
        await Expect(screen.Page.Locator(".claim-head")).ToHaveCountAsync(0);
        await Expect(screen.Page.Locator(".claim-list")).ToContainTextAsync(number);

        await screen.Page.Locator(".claim-list [data-open]", new() { HasText = number }).ClickAsync();
        await screen.SeeFormAsync();
        await Expect(screen.Told("attempts")).ToContainTextAsync("已试 1/3 次，1/2 天");
        await screen.PressAsync("2");
        await Expect(screen.Told("again")).ToContainTextAsync("明天 09:00");
        await screen.PressAsync("Control+Enter");
        await Eventually.SeeAsync(() => _hotline.Client.ReadAsync(number), @case => @case.List("callbacks").Count() == 2, "the second attempt is on record");

        _hotline.Clock.MoveOn(TimeSpan.FromDays(1));
        var next = await OpenAsync(_hotline, "/callback", who: Who.Caller);
        await next.Page.Locator(".claim-list [data-open]", new() { HasText = number }).ClickAsync();
        await next.SeeFormAsync();
        await Expect(next.Told("attempts")).ToContainTextAsync("已试 2/3 次，1/2 天");
        await next.PressAsync("2");
        await next.PressAsync("1");
        await Expect(next.Told("again")).ToContainTextAsync("不计入有效回访");
        await next.PressAsync("Control+Enter");
        Assert.That((await _hotline.WaitUntilAsync(number, "Closed")).Text("survey"), Is.EqualTo("Unreached"));
    }

    [Test]
    public async Task Proposes_a_rework_with_the_reason_and_a_supervisor_judges_it()
    {
        var number = await ToCallbackAsync();
        var call = await OpenAsync(_hotline, "/callback", who: Who.Caller);
        await call.TakeNextAsync();
        await Expect(call.Page.Locator(".claim-head a.number")).ToHaveTextAsync(number);
        foreach (var key in "1133")
        {
            await call.PressAsync(key.ToString());
        }

        await Expect(call.Page.Locator("#callback-form-reason")).ToBeFocusedAsync();
        await Expect(call.Page.Locator("#callback-form button[type=submit]")).ToContainTextAsync("拟重办");
        await call.PressAsync("Control+Enter");
        await Expect(call.Page.Locator(".errors")).ToContainTextAsync("原因");
        await call.Page.Locator("#callback-form-reason").FillAsync("昨夜十一点仍在施工");
        await call.PressAsync("Control+Enter");
        await Eventually.SeeAsync(() => _hotline.Client.ReadAsync(number), @case => @case.GetProperty("reworkProposed").GetBoolean(), "the rework is proposed");

        var judge = await OpenAsync(_hotline, "/review", who: Who.Supervisor);
        await judge.Page.GetByRole(AriaRole.Tab, new() { Name = "待甄别" }).ClickAsync();
        await judge.TakeNextAsync();
        await Expect(judge.Page.Locator(".claim-head a.number")).ToHaveTextAsync(number);
        await Expect(judge.Page.Locator(".claim-work")).ToContainTextAsync("昨夜十一点仍在施工");
        await judge.PressAsync("1");
        await judge.Page.Locator("#judge-form-reason").FillAsync("须停止夜间施工并安排夜间巡查");
        await judge.PressAsync("Control+Enter");
        var again = await _hotline.WaitUntilAsync(number, "InProgress");
        Assert.That((again.GetProperty("round").GetInt32(), again.GetProperty("ratingJustified").GetBoolean()), Is.EqualTo((2, true)));
        call.WasQuiet();
        judge.WasQuiet();
    }

    [Test]
    public async Task Gives_a_case_to_one_of_two_who_reach_for_it_at_once()
    {
        var number = await ToCallbackAsync();
        var (one, two) = (await OpenAsync(_hotline, "/callback", who: Who.Caller), await OpenAsync(_hotline, "/callback", who: Second));
        await Task.WhenAll(one.PressAsync("n"), two.PressAsync("n"));
        var holder = (await Eventually.SeeAsync(() => _hotline.Client.ReadAsync(number), @case => @case.Text("claimedBy") is not null, "somebody has it")).Text("claimedBy");
        var (has, hasNot) = holder == "caller" ? (one, two) : (two, one);
        await Expect(has.Page.Locator(".claim-head a.number")).ToHaveTextAsync(number);
        await Expect(hasNot.Page.Locator(".toast")).ToContainTextAsync("没有可领取的工单");
        Assert.That(await hasNot.Page.Locator(".claim-head").CountAsync(), Is.Zero);
        await Expect(hasNot.Page.Locator(".claim-list")).Not.ToContainTextAsync(number);

        // The slower one takes the next that comes.
        var another = await ToCallbackAsync();
        await hasNot.PressAsync("n");
        await Expect(hasNot.Page.Locator(".claim-head a.number")).ToHaveTextAsync(another);
    }

    [Test]
    public async Task Leaves_whom_nobody_reached_alone_until_it_is_time()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            numbers.Add(await ToCallbackAsync());
        }

        var screen = await OpenAsync(_hotline, "/callback", who: Who.Caller);
        await screen.TakeNextAsync();
        var head = screen.Page.Locator(".claim-head a.number");
        var tried = await head.InnerTextAsync();
        await screen.PressAsync("2");
        await screen.PressAsync("Control+Enter");
        await Expect(head).Not.ToHaveTextAsync(tried);
        var next = await head.InnerTextAsync();

        // Loaded anew: what was tried is known from the case, not from this sitting.
        await screen.GoAsync("/callback");
        await screen.Page.Locator(".claim-list [data-open]", new() { HasText = next }).ClickAsync();
        await screen.SeeFormAsync();
        foreach (var key in "1111")
        {
            await screen.PressAsync(key.ToString());
        }

        await screen.PressAsync("Control+Enter");
        await _hotline.WaitUntilAsync(next, "Closed");
        await Expect(head).ToHaveTextAsync(numbers.Single(number => number != tried && number != next));
        screen.WasQuiet();
    }

    [TestCase("zh-CN", 1366, true)]
    [TestCase("zh-CN", 390, false)]
    [TestCase("en", 1366, false)]
    [TestCase("en", 390, true)]
    public async Task Is_for_everybody(string language, int width, bool dark)
    {
        var number = await ToCallbackAsync();
        var screen = await OpenAsync(_hotline, "/callback", width, width == 390 ? 844 : 768, dark, language, who: Who.Caller);
        await screen.TakeNextAsync();
        await Expect(screen.Page.Locator(".claim-head a.number")).ToHaveTextAsync(number);
        await screen.PressAsync("v");
        await screen.PressAsync("1");
        await screen.PressAsync("2");
        await screen.PressAsync("2");
        await screen.PressAsync("3");
        await Expect(screen.Page.Locator("#callback-form-reason")).ToBeVisibleAsync();
        await Expect(screen.Told("number")).ToBeVisibleAsync();
        await screen.SeeNoBarrierAsync("a call");
        await Expect(screen.Page.Locator(".claim-actions")).ToContainTextAsync(language == "en" ? "Release" : "释放");
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, "nothing is cut off");
        screen.WasQuiet();
    }

    private static async Task<string> ToCallbackAsync()
    {
        var number = await _hotline.Client.ReplyInFullAsync();
        await _hotline.Client.DoAsync(Who.Reviewer, number, "review", new { outcome = "Pass" });
        return number;
    }
}
