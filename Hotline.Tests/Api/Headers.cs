using System.Net;
using System.Net.Http.Json;
using Hotline.Composition;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>What goes with an answer, whatever it says.</summary>
public sealed class Headers
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [TestCase("/")]
    [TestCase("/hotline.css")]
    [TestCase("/health/live")]
    [TestCase("/openapi/v1.json")]
    [TestCase("/nothing")]
    [TestCase("/api/zone")]
    [TestCase("/api/nothing")]
    [TestCase("/api/scorecards/never")]
    public async Task Forbid_to_guess_the_type_and_to_keep_what_the_interface_says(string path)
    {
        using var response = await _hotline.Http.GetAsync(new Uri(path, UriKind.Relative));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Headers.TryGetValues("X-Content-Type-Options", out var values) ? values : [], Is.EqualTo(new[] { "nosniff" }));
            Assert.That(response.Headers.CacheControl?.NoStore is true || !path.StartsWith("/api/", StringComparison.Ordinal));
        }
    }

    [Test]
    public async Task Forbid_to_keep_a_screen_that_somebody_signed_in_for()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise);
        foreach (var path in new[] { "/", $"/cases/{number}", $"/cases/{number}/print", "/cases" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            await _hotline.Client.SignAsync(request, Who.Supervisor);
            using var response = await _hotline.Http.SendAsync(request);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
            Assert.That((response.Headers.CacheControl?.NoStore, response.Content.Headers.ContentType?.MediaType), Is.EqualTo(((bool?)true, "text/html")), path);
        }
    }

    [TestCase(null, false)]
    [TestCase("127.0.0.1", true)]
    [TestCase("10.1.2.3, 127.0.0.0/8, ::1/128", true)]
    [TestCase("10.0.0.0/8", false)]
    public async Task Are_believed_of_a_known_proxy_alone(string? proxies, bool isBelieved)
    {
        await using var hotline = HotlineApplication.StartWith(proxies is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Hotline:Proxies"] = proxies });
        var number = await hotline.RegisterAsync(ACase.OfNoise);
        using var reveal = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{number}/reveal") { Content = JsonContent.Create(new { reason = "联系", fields = new[] { "Phone" } }) };
        await hotline.Client.SignAsync(reveal, Who.ShiftLeader);
        reveal.Headers.Add("X-Forwarded-For", "203.0.113.7");
        reveal.Headers.Add("X-Forwarded-Proto", "https");
        using var shown = await hotline.Http.SendAsync(reveal);
        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var look = (await hotline.Client.AskAsync(Who.ShiftLeader, $"/api/cases/{number}/access-log")).List("items").Single();
        Assert.That(look.Text("address") == "203.0.113.7", Is.EqualTo(isBelieved), look.Text("address"));
        Assert.That(look.Text("actorName"), Is.EqualTo("shift-leader"));

        // Behind TLS that ends at the proxy a session's cookie never goes over a plain line.
        await hotline.Admission.TokenOfAsync(Who.Supervisor);
        using var stranger = hotline.Client.Stranger();
        using var signIn = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in") { Content = JsonContent.Create(new { login = Who.Supervisor.Name, password = Admission.Password }) };
        signIn.Headers.Add("X-Forwarded-Proto", "https");
        using var begun = await stranger.SendAsync(signIn);
        Assert.That(begun.Headers.GetValues("Set-Cookie").Single().Contains("secure", StringComparison.OrdinalIgnoreCase), Is.EqualTo(isBelieved));
    }

    [TestCase("10.0.0.300")]
    [TestCase("10.0.0.1/64")]
    [TestCase("proxy.example")]
    public void Of_proxies_that_cannot_be_read_are_a_mistake_of_the_start(string proxies) =>
        Assert.That(new HotlineOptions { Proxies = proxies }.Problem, Does.StartWith("Hotline:Proxies"));

    [TestCase("/nothing")]
    [TestCase("/api/nothing")]
    [TestCase("/api/cases/251/nothing")]
    [TestCase("/nothing.css")]
    public async Task Say_404_of_a_path_that_does_not_exist_whatever_the_method(string path)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete])
        {
            using var request = new HttpRequestMessage(method, path);
            using var response = await _hotline.Http.SendAsync(request);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), method.Method);
        }
    }

    [TestCase("/api/nothing", 404, "没有这个地址。")]
    [TestCase("/api/scorecards/never", 404, "考评周期写法不对：如 2025Q3、2025-09、2025。")]
    public async Task Do_not_decide_in_which_form_a_refusal_comes(string path, int status, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        using var response = await _hotline.Http.SendAsync(request);
        var refused = await response.RefusedAsync();
        Assert.That(((int)refused.Status, refused.MediaType, refused.Title), Is.EqualTo((status, "application/problem+json", title)));
    }
}
