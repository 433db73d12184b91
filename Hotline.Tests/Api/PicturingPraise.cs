using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Hotline.Praises;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

public sealed class PicturingPraise
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    private static readonly byte[] Webp = [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBPVP8 "u8];

    private HotlineApplication _hotline = null!;

    [SetUp]
    public void Start() => _hotline = HotlineApplication.Start();

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Shows_what_was_attached_last_and_never_runs_it()
    {
        var number = await PraiseAsync();
        using (var none = await GetAsync(number))
        {
            Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }

        foreach (var (type, content) in new[] { ("image/png", Png), ("image/png", Png), ("image/webp", Webp), ("image/jpeg", Jpeg) })
        {
            using var attached = await PutAsync(number, type, content);
            Assert.That((await attached.JsonAsync()).Text("contentType"), Is.EqualTo(type));
        }

        using var shown = await GetAsync(number);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await shown.Content.ReadAsByteArrayAsync(), Is.EqualTo(Jpeg));
            Assert.That(shown.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/jpeg"));
            Assert.That(shown.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("inline"));
            Assert.That(shown.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(shown.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));
        }
    }

    [Test]
    public async Task Believes_the_bytes_and_not_the_sender()
    {
        var number = await PraiseAsync();
        var script = Encoding.UTF8.GetBytes("<svg onload='alert(1)'/>");
        Assert.That(await RefusalAsync(number, "image/svg+xml", script), Is.EqualTo((HttpStatusCode.UnsupportedMediaType, "picture.media_type")));
        Assert.That(await RefusalAsync(number, "image/png", script), Is.EqualTo((HttpStatusCode.BadRequest, "picture.not_what_it_says")));
        Assert.That(await RefusalAsync(number, "image/png", Jpeg), Is.EqualTo((HttpStatusCode.BadRequest, "picture.not_what_it_says")));
        Assert.That(await RefusalAsync(number, "image/png", []), Is.EqualTo((HttpStatusCode.BadRequest, "picture.not_what_it_says")));
        Assert.That(await RefusalAsync("P250916-000099-0", "image/png", Png), Is.EqualTo((HttpStatusCode.NotFound, "praise.not_found")));
    }

    [Test]
    public async Task Takes_five_megabytes_and_no_byte_more()
    {
        var number = await PraiseAsync();
        using var most = await PutAsync(number, "image/png", [.. Png, .. new byte[PraisePictures.MostBytes - Png.Length]]);
        Assert.That((await most.JsonAsync()).GetProperty("bytes").GetInt32(), Is.EqualTo(PraisePictures.MostBytes));
        Assert.That(await RefusalAsync(number, "image/png", [.. Png, .. new byte[PraisePictures.MostBytes - Png.Length + 1]]), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, "request.too_large")));
    }

    private async Task<string> PraiseAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/praises") { Content = JsonContent.Create(new { kind = "Banner", unit = "ecology", requesterKind = "Enterprise" }) };
        request.Headers.Add("Idempotency-Key", HotlineClient.NewKey());
        using var response = await _hotline.Http.SendAsync(request);
        return (await response.JsonAsync(HttpStatusCode.Created)).Text("number")!;
    }

    private Task<HttpResponseMessage> GetAsync(string number) => _hotline.Http.GetAsync(new Uri($"/api/praises/{number}/picture", UriKind.Relative));

    private async Task<HttpResponseMessage> PutAsync(string number, string type, byte[] content)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/praises/{number}/picture") { Content = body };
        // Whoever is refused by the size alone need not have sent it all.
        request.Headers.ExpectContinue = true;
        return await _hotline.Http.SendAsync(request);
    }

    private async Task<(HttpStatusCode, string?)> RefusalAsync(string number, string type, byte[] content)
    {
        using var response = await PutAsync(number, type, content);
        var refused = await response.RefusedAsync();
        return (refused.Status, refused.Code);
    }
}
