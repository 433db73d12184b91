using Hotline.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>The components that every desk is made of, by keyboard, in a real browser.</summary>
public sealed class TheKit : BrowserTest
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Finds_by_typing_and_takes_with_Enter_or_Tab()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        var box = screen.Page.Locator("#gallery-category");
        await box.FocusAsync();
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
        await screen.TypeAsync("噪");
        var options = screen.Page.Locator("#gallery-category-list [role=option]");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(box).ToHaveAttributeAsync("aria-activedescendant", "gallery-category-option-0");
        var first = await options.First.GetAttributeAsync("data-text");
        await screen.PressAsync("Enter");
        await Expect(screen.Told("category")).ToHaveTextAsync(first!);
        await Expect(box).ToHaveValueAsync(first!);
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "false");

        await screen.PressAsync("Control+A");
        await screen.TypeAsync("水");
        await Expect(options.First).ToContainTextAsync("水");
        await screen.PressAsync("ArrowDown");
        await Expect(options.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        var second = await options.Nth(1).GetAttributeAsync("data-text");
        await screen.PressAsync("Tab");
        await Expect(screen.Told("category")).ToHaveTextAsync(second!);
        Assert.That(await screen.FocusAsync(), Is.EqualTo("gallery-place"));
        screen.WasQuiet();
    }

    [Test]
    public async Task Takes_what_fits_although_the_typist_was_faster_than_the_search()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await screen.Page.Locator("#gallery-category").FocusAsync();
        await screen.TypeAsync("噪");
        await screen.PressAsync("Tab");
        await Expect(screen.Told("category")).ToContainTextAsync("噪");
        await Expect(screen.Page.Locator("#gallery-category")).ToHaveValueAsync(await screen.Told("category").InnerTextAsync());
    }

    [Test]
    public async Task Leaves_a_list_with_Escape_and_says_when_nothing_fits()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        var box = screen.Page.Locator("#gallery-category");
        await box.FocusAsync();
        await screen.TypeAsync("没有这种事");
        await Expect(screen.Page.Locator(".combobox[data-open] .options-none")).ToHaveTextAsync("没有匹配项");
        await screen.PressAsync("Escape");
        await Expect(box).ToHaveValueAsync("");
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Test]
    public async Task Keeps_a_text_of_ones_own_where_that_may_stand()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await screen.Page.Locator("#gallery-place").FocusAsync();
        await screen.TypeAsync("南三路 18 号东侧");
        await screen.PressAsync("Tab");
        await Expect(screen.Told("place")).ToHaveTextAsync("南三路 18 号东侧");
        await Expect(screen.Page.Locator("#gallery-place")).ToHaveValueAsync("南三路 18 号东侧");
    }

    [Test]
    public async Task Moves_through_rows_and_opens_one_by_keyboard()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        var rows = screen.Page.Locator("table.grid tbody tr");
        await rows.First.FocusAsync();
        await screen.PressAsync("ArrowDown");
        await screen.PressAsync("ArrowDown");
        await Expect(rows.Nth(2)).ToBeFocusedAsync();
        await screen.PressAsync("Enter");
        await Expect(screen.Told("opened")).ToHaveTextAsync("250926-000012-2");
        await screen.PressAsync("End");
        await screen.PressAsync("Space");
        await Expect(rows.Last).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(rows.Last).ToBeFocusedAsync();
        await screen.PressAsync("Home");
        await Expect(rows.First).ToBeFocusedAsync();
    }

    [Test]
    public async Task Keeps_the_focus_in_a_dialog_and_gives_it_back()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await screen.Told("open").FocusAsync();
        await screen.PressAsync("Enter");
        var dialog = screen.Page.Locator("dialog:modal");
        await Expect(dialog).ToBeVisibleAsync();
        Assert.That(await dialog.GetByRole(AriaRole.Heading).InnerTextAsync(), Is.EqualTo("退单申请"));
        for (var i = 0; i < 12; i++)
        {
            await screen.PressAsync("Tab");
            Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.activeElement === document.body || !!document.activeElement.closest('dialog')"), Is.True);
        }

        await screen.PressAsync("Escape");
        await Expect(screen.Told("answer")).ToHaveTextAsync("left");
        await Expect(screen.Told("open")).ToBeFocusedAsync();
        await screen.PressAsync("Enter");
        await Expect(dialog).ToBeVisibleAsync();
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("answer")).ToHaveTextAsync("sent");
        await Expect(screen.Page.Locator(".toast")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Leaves_letters_to_the_field_in_which_one_types()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await screen.Page.Locator("#gallery-requester-name").FocusAsync();
        await screen.TypeAsync("s?");
        await screen.PressAsync("F2");
        await Expect(screen.Page.Locator(".toast")).ToHaveTextAsync(["直接答复"]);
        await Expect(screen.Page.Locator("dialog:modal")).ToHaveCountAsync(0);
        await screen.Told("open").FocusAsync();
        await screen.TypeAsync("?");
        var keys = screen.Page.Locator("dialog:modal .keys");
        await Expect(keys).ToContainTextAsync("Ctrl+Enter");
        await Expect(keys).ToContainTextAsync("直接答复");
    }

    [Test]
    public async Task Sends_what_is_being_typed_and_leads_from_an_error_to_its_field()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await screen.Page.Locator("#gallery-requester-contactPhone").FocusAsync();
        await screen.TypeAsync("13800001234");
        await screen.PressAsync("Control+Enter");
        var summary = screen.Page.Locator(".errors");
        await Expect(summary).ToBeFocusedAsync();
        await Expect(screen.Told("typed")).ToHaveTextAsync("13800001234");
        await Expect(summary.Locator("li")).ToHaveCountAsync(1);
        await screen.PressAsync("Tab");
        await screen.PressAsync("Enter");
        Assert.That(await screen.FocusAsync(), Is.EqualTo("gallery-category"));
        var field = screen.Page.Locator("#gallery-category");
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(field).ToHaveAttributeAsync("aria-describedby", "gallery-category-error");
    }

    [Test]
    public async Task Answers_with_one_key()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await screen.Page.Locator("#gallery-urgency input").First.FocusAsync();
        await screen.PressAsync("3");
        await Expect(screen.Page.Locator("#gallery-urgency input").Nth(2)).ToBeCheckedAsync();
    }

    [Test]
    public async Task Survives_a_fault_and_goes_on()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await screen.Page.Locator("#gallery-requester-name").FillAsync("王丽");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "故障" }).ClickAsync();
        var message = screen.Page.Locator(".toast-failed");
        await Expect(message).ToContainTextAsync("出错了");
        await Expect(screen.Page.Locator("#gallery-requester-name")).ToHaveValueAsync("王丽");
        await message.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(message).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Says_that_the_connection_is_lost_keeps_what_is_typed_and_resumes()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await screen.LoseConnectionAsync();
        var notice = screen.Page.Locator("#components-reconnect-modal");
        await Expect(notice).ToContainTextAsync("连接已断开，正在重连");
        await Expect(notice).ToBeVisibleAsync();
        await screen.Page.Locator("#gallery-requester-contactPhone").FocusAsync();
        await screen.TypeAsync("13800001234");
        screen.RestoreConnection();
        await Expect(notice).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await Expect(screen.Page.Locator("#gallery-requester-contactPhone")).ToHaveValueAsync("13800001234");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("typed")).ToHaveTextAsync("13800001234");
    }

    [Test]
    public async Task Shows_a_page_for_an_address_that_leads_nowhere()
    {
        var screen = await OpenAsync(_hotline, "/nowhere", island: false, who: Who.Anyone);
        await Expect(screen.Page.Locator("h1")).ToHaveTextAsync("没有这一页");
        await screen.SeeNoBarrierAsync("/nowhere");
    }

    [Test]
    public async Task Speaks_the_chosen_language_in_the_circuit_too()
    {
        var screen = await OpenAsync(_hotline, "/ui", who: Who.Supervisor);
        await Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Task.WhenAll(
            screen.Page.WaitForURLAsync("**/ui"),
            screen.Page.Locator("body > header .bar-language").ClickAsync());
        await screen.GoAsync("/ui");
        await Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await screen.Told("open").ClickAsync();
        await Expect(screen.Page.Locator("dialog:modal footer button").First).ToHaveTextAsync("Cancel");
    }

    [TestCase("/language?ui=en&back=https://elsewhere.example/", "/")]
    [TestCase("/language?ui=en&back=//elsewhere.example/", "/")]
    [TestCase("/theme?set=dark&back=/ui?a=1", "/ui?a=1")]
    public async Task Goes_back_to_addresses_of_its_own_only(string address, string back)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = _hotline.Http.BaseAddress };
        using var response = await http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.That(response.Headers.Location?.OriginalString, Is.EqualTo(back));
    }

    [TestCase(1366, 768, false, "zh-CN")]
    [TestCase(1366, 768, true, "zh-CN")]
    [TestCase(1366, 768, false, "en")]
    [TestCase(390, 844, false, "zh-CN")]
    [TestCase(390, 844, true, "en")]
    public async Task Has_no_barriers(int width, int height, bool dark, string language)
    {
        var screen = await OpenAsync(_hotline, "/ui", width, height, dark, language, who: Who.Supervisor);
        await screen.SeeNoBarrierAsync("at rest");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "全部出错" }).ClickAsync();
        await Expect(screen.Page.Locator(".errors li")).ToHaveCountAsync(9);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "失败消息" }).ClickAsync();
        await screen.Page.Locator("#gallery-category").ClickAsync();
        await Expect(screen.Page.Locator("#gallery-category-list [role=option]").First).ToBeVisibleAsync();
        await screen.SeeNoBarrierAsync("with errors, messages and an open list");
        Assert.That(
            await screen.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width), "nothing stands out at the side");
        screen.WasQuiet();
    }

    [Test]
    public async Task Weighs_little()
    {
        var screen = await OpenAsync(_hotline, "/health/live", island: false, who: Who.Supervisor);
        await screen.WeighAsync();
        await screen.GoAsync("/ui");
        var first = screen.Weight;
        await screen.WeighAsync();
        await screen.GoAsync("/ui");
        await TestContext.Out.WriteLineAsync($"/ui: {first / 1024.0:0.0} KiB on first load, {screen.Weight / 1024.0:0.0} KiB after");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.InRange(20_000, 500_000));
            Assert.That(screen.Weight, Is.LessThanOrEqualTo(50_000));
        }
    }
}
