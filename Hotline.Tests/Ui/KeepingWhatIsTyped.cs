using Hotline.Contracts.Cases;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>What somebody has typed at a desk stays, whatever is opened, taken away or clicked before it is sent.</summary>
public sealed class KeepingWhatIsTyped : BrowserTest
{
    private static readonly Who Tax = new("tax-handler", "tax", "Handler");

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task At_the_review_desk_also_when_the_claim_is_taken_away_under_it()
    {
        var (first, second) = (await _hotline.Client.ReplyInFullAsync(), await _hotline.Client.ReplyInFullAsync());
        foreach (var number in new[] { first, second })
        {
            await _hotline.Client.DoAsync(Who.Reviewer, number, "claim", new { });
        }

        var screen = await OpenAsync(_hotline, "/review", who: Who.Reviewer);
        var note = screen.Page.Locator(".check-act .lane:not([hidden]) textarea");
        await OpenRowAsync(screen, first);
        await note.FillAsync("缺少现场照片");
        await OpenRowAsync(screen, second);
        await Expect(note).ToHaveValueAsync("");
        await Expect(screen.Told("held")).ToContainTextAsync(first);
        // The keys are those of the form in sight.
        await screen.Page.Locator("#claim-open").FocusAsync();
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator(".check-act .lane:not([hidden]) .errors")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator(".check-act .lane[hidden] .errors")).ToHaveCountAsync(0);

        await screen.Told("held").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(screen.Page.Locator(".claim-head a.number")).ToHaveTextAsync(first);
        await Expect(note).ToHaveValueAsync("缺少现场照片");
        await Expect(screen.Told("held")).ToHaveCountAsync(0);

        await _hotline.Client.DoAsync(Who.ShiftLeader, first, "release", new { });
        await Expect(screen.Told("kept")).ToBeVisibleAsync();
        await Expect(note).ToHaveValueAsync("缺少现场照片");
        await screen.Page.Locator("#claim-open").FocusAsync();
        await screen.PressAsync("c");
        await Expect(screen.Told("kept")).ToHaveCountAsync(0);
        await screen.PressAsync("1");
        await screen.PressAsync("Control+Enter");
        // Whose it was in between, the person has not seen yet.
        await Expect(screen.Page.Locator(".check-act .note-stale[role=alert]")).ToContainTextAsync("shift-leader");
        await screen.PressAsync("Control+Enter");
        await _hotline.WaitUntilAsync(first, "AwaitingCallback");
        var passed = (await _hotline.Client.ReadTimelineAsync(first)).Last(entry => entry.Text("type") == "ReviewPassed");
        Assert.That(passed.GetProperty("text").Text("internalNote"), Is.EqualTo("缺少现场照片"));
        screen.WasQuiet();
    }

    [Test]
    public async Task At_the_dispatch_desk_and_the_browser_asks_before_it_leaves()
    {
        var (first, second) = (await WaitingAsync(), await WaitingAsync());
        var screen = await OpenAsync(_hotline, "/dispatch", who: Who.Dispatcher);
        var asked = new List<string>();
        screen.Page.Dialog += async (_, dialog) =>
        {
            asked.Add(dialog.Type);
            await dialog.DismissAsync();
        };
        var note = screen.Page.Locator(".step:not([hidden]) input[name=note]");
        await screen.Page.Locator("tbody tr", new PageLocatorOptions { HasText = first }).Locator("[data-open]").ClickAsync();
        await Expect(screen.Page.Locator(".brief")).ToContainTextAsync(first);
        // Nothing typed, nothing held: the proposal is the desk's.
        await Expect(screen.Told("foreseen")).ToContainTextAsync("办结时限");
        await screen.Page.Locator("tbody tr", new PageLocatorOptions { HasText = second }).Locator("[data-open]").ClickAsync();
        await Expect(screen.Page.Locator(".brief")).ToContainTextAsync(second);
        await Expect(screen.Told("held")).ToHaveCountAsync(0);

        await note.FillAsync("先电话核实");
        await screen.Page.Locator("tbody tr", new PageLocatorOptions { HasText = first }).Locator("[data-open]").ClickAsync();
        await Expect(screen.Told("held")).ToContainTextAsync(second);
        await Expect(note).ToHaveValueAsync("");
        await screen.Page.Locator("header a[href='/']").First.ClickAsync();
        await Eventually.SeeAsync(() => Task.FromResult(asked.ToArray()), types => types is ["beforeunload"], "the browser asks");
        await Expect(screen.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/dispatch$"));

        await screen.Told("held").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(note).ToHaveValueAsync("先电话核实");
        await Expect(screen.Page.Locator(".step:not([hidden]) [data-listens]")).ToBeAttachedAsync();
        await screen.PressAsync("Control+Enter");
        await _hotline.WaitUntilAsync(second, "InProgress");
        await Expect(screen.Page.Locator("[data-unsaved], [data-typed]")).ToHaveCountAsync(0);
        await screen.Page.Locator("header a[href='/']").First.ClickAsync();
        await Expect(screen.Page).ToHaveURLAsync(screen.Address.ToString());
        Assert.That(asked, Has.Count.EqualTo(1), "nothing was unsaved any more");
    }

    [Test]
    public async Task At_the_supervision_desk_from_one_view_to_another()
    {
        string[] numbers = [await OrderedAsync(), await OrderedAsync()];
        var screen = await OpenAsync(_hotline, "/supervision", who: Who.Supervisor);
        await screen.Page.GetByRole(AriaRole.Tab).Nth(1).ClickAsync();
        var note = screen.Page.Locator(".step:not([hidden]) textarea");
        await screen.Page.Locator("tbody tr", new PageLocatorOptions { HasText = numbers[0] }).Locator("[data-open]").ClickAsync();
        await note.FillAsync("核实后再定");
        await screen.Page.Locator("tbody tr", new PageLocatorOptions { HasText = numbers[1] }).Locator("[data-open]").ClickAsync();
        await Expect(screen.Page.Locator(".brief")).ToContainTextAsync(numbers[1]);
        await Expect(note).ToHaveValueAsync("");
        await screen.Page.GetByRole(AriaRole.Tab).Nth(2).ClickAsync();
        await Expect(screen.Told("held")).ToContainTextAsync(numbers[0]);
        await screen.Told("held").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(screen.Page.Locator(".brief")).ToContainTextAsync(numbers[0]);
        await Expect(note).ToHaveValueAsync("核实后再定");
        screen.WasQuiet();
    }

    private static async Task OpenRowAsync(Screen screen, string number)
    {
        await screen.Page.Locator(".claim-list [data-open]", new PageLocatorOptions { HasText = number }).ClickAsync();
        await Expect(screen.Page.Locator(".claim-head a.number")).ToHaveTextAsync(number);
        await screen.SeeFormAsync();
    }

    private static async Task<string> WaitingAsync()
    {
        // The catalogue proposes, and leaves it to a person.
        var number = await _hotline.RegisterAsync(ACase.OfNoise with { Category = "C9903" });
        await Eventually.SeeAsync(() => _hotline.Client.TypesAsync(number), types => types.Contains(nameof(CaseLeftToDispatcher)), $"{number} waits for a dispatcher");
        return number;
    }

    private static async Task<string> OrderedAsync()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
        await _hotline.Client.DoAsync(Who.Supervisor, number, "supervise", new { requirement = "限期答复" });
        await _hotline.Client.DoAsync(Tax, number, "supervision-report", new { supervision = 1, text = "已答复企业" });
        return number;
    }
}
