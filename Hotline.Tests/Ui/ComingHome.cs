using System.Net;
using Hotline.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>Signing in, where one begins, what one is told, and one's own account.</summary>
public sealed class ComingHome : BrowserTest
{
    private static readonly Who Tax = new("tax-handler", "tax", "Handler");

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Begins_at_the_one_desk_or_among_several()
    {
        var admin = await OpenAsync(_hotline, "/", who: Who.Administrator, island: false);
        await Expect(admin.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/admin$"));
        var everybody = await OpenAsync(_hotline, "/", who: new Who("jack", null, "ShiftLeader", "Leader", "Dispatcher"), island: false);
        await Expect(everybody.Page.Locator("h1")).Not.ToBeEmptyAsync();
        everybody.WasQuiet();
    }

    [Test]
    public async Task Opens_a_desk_by_its_number()
    {
        var dispatcher = await OpenAsync(_hotline, "/", who: new Who("jill", null, "ShiftLeader", "Dispatcher"));
        await dispatcher.PressAsync("?");
        await Expect(dispatcher.Page.Locator("dialog[open] table")).ToContainTextAsync("派单");
        await dispatcher.PressAsync("Escape");
        await dispatcher.PressAsync("2");
        await Expect(dispatcher.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/dispatch$"));
    }

    [Test]
    public async Task Tells_people_what_is_theirs_and_nobody_else()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise);
        await _hotline.WaitUntilAsync(number, "InProgress");
        await _hotline.SettleAsync();
        var screen = await OpenAsync(_hotline, "/inbox", who: Who.Ecology);
        var bell = screen.Page.Locator(".bar-unread");
        await Expect(bell).ToHaveTextAsync("1");
        await Expect(screen.Page.Locator("tbody tr")).ToContainTextAsync(ACase.OfNoise.Title!);
        await Expect(screen.Page.Locator("tbody tr a")).ToHaveAttributeAsync("href", "/cases/" + number);

        // By keyboard: into the list, select, mark.
        await screen.Page.Locator("tbody tr").FocusAsync();
        await screen.PressAsync(" ");
        await Expect(screen.Page.Locator("tbody tr[aria-selected=true]")).ToHaveCountAsync(1);
        await screen.PressAsync("r");
        await Expect(screen.Page.Locator("tbody tr")).ToHaveCountAsync(0);
        await screen.PressAsync("a");
        await Expect(screen.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await screen.GoAsync("/inbox");
        await Expect(bell).ToHaveCountAsync(0);
        screen.WasQuiet();

        var other = await OpenAsync(_hotline, "/inbox", who: Tax);
        await Expect(other.Page.Locator("tbody tr")).ToHaveCountAsync(0);
    }

    [TestCase("Handler@ecology", "tax-handler", "tax", "Handler")]
    [TestCase("UnitHead@tax", "tax-handler", "tax", "Handler")]
    [TestCase("Supervisor", "tax-handler", "tax", "Handler")]
    [TestCase("Digest", "reviewer", null, "Reviewer")]
    [TestCase("Handler@ecology", "supervisor", null, "Supervisor")]
    [TestCase("Dispatcher", "supervisor", null, "Supervisor")]
    public async Task Refuses_an_inbox_of_others(string recipient, string login, string? unit, string role)
    {
        var client = await _hotline.Client.AsAsync(new Who(login, unit, role));
        using var response = await client.Http.GetAsync(new Uri("/api/inbox?recipient=" + recipient, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Makes_a_token_that_is_shown_once_and_revokes_it()
    {
        var screen = await OpenAsync(_hotline, "/account", who: Who.Supervisor);
        await screen.Page.Locator("#token-name").FillAsync("月报脚本");
        await screen.Page.Locator("#token .primary").ClickAsync();
        var secret = await screen.Told("secret").InnerTextAsync();
        using var script = _hotline.Client.Stranger();
        script.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        Assert.That((await script.GetAsync(new Uri("/api/me", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        var row = screen.Page.Locator("tbody tr", new() { HasText = "月报脚本" });
        await row.Locator("button.danger").First.ClickAsync();
        await screen.Page.Locator("dialog[open] button.danger").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        Assert.That((await script.GetAsync(new Uri("/api/me", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        await screen.GoAsync("/account");
        await Expect(screen.Told("secret")).ToHaveCountAsync(0);
        screen.WasQuiet();
    }

    [TestCase(1366, false, "zh-CN")]
    [TestCase(390, true, "en")]
    public async Task Has_no_barrier(int width, bool dark, string language)
    {
        var stranger = await OpenAsync(_hotline, "/sign-in", width, 844, dark, language, island: false);
        await stranger.SeeNoBarrierAsync("/sign-in");
        var screen = await OpenAsync(_hotline, "/", width, 844, dark, language, island: false, who: Who.ShiftLeader);
        await screen.SeeNoBarrierAsync("/");
        await screen.GoAsync("/account/password", island: false);
        await screen.SeeNoBarrierAsync("/account/password");
        foreach (var path in new[] { "/inbox", "/account" })
        {
            await screen.GoAsync(path);
            await screen.SeeNoBarrierAsync(path);
        }

        screen.WasQuiet();
        stranger.WasQuiet();
    }
}
