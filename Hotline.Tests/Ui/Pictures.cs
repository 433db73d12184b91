using Hotline.Accounts;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Samples;
using Hotline.Tests.Support;
using Hotline.Zone;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>
/// The README's pictures: the sample quarter behind them, and a week of October in a unit's hands. They are kept where the
/// environment variable <c>HOTLINE_PICTURES</c> says, e.g. <c>deploy/pictures</c>; without it, among the results.
/// </summary>
public sealed class Pictures : BrowserTest
{
    /// <summary>Less is an empty page.</summary>
    private const int LeastBytes = 20_000;

    private static readonly Who Agent = new("agent", null, "Agent");

    private static HotlineFolder _folder = null!;
    private static HotlineApplication _hotline = null!;
    private static SamplePlan _plan = null!;
    private static IReadOnlyList<string> _numbers = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        _folder = new HotlineFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Hotline:Home"] = _folder.Path }).Build();
        await SampleQuarter.LoadAsync(configuration, null, CancellationToken.None);
        // The quarter is over: Thursday, 16 October.
        var clock = new RunningClock();
        clock.MoveOn(TimeSpan.FromDays(30));
        _hotline = HotlineApplication.StartOn(_folder, clock);
        _plan = SamplePlan.Make(_hotline.Services.GetRequiredService<ZoneBook>().Current);
        await NameAsync(Agent, "陈静");
        await NameAsync(Who.Ecology, "周建华");
        await NameAsync(Who.ShiftLeader, "何敏");
        await NameAsync(Who.Leader, "徐志远");
        _numbers = await FillTheUnitAsync();
    }

    [OneTimeTearDown]
    public static async Task Stop()
    {
        await _hotline.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Intake()
    {
        var caller = _plan.Cases.Where(planned => planned.Lead == "ecology" && planned.Intake is { Category: "C0501", Requester.Phone: not null }).Select(planned => planned.Intake).First();
        var screen = await OpenAsync(_hotline, "/intake", who: Agent);
        await screen.Page.Locator("#intake-requester-phone").FillAsync(caller.Requester!.Phone!);
        await screen.Page.Locator("#intake-requester-name").FillAsync(caller.Requester.Name ?? "");
        await screen.Page.Locator("#intake-title").FillAsync("工地夜间施工噪声扰民");
        await screen.Page.Locator("#intake-content").FillAsync("东兴路与纬三路口的工地连续三晚十点以后仍在浇筑混凝土，家里有高考学生无法休息，要求夜间停工，并希望有人到现场查处。");
        foreach (var (field, text) in new[] { ("intake-category", "C0501"), ("intake-area", "高新东街道") })
        {
            await screen.Page.Locator("#" + field).FocusAsync();
            await screen.TypeAsync(text);
            await Expect(screen.Page.Locator($"#{field}-list [aria-selected=true]")).ToBeVisibleAsync();
            await screen.PressAsync("Tab");
        }

        await screen.Page.Locator("#intake-place").FillAsync("东兴路与纬三路口西北角");
        await Expect(screen.Told("lead")).ToHaveTextAsync("生态环境分局");
        await Expect(screen.Told("caller")).ToBeVisibleAsync();
        await Expect(screen.Told("saved")).ToContainTextAsync(":");
        await KeepAsync(screen, "intake");
    }

    [Test]
    public async Task Unit()
    {
        var screen = await OpenAsync(_hotline, "/unit", who: Who.Ecology);
        await screen.Page.Locator($"tr[data-number='{_numbers[1]}']").FocusAsync();
        await Expect(screen.Page.Locator(".pane-head .number")).ToHaveTextAsync(_numbers[1]);
        await Expect(screen.Page.Locator(".pane-steps")).ToBeVisibleAsync();
        await KeepAsync(screen, "unit");
    }

    [Test]
    public async Task Case()
    {
        var screen = await OpenAsync(_hotline, $"/cases/{_numbers[4]}", who: Who.ShiftLeader);
        await Expect(screen.Page.Locator(".timeline")).ToContainTextAsync("签收");
        await KeepAsync(screen, "case");
    }

    [Test]
    public async Task Scorecard()
    {
        var screen = await OpenAsync(_hotline, "/scorecards/2025Q3", island: false, who: Who.Leader);
        await Expect(screen.Page.Locator(".score-sentence")).ToContainTextAsync("1033");
        await KeepAsync(screen, "scorecard");
    }

    // Of every age: overdue, due soon, signed and contacted, just come. Their texts are the sample's, a quarter later.
    private static async Task<IReadOnlyList<string>> FillTheUnitAsync()
    {
        var matters = new Queue<RegisterCase.Command>(_plan.Cases
            .Where(planned => planned.Lead == "ecology" && planned.Intake is { Requester.Phone: not null, Urgency: Urgency.General, Outcomes: 0, HandOver: null })
            .Select(planned => planned.Intake with { ReceivedAt = null }).DistinctBy(intake => intake.Title));
        var numbers = new List<string>();
        foreach (var (count, signed, contacted, then) in new[] { (2, 2, 2, 97.2), (4, 4, 3, 48.4), (3, 2, 1, 23.7), (3, 1, 1, 2.1), (2, 0, 0, 0.4) })
        {
            var batch = new List<string>();
            for (var index = 0; index < count; index++)
            {
                var receipt = await _hotline.Services.GetRequiredService<RegisterCase>()
                    .ExecuteAsync(matters.Dequeue(), HotlineClient.NewKey(), new Actor("agent"), CancellationToken.None);
                await _hotline.WaitUntilAsync(receipt.Number, "InProgress");
                batch.Add(receipt.Number);
                _hotline.Clock.MoveOn(TimeSpan.FromMinutes(7));
            }

            foreach (var number in batch.Take(signed))
            {
                await _hotline.Client.DoAsync(Who.Ecology, number, "sign", new { assignment = 1 });
            }

            _hotline.Clock.MoveOn(TimeSpan.FromMinutes(25));
            foreach (var number in batch.Take(contacted))
            {
                await _hotline.Client.DoAsync(Who.Ecology, number, "contact", new { assignment = 1, means = "Phone", reached = true, note = "已联系诉求人，约定今晚到现场查看" });
            }

            numbers.AddRange(batch);
            _hotline.Clock.MoveOn(TimeSpan.FromHours(then));
        }

        await _hotline.Client.DoAsync(Who.ShiftLeader, numbers[4], "remind", new { source = "Requester", note = "来电人催问进展" });
        await _hotline.Client.DoAsync(Who.Ecology, numbers[4], "note", new { assignment = 1, text = "夜间到场核查，已约谈负责人。", @public = false });
        await _hotline.SettleAsync();
        return numbers;
    }

    // People have names.
    private static async Task NameAsync(Who who, string name)
    {
        await _hotline.Admission.TokenOfAsync(who);
        var account = await _hotline.Services.GetRequiredService<ListAccounts>().ReadAsync(who.Name, CancellationToken.None);
        await _hotline.Services.GetRequiredService<ChangeAccount>().ExecuteAsync(
            who.Name,
            account.Version,
            new ChangeAccount.Command { DisplayName = name, Unit = who.Unit, Roles = who.Held, Active = true },
            Actor.System,
            CancellationToken.None);
    }

    private static async Task KeepAsync(Screen screen, string name)
    {
        var folder = Environment.GetEnvironmentVariable("HOTLINE_PICTURES") is { Length: > 0 } kept ? kept : Path.Combine(TestContext.CurrentContext.WorkDirectory, "TestResults");
        // The window alone, as it is on a desk: nothing that comes and goes.
        await Expect(screen.Page.Locator(".toast")).ToHaveCountAsync(0);
        var picture = await screen.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), Caret = ScreenshotCaret.Hide, Animations = ScreenshotAnimations.Disabled });
        Assert.That(picture, Has.Length.GreaterThan(LeastBytes), "something is to be seen");
        screen.WasQuiet();
    }
}
