using System.Net;
using System.Text.RegularExpressions;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>What the hotline shows of itself: its interface, its pages, its health.</summary>
public sealed class OpenApi
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = HotlineApplication.Start();
        await _hotline.RegisterAsync(ACase.AnsweredOnTheLine);
        await _hotline.RegisterAsync(ACase.OfNoise);
        await _hotline.SettleAsync();
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [TestCase("/api/cases", "post")]
    [TestCase("/api/cases/{number}", "get")]
    [TestCase("/api/cases/{number}/events", "get")]
    [TestCase("/api/cases/{number}/dispatch", "post")]
    [TestCase("/api/cases/{number}/sign", "post")]
    [TestCase("/api/cases/{number}/contact", "post")]
    [TestCase("/api/cases/{number}/reply", "post")]
    [TestCase("/api/cases/{number}/review", "post")]
    [TestCase("/api/cases/{number}/callback", "post")]
    [TestCase("/api/queues/{queue}", "get")]
    [TestCase("/api/scorecards/{period}", "get")]
    public async Task Lists_what_others_rely_on(string path, string method)
    {
        var document = await _hotline.Client.GetAsync("/openapi/v1.json");
        Assert.That(document.GetProperty("paths").TryGetProperty(path, out var operations) && operations.TryGetProperty(method, out _), $"{method} {path}");
    }

    [TestCase("/api/cases", "RegisterCaseCommand")]
    [TestCase("/api/cases/{number}/answer", "AnswerCaseCommand")]
    [TestCase("/api/cases/{number}/dispatch", "DispatchCaseCommand")]
    [TestCase("/api/cases/{number}/callback", "RecordCallbackCommand")]
    [TestCase("/api/praises", "RecordPraiseCommand")]
    public async Task Shows_what_a_body_holds(string path, string schema)
    {
        var document = await _hotline.Client.GetAsync("/openapi/v1.json");
        var body = document.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("requestBody");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body.GetProperty("required").GetBoolean(), Is.True);
            Assert.That(
                body.GetProperty("content").GetProperty("application/json").GetProperty("schema").Text("$ref"), Is.EqualTo("#/components/schemas/" + schema));
            Assert.That(document.GetProperty("components").GetProperty("schemas").TryGetProperty(schema, out _));
        }
    }

    [Test]
    public async Task Says_that_a_praise_sent_again_is_no_new_one()
    {
        var document = await _hotline.Client.GetAsync("/openapi/v1.json");
        var answers = document.GetProperty("paths").GetProperty("/api/praises").GetProperty("post").GetProperty("responses");
        Assert.That(answers.EnumerateObject().Select(answer => answer.Name), Is.SupersetOf(new[] { "200", "201", "400", "422" }));
    }

    [Test]
    public async Task Says_how_many_lines_a_page_may_have()
    {
        var document = await _hotline.Client.GetAsync("/openapi/v1.json");
        var take = document.GetProperty("paths").GetProperty("/api/queues/{queue}").GetProperty("get").List("parameters")
            .Single(parameter => parameter.Text("name") == "take").GetProperty("schema");
        Assert.That((take.Text("type"), take.GetProperty("maximum").GetInt32()), Is.EqualTo(("integer", 200)));
    }

    [Test]
    public async Task Shows_its_reference_without_fetching_anything_from_outside()
    {
        var page = await _hotline.Http.GetStringAsync(new Uri("/scalar/", UriKind.Relative));
        var scripts = new Regex("""<script[^>]*\bsrc="(?<src>[^"]+)""").Matches(page).Select(match => match.Groups["src"].Value).ToList();
        Assert.That(Elsewhere(page), Is.Empty);
        Assert.That(scripts, Is.Not.Empty);
        foreach (var script in scripts)
        {
            using var response = await _hotline.Http.GetAsync(new Uri(new Uri("http://here/scalar/"), script).PathAndQuery);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), script);
        }
    }

    [Test]
    public async Task Has_a_stylesheet_for_its_page()
    {
        using var response = await _hotline.Http.GetAsync(new Uri("/hotline.css", UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Is_alive_and_ready_and_says_of_what()
    {
        Assert.That(await _hotline.Http.GetStringAsync(new Uri("/health/live", UriKind.Relative)), Is.EqualTo("Healthy"));
        var ready = await _hotline.Client.GetAsync("/health/ready");
        Assert.That(ready.Text("status"), Is.EqualTo("Healthy"));
        Assert.That(ready.GetProperty("dependencies").Text("database"), Is.EqualTo("Healthy"));
    }

    /// <summary>Addresses of other hosts; names of XML vocabularies are no addresses.</summary>
    private static IEnumerable<string> Elsewhere(string page) => new Regex("""(?:https?:)?//(?<host>[\w.-]+\.[a-z]{2,})""").Matches(page)
        .Where(match => match.Groups["host"].Value != "www.w3.org").Select(match => match.Value);
}
