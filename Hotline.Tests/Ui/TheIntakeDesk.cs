extern alias HotlineApi;

using System.Security.Claims;
using System.Text.RegularExpressions;
using HotlineApi::Hotline.Api.Ui.Forms;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>受理: a call becomes a case by keyboard alone, and nothing that was typed is lost.</summary>
public sealed class TheIntakeDesk : BrowserTest
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    /// <summary>
    /// The time is counted, not taken: four characters a second (240 a minute), which is what is typed into the fields, and half a second for
    /// every other key: to the next field, to take an option, to send. Every field in which a key was pressed other than the one that
    /// leaves it is a field touched.
    /// </summary>
    [Test]
    public async Task Takes_an_ordinary_case_in_by_keyboard_within_a_minute()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("typist"));
        var typist = new Typist(screen);
        await typist.ReachAsync("intake-requester-phone");
        await typist.TypeAsync("13912340001");
        await typist.GoToAsync("intake-requester-name");
        await typist.TypeAsync("李秀英");
        await typist.GoToAsync("intake-title");
        await typist.TypeAsync("小区旁工地夜间施工噪声扰民");
        await typist.GoToAsync("intake-content");
        await typist.TypeAsync("东兴路与纬三路口的工地连续三晚十点以后仍在浇筑混凝土，噪声很大，家里有高考学生无法休息，要求夜间停工，并希望有人到现场查处。");
        await typist.GoToAsync("intake-category");
        await typist.TypeAsync("sgzs");
        await Expect(screen.Page.Locator("#intake-category-list [aria-selected=true]")).ToContainTextAsync("施工");
        await typist.GoToAsync("intake-area");
        await typist.TypeAsync("dj");
        await Expect(screen.Page.Locator("#intake-area-list [aria-selected=true]")).ToBeVisibleAsync();
        await typist.GoToAsync("intake-place");
        await typist.TypeAsync("东兴路与纬三路口西北角");
        await Expect(screen.Told("lead")).ToHaveTextAsync("生态环境分局");
        await typist.PressAsync("Control+Enter");
        var number = await RegisteredAsync(screen);
        await typist.ReachAsync("intake-requester-phone");

        var @case = await _hotline.WaitUntilAsync(number, "InProgress");
        Assert.Multiple(() =>
        {
            Assert.That((@case.Text("category"), @case.Text("channel"), @case.Text("type")), Is.EqualTo(("C0501", "Phone", "Help")));
            Assert.That(@case.Text("area"), Is.Not.Null.And.Not.Empty);
            Assert.That(@case.GetProperty("text").Text("content"), Does.StartWith("东兴路"));
            Assert.That(typist.Seconds, Is.LessThanOrEqualTo(60));
            Assert.That(typist.Fields, Has.Count.LessThanOrEqualTo(12));
        });
        await TestContext.Out.WriteLineAsync($"{typist.Seconds:0.0} s, {typist.Fields.Count} fields");
        await Expect(screen.Told("goes")).ToContainTextAsync("生态环境分局");
        Assert.That(await screen.Told("lookup").InnerTextAsync(), Is.Not.Empty);
        screen.WasQuiet();
    }

    [Test]
    public async Task Keeps_what_was_typed_although_the_browser_was_closed()
    {
        var agent = Agent("keeper");
        var closed = await OpenAsync(_hotline, "/intake", who: agent);
        await FillAsync(closed, "13912340002", "夜间烧烤油烟");
        await closed.Page.Locator("#intake-place").FillAsync("纬三路 18 号");
        await closed.Page.Locator("#intake-confidential").CheckAsync();
        await closed.PressAsync("F2");
        await closed.Page.Locator("#intake-answer-text").FillAsync("已告知营业规定");
        await closed.PressAsync("F8");
        await closed.Page.Locator("#intake-matters-1-title").FillAsync("路灯不亮");
        await SavedAsync(closed, agent, draft => draft.Body!.Others is [{ Title: "路灯不亮" }]);
        await closed.Page.CloseAsync();

        var screen = await OpenAsync(_hotline, "/intake", who: agent);
        await Expect(screen.Told("offers")).ToContainTextAsync("夜间烧烤油烟");
        await screen.PressAsync("Alt+z");
        await Expect(screen.Page.Locator("#intake-requester-phone")).ToHaveValueAsync("13912340002");
        await Expect(screen.Page.Locator("#intake-requester-name")).ToHaveValueAsync("甲某");
        await Expect(screen.Page.Locator("#intake-confidential")).ToBeCheckedAsync();
        await Expect(screen.Page.Locator("#intake-matters-0-title")).ToHaveValueAsync("夜间烧烤油烟");
        await Expect(screen.Page.Locator("#intake-matters-0-category")).ToHaveValueAsync("施工噪声");
        await Expect(screen.Page.Locator("#intake-matters-0-place")).ToHaveValueAsync("纬三路 18 号");
        await Expect(screen.Page.Locator("#intake-matters-0-answer-text")).ToHaveValueAsync("已告知营业规定");
        await screen.PressAsync("Alt+PageDown");
        await Expect(screen.Page.Locator("#intake-matters-1-title")).ToHaveValueAsync("路灯不亮");
        await Expect(screen.Told("offers")).Not.ToBeVisibleAsync();
        screen.WasQuiet();
    }

    [Test]
    public async Task Goes_on_after_the_connection_was_lost()
    {
        var agent = Agent("offline");
        var screen = await OpenAsync(_hotline, "/intake", who: agent);
        await FillAsync(screen, "13912340003", "自来水浑浊");
        await SavedAsync(screen, agent, draft => draft.Body!.Title == "自来水浑浊");
        await screen.LoseConnectionAsync();
        await Expect(screen.Page.Locator(".reconnect[data-state=lost]")).ToBeVisibleAsync();
        await screen.Page.Locator("#intake-content").FocusAsync();
        await screen.PressAsync("Control+End");
        await screen.TypeAsync("断线时写的。");
        await screen.PressAsync("Tab");
        screen.RestoreConnection();
        await Expect(screen.Page.Locator(".reconnect[data-state]")).Not.ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(screen.Page.Locator("#intake-content")).ToHaveValueAsync("请尽快处理。断线时写的。");
        await SavedAsync(screen, agent, draft => draft.Body!.Content == "请尽快处理。断线时写的。");

        await screen.GoAsync("/intake");
        await screen.PressAsync("Alt+z");
        await Expect(screen.Page.Locator("#intake-content")).ToHaveValueAsync("请尽快处理。断线时写的。");
        await screen.PressAsync("Control+Enter");
        await RegisteredAsync(screen);
        await Expect(screen.Page.Locator("#intake-content")).ToHaveValueAsync("");
    }

    [Test]
    public async Task Says_when_another_window_has_saved_the_same_draft_and_loses_neither()
    {
        var agent = Agent("two-windows");
        var one = await OpenAsync(_hotline, "/intake", who: agent);
        await FillAsync(one, "13912340004", "垃圾没有清运");
        await SavedAsync(one, agent, draft => draft.Body!.Category is not null);
        var other = await OpenAsync(_hotline, "/intake", who: agent);
        await other.PressAsync("Alt+z");
        await Expect(other.Page.Locator("#intake-title")).ToHaveValueAsync("垃圾没有清运");
        await other.Page.Locator("#intake-place").FillAsync("西门");
        await SavedAsync(other, agent, draft => draft.Body!.Place == "西门");
        await one.Page.Locator("#intake-place").FillAsync("东门");
        await Expect(one.Told("conflict")).ToBeVisibleAsync();
        await Expect(one.Page.Locator("#intake-place")).ToHaveValueAsync("东门");
        await one.Told("conflict").GetByRole(AriaRole.Button).Nth(1).ClickAsync();
        await SavedAsync(one, agent, draft => draft.Body!.Place == "东门");

        // The other window has not seen that; it is registered here, and the other keeps what it has as another.
        await one.Page.Locator("#intake-title").FocusAsync();
        await one.PressAsync("Control+Enter");
        await RegisteredAsync(one);
        await other.Page.Locator("#intake-place").FillAsync("南门");
        await Expect(other.Told("conflict")).ToContainTextAsync("登记");
        await other.Told("conflict").GetByRole(AriaRole.Button).First.ClickAsync();
        await SavedAsync(other, agent, draft => draft.Body!.Place == "南门");
    }

    [Test]
    public async Task Settles_on_the_line_what_can_be_settled_there()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("settler"));
        await FillAsync(screen, "13912340005", "咨询居住证办理");
        await screen.PressAsync("F2");
        await FocusedAsync(screen, "intake-answer-template");
        await screen.PressAsync("Tab");
        await screen.TypeAsync("带身份证到便民中心二楼办理。");
        await screen.PressAsync("Tab");
        await screen.PressAsync("1");
        await screen.PressAsync("Tab");
        await screen.PressAsync("1");
        await screen.PressAsync("Control+Enter");
        var answered = await _hotline.Client.ReadAsync(await RegisteredAsync(screen));
        Assert.That((answered.Text("status"), answered.Text("result")), Is.EqualTo(("Closed", "AnsweredDirectly")));

        await FillAsync(screen, "13912340005", "对法院判决不服");
        await screen.PressAsync("F3");
        await FocusedAsync(screen, "intake-guide-reason");
        await screen.Page.Locator("#intake-guide-reason").SelectOptionAsync("Litigation");
        await Expect(screen.Told("phrase")).ToContainTextAsync("12368");
        await screen.PressAsync("Control+Enter");
        var guided = await _hotline.Client.ReadAsync(await RegisteredAsync(screen));
        Assert.That((guided.Text("status"), guided.Text("guidance")), Is.EqualTo(("Guided", "Litigation")));

        await FillAsync(screen, "13912340005", "井盖缺失有人坠落");
        await screen.PressAsync("F4");
        await Expect(screen.Page.Locator("#intake-handOver-service")).ToBeVisibleAsync();
        await FocusedAsync(screen, "");
        await screen.PressAsync("3");
        await screen.PressAsync("Control+Enter");
        var handedOver = await _hotline.WaitUntilAsync(await RegisteredAsync(screen), "InProgress");
        Assert.That(handedOver.GetProperty("handedOver").Text("service"), Is.EqualTo("Medical"));

        await FillAsync(screen, "13912340005", "邻居装修");
        await screen.PressAsync("F6");
        await Expect(screen.Page.Locator("#intake-ask-missing")).ToBeVisibleAsync();
        await FocusedAsync(screen, "");
        await screen.PressAsync("2");
        await screen.Page.Locator("#intake-ask-text").FillAsync("哪一栋楼？");
        await screen.PressAsync("Control+Enter");
        var asked = await _hotline.Client.ReadAsync(await RegisteredAsync(screen));
        Assert.That(asked.Text("status"), Is.EqualTo("AwaitingInfo"));
        screen.WasQuiet();
    }

    [Test]
    public async Task Shows_what_the_caller_called_about_and_merges_with_it()
    {
        var first = await _hotline.RegisterAsync(ACase.OfNoise with { Requester = new() { Name = "丙某", Phone = "13912340006" } });
        await _hotline.WaitUntilAsync(first, "InProgress");
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("merger"));
        await screen.TypeAsync("13912340006");
        await Expect(screen.Told("caller")).ToContainTextAsync("来电 1 件，在办 1 件");
        await FillAsync(screen, "13912340006", "夜间施工噪声扰民");
        await Expect(screen.Told("similar").Locator("li").First).ToContainTextAsync(first);
        await Expect(screen.Told("similar").Locator("li").First).ToContainTextAsync("同一号码");
        await screen.PressAsync("F9");
        await Expect(screen.Told("join")).ToContainTextAsync($"并单 → {first}");
        await FocusedAsync(screen, "intake-joinReason");
        await screen.TypeAsync("同一工地，同一来电人再次反映");
        await screen.PressAsync("Control+Enter");
        var merged = await _hotline.Client.ReadAsync(await RegisteredAsync(screen));
        Assert.That((merged.Text("status"), merged.Text("mergedInto")), Is.EqualTo(("Merged", first)));

        // Or the caller only wants it to be hurried: nothing is registered.
        await screen.TypeAsync("13912340006");
        await Expect(screen.Page.Locator($"#caller-{first}")).ToBeVisibleAsync();
        await screen.PressAsync("Alt+ArrowDown");
        await screen.PressAsync("Alt+ArrowDown");
        await FocusedAsync(screen, $"caller-{first}");
        await screen.PressAsync("u");
        await FocusedAsync(screen, "intake-remind-note");
        await screen.TypeAsync("来电人催问进展");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator(".toast")).ToContainTextAsync(first);
        Assert.That((await _hotline.Client.ReadAsync(first)).GetProperty("reminders").GetInt32(), Is.EqualTo(1));
        screen.WasQuiet();
    }

    [Test]
    public async Task Makes_several_cases_of_one_call_and_each_once()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("splitter"));
        await FillAsync(screen, "13912340007", "楼道堆物");
        await screen.PressAsync("F8");
        await FocusedAsync(screen, "intake-matters-1-title");
        await screen.TypeAsync("电梯经常停运");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#intake-matters-1-content-error")).ToBeVisibleAsync();
        await FocusedAsync(screen, "intake-matters-1-content");
        await screen.TypeAsync("三号楼电梯一周停了四次。");
        await screen.PressAsync("Tab");
        await screen.TypeAsync("sgzs");
        await Expect(screen.Page.Locator("#intake-matters-1-category-list [aria-selected=true]")).ToContainTextAsync("施工");
        await screen.PressAsync("Tab");
        await Expect(screen.Page.Locator("#intake-matters-1-category")).ToHaveValueAsync("施工噪声");
        await screen.PressAsync("Control+Enter");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("receipt")).ToHaveCountAsync(2);
        var numbers = await screen.Told("number").AllInnerTextsAsync();
        var first = await _hotline.Client.ReadAsync(numbers[0]);
        Assert.That(first.GetProperty("sameCall").EnumerateArray().Select(number => number.GetString()), Is.EqualTo(new[] { numbers[1] }));
        var panel = await _hotline.Services.GetRequiredService<CallerPanel>().ReadAsync(new CallerPanel.Query { Phone = "13912340007" }, new Actor("agent"), CancellationToken.None);
        Assert.That(panel.Cases, Is.EqualTo(2));
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator(".intake-form .errors")).ToBeVisibleAsync();
        await FocusedAsync(screen, "intake-requester-phone");
        screen.WasQuiet();
    }

    [Test]
    public async Task Warns_of_a_number_that_a_shift_leader_marked()
    {
        var leader = await OpenAsync(_hotline, "/intake", who: Who.ShiftLeader);
        await leader.TypeAsync("13912340008");
        await Expect(leader.Told("caller")).ToContainTextAsync("首次来电");
        await leader.Told("caller").GetByRole(AriaRole.Button).ClickAsync();
        await leader.Page.Locator("#intake-mark-reason").FillAsync("一周内拨打四十次，不说事项");
        await leader.Page.Locator("dialog[open] .primary").ClickAsync();
        await Expect(leader.Told("mark")).ToContainTextAsync("骚扰");

        var agent = await OpenAsync(_hotline, "/intake", who: Agent("warned"));
        await agent.TypeAsync("139-1234-0008");
        await Expect(agent.Told("mark")).ToContainTextAsync("一周内拨打四十次");
        await Expect(agent.Told("caller").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Splits_a_pasted_text_into_the_fields()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("paster"));
        await screen.PressAsync("F7");
        await FocusedAsync(screen, "intake-paste-text");
        await screen.TypeAsync("我叫张建国，电话13912340009，昨晚十点东兴路18号门口工地还在施工，噪音很大，请处理。");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#intake-requester-phone")).ToHaveValueAsync("13912340009");
        await Expect(screen.Page.Locator("#intake-requester-name")).ToHaveValueAsync("张建国");
        await Expect(screen.Page.Locator("#intake-place")).ToHaveValueAsync(new Regex("东兴路18号"));
        await FocusedAsync(screen, "intake-category");
        screen.WasQuiet();
    }

    /// <summary>As the case page shows them: each has the fields that its step needs, and its key on its button.</summary>
    [TestCase("answer", "text", "resolution", "satisfaction")]
    [TestCase("ask", "missing", "text")]
    [TestCase("supply", "text")]
    [TestCase("guide", "reason", "text", "handOver-service")]
    [TestCase("hand-over", "service")]
    [TestCase("reclassify", "category", "area", "type", "urgency", "reason")]
    [TestCase("merge", "into", "reason")]
    [TestCase("unmerge", "reason")]
    [TestCase("link", "into", "reason")]
    [TestCase("unlink", "reason")]
    [TestCase("void", "reason", "note")]
    [TestCase("withdraw", "evidence", "statement")]
    public async Task Has_a_form_for_the_step(string step, params string[] fields)
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise);
        await using var scope = _hotline.Services.CreateAsyncScope();
        var view = await scope.ServiceProvider.GetRequiredService<CaseHistory>().ReadAsync(number, new Actor("shift-leader"), CancellationToken.None);
        ((IHostEnvironmentAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal())));
        ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize("http://here/", "http://here/");
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(
            StepForms.Of(step)!,
            ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["Case"] = view,
                ["Possible"] = new CasePossibilities.View(step, [], [], []),
            }))).ToHtmlString());
        Assert.Multiple(() =>
        {
            foreach (var field in fields)
            {
                Assert.That(html, Does.Contain($"id=\"{step}-form-{field}\""));
            }

            Assert.That(html, Does.Contain("<kbd>Ctrl+Enter</kbd>"));
        });
    }

    [TestCase(false, "zh-CN", 1366)]
    [TestCase(true, "zh-CN", 1366)]
    [TestCase(false, "en", 1366)]
    [TestCase(true, "en", 390)]
    [TestCase(false, "zh-CN", 390)]
    public async Task Has_no_barriers(bool dark, string language, int width)
    {
        var phone = FormattableString.Invariant($"1391234{(dark ? 2 : 1)}{language.Length}{width / 100:00}");
        var earlier = await _hotline.RegisterAsync(ACase.OfNoise with { Requester = new() { Name = "丙某", Phone = phone } });
        await _hotline.WaitUntilAsync(earlier, "InProgress");
        var agent = Agent($"looker-{phone}");
        var screen = await OpenAsync(_hotline, "/intake", width, width == 390 ? 844 : 768, dark, language, who: agent);
        await screen.SeeNoBarrierAsync("/intake, empty");
        await FillAsync(screen, phone, "夜间施工噪声扰民");
        await Expect(screen.Told("lead")).ToBeVisibleAsync();
        await Expect(screen.Told("similar")).ToBeVisibleAsync();
        await screen.PressAsync("F9");
        await screen.PressAsync("F4");
        await Expect(screen.Page.Locator("#intake-handOver-service")).ToBeVisibleAsync();
        await SavedAsync(screen, agent, draft => draft.Body!.HandOver is not null);
        await screen.SeeNoBarrierAsync("/intake, joined");
        await screen.PressAsync("F4");
        await screen.PressAsync("F2");
        await Expect(screen.Page.Locator("#intake-answer-text")).ToBeVisibleAsync();
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#intake-answer-text-error")).ToBeVisibleAsync();
        await screen.SeeNoBarrierAsync("/intake, wrong");
        await screen.PressAsync("F2");
        await screen.PressAsync("F6");
        await Expect(screen.Page.Locator("#intake-ask-missing")).ToBeVisibleAsync();
        await screen.SeeNoBarrierAsync("/intake, asked");
        await screen.PressAsync("F6");
        await screen.PressAsync("Control+Enter");
        await RegisteredAsync(screen);
        await screen.SeeNoBarrierAsync("/intake, registered");
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, "nothing sticks out");
        screen.WasQuiet();
    }

    [Test]
    public async Task Sends_no_template_that_is_not_filled_in()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("template"));
        await FillAsync(screen, "13912340011", "咨询居住证办理");
        await screen.PressAsync("F2");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#intake-answer-text-error")).ToBeVisibleAsync();
        await screen.Page.Locator("#intake-answer-template").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(screen.Page.Locator("#intake-answer-text")).ToHaveValueAsync(new Regex("【部门】"));
        await Expect(screen.Page.Locator("#intake-answer-text-error")).ToHaveCountAsync(0);
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#intake-answer-text-error")).ToContainTextAsync("【部门】【材料】");
        await FocusedAsync(screen, "intake-answer-text");
        await Eventually.SeeAsync(() => screen.Page.EvaluateAsync<string>("() => getSelection().toString()"), selected => selected == "【部门】", "the first open place is selected");
        screen.WasQuiet();
    }

    [Test]
    public async Task Says_why_an_answer_needs_a_unit_where_it_can_be_mended()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("answerer"));
        await FillAsync(screen, "13912340012", "路灯不亮");
        await screen.PressAsync("F4");
        await screen.PressAsync("F2");
        await Expect(screen.Page.Locator("#intake-handOver-service")).ToHaveCountAsync(0);
        await screen.Page.Locator("#intake-answer-text").FillAsync("已登记。");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#intake-type-error")).ToContainTextAsync("咨询");
        screen.WasQuiet();
    }

    [Test]
    public async Task Hands_an_emergency_over_without_a_category_and_says_to_whom()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("emergency"));
        await screen.Page.Locator("#intake-requester-phone").FillAsync("13912340013");
        await screen.Page.Locator("#intake-requester-name").FillAsync("甲某");
        await screen.Page.Locator("#intake-title").FillAsync("两车相撞");
        await screen.Page.Locator("#intake-content").FillAsync("路口两车相撞，有人受伤。");
        await screen.PressAsync("F4");
        await FocusedAsync(screen, "");
        await screen.PressAsync("4");
        await Expect(screen.Page.Locator("#intake-category")).ToHaveValueAsync("拥堵与停车秩序");
        await screen.PressAsync("Control+Enter");
        await RegisteredAsync(screen);
        await Expect(screen.Told("goes")).ToContainTextAsync("122");
        screen.WasQuiet();
    }

    [Test]
    public async Task Shows_of_several_matters_which_is_wrong_and_what_is_known_of_that_one()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("matters"));
        await FillAsync(screen, "13912340014", "楼道堆物");
        await screen.Page.Locator("#intake-content").FillAsync("");
        await screen.PressAsync("F8");
        await FocusedAsync(screen, "intake-matters-1-title");
        await Expect(screen.Told("lead")).ToHaveCountAsync(0);
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("matter-wrong")).ToHaveCountAsync(2);
        await screen.Page.Locator(".intake-form .errors button").First.ClickAsync();
        await FocusedAsync(screen, "intake-matters-0-content");
        await Expect(screen.Told("lead")).ToBeVisibleAsync();
        await screen.Page.Locator(".intake-form .errors button").First.ClickAsync();
        await Expect(screen.Page.Locator("#intake-matters-1-title")).ToBeVisibleAsync();
        await Expect(screen.Told("lead")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Knows_a_caller_again_and_fills_the_name_in()
    {
        var first = await _hotline.RegisterAsync(ACase.OfNoise with { Requester = new() { Name = "周小川", Phone = "13912340015" } });
        await _hotline.WaitUntilAsync(first, "InProgress");
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("knower"));
        await screen.TypeAsync("13912340015");
        await Expect(screen.Told("known")).ToContainTextAsync("周**");
        await screen.PressAsync("Alt+f");
        await Expect(screen.Page.Locator("#intake-requester-name")).ToHaveValueAsync("周小川");
        var looks = await _hotline.Services.GetRequiredService<RevealRequester>().ListAsync(first, new Actor("leader") { Roles = [Hotline.Contracts.Cases.Role.ShiftLeader] }, null, 10, CancellationToken.None);
        Assert.That(looks.Items.Select(look => (look.Actor, look.Reason)), Is.EqualTo(new[] { ("knower", "intake") }), "the look is on record");

        // From the category, too, the key leads to the cases; merging takes the category of the case.
        await screen.Page.Locator("#intake-category").FocusAsync();
        await screen.PressAsync("Alt+ArrowDown");
        await FocusedAsync(screen, $"caller-{first}");
        await screen.PressAsync("m");
        await Expect(screen.Page.Locator("#intake-category")).ToHaveValueAsync("施工噪声");
        await Expect(screen.Page.Locator($"#similar-{first}, #caller-{first}")).ToHaveCountAsync(1);
        screen.WasQuiet();
    }

    [Test]
    public async Task Tells_a_wrong_number_before_it_is_sent_and_takes_an_address_instead()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("dialler"));
        await screen.TypeAsync("1391234");
        await screen.PressAsync("Tab");
        await screen.TypeAsync("甲某");
        await screen.PressAsync("Tab");
        await Expect(screen.Page.Locator("#intake-requester-phone-error")).ToBeVisibleAsync();
        await screen.Page.Locator("#intake-requester-phone").FillAsync("");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#intake-requester-email")).ToBeVisibleAsync();

        // What a choice brings comes after it.
        await screen.Page.Locator("fieldset#intake-requesterKind input").First.FocusAsync();
        await screen.PressAsync("2");
        await Expect(screen.Page.Locator("#intake-requester-company")).ToBeVisibleAsync();
        await screen.PressAsync("Tab");
        await FocusedAsync(screen, "intake-requester-company");
    }

    [Test]
    public async Task Makes_the_numbered_points_of_a_pasted_text_matters()
    {
        var screen = await OpenAsync(_hotline, "/intake", who: Agent("numberer"));
        await screen.PressAsync("F7");
        await FocusedAsync(screen, "intake-paste-text");
        await screen.Page.Locator("#intake-paste-text").FillAsync("微信留言\n地址：一号园区3栋\n1、楼道灯不亮。\n2、电梯经常停运。\n3、垃圾没人清。");
        await screen.PressAsync("Control+Enter");
        await Expect(screen.Told("numbered")).ToContainTextAsync("3");
        await screen.PressAsync("Alt+s");
        await Expect(screen.Page.Locator(".matters button[aria-pressed]")).ToHaveCountAsync(3);
        await Expect(screen.Page.Locator("#intake-matters-0-title")).ToHaveValueAsync("楼道灯不亮");
        await Expect(screen.Page.Locator("#intake-channel")).ToHaveValueAsync("WeChat");
        screen.WasQuiet();
    }

    private static Who Agent(string name) => new(name, null, "Agent");

    /// <summary>What an agent types of an ordinary call; goes by the catalogue.</summary>
    private static async Task FillAsync(Screen screen, string phone, string title)
    {
        await screen.Page.Locator("#intake-requester-phone").FillAsync(phone);
        await screen.Page.Locator("#intake-requester-name").FillAsync("甲某");
        await screen.Page.Locator("#intake-title").FillAsync(title);
        await screen.Page.Locator("#intake-content").FillAsync("请尽快处理。");
        await screen.Page.Locator("#intake-category").FocusAsync();
        await screen.TypeAsync("C0501");
        await Expect(screen.Page.Locator("#intake-category-list [aria-selected=true]")).ToBeVisibleAsync();
        await screen.PressAsync("Tab");
        await Expect(screen.Told("lead")).ToBeVisibleAsync();
    }

    private static async Task<string> RegisteredAsync(Screen screen)
    {
        await Expect(screen.Page.Locator("#intake-requester-phone")).ToHaveValueAsync("");
        await Expect(screen.Told("number")).ToBeVisibleAsync();
        return await screen.Told("number").InnerTextAsync();
    }

    /// <summary>Until a draft of the agent's holds what was typed, and the desk says so.</summary>
    private static async Task SavedAsync(Screen screen, Who agent, Func<KeepDrafts.View, bool> holds)
    {
        var (drafts, actor) = (_hotline.Services.GetRequiredService<KeepDrafts>(), new Actor(agent.Name));
        await Eventually.SeeAsync(
            async () =>
            {
                foreach (var item in (await drafts.ListAsync(actor, null, 10, CancellationToken.None)).Items)
                {
                    if (holds(await drafts.ReadAsync(item.Id, actor, CancellationToken.None)))
                    {
                        return true;
                    }
                }

                return false;
            },
            kept => kept,
            "the draft is kept");
        await Expect(screen.Told("saved")).ToHaveTextAsync(new Regex(@"\d\d:\d\d:\d\d$"));
    }

    private static Task FocusedAsync(Screen screen, string id) => Expect(id.Length > 0 ? screen.Page.Locator($"[id='{id}']") : screen.Page.Locator("fieldset.choices input:focus")).ToBeFocusedAsync();

    /// <summary>A person at the keyboard, as far as the time is concerned that it takes.</summary>
    private sealed class Typist(Screen screen)
    {
        private int _characters;
        private int _keys;

        public HashSet<string> Fields { get; } = [];

        public double Seconds => (_characters / 4.0) + (_keys * 0.5);

        public async Task TypeAsync(string text)
        {
            Fields.Add(await screen.FocusAsync());
            _characters += text.Length;
            await screen.TypeAsync(text);
        }

        public Task PressAsync(string key)
        {
            _keys++;
            return screen.PressAsync(key);
        }

        /// <summary>By Tab, however many it takes.</summary>
        public async Task GoToAsync(string field)
        {
            for (var presses = 0; presses < 20; presses++)
            {
                await PressAsync("Tab");
                if (await screen.FocusAsync() == field)
                {
                    return;
                }
            }

            Assert.Fail($"Tab does not lead to {field}.");
        }

        public Task ReachAsync(string field) => FocusedAsync(screen, field);
    }
}
