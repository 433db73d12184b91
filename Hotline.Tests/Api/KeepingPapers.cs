using System.Net;
using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>每月一题 and 点评会 over HTTP: versions, refusals, and that a unit gets its own.</summary>
public sealed class KeepingPapers
{
    private static readonly Who Tax = new("tax-handler", "tax", "Handler", "UnitHead");

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = HotlineApplication.Start();
        await PapersOverHttp.MakeThemeAsync(_hotline);
        await PapersOverHttp.MakeMeetingAsync(_hotline);
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task A_theme_goes_its_way()
    {
        Assert.That(await CodeAsync(Who.Assessor, HttpMethod.Post, "/api/themes/T2509-1/start", null, null), Is.EqualTo((HttpStatusCode.PreconditionRequired, "precondition.missing")));
        using var begun = await SendAsync(Who.Assessor, HttpMethod.Post, "/api/themes/T2509-1/start", null, 1);
        Assert.That((begun.Headers.ETag?.Tag, (await begun.JsonAsync()).Text("state")), Is.EqualTo(("\"2\"", "Running")));
        Assert.That(await CodeAsync(Who.Assessor, HttpMethod.Post, "/api/themes/T2509-1/start", null, 1), Is.EqualTo((HttpStatusCode.PreconditionFailed, "theme.stale")));
        using var reported = await SendAsync(Who.Ecology, HttpMethod.Post, "/api/themes/T2509-1/report", new { problem = 1, text = "已排查", task = 1, state = "Done" }, 2);
        Assert.That((await reported.JsonAsync()).List("tasks").Single().Text("state"), Is.EqualTo("Done"));
        Assert.That(await CodeAsync(Who.Ecology, HttpMethod.Post, "/api/themes/T2509-1/report", new { problem = 3, text = "x" }, 3), Is.EqualTo((HttpStatusCode.Conflict, "theme.problem_unknown")));
        using var changes = await SendAsync(Who.Leader, HttpMethod.Get, "/api/themes/T2509-1/changes");
        Assert.That((await changes.JsonAsync()).EnumerateArray().Select(change => change.Text("kind")), Is.EqualTo(new[] { "Reported", "Started", "Made" }));
    }

    [Test]
    public async Task A_decision_goes_its_way()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var decide = new { text = "两周内办结", unit = "ecology", dueOn = "2025-10-15", @case = number };
        using var decided = await SendAsync(Who.Supervisor, HttpMethod.Post, "/api/meetings/M2025-1/decide", decide, 1);
        Assert.That((await decided.JsonAsync()).List("decisions").Single().Text("state"), Is.EqualTo("Open"));
        Assert.That((await _hotline.Client.ReadAsync(number)).List("supervisions").Single().Text("unit"), Is.EqualTo("ecology"));
        using var reported = await SendAsync(Who.Ecology, HttpMethod.Post, "/api/meetings/M2025-1/report", new { decision = 1, text = "已办" }, 2);
        Assert.That((await reported.JsonAsync()).List("decisions").Single().Text("state"), Is.EqualTo("Reported"));
        Assert.That(
            await CodeAsync(Who.Supervisor, HttpMethod.Post, "/api/meetings/M2025-1/settle", new { decision = 1, outcome = "SentBack" }, 3),
            Is.EqualTo((HttpStatusCode.BadRequest, "request.invalid")), "not without a word");
        using var settled = await SendAsync(Who.Supervisor, HttpMethod.Post, "/api/meetings/M2025-1/settle", new { decision = 1, outcome = "Done" }, 3);
        Assert.That((await settled.JsonAsync()).List("decisions").Single().Text("state"), Is.EqualTo("Done"));
        Assert.That((await _hotline.Client.ReadAsync(number)).List("supervisions").Single().Text("status"), Is.EqualTo("Completed"));
    }

    [TestCase("/api/themes/T2509-1")]
    [TestCase("/api/themes/T2509-1/cases")]
    [TestCase("/api/themes/T2509-1/changes")]
    [TestCase("/api/meetings/M2025-1")]
    [TestCase("/api/meetings/M2025-1/changes")]
    public async Task Anothers_is_none(string path)
    {
        var (status, body) = await GetAsync(Tax, path);
        var (missing, nothing) = await GetAsync(Tax, path.Replace("-1", "-9", StringComparison.Ordinal));
        Assert.That((status, missing), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        Assert.That(Plain(body), Is.EqualTo(Plain(nothing)), "the two answers are alike");
        Assert.That((await GetAsync(Who.Ecology, path)).Status, Is.EqualTo(HttpStatusCode.OK), "its own unit reads it");
    }

    [TestCase("/api/themes")]
    [TestCase("/api/meetings")]
    [TestCase("/api/meetings/decisions")]
    public async Task The_own_lists_have_nothing_of_it(string path)
    {
        using var response = await SendAsync(Tax, HttpMethod.Get, path);
        Assert.That((await response.JsonAsync()).List("items"), Is.Empty);
        Assert.That((await GetAsync(Tax, path + "?after=x")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static Task<HttpResponseMessage> SendAsync(Who who, HttpMethod method, string path, object? body = null, int? seen = null) =>
        PapersOverHttp.SendAsync(_hotline, who, method, path, body, seen);

    private static async Task<(HttpStatusCode, string?)> CodeAsync(Who who, HttpMethod method, string path, object? body, int? seen)
    {
        using var response = await SendAsync(who, method, path, body, seen);
        var refused = await response.RefusedAsync();
        Assert.That(refused.Title, Is.Not.Empty.And.Not.EqualTo(refused.Code), "the code has a title");
        return (refused.Status, refused.Code);
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(Who who, string path)
    {
        using var response = await SendAsync(who, HttpMethod.Get, path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    // Without what differs between any two answers: the address that was asked for, and the trace.
    private static string Plain(string body) =>
        string.Join(' ', JsonDocument.Parse(body).RootElement.EnumerateObject().Where(field => field.Name is not ("instance" or "traceId")));
}
