using Hotline.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>老户, the same matter in the same place, and what is joined.</summary>
public sealed class FindingRelatedCases
{
    private static readonly RegisterCase.Command Caller = ACase.OfNoise with { Requester = new Requester { Name = "己某", Phone = "19900000201" } };

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task A_case_shows_its_callers_others_its_places_others_and_what_is_joined_to_it()
    {
        var answered = await _hotline.RegisterAsync(ACase.AnsweredOnTheLine with { Category = "C0107", Area = null, Requester = Caller.Requester });
        var main = await _hotline.RegisterAsync(Caller with { Area = "street-west" });
        var merged = await _hotline.RegisterAsync(Caller with { Area = "street-west", MergeInto = main, JoinReason = "同一事项" });
        var linked = await _hotline.RegisterAsync(Caller with { Area = "street-west", LinkTo = main, JoinReason = "同一事项", Requester = new Requester { Name = "庚某", Phone = "19900000202" } });

        var related = await _hotline.Client.GetAsync($"/api/cases/{main}/related");
        var sameCaller = related.GetProperty("sameCaller").List("items").ToList();
        Assert.That(sameCaller.Select(item => item.Text("number")), Is.EqualTo(new[] { merged, answered }), "the newest first, without itself");
        Assert.That(
            sameCaller.Select(item => (item.Text("standing"), item.GetProperty("repeated").GetBoolean())), Is.EqualTo(new[] { ("Merged", true), ("Closed", false) }));
        Assert.That(sameCaller[1].GetProperty("firstRating").Text("satisfaction"), Is.EqualTo("Satisfied"));
        Assert.That(related.GetProperty("samePlace").List("items").Select(item => item.Text("number")), Is.EqualTo(new[] { linked, merged }));
        Assert.That(
            related.List("joined").Select(other => (other.Text("relation"), other.GetProperty("case").Text("number"))),
            Is.EquivalentTo(new[] { ("Merged", merged), ("Linked", linked) }));

        var child = await _hotline.Client.GetAsync($"/api/cases/{linked}/related");
        Assert.That(child.GetProperty("sameCaller").List("items"), Is.Empty);
        Assert.That(child.List("joined").Select(other => (other.Text("relation"), other.GetProperty("case").Text("number"))), Is.EqualTo(new[] { ("Follows", main) }));
    }

    [Test]
    public async Task The_number_on_the_line_finds_its_cases_however_it_is_typed_page_by_page()
    {
        var caller = ACase.OfAnInvoice with { Requester = ACase.OfAnInvoice.Requester! with { Phone = "19900000203" }, Area = null };
        var numbers = new List<string>();
        for (var index = 0; index < RelatedCases.MostPerList + 2; index++)
        {
            numbers.Add(await _hotline.RegisterAsync(caller));
        }

        using var first = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/callers", new { phone = "+86 199-0000-0203" });
        var page = await first.JsonAsync();
        using var second = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/callers", new { phone = "１９９００００ ０２０３".Replace(" ", "", StringComparison.Ordinal), after = page.Text("next") });
        var rest = await second.JsonAsync();
        numbers.Reverse();
        Assert.That(
            page.List("items").Concat(rest.List("items")).Select(item => item.Text("number")), Is.EqualTo(numbers));
        Assert.That((page.List("items").Count(), rest.Text("next")), Is.EqualTo((RelatedCases.MostPerList, (string?)null)));

        var related = await _hotline.Client.GetAsync($"/api/cases/{numbers[0]}/related");
        var next = related.GetProperty("sameCaller").Text("next");
        var further = await _hotline.Client.GetAsync($"/api/cases/{numbers[0]}/related?callerAfter={next}");
        Assert.That(
            related.GetProperty("sameCaller").List("items").Concat(further.GetProperty("sameCaller").List("items")).Select(item => item.Text("number")),
            Is.EqualTo(numbers.Skip(1)));
    }

    [Test]
    public async Task A_place_forgets_what_is_older_than_ninety_days()
    {
        await using var hotline = HotlineApplication.Start();
        var old = await hotline.RegisterAsync(ACase.OfNoise);
        hotline.Clock.MoveOn(TimeSpan.FromDays(91));
        var recent = await hotline.RegisterAsync(ACase.OfNoise with { Requester = new Requester { Name = "辛某", Phone = "19900000204" } });
        var latest = await hotline.RegisterAsync(ACase.OfNoise with { Requester = new Requester { Name = "壬某", Phone = "19900000205" } });
        var related = await hotline.Client.GetAsync($"/api/cases/{latest}/related");
        Assert.That(related.GetProperty("samePlace").List("items").Select(item => item.Text("number")), Is.EqualTo(new[] { recent }).And.No.Member(old));
    }

    [Test]
    public async Task A_number_that_is_none_and_a_place_that_is_none_are_refused()
    {
        using var none = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/callers", new { phone = "call me", after = "x" });
        Assert.That((await none.RefusedAsync()).Errors.Keys, Is.EquivalentTo(new[] { "phone", "after" }));
        var number = await _hotline.RegisterAsync(ACase.OfAnInvoice);
        using var place = await _hotline.Client.SendAsAsync(HttpMethod.Get, $"/api/cases/{number}/related?placeAfter=x_y");
        Assert.That((await place.RefusedAsync()).Code, Is.EqualTo("list.invalid"));
    }

    [Test]
    public async Task Whoever_takes_no_calls_does_not_ask_by_number()
    {
        using var response = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/callers", new { phone = "19900000201" }, roles: "Handler,Assessor");
        Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("caller.needs_agent"));
    }

    [Test]
    public async Task A_caller_without_a_number_has_no_others()
    {
        var silent = ACase.OfNoise with { Anonymous = true, ReplyWanted = false, Requester = new Requester() };
        await _hotline.RegisterAsync(silent);
        var related = await _hotline.Client.GetAsync($"/api/cases/{await _hotline.RegisterAsync(silent)}/related");
        Assert.That(related.GetProperty("sameCaller").List("items"), Is.Empty);
    }

    [TestCase("Agent", 1)]
    [TestCase("ShiftLeader", 1)]
    [TestCase("Dispatcher", 0)]
    [TestCase("Supervisor", 0)]
    public async Task A_confidential_case_shows_its_callers_others_only_to_whoever_takes_calls(string role, int others)
    {
        var caller = Caller with { Requester = new Requester { Name = "癸某", Phone = $"19900003{role[0] + role[1]:D3}" } };
        var (open, secret) = (await _hotline.RegisterAsync(caller), await _hotline.RegisterAsync(caller with { Confidential = true }));
        var reader = new Who("reader", null, role);
        Assert.That((await _hotline.Client.AskAsync(reader, $"/api/cases/{secret}/related")).GetProperty("sameCaller").List("items").Count(), Is.EqualTo(others));
        Assert.That((await _hotline.Client.AskAsync(reader, $"/api/cases/{open}/related")).GetProperty("sameCaller").List("items").Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Units_do_not_look_for_what_else_a_requester_has_asked()
    {
        var number = await _hotline.RegisterAsync(Caller);
        using var response = await _hotline.Client.SendAsAsync(HttpMethod.Get, $"/api/cases/{number}/related", roles: "Handler,UnitHead,Reviewer,Caller,Assessor,Leader,Administrator");
        Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("actor.role_missing"));
    }
}
