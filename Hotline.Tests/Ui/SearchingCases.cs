using System.Text.RegularExpressions;
using System.Net.Http.Json;
using System.Text;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>工单查询: finds what is in sight, by what is typed, and hands it out as a sheet.</summary>
public sealed class SearchingCases : BrowserTest
{
    private static readonly Who Agent = new("agent", null, "Agent");
    private static readonly Who Tax = new("tax-handler", "tax", "Handler");

    private static HotlineApplication _hotline = null!;
    private static string _noise = "";
    private static string _invoice = "";

    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = HotlineApplication.Start();
        _noise = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        _invoice = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Goes_from_the_bar_to_the_case_or_to_what_begins_so()
    {
        var screen = await OpenAsync(_hotline, "/cases", who: Agent);
        var box = screen.Page.Locator(".bar-search input");
        await box.FillAsync(_noise);
        await box.PressAsync("Enter");
        await screen.Page.WaitForURLAsync($"**/cases/{_noise}");
        await Expect(screen.Page.Locator("h1")).ToContainTextAsync(ACase.OfNoise.Title!);
        await box.FillAsync("250916");
        await box.PressAsync("Enter");
        await screen.Page.WaitForURLAsync("**/cases?number=250916");
        await Expect(screen.Page.Locator("#find-number")).ToHaveValueAsync("250916");
        await Expect(screen.Page.Locator(".grid tbody tr")).ToHaveCountAsync(2);
        // A telephone number never stands in an address.
        await box.FillAsync("19900000000");
        await box.PressAsync("Enter");
        await screen.Page.WaitForURLAsync("**/cases?unread=1");
        await Expect(screen.Told("unread")).ToContainTextAsync("不是工单号");
        // As people tell it who know the day by heart.
        await box.FillAsync(_noise[7..13]);
        await box.PressAsync("Enter");
        await screen.Page.WaitForURLAsync("**/cases?number=*");
        await Expect(screen.Page.Locator("#find-number")).ToHaveValueAsync(_noise[7..13]);
        await Expect(screen.Page.Locator(".grid tbody tr")).ToHaveCountAsync(1);
        await box.FillAsync("000999");
        await box.PressAsync("Enter");
        await Expect(screen.Told("count")).ToContainTextAsync("共 0 件");
    }

    [Test]
    public async Task Comes_back_to_what_was_looked_for()
    {
        var screen = await OpenAsync(_hotline, "/cases", who: Who.Leader);
        await screen.Page.Locator("#find-channel").SelectOptionAsync(new SelectOptionValue { Label = "电话" });
        await screen.Page.Locator("#find-words").FillAsync("发票");
        await screen.Page.Locator("#find button[type=submit]").ClickAsync();
        await Expect(screen.Page.Locator(".grid tbody tr")).ToHaveCountAsync(1);
        await Expect(screen.Page.Locator(".grid tbody tr")).ToContainTextAsync(_invoice);
        await Expect(screen.Page).ToHaveURLAsync(new Regex(@"/cases\?channel=Phone$"));
        await screen.Page.Locator(".grid tbody tr [data-open]").ClickAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Regex($"/cases/{_invoice}$"));
        await screen.Page.GoBackAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Regex(@"/cases\?channel=Phone$"));
        await Expect(screen.Page.Locator("#find-channel")).ToHaveValueAsync(await ValueOfAsync(screen, "电话"));
        screen.WasQuiet();
    }

    private static async Task<string> ValueOfAsync(Screen screen, string label) =>
        (await screen.Page.Locator("#find-channel option", new() { HasTextString = label }).GetAttributeAsync("value"))!;

    [Test]
    public async Task Finds_by_telephone_without_an_address_and_opens_with_Enter()
    {
        var screen = await OpenAsync(_hotline, "/cases", who: Agent);
        var rows = screen.Page.Locator(".grid tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await screen.Page.Locator("#find-number").FillAsync("19900000001");
        await screen.PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(1);
        Assert.That(screen.Page.Url, Does.EndWith("/cases"));
        await rows.First.FocusAsync();
        await screen.PressAsync("Enter");
        await screen.Page.WaitForURLAsync($"**/cases/{_invoice}");
        screen.WasQuiet();
    }

    [Test]
    public async Task Narrows_by_unit_and_says_when_there_is_nothing()
    {
        var screen = await OpenAsync(_hotline, "/cases", who: Who.Leader);
        await screen.Page.Locator("#find-unit").FocusAsync();
        await screen.TypeAsync("税务");
        await Expect(screen.Page.Locator("#find-unit-list [role=option]").First).ToHaveAttributeAsync("aria-selected", "true");
        await screen.PressAsync("Enter");
        await screen.Page.Locator("#find button[type=submit]").ClickAsync();
        await Expect(screen.Page.Locator(".grid tbody tr")).ToHaveCountAsync(1);
        await Expect(screen.Page.Locator(".grid tbody tr")).ToContainTextAsync(_invoice);
        await screen.Page.Locator("#find-status").SelectOptionAsync(new SelectOptionValue { Label = "作废" });
        await screen.Page.Locator("#find button[type=submit]").ClickAsync();
        await Expect(screen.Told("count")).ToContainTextAsync("共 0 件");
        await screen.Page.Locator("#find-number").FillAsync("2509");
        await screen.Page.Locator("#find button[type=submit]").ClickAsync();
        await Expect(screen.Page.Locator("#find-number-error")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Shows_a_unit_nothing_but_its_own()
    {
        var screen = await OpenAsync(_hotline, "/cases", who: Tax);
        var rows = screen.Page.Locator(".grid tbody tr");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync(_invoice);
        await Expect(screen.Page.Locator("#find-unit")).ToHaveCountAsync(0);
        await screen.Page.Locator("#find-number").FillAsync(_noise);
        await screen.PressAsync("Enter");
        await Expect(screen.Told("count")).ToContainTextAsync("共 0 件");
    }

    [Test]
    public async Task Saves_what_was_found_as_a_sheet()
    {
        var screen = await OpenAsync(_hotline, "/cases", who: Who.Dispatcher);
        var download = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Page.GetByRole(AriaRole.Button, new() { Name = "导出 CSV" }).ClickAsync());
        Assert.That(download.SuggestedFilename, Is.EqualTo("工单-2025-09-16.csv"));
        using var answer = new HttpRequestMessage(HttpMethod.Post, "/api/cases/export") { Content = JsonContent.Create(new { channel = "Phone" }) };
        await _hotline.Client.SignAsync(answer, Who.Dispatcher);
        using var response = await _hotline.Client.Http.SendAsync(answer);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That(bytes[..3], Is.EqualTo(Encoding.UTF8.GetPreamble()));
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[0], Does.StartWith("工单号,状态,"));
            Assert.That(lines.Skip(1).Select(line => line.Split(',')[0]), Is.EqualTo(new[] { _invoice, _noise }));
            Assert.That(string.Concat(lines), Does.Not.Contain("1990000").And.Not.Contain("甲").And.Not.Contain(ACase.OfNoise.Title!));
            Assert.That(await File.ReadAllBytesAsync((await download.PathAsync())!), Is.EqualTo(bytes));
        }
    }

    [TestCase(1366, false)]
    [TestCase(1366, true)]
    [TestCase(390, false)]
    [TestCase(390, true)]
    public async Task Has_no_barriers(int width, bool dark)
    {
        var screen = await OpenAsync(_hotline, "/cases", width: width, dark: dark, who: Who.ShiftLeader);
        await screen.SeeNoBarrierAsync($"search {width} {(dark ? "dark" : "light")}");
        Assert.That(
            await screen.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.LessThanOrEqualTo(0), "nothing to scroll sideways");
        var folder = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "TestResults"));
        await screen.Page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder.FullName, $"search-{width}-{(dark ? "dark" : "light")}.png") });
        screen.WasQuiet();
    }
}
