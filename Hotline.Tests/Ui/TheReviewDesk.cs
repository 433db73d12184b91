using Hotline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>The review desk, and the way of a reply from there over the call-back to the scorecard.</summary>
public sealed class TheReviewDesk : BrowserTest
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    /// <summary>What other tests left behind is nobody's next case.</summary>
    [SetUp]
    public async Task EmptyThePools() => await _hotline.Client.EmptyThePoolsAsync();

    [Test]
    public async Task Brings_a_reply_by_keys_over_the_call_back_into_the_scorecard()
    {
        var before = await SatisfiedAsync();
        var review = await OpenAsync(_hotline, "/review", who: Who.Reviewer);
        await Expect(review.Page.Locator("#claim-queue")).ToHaveTextAsync("待审核");
        var number = await _hotline.Client.ReplyInFullAsync();
        await Expect(review.Page.Locator(".claim-list")).ToContainTextAsync(number, new() { Timeout = 5000 });

        await review.TakeNextAsync();
        await Expect(review.Page.Locator(".claim-head")).ToContainTextAsync(number);
        await Expect(review.Told("holder")).ToContainTextAsync("我已占有");
        await Expect(review.Page.Locator(".said-public").First).ToContainTextAsync("停止夜间施工");
        await Expect(review.Page.Locator(".checks")).ToContainTextAsync("有联系诉求人的记录");
        await Expect(review.Page.Locator(".checks .check-bad")).ToContainTextAsync(["无附件佐证"]);
        await Expect(review.Page.Locator(".claim-work")).ToContainTextAsync("现场核实，已约谈施工方");
        await review.PressAsync("1");
        await review.PressAsync("Control+Enter");
        await Expect(review.Page.Locator(".toast")).ToContainTextAsync("待回访");

        var call = await OpenAsync(_hotline, "/callback", who: Who.Caller);
        await call.TakeNextAsync();
        await Expect(call.Page.Locator(".call-digits")).ToContainTextAsync("199****0000");
        await Expect(call.Told("script")).ToContainTextAsync($"“夜间施工噪声扰民”（工单 {number}）");
        await call.PressAsync("v");
        await Expect(call.Told("number")).ToHaveTextAsync("19900000000");
        var look = (await _hotline.Client.AskAsync(Who.Supervisor, $"/api/cases/{number}/access-log")).List("items").Single();
        Assert.That((look.Text("actor"), look.Text("reason"), look.Text("address")), Is.EqualTo(("caller", "callback", "127.0.0.1")));
        _hotline.Clock.MoveOn(TimeSpan.FromSeconds(61));
        await Expect(call.Page.Locator(".call-digits")).ToContainTextAsync("199****0000");

        foreach (var key in "1111")
        {
            await call.PressAsync(key.ToString());
        }

        await call.PressAsync("Control+Enter");
        await _hotline.WaitUntilAsync(number, "Closed");
        var rating = (await _hotline.Client.ReadAsync(number)).GetProperty("firstRating");
        Assert.That((rating.GetProperty("contacted").GetBoolean(), rating.Text("resolution"), rating.Text("satisfaction")), Is.EqualTo((true, "Solved", "Satisfied")));
        await Expect(call.Page.Locator(".toast")).ToContainTextAsync("已办结");
        await _hotline.SettleAsync();
        Assert.That(await SatisfiedAsync(), Is.EqualTo(before + 1));
        review.WasQuiet();
        call.WasQuiet();
    }

    [Test]
    public async Task Sends_a_reply_back_with_what_is_wrong_and_opens_the_next_by_itself()
    {
        var (first, second) = (await _hotline.Client.ReplyInFullAsync(), await _hotline.Client.ReplyInFullAsync());
        var other = await OpenAsync(_hotline, "/review", who: Who.Supervisor);
        await other.Page.GetByRole(Microsoft.Playwright.AriaRole.Tab, new() { Name = "全部" }).ClickAsync();
        var screen = await OpenAsync(_hotline, "/review", who: Who.Reviewer);
        await screen.TakeNextAsync();
        var opened = screen.Page.Locator(".claim-head a.number");
        await Expect(opened).ToHaveTextAsync(first);
        await Expect(other.Page.Locator(".claim-list tr", new() { HasText = first })).ToContainTextAsync("reviewer", new() { Timeout = 2000 });

        await screen.PressAsync("2");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator(".errors")).ToContainTextAsync("退回原因");
        await screen.PressAsync("2");
        await screen.PressAsync("3");
        await screen.PressAsync("4");
        await screen.PressAsync("4");
        await screen.Page.Locator("#review-form-note").FillAsync("请补充现场照片");
        await screen.PressAsync("Control+Enter");
        await Expect(opened).ToHaveTextAsync(second);
        await screen.SeeFormAsync();
        var returned = (await _hotline.Client.ReadTimelineAsync(first)).Last(entry => entry.Text("type") == "ReviewReturned");
        Assert.That(returned.GetProperty("data").List("defects").Select(defect => defect.GetString()), Is.EqualTo(new[] { "OffThePoint", "NoEvidence" }));
        Assert.That((await _hotline.Client.ReadAsync(first)).Text("status"), Is.EqualTo("InProgress"));

        await screen.Page.Locator("#review-form-note").FillAsync("还没有写完");
        await _hotline.Client.DoAsync(Who.ShiftLeader, second, "remind", new { source = "Hotline" });
        await Expect(screen.Page.Locator(".claim-work [role=status].note")).ToContainTextAsync("shift-leader");
        await Expect(screen.Page.Locator("#review-form-note")).ToHaveValueAsync("还没有写完");
        await screen.Page.Locator("#claim-open").FocusAsync();
        await screen.PressAsync("r");
        await Expect(screen.Page.Locator(".toast")).ToContainTextAsync([new System.Text.RegularExpressions.Regex("释放")]);
        Assert.That((await _hotline.Client.ReadAsync(second)).Text("claimedBy"), Is.Null);
        screen.WasQuiet();
    }

    [TestCase("zh-CN", 1366, false)]
    [TestCase("zh-CN", 390, true)]
    [TestCase("en", 1366, true)]
    [TestCase("en", 390, false)]
    public async Task Is_for_everybody(string language, int width, bool dark)
    {
        var number = await _hotline.Client.ReplyInFullAsync();
        var screen = await OpenAsync(_hotline, "/review", width, width == 390 ? 844 : 768, dark, language, who: Who.Supervisor);
        await screen.SeeNoBarrierAsync("the list");
        await screen.TakeNextAsync();
        await Expect(screen.Page.Locator(".claim-head a.number")).ToHaveTextAsync(number);
        await screen.PressAsync("2");
        await Expect(screen.Page.Locator("#review-form-defects")).ToBeVisibleAsync();
        await screen.SeeNoBarrierAsync("a reply");
        await Expect(screen.Page.Locator(".claim-actions")).ToContainTextAsync(language == "en" ? "Release" : "释放");
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, "nothing is cut off");
        screen.WasQuiet();
    }

    private static async Task<decimal> SatisfiedAsync() =>
        (await _hotline.Client.GetAsync("/api/scorecards/2025Q3")).GetProperty("satisfaction").GetProperty("numerator").GetDecimal();
}
