using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>方案模拟 and 得分说明 over HTTP, of a quarter with one case: contacted, not solved, basically satisfied.</summary>
public sealed class TryingAScheme
{
    private const string Simulation = "/api/scorecards/2025Q3/simulate";

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = HotlineApplication.Start();
        var number = await _hotline.RegisterAsync(ACase.OfNoise);
        await _hotline.SettleAsync();
        await _hotline.Client.BringToCallbackAsync(number);
        await _hotline.StepAsync(
            number, "callback", new { reached = true, contacted = true, resolution = "Unsolved", satisfaction = "BasicallySatisfied", reason = "仍在施工" });
        await _hotline.Client.DoAsync(Who.Supervisor, number, "judge", new { justified = false, reason = "不属实" });
        await _hotline.SettleAsync();
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Shows_the_period_by_another_scheme_beside_the_one_in_effect_and_keeps_neither()
    {
        using var response = await SendAsync(Who.Assessor, """{"response": 50, "resolution": 10, "satisfaction": 40, "basicallySatisfied": 0.5, "partlySolved": 0, "minimumSample": 1}""");
        var answer = await response.JsonAsync();
        var (current, candidate) = (answer.GetProperty("current"), answer.GetProperty("candidate"));
        using (Assert.EnterMultipleScope())
        {
            // 10 × 1/1 + 50 × 0/1 + 40 × 0.9/1, against 50 × 1/1 + 10 × 0/1 + 40 × 0.5/1.
            Assert.That((current.GetProperty("composite").GetDecimal(), candidate.GetProperty("composite").GetDecimal()), Is.EqualTo((46m, 70m)));
            Assert.That(candidate.GetProperty("schemeVersion").GetInt32(), Is.EqualTo(current.GetProperty("schemeVersion").GetInt32() + 1), "called as it would be if it were kept");
            Assert.That((RankOf(current), RankOf(candidate)), Is.EqualTo(((decimal?)null, (decimal?)1)), "one rating is enough for the candidate");
        }

        var after = await _hotline.Client.GetAsync("/api/scorecards/2025Q3");
        Assert.That((after.GetProperty("composite").GetDecimal(), after.GetProperty("schemeVersion").GetInt32()), Is.EqualTo((46m, current.GetProperty("schemeVersion").GetInt32())));
    }

    [Test]
    public async Task Names_what_is_wrong_with_a_scheme()
    {
        using var response = await SendAsync(Who.Assessor, """{"response": 10, "resolution": 50, "satisfaction": 50, "basicallySatisfied": 0.9, "partlySolved": 0, "minimumSample": 5}""");
        var refused = await response.RefusedAsync();
        Assert.That((refused.Status, refused.Code, refused.Errors.Count > 0), Is.EqualTo((HttpStatusCode.BadRequest, "request.invalid", true)));
    }

    [Test]
    public async Task Takes_a_scheme_from_nobody_else_and_as_nothing_else()
    {
        using var asHandler = await SendAsync(Who.Ecology, "{}");
        Assert.That(asHandler.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        using var asText = await SendAsync(Who.Assessor, "{}", "text/csv");
        Assert.That((await asText.RefusedAsync()).Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    [TestCase("")]
    [TestCase("?unit=ecology")]
    public async Task Explains_a_composite_step_by_step(string of)
    {
        var why = await _hotline.Client.GetAsync("/api/scorecards/2025Q3/explain" + of);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                why.List("steps").Select(step => (step.GetProperty("numerator").GetDecimal(), step.GetProperty("denominator").GetInt32(), step.GetProperty("score").GetDecimal())),
                Is.EqualTo(new[] { (1m, 1, 10m), (0m, 1, 0m), (0.9m, 1, 36m) }));
            Assert.That(why.GetProperty("composite").GetDecimal(), Is.EqualTo(46m));
        }
    }

    [Test]
    public async Task Explains_that_a_unit_without_requests_has_no_composite_and_knows_no_other_units()
    {
        var why = await _hotline.Client.GetAsync("/api/scorecards/2025Q3/explain?unit=tax");
        Assert.That((NumberOf(why, "composite"), why.Text("unranked"), why.List("steps").All(step => NumberOf(step, "score") is null)), Is.EqualTo(((decimal?)null, "NoRequests", true)));
        using var response = await _hotline.Client.Http.GetAsync(new Uri("/api/scorecards/2025Q3/explain?unit=nobody", UriKind.Relative));
        Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("list.invalid"));
    }

    private static decimal? RankOf(JsonElement card) => NumberOf(card.List("units").Single(unit => unit.Text("unit") == "ecology"), "rank");

    private static decimal? NumberOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number ? member.GetDecimal() : null;

    private static async Task<HttpResponseMessage> SendAsync(Who who, string body, string mediaType = "application/json")
    {
        var client = await _hotline.Client.AsAsync(who);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return await client.Http.PostAsync(new Uri(Simulation, UriKind.Relative), content);
    }
}
