using System.Text;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>管理: accounts and the versions of the configuration, each change seen before it holds and kept in a log.</summary>
public sealed class TheAdminDesk : BrowserTest
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Makes_an_account_that_signs_in_once_with_what_was_shown_and_chooses_its_own()
    {
        var admin = await OpenAsync(_hotline, "/admin", who: Who.Administrator);
        await admin.PressAsync("n");
        await admin.Page.Locator("#account-login").FillAsync("wang.li");
        await admin.Page.Locator("dialog button.primary").ClickAsync();
        await Expect(admin.Page.Locator("dialog .errors")).ToBeVisibleAsync();
        await admin.Page.Locator("#account-displayName").FillAsync("王丽");
        await admin.Page.Locator("#account-unit").SelectOptionAsync("ecology");
        await admin.Page.Locator("input[name=role-Handler]").CheckAsync();
        await admin.Page.Locator("dialog button.primary").ClickAsync();
        var password = await admin.Told("one-time").InnerTextAsync();
        await Expect(admin.Page.Locator("[aria-labelledby=user-log]")).ToContainTextAsync("wang.li");

        var screen = await OpenAsync(_hotline, "/sign-in", island: false);
        await SignInAsync(screen, "wang.li", password);
        await Expect(screen.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/password"));
        await screen.Page.Locator("#old").FillAsync(password);
        await screen.Page.Locator("#new").FillAsync("Her own 2025 words");
        await screen.Page.Locator("#again").FillAsync("Her own 2025 words");
        await screen.Page.Locator("button.primary").ClickAsync();
        await Expect(screen.Page.Locator(".bar-menu")).ToContainTextAsync("王丽");

        await admin.Page.Locator("#field-text").FillAsync("王丽");
        await Expect(admin.Page.Locator("[aria-labelledby=users] tbody tr")).ToHaveCountAsync(1);
        await admin.Page.Locator("[aria-labelledby=users] tbody button.link").ClickAsync();
        await admin.Page.Locator("#account-active").UncheckAsync();
        await admin.Page.Locator("dialog button.primary").ClickAsync();
        await Expect(admin.Page.Locator("[aria-labelledby=users] tbody")).ToContainTextAsync("停用");
        await screen.GoAsync("/", island: false);
        await Expect(screen.Page.Locator("#login")).ToBeVisibleAsync();
        admin.WasQuiet();
    }

    [Test]
    public async Task Imports_a_changed_document_after_showing_what_changes()
    {
        var admin = await OpenAsync(_hotline, "/admin/units", who: Who.Administrator);
        var client = await _hotline.Client.AsAsync(Who.Administrator);
        var units = await client.Http.GetStringAsync(new Uri("/admin/units/file", UriKind.Relative));
        Assert.That(units, Does.Contain("税务局"));

        await UploadAsync(admin, "units.json", units.Replace("\"tax\"", "\"Tax!\"", StringComparison.Ordinal));
        await Expect(admin.Page.Locator(".errors")).ToContainTextAsync("tax");
        await UploadAsync(admin, "units.json", units.Replace("税务局", "税务分局", StringComparison.Ordinal));
        await Expect(admin.Told("preview")).ToContainTextAsync("税务分局");
        await admin.Page.Locator("#zone .primary").ClickAsync();
        await Expect(admin.Page.Locator("#zone .errors")).ToBeVisibleAsync();
        await admin.Page.Locator("#zone-note").FillAsync("机构更名");
        await admin.Page.Locator("#zone .primary").ClickAsync();
        await Expect(admin.Page.Locator("[aria-labelledby=versions] tbody tr").First).ToContainTextAsync("机构更名");
        await Expect(admin.Page.Locator("[aria-labelledby=versions] tbody tr")).ToHaveCountAsync(2);
        Assert.That(await client.Http.GetStringAsync(new Uri("/admin/units/file?version=2", UriKind.Relative)), Does.Contain("税务分局"));
        admin.WasQuiet();
    }

    [Test]
    public async Task Asks_before_a_password_ends_and_tells_the_log_in_words()
    {
        var admin = await OpenAsync(_hotline, "/admin", who: Who.Administrator);
        await admin.PressAsync("n");
        // The hotline itself, once.
        await Expect(admin.Page.Locator("#account-unit option", new() { HasTextString = "热线中心" })).ToHaveCountAsync(1);
        await admin.Page.Locator("#account-login").FillAsync("zhao.min");
        await admin.Page.Locator("#account-displayName").FillAsync("赵敏");
        await admin.Page.Locator("input[name=role-Caller]").CheckAsync();
        await admin.Page.Locator("dialog button.primary").ClickAsync();
        await Expect(admin.Page.Locator("[aria-labelledby=user-log] tbody tr").First).ToContainTextAsync("姓名：赵敏；单位：热线中心；角色：回访员");

        await admin.Page.Locator("[aria-labelledby=users] tbody tr", new() { HasText = "zhao.min" }).Locator("button.link").ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "重置密码" }).ClickAsync();
        // Nothing is locked.
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "解锁" })).ToHaveCountAsync(0);
        await Expect(admin.Page.Locator("dialog[open] p", new() { HasText = "立即失效" })).ToBeVisibleAsync();
        await admin.PressAsync("Escape");
        await Expect(admin.Page.Locator("[aria-labelledby=user-log] tbody tr").First).ToContainTextAsync("新建");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "重置密码" }).ClickAsync();
        await admin.Page.Locator("dialog[open] dialog[open] button.danger").ClickAsync();
        await Expect(admin.Told("one-time")).ToBeVisibleAsync();
        await Expect(admin.Page.Locator("[aria-labelledby=user-log] tbody tr").First).ToContainTextAsync("重置密码");
        admin.WasQuiet();
    }

    [Test]
    public async Task Shows_what_is_in_effect_and_says_mistakes_by_the_heading()
    {
        var admin = await OpenAsync(_hotline, "/admin/catalogue", who: Who.Administrator);
        await Expect(admin.Page.Locator("[aria-labelledby=current] thead")).ToContainTextAsync("主办");
        await Expect(admin.Page.Locator("[aria-labelledby=current] tbody tr").First).ToContainTextAsync("综合执法局");
        var client = await _hotline.Client.AsAsync(Who.Administrator);
        var rules = await client.Http.GetStringAsync(new Uri("/admin/catalogue/file", UriKind.Relative));
        await UploadAsync(admin, "catalogue.csv", rules.Replace("urban-enforcement", "nobody", StringComparison.Ordinal));
        await Expect(admin.Page.Locator(".errors")).ToContainTextAsync("第 2 行 主办 没有承办单位“nobody”");
        await UploadAsync(admin, "catalogue.csv", rules.Replace("urban-enforcement", "纪工委", StringComparison.Ordinal));
        await Expect(admin.Told("preview")).ToContainTextAsync("纪工委");
        foreach (var kind in new[] { "units", "profile", "scheme", "phrases" })
        {
            await admin.GoAsync($"/admin/{kind}");
            await Expect(admin.Page.Locator("[aria-labelledby=current] tbody tr").First).ToBeVisibleAsync();
        }
    }

    [Test]
    public async Task Shows_what_a_notice_would_change_in_the_calendar()
    {
        var admin = await OpenAsync(_hotline, "/admin/calendar?year=2025", who: Who.Administrator);
        await Expect(admin.Page.Locator(".year .off").First).ToBeVisibleAsync();
        await UploadAsync(admin, "calendar.json", """[{"date":"2025-12-24","name":"园区活动日","isOffDay":true}]""");
        await Expect(admin.Told("preview")).ToContainTextAsync("2025-12-24");
        await admin.Page.Locator("[aria-labelledby=recount] button").ClickAsync();
        await Expect(admin.Told("recount")).ToContainTextAsync("0");
        admin.WasQuiet();
    }

    [Test]
    public async Task Tries_a_catalogue_on_the_cases_of_a_period()
    {
        var admin = await OpenAsync(_hotline, "/admin/catalogue", who: Who.Administrator);
        var client = await _hotline.Client.AsAsync(Who.Administrator);
        var rules = await client.Http.GetStringAsync(new Uri("/admin/catalogue/file", UriKind.Relative));
        await UploadAsync(admin, "catalogue.csv", rules.Replace("ecology", "discipline", StringComparison.Ordinal));
        await admin.Page.Locator("#field-period").FillAsync("2025Q3");
        await admin.Page.Locator(".simulate button").ClickAsync();
        await Expect(admin.Told("simulated")).ToContainTextAsync("2025Q3");
    }

    [TestCase(1366, false, "zh-CN")]
    [TestCase(390, true, "en")]
    public async Task Has_no_barrier(int width, bool dark, string language)
    {
        var screen = await OpenAsync(_hotline, "/admin", width, 844, dark, language, who: Who.Administrator);
        foreach (var path in new[] { "/admin", "/admin/units", "/admin/catalogue", "/admin/calendar", "/admin/phrases", "/admin/scheme", "/admin/poison" })
        {
            await screen.GoAsync(path);
            await screen.SeeNoBarrierAsync(path);
            Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, $"{path} fits {width}");
        }

        screen.WasQuiet();
    }

    private static Task UploadAsync(Screen screen, string name, string content) => screen.Page.Locator("#zone-file").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(content) });

    private static async Task SignInAsync(Screen screen, string login, string password)
    {
        await screen.Page.Locator("#login").FillAsync(login);
        await screen.Page.Locator("#password").FillAsync(password);
        await screen.Page.Locator("button.primary").ClickAsync();
    }
}
