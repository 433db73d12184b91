using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Hotline.Accounts;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>工单: what a case shows to whom, what may be done there, and that others' steps reach it without taking anything from anybody.</summary>
public sealed partial class TheCasePage : BrowserTest
{
    private static readonly Who Tax = new("tax-handler", "tax", "Handler");

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Shows_all_there_is_before_any_script_and_masks_the_requester()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var (status, page) = await GetAsync(Who.Supervisor, $"/cases/{number}");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        using (Assert.EnterMultipleScope())
        {
            foreach (var shown in new[] { number, ACase.OfNoise.Title!, ACase.OfNoise.Content!, "主办", "签收时限", "为什么是这个时间", "流转记录", "按派单目录自动派单", "已历时", "199****0000", "甲**", "查看记录" })
            {
                Assert.That(page, Does.Contain(shown));
            }

            Assert.That(page, Does.Not.Contain("19900000000").And.Not.Contain("甲某"));
        }
    }

    [Test]
    public async Task Of_another_unit_is_not_there_like_one_that_nobody_has()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var nobodys = CaseNumber.Make(new DateOnly(2025, 9, 16), 999_999);
        foreach (var print in new[] { "", "/print" })
        {
            var others = await GetAsync(Tax, $"/cases/{number}{print}");
            var missing = await GetAsync(Tax, $"/cases/{nobodys}{print}");
            var nonsense = await GetAsync(Tax, $"/cases/nothing{print}");
            Assert.That((others.Status, missing.Status, nonsense.Status), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
            Assert.That(others.Page, Is.EqualTo(missing.Page).And.EqualTo(nonsense.Page));
            Assert.That((await GetAsync(Who.Ecology, $"/cases/{number}{print}")).Status, Is.EqualTo(HttpStatusCode.OK), "its own");
        }
    }

    [Test]
    public async Task Does_nothing_any_more_for_an_account_that_was_disabled_while_its_page_was_open()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var screen = await OpenAsync(_hotline, $"/cases/{number}", who: new Who("leaver", null, "Agent"));
        await screen.Told("reveal").ClickAsync();
        await screen.Page.Locator("#reveal-reason").FillAsync("离开之前");
        var account = await _hotline.Services.GetRequiredService<ListAccounts>().ReadAsync("leaver", CancellationToken.None);
        await _hotline.Services.GetRequiredService<ChangeAccount>().ExecuteAsync(
            "leaver",
            account.Version,
            new ChangeAccount.Command { DisplayName = account.DisplayName, Roles = account.Roles, Active = false },
            Actor.System,
            CancellationToken.None);
        await screen.Page.Locator("#reveal button[type=submit]").ClickAsync();
        await Expect(screen.Page.Locator("#login")).ToBeVisibleAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Regex("/sign-in"));
        var looks = await _hotline.Services.GetRequiredService<RevealRequester>().ListAsync(
            number, new Actor("leader") { Roles = [Role.Supervisor] }, null, 10, CancellationToken.None);
        Assert.That(looks.Items, Is.Empty);
    }

    [Test]
    public async Task Takes_a_step_by_its_key_and_says_so()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var screen = await OpenAsync(_hotline, $"/cases/{number}", who: Who.Ecology);
        await OpenStepAsync(screen, "sign", byKey: true);
        await SubmitAsync(screen);
        await Expect(screen.Page.Locator(".case-said")).ToContainTextAsync("已办理“签收”");
        await Expect(screen.Page.Locator(".case-said")).ToBeFocusedAsync();
        await Expect(screen.Page.Locator("[aria-labelledby=case-units]")).ToContainTextAsync("办理中");
        await Expect(screen.Page.Locator(".timeline")).ToContainTextAsync("签收");
        screen.WasQuiet();
    }

    [Test]
    public async Task Hears_of_others_and_takes_no_step_on_what_was_not_seen()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await _hotline.Client.DoAsync(Who.Ecology, number, "sign", new { assignment = 1 });
        var screen = await OpenAsync(_hotline, $"/cases/{number}", who: Who.Ecology);
        var other = await OpenAsync(_hotline, $"/cases/{number}", who: Who.Dispatcher);
        await Expect(screen.Told("others")).ToHaveTextAsync("也在查看：dispatcher");
        await OpenStepAsync(screen, "note");
        var words = screen.Page.Locator(".case-form textarea");
        await words.FillAsync("已到现场核查，责令停工。");

        await _hotline.Client.DoAsync(Who.Dispatcher, number, "add-support", new { unit = "urban-enforcement", reason = "联合执法" });
        await Expect(screen.Told("news")).ToContainTextAsync("刚刚更新：加派协办");
        await Expect(other.Page.Locator("[aria-labelledby=case-units]")).ToContainTextAsync("综合执法局");
        await Expect(screen.Told("changed")).ToContainTextAsync("加派协办");
        await Expect(words).ToHaveValueAsync("已到现场核查，责令停工。");

        // Sent without a look at the line: refused, and shown.
        await SubmitAsync(screen);
        var note = screen.Page.Locator(".case-form form .note-stale");
        await Expect(note).ToContainTextAsync("加派协办");
        await Expect(words).ToHaveValueAsync("已到现场核查，责令停工。");
        Assert.That(await _hotline.Client.TypesAsync(number), Does.Not.Contain("HandlingNoted"));
        await note.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(screen.Page.Locator(".case-said")).ToContainTextAsync("已办理");
        await Expect(screen.Page.Locator(".timeline")).ToContainTextAsync("已到现场核查，责令停工。");

        // Seen and said so: taken at once.
        await OpenStepAsync(screen, "note");
        await words.FillAsync("夜间复查，未见施工。");
        await _hotline.Client.DoAsync(Who.Dispatcher, number, "add-support", new { unit = "market-regulation", reason = "联合检查" });
        await screen.Told("changed").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(screen.Told("changed")).ToHaveCountAsync(0);
        await SubmitAsync(screen);
        await Expect(screen.Page.Locator(".timeline")).ToContainTextAsync("夜间复查，未见施工。");
        screen.WasQuiet();
    }

    [Test]
    public async Task Shows_the_requester_for_a_reason_that_is_kept()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var screen = await OpenAsync(_hotline, $"/cases/{number}", who: Who.Caller);
        await screen.Told("reveal").ClickAsync();
        await screen.Page.Locator("#reveal button[type=submit]").ClickAsync();
        await Expect(screen.Page.Locator("#reveal-reason-error")).ToBeVisibleAsync();
        await Expect(screen.Told("requester")).Not.ToContainTextAsync("19900000000");
        await screen.Page.Locator("#reveal-reason").FillAsync("核对回访号码");
        await screen.PressAsync("Enter");
        await Expect(screen.Told("requester")).ToContainTextAsync("19900000000");
        await Expect(screen.Told("looked")).ToContainTextAsync("已记录");
        await Expect(screen.Page.Locator(".access-log")).ToHaveCountAsync(0);

        var leader = await OpenAsync(_hotline, $"/cases/{number}", who: Who.Supervisor);
        await Expect(leader.Told("reveal")).ToHaveCountAsync(0);
        await leader.Page.Locator(".access-log summary").ClickAsync();
        await Expect(leader.Told("looks")).ToContainTextAsync("核对回访号码");
        await Expect(leader.Told("looks")).ToContainTextAsync("127.0.0.1");
    }

    [Test]
    public async Task Takes_files_in_shows_them_and_says_which_it_refuses()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var screen = await OpenAsync(_hotline, $"/cases/{number}", who: Who.Ecology);
        await screen.Page.Locator("#case-upload").SetInputFilesAsync(
        [
            new FilePayload { Name = "现场.png", MimeType = "image/png", Buffer = SomeFiles.Png },
            new FilePayload { Name = "图.svg", MimeType = "image/svg+xml", Buffer = SomeFiles.Svg },
            new FilePayload { Name = "通话.wav", MimeType = "audio/wav", Buffer = SomeFiles.Wav },
        ]);
        var files = screen.Page.Locator(".case-files li");
        await Expect(files).ToHaveCountAsync(2);
        await Expect(screen.Page.Locator(".upload-refused")).ToContainTextAsync("图.svg");
        await Expect(files.First.Locator("img")).ToHaveAttributeAsync("alt", "现场.png");
        await Expect(files.Nth(1).Locator("audio")).ToHaveCountAsync(1);
        await files.First.GetByRole(AriaRole.Button, new() { Name = "移除" }).ClickAsync();
        await screen.Page.Locator("#remove button[type=submit]").ClickAsync();
        await Expect(files).ToHaveCountAsync(1);
        await Expect(screen.Page.Locator(".timeline")).ToContainTextAsync("附件 1");
    }

    [Test]
    public async Task Prints_an_ordinary_case_on_one_sheet()
    {
        var number = await FinishedAsync();
        var screen = await OpenAsync(_hotline, $"/cases/{number}/print", island: false, who: Who.ShiftLeader);
        var order = screen.Page.Locator(".order");
        foreach (var said in new[] { number, "甲**", "199****0000", "已责令停止夜间施工。", "是否满意：满意", "打印人 shift-leader" })
        {
            await Expect(order).ToContainTextAsync(said);
        }

        await screen.SeeNoBarrierAsync("print");
        Keep("print.png", await screen.Page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true }));
        var sheet = await screen.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });
        Keep("print.pdf", sheet);
        Assert.That(SheetOfPaper().Count(Encoding.Latin1.GetString(sheet)), Is.EqualTo(1));
    }

    [TestCase(1366, false)]
    [TestCase(1366, true)]
    [TestCase(390, false)]
    [TestCase(390, true)]
    public async Task Has_no_barriers(int width, bool dark)
    {
        var number = await FinishedAsync();
        var screen = await OpenAsync(_hotline, $"/cases/{number}", width: width, dark: dark, who: Who.ShiftLeader);
        Keep($"case-{width}-{(dark ? "dark" : "light")}.png", await screen.Page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true }));
        await screen.SeeNoBarrierAsync($"case {width} {(dark ? "dark" : "light")}");
        Assert.That(
            await screen.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.LessThanOrEqualTo(0), "nothing to scroll sideways");
        screen.WasQuiet();
    }

    private static async Task<string> FinishedAsync()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await _hotline.Client.BringToCallbackAsync(number);
        await _hotline.Client.StepAsync(number, "callback", new { reached = true, contacted = true, resolution = "Solved", satisfaction = "Satisfied" });
        return number;
    }

    // As it was seen, for whoever looks through the results.
    private static void Keep(string name, byte[] content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "TestResults"));
        File.WriteAllBytes(Path.Combine(folder.FullName, name), content);
    }

    private static async Task OpenStepAsync(Screen screen, string step, bool byKey = false)
    {
        var button = screen.Page.Locator($"[data-step={step}]");
        if (byKey)
        {
            await screen.PressAsync(await button.Locator("kbd").InnerTextAsync());
        }
        else
        {
            await button.ClickAsync();
        }

        await Expect(screen.Page.Locator(".case-form")).ToBeVisibleAsync();
    }

    private static Task SubmitAsync(Screen screen) => screen.Page.Locator(".case-form form button[type=submit]").ClickAsync();

    private static async Task<(HttpStatusCode Status, string Page)> GetAsync(Who who, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        await _hotline.Client.SignAsync(request, who);
        using var response = await _hotline.Client.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex SheetOfPaper();
}
