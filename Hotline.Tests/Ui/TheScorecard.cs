extern alias HotlineApi;

using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HotlineApi::Hotline.Api.Ui.Scorecards;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Scorecards;
using Hotline.Tests.Scorecards;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>三率考评 as it is read: every figure down to its cases, on a desk's screen and on a phone.</summary>
public sealed partial class TheScorecard : BrowserTest
{
    private const string Quarter = "/scorecards/2025Q3";

    /// <summary>Everything on 按时办结率.</summary>
    private const string Simulated = Quarter + "/simulate?i=R6&p=100&f=linear&t=100&s=5&m=0&full=100&basically=0.9&partly=0.5&sample=1";

    private static readonly Who Service = new("service-handler", "public-service", "Handler");

    private static HotlineFolder _folder = null!;
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        _folder = new HotlineFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Hotline:Home"] = _folder.Path }).Build();
        await SampleQuarter.LoadAsync(configuration, null, CancellationToken.None);
        // The quarter is over.
        var clock = new RunningClock();
        clock.MoveOn(TimeSpan.FromDays(30));
        _hotline = HotlineApplication.StartOn(_folder, clock);
    }

    [OneTimeTearDown]
    public static async Task Stop()
    {
        await _hotline.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Opens_as_many_cases_as_each_figure_says()
    {
        var screen = await OpenAsync(_hotline, "/scorecards", who: Who.Leader, island: false);
        await Expect(screen.Page.Locator(".score-sentence")).ToContainTextAsync("1033");
        await Expect(screen.Page.Locator(".score-sentence")).ToContainTextAsync("97.7%");

        const string Lines = ".score-top, .score-total, [data-unit=public-service], [data-unit=hotline]";
        Assert.That(
            await screen.Page.EvaluateAsync<string[]>(
                $$"""
                () => [...document.querySelectorAll('.score-sentence, .score-rates dd, .score-counts dd, .score-balance, .score-total td, [data-unit] td.figure:not(.score-rank)')]
                    .map(part => { const rest = part.cloneNode(true); rest.querySelectorAll('a, .score-change').forEach(link => link.remove()); return rest.textContent; })
                    .filter(text => /\d/.test(text))
                """),
            Is.Empty,
            "figures that open nothing");

        var links = await screen.Page.EvaluateAsync<string[][]>(
            $$"""() => [...document.querySelectorAll('{{Lines}}')].flatMap(line => [...line.querySelectorAll('a.figure-link')]).map(link => [link.getAttribute('href'), link.dataset.figure, link.dataset.count])""");
        Assert.That(links, Has.Length.GreaterThan(60));
        var asLeader = await _hotline.Client.AsAsync(Who.Leader);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (href, figure, count) in links.Select(link => (link[0], link[1], decimal.Parse(link[2], CultureInfo.InvariantCulture))).Distinct())
            {
                var (rows, heading) = await OpenAsync(asLeader.Http, href);
                if (figure.EndsWith("-Numerator", StringComparison.Ordinal))
                {
                    // Some count for less than one.
                    Assert.That(rows, Is.GreaterThanOrEqualTo(count), href);
                }
                else
                {
                    Assert.That(rows, Is.EqualTo(count), href);
                }

                Assert.That(heading ?? count, Is.EqualTo(count), href);
            }
        }

        await screen.Page.Locator(".score-counts a[data-figure=Late]").ClickAsync();
        await Expect(screen.Page.Locator("h1")).ToContainTextAsync("逾期");
        Assert.That(await screen.Page.Locator("tbody a[data-open]").First.GetAttributeAsync("href"), Does.StartWith("/cases/25"));
        screen.WasQuiet();
    }

    [Test]
    public async Task Lets_a_unit_open_its_own_figures_only()
    {
        var screen = await OpenAsync(_hotline, Quarter, who: Service, island: false);
        var hrefs = await screen.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a.figure-link')].map(link => link.getAttribute('href'))");
        Assert.That(hrefs, Is.Not.Empty.And.All.Contains("unit=public-service"));
        var asUnit = await _hotline.Client.AsAsync(Service);
        var (own, _) = await OpenAsync(asUnit.Http, Quarter + "/cases?figure=Received");
        Assert.That(own, Is.EqualTo(108), "without a unit the own one is meant");
        foreach (var path in new[] { "/cases?figure=Received&unit=ecology", "/cases?figure=Open", "/praises?kind=Phone&unit=ecology" })
        {
            using var refused = await asUnit.Http.GetAsync(new Uri(Quarter + path, UriKind.Relative));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), path);
        }
    }

    [TestCase(1366, false, "zh-CN")]
    [TestCase(1366, true, "en")]
    [TestCase(390, true, "zh-CN")]
    [TestCase(390, false, "en")]
    public async Task Has_no_barrier(int width, bool dark, string language)
    {
        var screen = await OpenAsync(_hotline, Quarter, width, 844, dark, language, island: false, who: Who.Assessor);
        foreach (var path in new[]
                 {
                     Quarter, Quarter + "/cases?figure=Dissatisfied", Quarter + "/cases?indicator=R3&side=Denominator", Quarter + "/praises?kind=Banner",
                     Quarter + "/units/public-service", Quarter + "/simulate", Simulated,
                 })
        {
            await screen.GoAsync(path, island: false);
            await screen.SeeNoBarrierAsync(path);
            Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, $"{path} fits {width}");
        }

        screen.WasQuiet();
    }

    [TestCase("/scorecards/2025Q5")]
    [TestCase(Quarter + "/cases?figure=Nothing")]
    [TestCase(Quarter + "/cases?figure=Received&group=Nobody")]
    [TestCase(Quarter + "/cases?figure=Received&after=there")]
    [TestCase(Quarter + "/praises?kind=Nothing")]
    [TestCase(Quarter + "/cases?indicator=R4&side=Numerator")]
    [TestCase(Quarter + "/cases?indicator=R3&side=Nothing")]
    [TestCase(Quarter + "/units/nobody")]
    [TestCase("/scorecards/2025Q5/simulate")]
    [TestCase("/scorecards?from=2025-09-02&to=2025-09-01")]
    public async Task Knows_no_such_page(string path)
    {
        using var response = await (await _hotline.Client.AsAsync(Who.Leader)).Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Keeps_a_month_that_is_frozen_and_says_so()
    {
        var screen = await OpenAsync(_hotline, "/scorecards/2025-07", island: false, who: Who.Assessor);
        await screen.Page.Locator(".score-freeze > button").ClickAsync();
        await Expect(screen.Page.Locator("#freeze")).ToContainTextAsync("只能冻结一次");
        await screen.SeeNoBarrierAsync("the dialog");
        await screen.Page.Locator("#freeze .primary").ClickAsync();
        await Expect(screen.Page.Locator(".score-frozen")).ToContainTextAsync("SHA-256");
        await Expect(screen.Page.Locator(".score-freeze")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Says_what_the_interface_says()
    {
        var answer = await (await _hotline.Client.AsAsync(Who.Leader)).GetAsync("/api/scorecards/2025Q3");
        var screen = await OpenAsync(_hotline, Quarter, who: Who.Leader, island: false);
        async Task<string?> CountAsync(string within, string figure) =>
            await screen.Page.Locator($"{within} a[data-figure={figure}]").Last.GetAttributeAsync("data-count");
        using (Assert.EnterMultipleScope())
        {
            foreach (var (unit, line) in answer.List("units").Select(unit => ($"[data-unit='{unit.Text("unit")}']", unit)).Append((".score-total", answer)))
            {
                foreach (var (id, name) in new[] { ("R1", "response"), ("R2", "resolution"), ("R3", "satisfaction"), ("R6", "onTime") })
                {
                    var rate = line.GetProperty(name);
                    if (rate.GetProperty("denominator").GetInt32() is > 0 and var denominator)
                    {
                        Assert.That(await CountAsync(unit, id + "-Denominator"), Is.EqualTo(denominator.ToString(CultureInfo.InvariantCulture)), unit + id);
                        Assert.That(await CountAsync(unit, id + "-Numerator"), Is.EqualTo(rate.GetProperty("numerator").GetDecimal().ToString("0.####", CultureInfo.InvariantCulture)), unit + id);
                    }
                }
            }
        }
    }

    [Test]
    public async Task Explains_a_composite_down_to_the_cases()
    {
        var screen = await OpenAsync(_hotline, Quarter, who: Who.Leader, island: false);
        await screen.Page.Locator("[data-unit=public-service] .why-link").ClickAsync();
        var composite = await screen.Told("composite").InnerTextAsync();
        await Expect(screen.Page.Locator("#why")).ToContainTextAsync(composite);
        await Expect(screen.Page.Locator(".why-table tfoot")).ToContainTextAsync("满分 100");
        await Expect(screen.Page.Locator("tr[data-indicator]")).ToHaveCountAsync(Indicators.All.Length);
        var links = await screen.Page.EvaluateAsync<string[][]>(
            "() => [...document.querySelectorAll('a.figure-link')].map(link => [link.getAttribute('href'), link.dataset.figure, link.dataset.count])");
        var http = (await _hotline.Client.AsAsync(Who.Leader)).Http;
        using (Assert.EnterMultipleScope())
        {
            foreach (var (href, figure, count) in links.Select(link => (link[0], link[1], decimal.Parse(link[2], CultureInfo.InvariantCulture))).Distinct())
            {
                var (rows, _) = await OpenAsync(http, href);
                // Some count for less than one, and an average's numerator is minutes.
                Assert.That(rows, figure is "R2-Numerator" or "R3-Numerator" ? Is.GreaterThanOrEqualTo(count) : figure is "R13-Numerator" or "R13b-Numerator" ? Is.GreaterThan(0) : Is.EqualTo(count), href);
            }
        }

        screen.WasQuiet();
    }

    [Test]
    public async Task Simulates_another_scheme_beside_the_one_in_force()
    {
        var screen = await OpenAsync(_hotline, Quarter + "/simulate", who: Who.Assessor, island: false);
        await Expect(screen.Page.Locator(".simulate-table")).ToHaveCountAsync(0);
        await screen.Page.Locator(".simulate .primary").ClickAsync();
        await Expect(screen.Page.Locator(".simulate-table tbody tr").First).ToBeVisibleAsync();
        await Expect(screen.Page.Locator(".simulate-table .moved")).ToHaveCountAsync(0);
        await screen.GoAsync(Simulated, island: false);
        Assert.That(await screen.Page.Locator(".simulate-table .moved").CountAsync(), Is.GreaterThan(0));
        await screen.GoAsync(Simulated.Replace("p=100", "p=99", StringComparison.Ordinal), island: false);
        await Expect(screen.Page.Locator(".errors")).ToContainTextAsync("100");
        await Expect(screen.Page.Locator(".simulate-table")).ToHaveCountAsync(0);
        screen.WasQuiet();
    }

    [TestCase("2025-09-30", "2025年9月30日")]
    [TestCase("2025-W39", "2025年第39周")]
    [TestCase("2025-09@19", "上月19日至本月18日")]
    [TestCase("2025-08-01..2025-09-15", "2025-08-01 至 2025-09-15")]
    [TestCase("2025", "2025年")]
    public async Task Calls_a_period_by_its_name(string period, string title)
    {
        var screen = await OpenAsync(_hotline, "/scorecards/" + period, who: Who.Leader, island: false);
        await Expect(screen.Page.Locator("h1")).ToContainTextAsync(title);
        screen.WasQuiet();
    }

    [Test]
    public async Task Withholds_its_tables_where_the_account_does_not_balance()
    {
        var refused = await RenderAsync(AReport.Full with { Reconciliation = new Reconciliation(5, 1033, 1000, 0, 0, 0, 5) });
        Assert.That(refused, Does.Contain("左边 1038 件，右边 1005 件，差 33 件").And.Not.Contains("<table").And.Not.Contains("class=\"score-rates\""));
    }

    [Test]
    public async Task Shows_every_part_of_a_report()
    {
        var html = await RenderAsync(AReport.Full);
        foreach (var id in new[] { "trend-received", "trend-rates", "received-title", "division-Category", "division-Area", "deadlines", "open-reds", "returns", "hot-spots", "new-rises", "praises", "themes", "decisions" })
        {
            Assert.That(html, Does.Contain($"id=\"{id}\""));
        }

        Assert.That(html, Does.Contain("href=\"/cases/250926-000017-3\"").And.Contains("小样本").And.Contains("无诉求").And.Contains("夜间施工噪声"));
    }

    [TestCase(1366, false)]
    [TestCase(1366, true)]
    [TestCase(390, true)]
    public async Task Draws_every_part_without_a_barrier(int width, bool dark)
    {
        var html = await RenderAsync(AReport.Full);
        var screen = await OpenAsync(_hotline, Quarter, width, 844, dark, island: false, who: Who.Leader);
        await screen.Page.EvaluateAsync("html => document.querySelector('.score').innerHTML = '<h1>' + document.title + '</h1>' + html", html);
        await screen.SeeNoBarrierAsync("a report with something in every part");
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, $"fits {width}");
    }

    private static async Task<string> RenderAsync(PeriodReport report)
    {
        await using var scope = _hotline.Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        var view = new ScorecardView(report, new ScorecardScheme(1, 10, 50, 40, 0.9m, 0.5m, 10), null);
        return WebUtility.HtmlDecode(await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<PeriodSheet>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view }))).ToHtmlString()));
    }

    // Every page of a list.
    private static async Task<(int Rows, decimal? Heading)> OpenAsync(HttpClient http, string href)
    {
        var (rows, path, heading) = (0, (string?)href, (decimal?)null);
        while (path is not null)
        {
            var html = await http.GetStringAsync(new Uri(path, UriKind.Relative));
            rows += Row().Count(html);
            heading ??= Heading().Match(html) is { Success: true } figure ? decimal.Parse(figure.Groups["value"].ValueSpan, CultureInfo.InvariantCulture) : null;
            path = Next().Match(html) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups["href"].Value) : null;
        }

        return (rows, heading);
    }

    [GeneratedRegex("<tr role=\"row\" tabindex=")]
    private static partial Regex Row();

    [GeneratedRegex("data-test=\"figure\">(?<value>[^<]+)<", RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex("href=\"(?<href>[^\"]+)\" rel=\"next\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Next();
}
