using System.Net;
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

    [TestCase("Hotline-Roles:")]
    [TestCase("Hotline-Roles: ,")]
    [TestCase("Hotline-Roles: Handler,")]
    [TestCase("Hotline-Roles: Handler\r\nHotline-Roles: Handler")]
    [TestCase("Hotline-Unit:")]
    [TestCase("Hotline-Unit: ecology\r\nHotline-Unit: tax")]
    [TestCase("Hotline-Actor:")]
    [TestCase("Hotline-Actor: wang\r\nHotline-Actor: li")]
    [TestCase("Hotline-Actor: System")]
    public async Task Name_who_asks_once_or_not_at_all(string lines)
    {
        Assert.That(await StatusAsync(lines), Is.EqualTo(400));
        Assert.That(await StatusAsync("Hotline-Actor: wang\r\nHotline-Unit: ecology\r\nHotline-Roles: Handler, UnitHead"), Is.EqualTo(200));
    }

    [Test]
    public async Task Know_an_account_however_it_is_typed()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var signed = Who.Ecology with { Name = "Wang" };
        await _hotline.Client.DoAsync(signed, number, "sign", new { assignment = 1 });
        Assert.That((await _hotline.Client.ReadTimelineAsync(number))[^1].Text("actor"), Is.EqualTo("wang"));
    }

    // By hand: the client of the framework puts the two lines of a header into one.
    private static async Task<int> StatusAsync(string lines)
    {
        var address = _hotline.Http.BaseAddress!;
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"GET /api/queues/requests HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{lines}\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
