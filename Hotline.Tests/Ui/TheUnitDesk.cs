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

    [Test]
    public async Task Signs_several_at_once_and_tells_what_became_of_each()
    {
        var numbers = new List<string>();
        for (var count = 1; count <= 3; count++)
        {
            numbers.Add(await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice with { Title = $"批量签收之{count}" }));
        }

        var screen = await OpenAsync(_hotline, "/unit", who: TaxHead);
        var before = await CountAsync(screen, "ToSign");
        await RowOf(screen, numbers[0]).FocusAsync();
        await screen.PressAsync("Space");
        await screen.PressAsync("ArrowDown");
        await Expect(RowOf(screen, numbers[1])).ToBeFocusedAsync();
        await screen.PressAsync("Space");
        await Expect(screen.Told("sign")).ToContainTextAsync("2");
        // Meanwhile the third is in hand, and what is selected is meant all the same.
        await screen.PressAsync("j");
        await SeePaneAsync(screen, numbers[2]);
        await screen.PressAsync("s");
        await Expect(screen.Told("told")).ToContainTextAsync("已签收 2 件，共 2 件");
        await Expect(screen.Told("told").Locator("li")).ToHaveCountAsync(2);
        await Expect(screen.Page.Locator("[data-view=ToSign] .count")).ToHaveTextAsync($"{before - 2}");
        Assert.That((await _hotline.Client.ReadAsync(numbers[2])).List("assignments").First().Text("status"), Is.EqualTo("Pending"));
        Assert.That((await _hotline.Client.ReadAsync(numbers[0])).List("assignments").First().Text("status"), Is.EqualTo("Working"));
        screen.WasQuiet();
    }

    [Test]
    public async Task Asks_for_more_time_gives_back_and_loses_nothing_meanwhile()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice with { Title = "延期与退单" });
        var other = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice with { Title = "中途来看" });
        await _hotline.Client.DoAsync(TaxClerk, number, "sign", new { assignment = 1 });
        var screen = await OpenAsync(_hotline, "/unit", who: TaxClerk);
        await RowOf(screen, number).FocusAsync();
        await SeePaneAsync(screen, number);
        await screen.PressAsync("e");
        await Form(screen, "extend").Locator("input[type=radio]").First.CheckAsync();
        await screen.Page.Locator("#extend-form-evidence").FillAsync("需到现场核实三户企业的开票记录");
        await screen.PressAsync("Control+Enter");
        await Expect(Form(screen, "extend").Locator(".errors")).ToContainTextAsync("告知");

        // Somebody else's step and another case in between: what was typed is there still.
        await _hotline.Client.DoAsync(TaxClerk, number, "note", new { assignment = 1, text = "已排期" });
        await Expect(screen.Told("changed")).ToBeVisibleAsync();
        await RowOf(screen, other).FocusAsync();
        await SeePaneAsync(screen, other);
        await Expect(screen.Told("held")).ToContainTextAsync(number);
        await Expect(Form(screen, "extend")).ToBeHiddenAsync();
        await screen.Told("held").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(screen.Page.Locator("#extend-form-evidence")).ToHaveValueAsync("需到现场核实三户企业的开票记录");
        await screen.Page.Locator("#extend-form-requesterInformed").CheckAsync();
        await screen.PressAsync("Control+Enter");
        await Expect(Form(screen, "extend").Locator(".note-stale[role=alert]")).ToContainTextAsync("办理过程记录");
        await screen.PressAsync("Control+Enter");
        await Expect(Form(screen, "extend")).ToHaveCountAsync(0);
        await Expect(screen.Page.Locator("[data-view=Requests] .count")).Not.ToHaveTextAsync("0");

        await RowOf(screen, other).FocusAsync();
        await SeePaneAsync(screen, other);
        await screen.PressAsync("t");
        await Expect(Form(screen, "return")).ToBeVisibleAsync();
        await Form(screen, "return").Locator("input[type=radio]").First.CheckAsync();
        await screen.Page.Locator("#return-form-suggested").FocusAsync();
        await screen.TypeAsync("市场");
        await Expect(Form(screen, "return").Locator(".option").First).ToContainTextAsync("市场");
        await screen.PressAsync("Enter");
        await screen.Page.Locator("#return-form-evidence").FillAsync("发票违法由市场监管部门查处");
        await screen.PressAsync("Control+Enter");
        await Expect(RowOf(screen, other).Locator(".status")).ToHaveTextAsync("申请退单");
        var request = (await _hotline.Client.ReadAsync(other)).List("requests").Single();
        Assert.That((request.Text("kind"), request.Text("suggested")), Is.EqualTo(("Return", "market-regulation")));

        await screen.Page.Locator("[data-view=Requests]").ClickAsync();
        await Expect(RowOf(screen, other)).ToContainTextAsync("退单");
        screen.WasQuiet();
    }

    [Test]
    public async Task Attaches_what_was_seen_and_looks_at_the_requester_for_a_while()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice with { Title = "附件与查看" });
        await _hotline.Client.DoAsync(TaxClerk, number, "sign", new { assignment = 1 });
        var screen = await OpenAsync(_hotline, "/unit", who: TaxClerk);
        await RowOf(screen, number).FocusAsync();
        await SeePaneAsync(screen, number);
        await screen.Page.Locator("#case-upload").SetInputFilesAsync(
        [
            new FilePayload { Name = "现场.png", MimeType = "image/png", Buffer = SomeFiles.Png },
            new FilePayload { Name = "图.svg", MimeType = "image/svg+xml", Buffer = SomeFiles.Svg },
        ]);
        await Expect(screen.Page.Locator(".case-files li")).ToHaveCountAsync(1);
        await Expect(screen.Page.Locator(".upload-refused")).ToContainTextAsync("图.svg");
        var attached = (await _hotline.Client.ReadTimelineAsync(number)).Single(entry => entry.Text("type") == "FileAttached").GetProperty("data");
        Assert.That(attached.GetProperty("assignment").GetInt32(), Is.EqualTo(1), "the work that it belongs to");

        await Expect(screen.Told("requester")).ToContainTextAsync("199****0001");
        await screen.Told("reveal").ClickAsync();
        await screen.Page.Locator("[data-reason=contact]").ClickAsync();
        await Expect(screen.Told("requester")).ToContainTextAsync("19900000001");
        await Expect(screen.Told("looked")).ToBeVisibleAsync();
        var look = (await _hotline.Client.AskAsync(Who.Supervisor, $"/api/cases/{number}/access-log")).List("items").Single();
        Assert.That((look.Text("actor"), look.Text("reason")), Is.EqualTo(("tax-clerk", "contact")));
        _hotline.Clock.MoveOn(TimeSpan.FromSeconds(61));
        await Expect(screen.Told("requester")).Not.ToContainTextAsync("19900000001");
    }

    [Test]
    public async Task Appeals_against_a_figure_of_a_closed_case()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice with { Title = "申诉" });
        await _hotline.Client.BringToCallbackAsync(number);
        await _hotline.StepAsync(number, "callback", new { reached = true, contacted = true, resolution = "Solved", satisfaction = "Satisfied" });
        // Closed, it is in nobody's list any more; its page is found by its number.
        var screen = await OpenAsync(_hotline, $"/cases/{number}", who: TaxClerk);
        await screen.Page.Locator("[data-step=appeal]").ClickAsync();
        await Form(screen, "appeal").Locator("[id=appeal-form-reason] input").First.CheckAsync();
        await screen.Page.Locator("#appeal-form-metric input[value=OnTime]").CheckAsync();
        await screen.Page.Locator("#appeal-form-evidence").FillAsync("企业改约，时限内已答复");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator(".case-said")).ToContainTextAsync("已办理");
        var request = (await _hotline.Client.ReadAsync(number)).List("requests").Single();
        Assert.That((request.Text("kind"), request.Text("metric"), request.Text("status")), Is.EqualTo(("Appeal", "OnTime", "Pending")));
        screen.WasQuiet();
    }

    [Test]
    public async Task Sees_a_light_turn_while_it_sits_there()
    {
        await using var hotline = HotlineApplication.Start();
        var number = await hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise with { Title = "限时联系", Urgency = Contracts.Cases.Urgency.Urgent });
        await hotline.Client.DoAsync(Who.Ecology, number, "sign", new { assignment = 1 });
        var screen = await OpenAsync(hotline, "/unit", who: Who.Ecology);
        await Expect(RowOf(screen, number)).ToBeVisibleAsync();
        await Expect(RowOf(screen, number).Locator(".light-red")).ToHaveCountAsync(0);
        // Over the two hours in which an urgent requester is called, and well within a session.
        hotline.Clock.MoveOn(TimeSpan.FromHours(3));
        await Expect(RowOf(screen, number).Locator(".light-red")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator("[data-view=Red] .count")).ToHaveTextAsync("1");
        screen.WasQuiet();
    }

    [Test]
    public async Task Shows_nothing_of_it_to_another_unit()
    {
        var stranger = await OpenAsync(_hotline, "/unit", who: new Who("transport-clerk", "transport", "Handler"));
        var clerk = await OpenAsync(_hotline, "/unit", who: TaxClerk);
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice with { Title = "只归一个单位" });
        await Expect(RowOf(clerk, number)).ToBeVisibleAsync();
        Assert.That(await stranger.Page.ContentAsync(), Does.Not.Contain(number).And.Not.Contain("只归一个单位"));
        await Expect(stranger.Page.Locator("[data-view=All] .count")).ToHaveTextAsync("0");

        // The hotline's own people have other desks.
        var agent = await OpenAsync(_hotline, "/", island: false, who: Who.Reviewer);
        var answer = await agent.Page.GotoAsync("/unit");
        Assert.That(await agent.Page.ContentAsync(), Does.Not.Contain("data-view"), $"{answer!.Status}");
    }

    [Test]
    public async Task Turns_red_by_the_clock_and_is_read_by_everybody()
    {
        await using var hotline = HotlineApplication.Start();
        await ManyLights.PrepareAsync(hotline);
        var screen = await OpenAsync(hotline, "/unit", who: Who.Ecology);
        var red = await CountAsync(screen, "Red");
        Assert.That(red, Is.EqualTo(6));
        await Expect(screen.Page.Locator(".lane-row").First).ToContainTextAsync("已超期");
        hotline.Clock.MoveOn(TimeSpan.FromDays(6));
        // The session is over by then; whoever comes again sees what has turned meanwhile.
        var later = await OpenAsync(hotline, "/unit", who: Who.Ecology);
        Assert.That(await CountAsync(later, "Red"), Is.GreaterThan(red));

        foreach (var (width, dark, language) in new[] { (1366, false, "zh-CN"), (1366, true, "en"), (390, false, "en"), (390, true, "zh-CN") })
        {
            var look = await OpenAsync(hotline, "/unit", width, width == 390 ? 844 : 768, dark, language, who: Who.Ecology);
            var where = $"/unit at {width}, dark {dark}, {language}";
            await look.SeeNoBarrierAsync(where);
            await look.Page.Locator("tr[data-number]").First.FocusAsync();
            await Expect(look.Page.Locator(".pane-steps")).ToBeVisibleAsync();
            await look.PressAsync("r");
            await Expect(Form(look, "reply")).ToBeVisibleAsync();
            await look.Page.Locator("#reply-form-publicReply").FillAsync("已转有关部门处理");
            await Expect(look.Told("warnings")).ToBeVisibleAsync();
            await look.SeeNoBarrierAsync(where + ", replying");
            Assert.That(
                await look.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, where + " scrolls sideways");
            look.WasQuiet();
        }
    }

    private static readonly Who TaxClerk = new("tax-clerk", "tax", "Handler");

    private static readonly Who TaxHead = new("tax-chief", "tax", "UnitHead");

    private static async Task<int> CountAsync(Screen screen, string view) =>
        int.Parse((await screen.Page.Locator($"[data-view={view}] .count").InnerTextAsync()).TrimEnd('+'), null);

    private static ILocator RowOf(Screen screen, string number) => screen.Page.Locator($"tr[data-number='{number}']");

    private static ILocator Form(Screen screen, string step) => screen.Page.Locator($"[data-form={step}]");

    private static Task SeePaneAsync(Screen screen, string number) => Expect(screen.Page.Locator(".pane-head .number")).ToHaveTextAsync(number);
}

/// <summary>A unit with more than it can do: cases from three weeks, signed and not, overdue and not.</summary>
internal static class ManyLights
{
    private static readonly (string Title, string Category)[] Matters =
    [
        ("夜间施工噪声扰民，凌晨两点仍在浇筑", "C0501"), ("工地扬尘未覆盖", "C0501"), ("商铺音响外放", "C0501"), ("装修电钻声", "C0501"),
        ("河道旁混凝土搅拌站昼夜作业", "C0501"), ("渣土车夜间鸣笛", "C0501"),
    ];

    public static async Task PrepareAsync(HotlineApplication hotline)
    {
        var old = await RegisterAsync(hotline, 6);
        await hotline.Client.DoAsync(Who.Supervisor, old[0], "supervise", new { requirement = "多次来电，限期答复" });
        hotline.Clock.MoveOn(TimeSpan.FromDays(14));
        var middle = await RegisterAsync(hotline, 6);
        foreach (var number in middle.Take(4))
        {
            await hotline.Client.DoAsync(Who.Ecology, number, "sign", new { assignment = 1 });
        }

        foreach (var number in middle.Take(2))
        {
            await hotline.Client.DoAsync(Who.Ecology, number, "contact", new { assignment = 1, means = "Phone", reached = true, note = "诉求人称每晚十一点后最响" });
        }
    }

    private static async Task<IReadOnlyList<string>> RegisterAsync(HotlineApplication hotline, int count)
    {
        var numbers = new List<string>();
        for (var index = 0; index < count; index++)
        {
            var (title, category) = Matters[index % Matters.Length];
            numbers.Add(await hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise with { Title = title, Category = category, Place = "科兴路与云海街交叉口东北侧" }));
        }

        return numbers;
    }
}
