using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>A unit's person tries another unit's case by every address there is: it is as if there were no such case.</summary>
public sealed class KeepingUnitsApart
{
    private static readonly Who Tax = new("tax-handler", "tax", "Handler", "UnitHead");

    private static HotlineApplication _hotline = null!;
    private static string _case = null!;

    // A number that is one and was never given.
    private static readonly string None = NumberOfNothing();

    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = HotlineApplication.Start();
        _case = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task A_case_of_another_unit_is_no_case([Values("", "/events")] string rest, [Values] bool configures)
    {
        var who = configures ? Who.Administrator : Tax;
        var (status, body) = await GetAsync(who, $"/api/cases/{_case}{rest}");
        var (expected, nothing) = await GetAsync(who, $"/api/cases/{None}{rest}");
        var refusal = configures ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound;
        Assert.That((status, expected), Is.EqualTo((refusal, refusal)));
        Assert.That(Plain(body), Is.EqualTo(Plain(nothing)), "the two answers are alike");
        Assert.That((await GetAsync(Who.Ecology, $"/api/cases/{_case}{rest}")).Status, Is.EqualTo(HttpStatusCode.OK), "its own unit reads it");
    }

    [TestCase("sign", """{"assignment":1}""")]
    [TestCase("note", """{"assignment":1,"text":"x","public":false}""")]
    [TestCase("reply", """{"assignment":1,"substantiated":true,"contacted":true,"resolution":"Solved","publicReply":"x"}""")]
    public async Task Neither_is_a_step_of_it(string step, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{_case}/{step}") { Content = JsonContent.Create(JsonDocument.Parse(body).RootElement) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"2\"");
        await _hotline.Client.SignAsync(request, Tax);
        using var response = await _hotline.Http.SendAsync(request);
        Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("case.not_found"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/api/queues/unit?unit=ecology")]
    [TestCase("/api/queues/orders?unit=ecology")]
    [TestCase("/api/queues/requests?unit=ecology")]
    [TestCase("/api/queues/review")]
    [TestCase("/api/queues/supervision")]
    [TestCase("/api/inbox?recipient=Handler@ecology")]
    [TestCase("/api/inbox?recipient=Supervisor")]
    [TestCase("/api/inbox?recipient=Digest")]
    [TestCase("/api/scorecards/2025Q3/cases?figure=received&unit=ecology")]
    [TestCase("/api/themes?unit=ecology")]
    [TestCase("/api/meetings/decisions?unit=ecology")]
    [TestCase("/api/scorecards/2025Q3/cases?figure=open")]
    public async Task A_list_of_another_unit_or_of_the_hotline_is_refused(string path)
    {
        var (status, body) = await GetAsync(Tax, path);
        Assert.That((status, JsonDocument.Parse(body).RootElement.Text("code")), Is.EqualTo((HttpStatusCode.Forbidden, "access.other_unit")));
    }

    [Test]
    public async Task The_own_lists_have_nothing_of_it()
    {
        await _hotline.SettleAsync();
        foreach (var path in new[] { "/api/queues/unit", "/api/queues/requests", "/api/queues/orders", "/api/inbox?recipient=Handler@tax", "/api/scorecards/2025Q3/cases?figure=received" })
        {
            var (status, body) = await GetAsync(Tax, path);
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), path);
            Assert.That(body, Does.Not.Contain(_case), path);
        }

        Assert.That((await GetAsync(Who.Ecology, "/api/queues/unit")).Body, Does.Contain(_case), "without a unit the own one is meant");
        Assert.That(await FindAsync(Tax, new { number = _case }), Is.Empty);
        Assert.That(await FindAsync(Who.Ecology, new { number = _case }), Is.EqualTo(new[] { _case }));
        Assert.That(await FindAsync(Who.Supervisor, new { category = "C0501", status = "InProgress" }), Is.EqualTo(new[] { _case }));
    }

    [Test]
    public async Task A_unit_that_is_consulted_finds_the_case_while_it_is()
    {
        var number = await _hotline.Client.RegisterAsync(ACase.OfNoise with { Category = "C9903" });
        await Eventually.SeeAsync(
            () => _hotline.Client.ReadAsync(number), found => found.GetProperty("routing").ValueKind != JsonValueKind.Null, "it was left to a dispatcher");
        await _hotline.Client.DoAsync(Who.Dispatcher, number, "consult", new { units = new[] { "tax", "finance" }, question = "x" });
        await ExpectAsync(Tax, HttpStatusCode.OK);
        await ExpectAsync(Who.Ecology, HttpStatusCode.NotFound);
        Assert.That((await GetAsync(Tax, "/api/queues/consultation")).Body, Does.Contain(number));
        Assert.That((await GetAsync(Who.Ecology, "/api/queues/consultation")).Body, Does.Not.Contain(number));
        Assert.That((await GetAsync(Tax, "/api/queues/consultation?unit=finance")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await FindAsync(Tax, new { status = "InConsultation" }), Is.EqualTo(new[] { number }));
        Assert.That(await FindAsync(Who.Ecology, new { status = "InConsultation" }), Is.Empty);

        await _hotline.Client.DoAsync(Who.ShiftLeader, number, "conclude", new { lead = "finance", supporters = Array.Empty<string>(), designated = false, minutes = "x" });
        await ExpectAsync(Tax, HttpStatusCode.NotFound);
        Assert.That(await FindAsync(Tax, new { number }), Is.Empty);

        async Task ExpectAsync(Who who, HttpStatusCode expected)
        {
            foreach (var rest in new[] { "", "/events", "/attachments" })
            {
                Assert.That((await GetAsync(who, $"/api/cases/{number}{rest}")).Status, Is.EqualTo(expected), $"{who.Name} {rest}");
            }
        }
    }

    [Test]
    public async Task People_have_names_and_those_of_other_units_none()
    {
        var (dispatcher, handler) = (new Who("Li-Si", null, "Dispatcher"), new Who("Wang-Wu", "ecology", "Handler"));
        var number = await _hotline.Client.RegisterAsync(ACase.OfNoise with { Category = "C9903" });
        await Eventually.SeeAsync(
            () => _hotline.Client.ReadAsync(number), found => found.GetProperty("routing").ValueKind != JsonValueKind.Null, "it was left to a dispatcher");
        var claimed = await _hotline.Client.DoAsync(dispatcher, number, "claim", new { });
        Assert.That((claimed.Text("claimedBy"), claimed.Text("claimedByName")), Is.EqualTo(("li-si", "Li-Si")));
        var line = (await _hotline.Client.AskAsync(dispatcher, "/api/queues/dispatch?claimed=mine")).List("items").Single(item => item.Text("number") == number);
        Assert.That((line.Text("claimedBy"), line.Text("claimedByName")), Is.EqualTo(("li-si", "Li-Si")));

        await _hotline.Client.DoAsync(dispatcher, number, "dispatch", new { lead = "ecology", supporters = new[] { "tax" }, basis = "x" });
        await _hotline.Client.DoAsync(handler, number, "sign", new { assignment = 1 });
        var timeline = (await _hotline.Client.ReadTimelineAsync(number)).Select(entry => (entry.Text("type"), entry.Text("actor"), entry.Text("actorName"))).ToList();
        Assert.That(timeline, Is.SupersetOf(new[] { ("CaseDispatched", "li-si", "Li-Si"), ("AssignmentSigned", "wang-wu", "Wang-Wu") }));
        Assert.That(timeline.Single(entry => entry.Item1 == "CaseLeftToDispatcher").Item3, Is.Null, "a timer is nobody");
        var (_, seen) = await GetAsync(Tax, $"/api/cases/{number}/events");
        Assert.That(seen, Does.Contain("Li-Si").And.Not.Contain("Wang-Wu").And.Not.Contain("wang-wu"));
    }

    [Test]
    public async Task A_search_says_what_is_wrong_with_it()
    {
        using var response = await SearchAsync(Who.Supervisor, new { number = "12", category = "nothing", take = 0, status = "Nowhere" });
        Assert.That((await response.RefusedAsync()).Errors.Keys, Is.EquivalentTo(new[] { "number", "category", "take", "status" }));
    }

    [Test]
    public async Task A_figure_opens_its_cases_over_http()
    {
        await _hotline.SettleAsync();
        var period = _hotline.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var page = await _hotline.Client.AskAsync(Who.Leader, $"/api/scorecards/{period}/cases?figure=received&unit=ecology");
        var item = page.List("items").Single(item => item.Text("number") == _case);
        Assert.That((item.Text("unit"), item.List("counts").Single().GetString()), Is.EqualTo(("ecology", "Received")));
        Assert.That((await GetAsync(Who.Leader, $"/api/scorecards/{period}/cases?figure=nothing")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await GetAsync(Who.Leader, $"/api/scorecards/{period}/cases?figure=open&unit=ecology")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    // Without what differs between any two answers: the address that was asked for, and the trace.
    private static string Plain(string body) =>
        string.Join(' ', JsonDocument.Parse(body).RootElement.EnumerateObject().Where(field => field.Name is not ("instance" or "traceId")));

    private static async Task<IEnumerable<string?>> FindAsync(Who who, object query)
    {
        using var response = await SearchAsync(who, query);
        return [.. (await response.JsonAsync()).List("items").Select(item => item.GetProperty("case").Text("number"))];
    }

    private static async Task<HttpResponseMessage> SearchAsync(Who who, object query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases/search") { Content = JsonContent.Create(query) };
        await _hotline.Client.SignAsync(request, who);
        return await _hotline.Http.SendAsync(request);
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(Who who, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        await _hotline.Client.SignAsync(request, who);
        using var response = await _hotline.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static string NumberOfNothing() => CaseNumber.Make(new DateOnly(2025, 1, 2), 999_999);
}
