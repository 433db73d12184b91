using System.Net;
using System.Text.Json;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>批量派单, and what a unit gave back before. One unit takes no cases here, so that some wait for a dispatcher.</summary>
public sealed class DispatchingMany
{
    private const string Closed = "ecology";

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static async Task Start() => _hotline = await HotlineApplication.StartWithoutAsync(Closed);

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Says_first_what_would_happen_and_then_does_it_case_by_case()
    {
        var waiting = await WaitingAsync();
        var another = await WaitingAsync();
        var gone = await _hotline.RegisterAsync(ACase.AnsweredOnTheLine);
        var seen = (await _hotline.Client.ReadAsync(another)).Version();
        object Order(bool dryRun) => new
        {
            cases = new object[]
            {
                new { number = waiting, version = seen },
                new { number = gone, version = 9 },
                new { number = another, version = seen + 7 },
                new { number = CaseNumber.Make(new DateOnly(2025, 9, 26), 999), version = 1 },
            },
            lead = "commerce",
            supporters = new[] { "finance" },
            basis = "生态环境分局暂不接单",
            dryRun,
        };

        var tried = await PostAsync(Order(dryRun: true));
        Assert.That((await _hotline.Client.ReadAsync(waiting)).Text("status"), Is.EqualTo("AwaitingDispatch"), "nothing was written");
        var done = await PostAsync(Order(dryRun: false));
        foreach (var report in new[] { tried, done })
        {
            var lines = report.List("cases").ToList();
            Assert.That((report.GetProperty("accepted").GetInt32(), report.GetProperty("refused").GetInt32()), Is.EqualTo((1, 3)));
            Assert.That(lines[0].Text("refused"), Is.Null);
            Assert.That(lines[0].GetProperty("lead").Text("code"), Is.EqualTo("commerce"));
            Assert.That(lines[0].List("supporters").Single().Text("code"), Is.EqualTo("finance"));
            Assert.That(lines[0].List("clocks").Select(clock => clock.Text("kind")), Is.EqualTo(new[] { "Sign", "FirstContact", "Resolve" }));
            Assert.That(lines[2].Text("refused"), Is.EqualTo("case.stale"));
            Assert.That(lines.Skip(1).All(line => line.Text("refused") is not null && line.Text("text") is { Length: > 0 } text && text != line.Text("refused")), Is.True, report.ToString());
        }

        var after = await _hotline.Client.ReadAsync(waiting);
        Assert.That((after.Text("status"), after.Version()), Is.EqualTo(("InProgress", done.List("cases").First().GetProperty("version").GetInt32())));
        Assert.That(after.GetProperty("routing").Text("basis"), Is.EqualTo("生态环境分局暂不接单"));
    }

    [Test]
    public async Task Without_a_lead_each_case_goes_where_the_catalogue_proposes()
    {
        var waiting = await WaitingAsync();
        var report = await PostAsync(new { cases = new[] { new { number = waiting, version = (await _hotline.Client.ReadAsync(waiting)).Version() } }, dryRun = true });
        Assert.That(report.List("cases").Single().Text("refused"), Is.EqualTo("dispatch.unit_inactive"), "and that unit takes none");
    }

    [Test]
    public async Task Is_a_dispatchers_and_checked_field_by_field()
    {
        var body = new { cases = new[] { new { number = "250926-000001-1", version = (int?)null } }, supporters = new[] { "finance" } };
        using var response = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/dispatch/batch", body, roles: "Dispatcher");
        Assert.That((await response.RefusedAsync()).Errors.Keys, Is.SupersetOf(new[] { "cases[0].version", "supporters" }));
        using var many = await _hotline.Client.SendAsAsync(
            HttpMethod.Post, "/api/dispatch/batch", new { cases = Enumerable.Range(0, 101).Select(_ => new { number = "x", version = 1 }) }, roles: "Dispatcher");
        Assert.That((await many.RefusedAsync()).Errors.Keys, Does.Contain("cases"));
        var waiting = await WaitingAsync();
        using var agent = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/dispatch/batch", new { cases = new[] { new { number = waiting, version = 1 } } }, roles: "Agent");
        Assert.That((int)agent.StatusCode, Is.EqualTo(409).Or.EqualTo(403));
    }

    [Test]
    public async Task A_units_returns_are_counted_by_reason_and_listed()
    {
        var number = await WaitingAsync();
        await _hotline.StepAsync(number, "dispatch", new { lead = "commerce", basis = "指定" });
        var handler = new Who("commerce-handler", "commerce", "Handler");
        using var filed = await _hotline.Client.AskAsync(handler, number, "return", new { assignment = 1, reason = "NotOurDuty", evidence = "不属本局职责", suggested = "finance" });
        await filed.JsonAsync();

        var returns = await _hotline.Client.GetAsync("/api/units/commerce/returns");
        var year = returns.List("spans").Last();
        Assert.That((year.GetProperty("days").GetInt32(), year.GetProperty("all").GetProperty("filed").GetInt32(), year.GetProperty("all").GetProperty("pending").GetInt32()), Is.EqualTo((365, 1, 1)));
        Assert.That(year.List("reasons").Single().Text("reason"), Is.EqualTo("NotOurDuty"));
        var last = returns.List("last").Single();
        Assert.That((last.Text("number"), last.Text("category"), last.Text("status")), Is.EqualTo((number, ACase.OfNoise.Category, "Pending")));

        using var unknown = await _hotline.Client.SendAsAsync(HttpMethod.Get, "/api/units/nobody/returns");
        Assert.That((await unknown.RefusedAsync()).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static async Task<string> WaitingAsync()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise);
        await Eventually.SeeAsync(
            () => _hotline.Client.ReadAsync(number), @case => @case.GetProperty("routing").ValueKind == JsonValueKind.Object, $"{number} was left to a dispatcher");
        return number;
    }

    private static async Task<JsonElement> PostAsync(object body)
    {
        using var response = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/dispatch/batch", body, roles: "Dispatcher");
        return await response.JsonAsync();
    }
}
