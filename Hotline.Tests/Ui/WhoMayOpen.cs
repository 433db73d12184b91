extern alias HotlineApi;

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using HotlineApi::Hotline.Api.Ui.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Ui;

/// <summary>Role by page by step: what opens, what is refused, and that another unit's case is no case by any address.</summary>
public sealed partial class WhoMayOpen
{
    private static readonly Who Tax = new("tax-handler", "tax", "Handler", "UnitHead");

    // A number that is one and was never given.
    private static readonly string Nobodys = CaseNumber.Make(new DateOnly(2025, 1, 2), 999_999);

    private static HotlineApplication _hotline = null!;
    private static string _number = "";

    /// <summary>One case that the catalogue has dispatched and nobody has signed.</summary>
    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = HotlineApplication.Start();
        _number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await PapersOverHttp.MakeThemeAsync(_hotline);
        await PapersOverHttp.MakeMeetingAsync(_hotline);
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [TestCaseSource(nameof(Roles))]
    public async Task Opens_the_pages_of_a_role_and_no_other(Role role)
    {
        using var browser = await SignInAsync(Only(role));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (page, path) in Pages())
            {
                using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
                var isOpen = page.GetCustomAttribute<ForAttribute>() is not { } some || some.Roles.Count == 0 || some.Roles.Contains(role);
                // Whoever has one desk only begins there.
                var expected = !isOpen ? HttpStatusCode.Forbidden : path == "/" && answer.StatusCode == HttpStatusCode.Found ? HttpStatusCode.Found : HttpStatusCode.OK;
                Assert.That(answer.StatusCode, Is.EqualTo(expected), $"{role}: {path}");
                Assert.That(answer.Headers.Location?.ToString() ?? "", Does.Not.Contain("sign-in"), $"{role}: {path}");
            }
        }
    }

    [TestCaseSource(nameof(Roles))]
    public async Task Shows_no_way_that_is_closed(Role role)
    {
        using var browser = await SignInAsync(Only(role));
        var account = await browser.GetStringAsync(new Uri("/account", UriKind.Relative));
        var ways = Way().Matches(account).Select(match => WebUtility.HtmlDecode(match.Groups["path"].Value)).Where(path => !Path.HasExtension(path)).Distinct().ToList();
        Assert.That(ways, Does.Contain("/inbox"));
        foreach (var path in ways)
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.Found), $"{role}: {path}");
        }
    }

    [Test]
    public async Task Of_another_unit_is_nothing_by_any_address_that_holds_a_number()
    {
        var addresses = _hotline.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => path.StartsWith("/cases/{", StringComparison.Ordinal) || path.StartsWith("/api/cases/{", StringComparison.Ordinal))
            .Distinct().ToList();
        Assert.That(addresses, Has.Count.GreaterThanOrEqualTo(5).And.Contains("/cases/{Number}").And.Contains("/cases/{Number}/print"));
        using var stranger = await SignInAsync(Tax);
        using (Assert.EnterMultipleScope())
        {
            foreach (var address in addresses)
            {
                var (others, said) = await GetAsync(stranger, Fill(address, _number));
                var (missing, nothing) = await GetAsync(stranger, Fill(address, Nobodys));
                Assert.That(others, Is.EqualTo(missing).And.AnyOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden), address);
                Assert.That(Plain(said), Is.EqualTo(Plain(nothing)), $"{address}: the two answers are alike");
                Assert.That(said, Does.Not.Contain(ACase.OfNoise.Title!), address);
            }
        }
    }

    [Test]
    public async Task Of_another_unit_is_neither_found_nor_handed_out()
    {
        foreach (var (who, sees) in new[] { (Tax, false), (Who.Ecology, true), (Who.Supervisor, true) })
        {
            using var browser = await SignInAsync(who);
            foreach (var path in new[] { "/api/cases/search", "/api/cases/export" })
            {
                using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), JsonContent.Create(new { number = _number }));
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{who.Name}: {path}");
                Assert.That((await answer.Content.ReadAsStringAsync()).Contains(_number, StringComparison.Ordinal), Is.EqualTo(sees), $"{who.Name}: {path}");
            }

            var (_, page) = await GetAsync(browser, "/cases");
            Assert.That(page.Contains(_number, StringComparison.Ordinal), Is.EqualTo(sees), $"{who.Name}: /cases");
        }
    }

    /// <summary>A case on its way to a unit: what its page offers to each role is what the rules offer, and this.</summary>
    [Test]
    public async Task Offers_each_role_these_steps()
    {
        var columns = Roles().Where(role => role != Role.Administrator).ToList();
        var offered = new Dictionary<Role, IReadOnlySet<string>>();
        var history = _hotline.Services.GetRequiredService<CaseHistory>();
        foreach (var role in columns)
        {
            var who = Only(role);
            var view = await history.ReadAsync(_number, new Actor(who.Name.ToLowerInvariant(), who.Unit) { Roles = [role] }, CancellationToken.None);
            offered[role] = view.May.Select(possible => possible.Step).ToHashSet();
            using var browser = await SignInAsync(who);
            var (_, page) = await GetAsync(browser, $"/cases/{_number}");
            Assert.That(Button().Matches(page).Select(match => match.Groups["step"].Value), Is.EquivalentTo(offered[role]), $"the buttons of {role}");
        }

        var table = offered.Values.SelectMany(steps => steps).Distinct().Order(StringComparer.Ordinal)
            .Select(step => $"{step}: {string.Join(' ', columns.Where(role => offered[role].Contains(step)))}");
        Assert.That(string.Join('\n', table), Is.EqualTo(Expected.ReplaceLineEndings("\n")));
    }

    [TestCaseSource(nameof(Roles))]
    public async Task Takes_no_step_that_was_not_offered(Role role)
    {
        var who = Only(role);
        var history = _hotline.Services.GetRequiredService<CaseHistory>();
        var offered = role == Role.Administrator
            ? []
            : (await history.ReadAsync(_number, new Actor(who.Name.ToLowerInvariant(), who.Unit) { Roles = [role] }, CancellationToken.None)).May.Select(possible => possible.Step).ToHashSet();
        var before = (await _hotline.Client.ReadTimelineAsync(_number)).Count;
        var steps = _hotline.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Split('/')[^1]).Where(name => StepNames.TryParse(name, out _)).Distinct().ToList();
        Assert.That(steps, Has.Count.GreaterThan(30));
        using (Assert.EnterMultipleScope())
        {
            foreach (var step in steps.Where(step => !offered.Contains(step)))
            {
                using var answer = await _hotline.Client.AskAsync(who, _number, step, new { assignment = 1 });
                Assert.That((int)answer.StatusCode, Is.InRange(400, 499), $"{role}: {step}");
            }
        }

        Assert.That(await _hotline.Client.ReadTimelineAsync(_number), Has.Count.EqualTo(before), "nothing happened");
    }

    private const string Expected =
        """
        add-support: ShiftLeader Dispatcher Supervisor Leader
        hand-over: Agent ShiftLeader Dispatcher
        instruct: Leader
        link: Agent ShiftLeader Dispatcher
        merge: Agent ShiftLeader Dispatcher
        recall: ShiftLeader Dispatcher Supervisor Leader
        reclassify: ShiftLeader Dispatcher Supervisor Leader
        redispatch: ShiftLeader Dispatcher Supervisor Leader
        remind: Agent ShiftLeader Caller Supervisor Leader
        return: Handler UnitHead
        sign: Handler UnitHead
        supervise: Supervisor Leader
        withdraw: Agent ShiftLeader Caller
        """;

    public static IEnumerable<Role> Roles() => Enum.GetValues<Role>();

    private static Who Only(Role role) => new("page-" + role, role is Role.Handler or Role.UnitHead ? "ecology" : null, role.ToString());

    // Every page there is, with something that exists in the place of each parameter.
    private static IReadOnlyList<(Type Page, string Path)> Pages()
    {
        var pages = typeof(ForAttribute).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>(inherit: false).Select(route => (Page: type, Path: Fill(route.Template, _number))))
            .ToList();
        Assert.That(pages, Has.Count.GreaterThan(18), "the search finds what is there");
        return pages;
    }

    private static string Fill(string template, string number) => template switch
    {
        "/scorecards/{Name}/cases" => "/scorecards/2025Q3/cases?figure=Received",
        "/scorecards/{Name}/praises" => "/scorecards/2025Q3/praises?kind=Phone",
        "/circulars/{Id}" => "/circulars",
        _ => Parameter().Replace(template, parameter => parameter.Groups["name"].Value.ToUpperInvariant() switch
        {
            "NUMBER" => number,
            "NAME" => "2025Q3",
            "KIND" => "units",
            "THEME" => "T2509-1",
            "MEETING" => "M2025-1",
            "UNIT" => "ecology",
            _ => "1",
        }),
    };

    // As a browser does it: by name and password, and from then on by cookie.
    private static async Task<HttpClient> SignInAsync(Who who)
    {
        await _hotline.Admission.TokenOfAsync(who);
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _hotline.Http.BaseAddress };
        using var answer = await browser.PostAsync(
            new Uri("/api/sign-in", UriKind.Relative), JsonContent.Create(new { login = who.Name.ToLowerInvariant(), password = Admission.Password }));
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{who.Name} signs in: {await answer.Content.ReadAsStringAsync()}");
        browser.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return browser;
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    // Without what differs between any two answers: the address that was asked for, and the trace.
    private static string Plain(string body) => body.StartsWith('{')
        ? string.Join(' ', JsonDocument.Parse(body).RootElement.EnumerateObject().Where(field => field.Name is not ("instance" or "traceId")))
        : body;

    [GeneratedRegex(@"<a [^>]*href=""(?<path>/[^""#]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Way();

    [GeneratedRegex(@"data-step=""(?<step>[a-z-]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Button();

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
