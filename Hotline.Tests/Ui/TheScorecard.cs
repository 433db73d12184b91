using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Hotline.Samples;
using Hotline.Tests.Support;
using Microsoft.Extensions.Configuration;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Ui;

/// <summary>三率考评 as it is read: every figure down to its cases, on a desk's screen and on a phone.</summary>
public sealed partial class TheScorecard : BrowserTest
{
    private const string Quarter = "/scorecards/2025Q3";

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
                    .map(part => { const rest = part.cloneNode(true); rest.querySelectorAll('a').forEach(link => link.remove()); return rest.textContent; })
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
                if (figure.EndsWith("Numerator", StringComparison.Ordinal))
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
        foreach (var path in new[] { Quarter, Quarter + "/cases?figure=Dissatisfied", Quarter + "/praises?kind=Banner" })
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
    public async Task Knows_no_such_page(string path)
    {
        using var response = await (await _hotline.Client.AsAsync(Who.Leader)).Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Keeps_a_month_that_is_frozen_and_says_so()
    {
        var screen = await OpenAsync(_hotline, "/scorecards/2025-07", island: false, who: Who.Assessor);
        await screen.Page.Locator(".score-freeze summary").ClickAsync();
        await screen.Page.Locator(".score-freeze button").ClickAsync();
        await Expect(screen.Page.Locator(".score-frozen")).ToContainTextAsync("SHA-256");
        await Expect(screen.Page.Locator(".score-freeze")).ToHaveCountAsync(0);
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
