using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>What a case shows of its requester, and in which language it names things.</summary>
public sealed class ShowingACase
{
    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Masks_the_requester_by_whole_characters()
    {
        var requester = await RequesterOf(ACase.OfNoise with { Requester = new Requester { Name = "𠮷野", Phone = "19900000000", Email = "anna@example.com" } });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(requester.Text("name"), Is.EqualTo("𠮷**"));
            Assert.That(requester.Text("phone"), Is.EqualTo("199****0000"));
            Assert.That(requester.Text("email"), Is.EqualTo("a***@example.com"));
            Assert.That(requester.GetProperty("withheld").GetBoolean(), Is.False);
        }
    }

    [Test]
    public async Task Does_not_name_an_anonymous_requester() =>
        Assert.That((await RequesterOf(ACase.OfNoise with { Anonymous = true })).Text("name"), Is.Null);

    [Test]
    public async Task Withholds_a_confidential_requester_altogether()
    {
        var requester = await RequesterOf(ACase.OfAnInvoice with
        {
            Confidential = true,
            Requester = ACase.OfAnInvoice.Requester! with { ContactPhone = "19900000002", Email = "anna@example.com" },
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                ((string[])["name", "company", "email", "phone", "contactPhone"]).Select(member => requester.GetProperty(member).ValueKind),
                Has.All.EqualTo(JsonValueKind.Null));
            Assert.That(requester.GetProperty("withheld").GetBoolean(), Is.True);
        }
    }

    [Test]
    public async Task Keeps_a_telephone_number_as_it_would_be_dialled()
    {
        var key = HotlineClient.NewKey();
        using var first = await _hotline.Client.SendCaseAsync(CalledBy("１９９－００００－０００３"), key);
        using var again = await _hotline.Client.SendCaseAsync(CalledBy("199-0000-0003"), key);
        var number = (await first.JsonAsync(HttpStatusCode.Created)).Text("number")!;
        Assert.That((await again.JsonAsync()).Text("number"), Is.EqualTo(number));
        Assert.That((await _hotline.Client.ReadAsync(number)).GetProperty("requester").Text("phone"), Is.EqualTo("199****0003"));
    }

    [TestCase(null, "Chinese")]
    [TestCase("en", "English")]
    public async Task Names_category_and_units_in_the_readers_language(string? language, string named)
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await _hotline.SettleAsync();
        var zone = await _hotline.Client.GetAsync("/api/zone");
        var member = named == "English" ? "nameEn" : "name";
        var category = zone.List("categories").Single(known => known.Text("code") == "C0501").Text(member);
        var unit = zone.List("units").Single(known => known.Text("code") == "ecology").Text(member);
        var @case = await GetAsync($"/api/cases/{number}", language);
        var card = await GetAsync("/api/scorecards/2025Q3", language);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(@case.Text("categoryName"), Is.EqualTo(category));
            Assert.That(@case.List("assignments").First().Text("unitName"), Is.EqualTo(unit));
            Assert.That(card.List("units").Single(line => line.Text("unit") == "ecology").Text("name"), Is.EqualTo(unit));
            Assert.That(card.Text("clockStartsAt"), Is.EqualTo("dispatch"));
        }
    }

    [Test]
    public async Task Records_a_praise_once_for_one_key_and_says_whether_it_is_new()
    {
        var (number, key) = (await _hotline.RegisterAsync(ACase.OfNoise), HotlineClient.NewKey());
        using var first = await PraiseAsync(number, key);
        using var again = await PraiseAsync(number, key);
        Assert.That((await again.JsonAsync()).Text("number"), Is.EqualTo((await first.JsonAsync(HttpStatusCode.Created)).Text("number")));
    }

    [TestCase("250916-000001-9", "校验位")]
    [TestCase("200101-000001-", "没有这个工单")]
    [TestCase("0000000000000000000000000000000000000000000000000", "40")]
    public async Task Refuses_a_praise_of_a_case_that_is_none_by_its_field(string number, string said)
    {
        using var response = await PraiseAsync(number.EndsWith('-') ? Hotline.Domain.Cases.CaseNumber.Make(new DateOnly(2020, 1, 1), 1) : number, HotlineClient.NewKey());
        var refused = await response.RefusedAsync();
        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.BadRequest, "request.invalid")));
        Assert.That(refused.Errors["case"], Has.Some.Contains(said));
    }

    private static string CalledBy(string phone) => ACase.But(json => json["requester"]!["phone"] = phone);

    private static async Task<JsonElement> RequesterOf(RegisterCase.Command command) =>
        (await _hotline.Client.ReadAsync(await _hotline.RegisterAsync(command))).GetProperty("requester");

    private static async Task<JsonElement> GetAsync(string path, string? language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language ?? "zh-CN");
        using var response = await _hotline.Http.SendAsync(request);
        return await response.JsonAsync();
    }

    private static Task<HttpResponseMessage> PraiseAsync(string @case, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/praises")
        {
            Content = JsonContent.Create(new { kind = "Banner", unit = "ecology", requesterKind = "Citizen", @case }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return _hotline.Http.SendAsync(request);
    }
}
