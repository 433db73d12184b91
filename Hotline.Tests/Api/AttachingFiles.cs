using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>附件 over HTTP: what is taken in, who sees it, and how it comes back.</summary>
public sealed class AttachingFiles
{
    private static readonly Who Agent = new("agent", null, "Agent");
    private static readonly Who Supporter = new("town-handler", "new-town-construction", "Handler");
    private static readonly Who Stranger = new("tax-handler", "tax", "Handler");

    private HotlineApplication _hotline = null!;
    private string _number = null!;

    [SetUp]
    public async Task Start()
    {
        _hotline = HotlineApplication.Start();
        _number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
    }

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Takes_several_files_at_once_and_the_same_one_once_and_hinders_nobodys_step()
    {
        var seen = (await _hotline.Client.ReadAsync(_number)).Version();
        using (var first = await AttachAsync(Agent, [("现场.png", SomeFiles.Png), ("答复.pdf", SomeFiles.Pdf)]))
        {
            var files = (await first.JsonAsync(HttpStatusCode.Created)).List("files").ToList();
            Assert.That(files.Select(file => (file.GetProperty("number").GetInt32(), file.Text("name"), file.Text("kind"))), Is.EqualTo(new[] { (1, "现场.png", "Picture"), (2, "答复.pdf", "Document") }));
        }

        using (var again = await AttachAsync(Agent, [("另一个名字.png", SomeFiles.Png)]))
        {
            var file = (await again.JsonAsync()).List("files").Single();
            Assert.That((file.GetProperty("number").GetInt32(), file.GetProperty("isNew").GetBoolean()), Is.EqualTo((1, false)));
        }

        using var signed = await _hotline.Client.AskAsync(Who.Ecology, _number, "sign", new { assignment = 1 }, seen);
        Assert.That(signed.StatusCode, Is.EqualTo(HttpStatusCode.OK), "what the unit had seen before the files came is what matters to it");
        var attached = (await _hotline.Client.ReadTimelineAsync(_number)).Where(entry => entry.Text("type") == "FileAttached").ToList();
        Assert.That(attached, Has.Count.EqualTo(2));
        Assert.That(attached[0].GetRawText(), Does.Not.Contain("现场"), "a name may be a person's");
    }

    [Test]
    public async Task Gives_a_file_back_to_save_and_shows_only_pictures_and_sounds()
    {
        using (var attached = await AttachAsync(Agent, [("现场 1.png", SomeFiles.Png), ("回函.pdf", SomeFiles.Pdf)]))
        {
            await attached.JsonAsync(HttpStatusCode.Created);
        }

        using var saved = await GetAsync(Who.Ecology, "/1");
        using var shown = await GetAsync(Who.Ecology, "/1?inline=1");
        using var document = await GetAsync(Who.Ecology, "/2?inline=1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await saved.Content.ReadAsByteArrayAsync(), Is.EqualTo(SomeFiles.Png));
            Assert.That(saved.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/png"));
            Assert.That(saved.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
            Assert.That(saved.Content.Headers.ContentDisposition.FileNameStar, Is.EqualTo("现场 1.png"));
            Assert.That(saved.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(saved.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));
            Assert.That(saved.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(shown.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("inline"));
            Assert.That(document.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        }
    }

    [Test]
    public async Task Lets_a_player_jump_within_a_sound()
    {
        byte[] sound = [.. SomeFiles.Wav, .. Enumerable.Range(0, 1000).Select(index => (byte)index)];
        using (var attached = await AttachAsync(Agent, [("来电.wav", sound)]))
        {
            await attached.JsonAsync(HttpStatusCode.Created);
        }

        using var part = await GetAsync(Agent, "/1?inline=1", new RangeHeaderValue(100, 109));
        Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(sound[100..110]));
    }

    [Test]
    public async Task Shows_a_unit_the_hotlines_files_and_its_own_and_no_other_units()
    {
        await DoAttachAsync(Agent, "来信.png", SomeFiles.APng(1));
        await DoAttachAsync(Agent, "内部.png", SomeFiles.APng(2), ("internal", "true"));
        await DoAttachAsync(Who.Ecology, "牵头.png", SomeFiles.APng(3));
        await DoAttachAsync(Supporter, "协办.png", SomeFiles.APng(4), ("internal", "true"));
        Assert.That(await NamesAsync(Agent), Is.EqualTo(new[] { "来信.png", "内部.png", "牵头.png", "协办.png" }));
        Assert.That(await NamesAsync(Who.Ecology), Is.EqualTo(new[] { "来信.png", "牵头.png" }));
        Assert.That(await NamesAsync(Supporter), Is.EqualTo(new[] { "来信.png", "协办.png" }));
        foreach (var guessed in new[] { "/2", "/4", "/99" })
        {
            using var refused = await GetAsync(Who.Ecology, guessed);
            Assert.That(await CodeAsync(refused), Is.EqualTo((HttpStatusCode.NotFound, "attachment.not_found")));
        }

        foreach (var (who, refusal) in new[] { (Stranger, (HttpStatusCode.NotFound, "case.not_found")), (Who.Administrator, (HttpStatusCode.Forbidden, "access.denied")) })
        {
            foreach (var path in new[] { "", "/1" })
            {
                using var refused = await GetAsync(who, path);
                Assert.That(await CodeAsync(refused), Is.EqualTo(refusal));
            }

            using var attached = await AttachAsync(who, [("a.png", SomeFiles.Png)]);
            Assert.That(await CodeAsync(attached), Is.EqualTo(refusal));
        }
    }

    [Test]
    public async Task Keeps_the_hotlines_files_of_a_confidential_case_from_units_unless_told_otherwise()
    {
        _number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise with { Confidential = true });
        await DoAttachAsync(Agent, "来信.png", SomeFiles.APng(1));
        await DoAttachAsync(Agent, "现场.png", SomeFiles.APng(2), ("internal", "false"));
        Assert.That(await NamesAsync(Who.Ecology), Is.EqualTo(new[] { "现场.png" }));
    }

    [Test]
    public async Task Believes_the_bytes_and_takes_all_files_or_none()
    {
        using (var refused = await AttachAsync(Agent, [("好的.png", SomeFiles.Png), ("图.png", SomeFiles.Svg)]))
        {
            Assert.That(await CodeAsync(refused), Is.EqualTo((HttpStatusCode.UnsupportedMediaType, "attachment.type")));
        }

        using (var refused = await AttachAsync(Agent, [("空.png", [])]))
        {
            Assert.That(await CodeAsync(refused), Is.EqualTo((HttpStatusCode.BadRequest, "attachment.empty")));
        }

        using (var refused = await AttachAsync(Agent, [], ("internal", "true")))
        {
            Assert.That(await CodeAsync(refused), Is.EqualTo((HttpStatusCode.BadRequest, "attachment.empty")));
        }

        using (var refused = await AttachAsync(Agent, [("好的.png", SomeFiles.Png)], ("internal", "maybe")))
        {
            Assert.That(await CodeAsync(refused), Is.EqualTo((HttpStatusCode.BadRequest, "attachment.form")));
        }

        using (var json = await SendAsync(Agent, JsonContent.Create(new { })))
        {
            Assert.That(await CodeAsync(json), Is.EqualTo((HttpStatusCode.UnsupportedMediaType, "attachment.form")));
        }

        using var broken = new StringContent("no boundary anywhere");
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using (var refused = await SendAsync(Agent, broken))
        {
            Assert.That(await CodeAsync(refused), Is.EqualTo((HttpStatusCode.BadRequest, "attachment.form")));
        }

        Assert.That(await NamesAsync(Agent), Is.Empty);
    }

    [Test]
    public async Task Takes_ten_megabytes_and_no_byte_more()
    {
        const int Most = 10 * 1024 * 1024;
        byte[] Of(int bytes) => [.. SomeFiles.Png, .. new byte[bytes - SomeFiles.Png.Length]];
        using (var most = await AttachAsync(Agent, [("大.png", Of(Most))]))
        {
            Assert.That((await most.JsonAsync(HttpStatusCode.Created)).List("files").Single().GetProperty("bytes").GetInt32(), Is.EqualTo(Most));
        }

        using (var more = await AttachAsync(Agent, [("更大.png", Of(Most + 1))]))
        {
            Assert.That(await CodeAsync(more), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, "attachment.too_large")));
        }

        using var endless = await AttachAsync(Agent, [.. Enumerable.Range(0, 6).Select(index => ($"{index}.png", (byte[])[.. Of(Most - 4), .. BitConverter.GetBytes(index)]))]);
        Assert.That(await CodeAsync(endless), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, "request.too_large")));
    }

    [Test]
    public async Task Takes_a_file_away_with_its_name_and_keeps_that_it_was_there()
    {
        await DoAttachAsync(Who.Ecology, "张三身份证.png", SomeFiles.Png);
        Assert.That(await RefusalAsync(Agent, new { reason = "误传" }), Is.EqualTo((HttpStatusCode.Conflict, "attachment.not_yours")));
        Assert.That(await RefusalAsync(Supporter, new { }), Is.EqualTo((HttpStatusCode.Conflict, "attachment.not_found")), "another unit's");
        using (var removed = await RemoveAsync(Who.ShiftLeader, new { reason = "误传身份证" }))
        {
            Assert.That((await removed.JsonAsync()).List("files"), Is.Empty);
        }

        using var gone = await GetAsync(Who.Ecology, "/1");
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await _hotline.Client.TypesAsync(_number), Is.SupersetOf(new[] { "FileAttached", "FileRemoved" }));
        Assert.That((await _hotline.Client.ReadTimelineAsync(_number)).Last(entry => entry.Text("type") == "FileRemoved").GetProperty("text").Text("reason"), Is.EqualTo("误传身份证"));
    }

    [Test]
    public async Task Takes_files_from_many_at_once()
    {
        var attached = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => AttachAsync(Agent, [($"{index}.png", SomeFiles.APng(index))])));
        Assert.That(attached.Select(response => response.StatusCode), Is.All.EqualTo(HttpStatusCode.Created));
        Assert.That(await NamesAsync(Agent), Has.Count.EqualTo(20).And.Unique);
        using var more = await AttachAsync(Agent, [("20.png", SomeFiles.APng(20))]);
        Assert.That(await CodeAsync(more), Is.EqualTo((HttpStatusCode.Conflict, "attachment.too_many")));
        foreach (var response in attached)
        {
            response.Dispose();
        }
    }

    private async Task DoAttachAsync(Who who, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        using var attached = await AttachAsync(who, [(name, content)], fields);
        await attached.JsonAsync(HttpStatusCode.Created);
    }

    private async Task<HttpResponseMessage> AttachAsync(Who who, IReadOnlyList<(string Name, byte[] Content)> files, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "file", name);
        }

        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return await SendAsync(who, form);
    }

    private async Task<HttpResponseMessage> SendAsync(Who who, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{_number}/attachments") { Content = content };
        // Whoever is refused by the size alone need not have sent it all.
        request.Headers.ExpectContinue = true;
        await _hotline.Client.SignAsync(request, who);
        return await _hotline.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> GetAsync(Who who, string path, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/cases/{_number}/attachments{path}");
        request.Headers.Range = range;
        await _hotline.Client.SignAsync(request, who);
        return await _hotline.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> RemoveAsync(Who who, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{_number}/attachments/1/remove") { Content = JsonContent.Create(body) };
        await _hotline.Client.SignAsync(request, who);
        return await _hotline.Http.SendAsync(request);
    }

    private async Task<(HttpStatusCode, string?)> RefusalAsync(Who who, object body)
    {
        using var refused = await RemoveAsync(who, body);
        return await CodeAsync(refused);
    }

    private async Task<IReadOnlyList<string?>> NamesAsync(Who who)
    {
        using var listed = await GetAsync(who, "");
        JsonElement answer = await listed.JsonAsync();
        return [.. answer.List("files").Select(file => file.Text("name"))];
    }

    private static async Task<(HttpStatusCode, string?)> CodeAsync(HttpResponseMessage response)
    {
        var refused = await response.RefusedAsync();
        Assert.That(refused.Title, Is.Not.Empty.And.Not.EqualTo(refused.Code), "the code has a title");
        return (refused.Status, refused.Code);
    }
}
