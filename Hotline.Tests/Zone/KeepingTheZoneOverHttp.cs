using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Zone;

public sealed class KeepingTheZoneOverHttp
{
    private static HotlineApplication _hotline = null!;
    private static HotlineClient _administrator = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = HotlineApplication.Start();
        await _hotline.RegisterAsync(ACase.OfNoise);
        _administrator = await _hotline.Client.AsAsync(Who.Administrator);
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task A_sheet_goes_out_and_comes_back_as_a_new_version_with_its_reason()
    {
        using var exported = await _administrator.Http.GetAsync(new Uri("/api/zone/catalogue.csv", UriKind.Relative));
        Assert.That(exported.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
        var csv = (await exported.Content.ReadAsByteArrayAsync()).Text();
        Assert.That(csv, Does.StartWith("编号,类别,区域,诉求人,主办,协办,派单依据,自动派单\r\n"));
        var changed = csv.Replace("派单目录 C01 城市管理", "派单目录 C01 城市管理（2025 修订）", StringComparison.Ordinal);

        using var dry = await SendAsync("catalogue?dryRun=true", changed);
        var report = await dry.JsonAsync();
        Assert.That(report.List("changes").Select(change => (change.Text("kind"), change.Text("key"))), Is.EqualTo(new[] { ("Changed", "R-C01") }));
        using var imported = await SendAsync($"catalogue?effectiveFrom={Tomorrow}&note=%E4%BF%AE%E8%AE%A2", changed);
        var version = (await imported.JsonAsync()).GetProperty("version").GetInt32();
        Assert.That(version, Is.EqualTo(report.GetProperty("version").GetInt32()));

        var entry = (await _administrator.GetAsync("/api/zone/versions?kind=catalogue")).EnumerateArray().First();
        Assert.That((entry.GetProperty("version").GetInt32(), entry.Text("note"), entry.Text("importedBy")), Is.EqualTo((version, "修订", "administrator")));
        Assert.That(await _administrator.Http.GetStringAsync(new Uri($"/api/zone/catalogue.csv?version={version}", UriKind.Relative)), Does.Contain("2025 修订"));
        using var again = await (await SendAsync($"catalogue?effectiveFrom={Tomorrow}&note=x", changed)).Content.ReadAsStreamAsync();
        Assert.That(JsonSerializer.Deserialize<JsonElement>(again).Text("code"), Is.EqualTo("zone.unchanged"));
    }

    [Test]
    public async Task Every_mistake_of_a_sheet_is_named_by_line_and_column()
    {
        using var response = await SendAsync("profile?dryRun=true", Sheet.Profile(Sheet.Line("all", "", "Sometimes", "", "soon")).Text());
        var refused = await response.RefusedAsync();
        Assert.That((refused.Status, refused.Code, refused.MediaType), Is.EqualTo((HttpStatusCode.BadRequest, "request.invalid", "application/problem+json")));
        Assert.That(refused.Errors.Keys, Is.EquivalentTo(new[] { "lines[2].urgencies", "lines[2].resolve", "lines[2].rework" }));
    }

    [TestCase("catalogue?dryRun=maybe&effectiveFrom=soon", "dryRun", "effectiveFrom")]
    [TestCase("simulate/profile?period=2025Q5", "period")]
    public async Task A_wrong_parameter_is_named(string path, params string[] fields)
    {
        using var response = await SendAsync(path, Sheet.CatalogueHeader);
        Assert.That((await response.RefusedAsync()).Errors.Keys, Is.EquivalentTo(fields));
    }

    [TestCase("versions?kind=weather", HttpStatusCode.BadRequest, "request.invalid")]
    [TestCase("profile.csv?version=99", HttpStatusCode.NotFound, "zone.version_not_found")]
    [TestCase("profile.csv?version=first", HttpStatusCode.BadRequest, "request.invalid")]
    public async Task What_is_not_there_is_refused(string path, HttpStatusCode status, string code)
    {
        using var response = await _administrator.Http.GetAsync(new Uri("/api/zone/" + path, UriKind.Relative));
        var refused = await response.RefusedAsync();
        Assert.That((refused.Status, refused.Code), Is.EqualTo((status, code)));
    }

    [Test]
    public async Task A_body_of_another_type_is_refused()
    {
        using var response = await SendAsync("catalogue?dryRun=true", "{}", "application/json");
        var refused = await response.RefusedAsync();
        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.UnsupportedMediaType, "zone.media_type")));
        Assert.That(refused.Detail, Does.Contain("text/csv"));
    }

    [Test]
    public async Task A_candidate_is_replayed_without_being_switched_on()
    {
        var csv = (await _administrator.Http.GetByteArrayAsync(new Uri("/api/zone/catalogue.csv?version=1", UriKind.Relative))).Text();
        using var catalogue = await SendAsync("simulate/catalogue?period=2025Q3", csv);
        Assert.That((await catalogue.JsonAsync()).GetProperty("cases").GetInt32(), Is.EqualTo(1));
        var lines = (await _administrator.Http.GetByteArrayAsync(new Uri("/api/zone/profile.csv", UriKind.Relative))).Text();
        using var profile = await SendAsync("simulate/profile?period=2025Q3", lines);
        var total = (await profile.JsonAsync()).GetProperty("total");
        Assert.That(total.GetProperty("before").TryGetProperty("denominator", out _) && total.GetProperty("after").TryGetProperty("numerator", out _));
    }

    [Test]
    public async Task A_calendar_is_imported_and_its_end_is_watched()
    {
        const string notice = """[{"date": "2027-01-01", "name": "元旦", "isOffDay": true}, {"date": "2027-10-01", "name": "国庆节", "isOffDay": true}]""";
        using var dry = await SendAsync("calendar?dryRun=true", notice, "application/json");
        var report = await dry.JsonAsync();
        Assert.That(report.GetProperty("import").List("changes").Count(), Is.EqualTo(2));
        Assert.That(report.GetProperty("outdatedCases").GetInt32(), Is.EqualTo(1));
        var calendar = (await _administrator.GetAsync("/api/zone")).GetProperty("calendar");
        Assert.That((calendar.GetProperty("lastYear").GetInt32(), calendar.Text("warning")), Is.EqualTo((2026, (string?)null)));
    }

    [Test]
    public async Task A_refusal_inside_an_import_is_in_the_readers_language()
    {
        var csv = (await _administrator.Http.GetByteArrayAsync(new Uri("/api/zone/profile.csv?version=1", UriKind.Relative))).Text();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/zone/profile?effectiveFrom={Tomorrow}&note=x");
        request.Content = new ByteArrayContent(csv.Bytes());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add("Accept-Language", "en");
        using var response = await _administrator.Http.SendAsync(request);
        var refused = await response.RefusedAsync();
        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.Conflict, "zone.unchanged")));
        Assert.That(refused.Detail, Does.StartWith("Nothing differs from version 1"));
    }

    [Test]
    public async Task Another_process_picks_a_new_version_up_without_being_restarted()
    {
        using var folder = new HotlineFolder();
        var clock = new RunningClock();
        await using var one = HotlineApplication.StartOn(folder, clock);
        await using var other = HotlineApplication.StartOn(folder, clock);
        var administrator = (await one.Client.AsAsync(Who.Administrator)).Http;
        var profile = new Uri("/api/zone/profile.csv", UriKind.Relative);
        var csv = (await other.Http.GetByteArrayAsync(profile)).Text().Replace(",求助建议,", ",求助与建议,", StringComparison.Ordinal);
        using var content = new ByteArrayContent(csv.Bytes());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var imported = await administrator.PostAsync(new Uri("/api/zone/profile?effectiveFrom=2025-09-16&note=x", UriKind.Relative), content);
        await imported.JsonAsync();
        clock.MoveOn(Hotline.Zone.ZoneBook.Settling);
        Assert.That((await one.Http.GetByteArrayAsync(profile)).Text(), Does.Contain("求助与建议"));
        await Eventually.SeeAsync(
            async () => (await other.Http.GetByteArrayAsync(profile)).Text(), seen => seen.Contains("求助与建议", StringComparison.Ordinal), "the other process has it");
    }

    private static string Tomorrow => $"{DateOnly.FromDateTime(_hotline.Clock.GetUtcNow().UtcDateTime.AddDays(2)):yyyy-MM-dd}";

    private static Task<HttpResponseMessage> SendAsync(string path, string body, string mediaType = "text/csv")
    {
        var content = new ByteArrayContent(body.Bytes());
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return _administrator.Http.PostAsync(new Uri("/api/zone/" + path, UriKind.Relative), content);
    }
}
