using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>What an agent is told while a form is filled in, and a call with several matters.</summary>
public sealed class PreparingACase
{
    private const string Agent = "Agent";

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task A_look_up_answers_by_initials_and_refuses_what_it_cannot_read()
    {
        var hits = await _hotline.Client.GetAsync("/api/lookup/categories?q=sgzs&kind=Citizen&take=3");
        Assert.That(hits.EnumerateArray().First().GetProperty("item").Text("code"), Is.EqualTo("C0501"));
        using var unknown = await _hotline.Client.SendAsAsync(HttpMethod.Get, "/api/lookup/people?q=a");
        Assert.That((await unknown.RefusedAsync()).Status, Is.EqualTo(HttpStatusCode.NotFound));
        using var many = await _hotline.Client.SendAsAsync(HttpMethod.Get, "/api/lookup/units?take=51");
        Assert.That((await many.RefusedAsync()).Code, Is.EqualTo("lookup.invalid"));
    }

    [Test]
    public async Task A_pasted_text_is_split_as_of_the_zones_now()
    {
        var pieces = await PostAsync("/api/intake/split-text", new { text = "我叫张三，电话13800005678，今天在东一小区3栋有人加建房屋。" });
        Assert.That(
            (pieces.GetProperty("name").Text("value"), pieces.List("phones").Single().Text("value"), pieces.GetProperty("area").Text("value")),
            Is.EqualTo(("张三", "13800005678", "community-east-one")));
    }

    [Test]
    public async Task The_suggestion_is_what_the_catalogue_and_the_clocks_do_afterwards()
    {
        var command = ACase.OfNoise with { Requester = new Requester { Name = "甲某", Phone = "19900000301" } };
        var suggestion = await PostAsync(
            "/api/intake/suggest",
            new { requesterKind = command.RequesterKind.ToString(), type = command.Type.ToString(), command.Category, command.Area, urgency = command.Urgency.ToString(), title = "夜间施工噪声", content = "工地半夜施工" });
        var route = suggestion.GetProperty("route");
        var made = await _hotline.Client.ReadAsync(await _hotline.Client.RegisterAndDispatchAsync(command));
        var lead = made.List("assignments").Single(assignment => assignment.Text("role") == "Lead");

        Assert.That(route.GetProperty("lead").Text("code"), Is.EqualTo(lead.Text("unit")));
        Assert.That((route.Text("rule"), route.Text("basis")), Is.EqualTo((made.GetProperty("routing").Text("rule"), made.GetProperty("routing").Text("basis"))));
        Assert.That(route.List("supporters").Select(unit => unit.Text("code")), Is.EquivalentTo(made.List("assignments").Where(assignment => assignment.Text("role") == "Support").Select(assignment => assignment.Text("unit"))));
        var ofLead = made.List("clocks").Where(clock => clock.TryGetProperty("assignment", out var number) && number.ValueKind == JsonValueKind.Number && number.GetInt32() == lead.GetProperty("number").GetInt32());
        Assert.That(
            route.List("clocks").Select(clock => (clock.Text("kind"), clock.Text("limit"))), Is.EqualTo(ofLead.Select(clock => (clock.Text("kind"), clock.Text("limit")))));
        Assert.That(route.List("clocks").All(clock => clock.List("explanation").Any()), Is.True);
        Assert.That(route.List("clocks").Last().Text("due"), Is.EqualTo(ofLead.Last().Text("due")), "of the same day, due at its end");
        Assert.That(suggestion.List("categories").First().Text("code"), Is.EqualTo("C0501"));
    }

    [Test]
    public async Task Without_a_category_only_categories_are_proposed()
    {
        var suggestion = await PostAsync("/api/intake/suggest", new { requesterKind = "Citizen", content = "小区电梯又停了" });
        Assert.That(suggestion.GetProperty("route").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(suggestion.List("categories").First().Text("code"), Is.EqualTo("C0302"));
    }

    [Test]
    public async Task A_call_that_comes_again_is_found_while_it_is_typed_and_the_rules_say_whether_it_could_be_joined()
    {
        var caller = new Requester { Name = "甲某", Phone = "19900000401" };
        var mine = await _hotline.RegisterAsync(ACase.OfNoise with { Category = "C0105", Area = "park-four", Title = "路灯不亮", Content = "园区西侧三盏路灯连续多日不亮。", Requester = caller });
        var theirs = await _hotline.RegisterAsync(ACase.OfNoise with { Category = "C0105", Area = "street-east", Title = "路灯坏了", Content = "园区西侧三盏路灯好多天不亮了。", Requester = caller with { Phone = "19900000402" } });
        var other = await _hotline.RegisterAsync(ACase.OfNoise with { Category = "C0105", Area = "street-west", Title = "照明", Content = "完全另一回事：广场上方太亮刺眼。", Requester = caller with { Phone = "19900000403" } });

        var found = (await PostAsync("/api/intake/similar", new
        {
            title = "路灯不亮", content = "西侧路灯连续多日不亮", category = "C0105", area = "park-four", phone = "199-0000-0401", requesterKind = "Citizen", type = "Complaint",
        })).EnumerateArray().ToList();

        Assert.That(found.Select(candidate => candidate.GetProperty("case").Text("number")), Is.EqualTo(new[] { mine, theirs }).And.Not.Contains(other));
        Assert.That(found[0].List("reasons").Select(reason => reason.GetString()), Is.EqualTo(new[] { "SameCaller", "SamePlace", "SimilarText" }));
        Assert.That((found[0].Text("mergeRefused"), found[1].Text("mergeRefused"), found[1].Text("linkRefused")), Is.EqualTo(((string?)null, "merge.other_requester", (string?)null)));

        using var dispatcher = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/intake/similar", new { title = "路灯", category = "C0105", phone = "19900000401" }, roles: "Dispatcher");
        Assert.That((await dispatcher.RefusedAsync()).Code, Is.EqualTo("caller.needs_agent"));
    }

    [Test]
    public async Task The_panel_tells_of_the_number_and_a_shift_leaders_mark_comes_and_goes()
    {
        const string Phone = "19900000501";
        var requester = new Requester { Name = "甲某", Phone = Phone };
        var open = await _hotline.RegisterAsync(ACase.OfNoise with { Requester = requester });
        var closed = await _hotline.RegisterAsync(ACase.AnsweredOnTheLine with { Requester = requester });
        using var praise = new HttpRequestMessage(HttpMethod.Post, "/api/praises") { Content = JsonContent.Create(new { kind = "Phone", unit = "ecology", requesterKind = "Citizen", @case = closed }) };
        praise.Headers.Add("Idempotency-Key", HotlineClient.NewKey());
        using var praised = await _hotline.Http.SendAsync(praise);
        await praised.JsonAsync(HttpStatusCode.Created);

        var panel = await PostAsync("/api/callers/panel", new { phone = "+86 199 0000 0501" });
        Assert.That((panel.GetProperty("cases").GetInt32(), panel.GetProperty("open").GetInt32(), panel.GetProperty("praises").GetInt32()), Is.EqualTo((2, 1, 1)));
        Assert.That(panel.List("recent").Select(item => item.Text("number")), Is.EqualTo(new[] { closed, open }));
        Assert.That(panel.List("recent").First().GetProperty("firstRating").Text("satisfaction"), Is.EqualTo("Satisfied"));

        var mark = new { phone = Phone, kind = "Harassment", reason = "一日内无内容来电十余次", until = _hotline.Clock.GetUtcNow().AddDays(30) };
        using var byAgent = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/callers/marks", mark, roles: Agent);
        // Refused at the door or by the rule: either way not an agent's.
        Assert.That((int)byAgent.StatusCode, Is.EqualTo(409).Or.EqualTo(403));
        var set = await PostAsync("/api/callers/marks", mark, "ShiftLeader");
        using var twice = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/callers/marks", mark, roles: "ShiftLeader");
        Assert.That((await twice.RefusedAsync()).Code, Is.EqualTo("mark.exists"));
        Assert.That((await PostAsync("/api/callers/panel", new { phone = Phone })).List("marks").Single().Text("reason"), Is.EqualTo(mark.reason));

        await PostAsync($"/api/callers/marks/{set.Text("id")}/remove", new { reason = "已沟通" }, "ShiftLeader");
        Assert.That((await PostAsync("/api/callers/panel", new { phone = Phone })).List("marks"), Is.Empty);
        var log = (await PostAsync("/api/callers/panel", new { phone = Phone }, "ShiftLeader")).List("marks").Single();
        Assert.That((log.GetProperty("inForce").GetBoolean(), log.Text("removedReason")), Is.EqualTo((false, "已沟通")));
        using var again = await _hotline.Client.SendAsAsync(HttpMethod.Post, $"/api/callers/marks/{set.Text("id")}/remove", new { reason = "再" }, roles: "ShiftLeader");
        Assert.That((await again.RefusedAsync()).Code, Is.EqualTo("mark.removed"));
        using var none = await _hotline.Client.SendAsAsync(HttpMethod.Post, $"/api/callers/marks/{Guid.Empty}/remove", new { reason = "无" }, roles: "ShiftLeader");
        Assert.That((await none.RefusedAsync()).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_call_with_several_matters_becomes_cases_that_know_each_other_once()
    {
        var call = ACall();
        var key = HotlineClient.NewKey();
        using var first = await SplitAsync(call, key);
        var made = (await first.JsonAsync(HttpStatusCode.Created)).List("cases").ToList();
        using var again = await SplitAsync(call, key);
        Assert.That((await again.JsonAsync()).List("cases").Select(@case => @case.Text("number")), Is.EqualTo(made.Select(@case => @case.Text("number"))));

        Assert.That(made.Select(@case => @case.Text("status")), Is.EqualTo(new[] { "AwaitingDispatch", "Closed" }));
        var (one, two) = (made[0].Text("number")!, made[1].Text("number")!);
        Assert.That((await _hotline.Client.ReadAsync(one)).List("sameCall").Select(number => number.GetString()), Is.EqualTo(new[] { two }));
        Assert.That((await _hotline.Client.ReadAsync(two)).List("sameCall").Select(number => number.GetString()), Is.EqualTo(new[] { one }));

        call["matters"]!.AsArray()[0]!["title"] = "另一个标题";
        using var reused = await SplitAsync(call, key);
        Assert.That((await reused.RefusedAsync()).Code, Is.EqualTo("idempotency.key_reused"));
    }

    [Test]
    public async Task Of_a_call_all_matters_are_taken_in_or_none_and_every_error_is_named()
    {
        var call = ACall();
        call["requester"]!["phone"] = "123";
        call["matters"]!.AsArray()[1]!["category"] = "C9999";
        call["matters"]!.AsArray()[1]!["title"] = null;
        using var wrong = await SplitAsync(call, HotlineClient.NewKey());
        Assert.That((await wrong.RefusedAsync()).Errors.Keys, Is.EquivalentTo(new[] { "requester.phone", "matters[1].category", "matters[1].title" }));

        var joined = ACall();
        joined["requester"]!["phone"] = "19900000602";
        joined["matters"]!.AsArray()[1]!["answer"] = null;
        joined["matters"]!.AsArray()[1]!["mergeInto"] = await _hotline.RegisterAsync(ACase.OfNoise);
        joined["matters"]!.AsArray()[1]!["joinReason"] = "同一工地";
        using var refused = await SplitAsync(joined, HotlineClient.NewKey());
        Assert.That((await refused.RefusedAsync()).Code, Is.EqualTo("merge.other_requester"));
        Assert.That((await PostAsync("/api/callers/panel", new { phone = "19900000602" })).GetProperty("cases").GetInt32(), Is.Zero, "the first matter too");

        var alone = ACall();
        alone["matters"]!.AsArray().RemoveAt(1);
        using var one = await SplitAsync(alone, HotlineClient.NewKey());
        Assert.That((await one.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { "matters" }));
    }

    [TestCase("123")]
    [TestCase("1234567")]
    [TestCase("12345678901")]
    [TestCase("1380000567")]
    [TestCase("138000056789")]
    [TestCase("0000000")]
    [TestCase("99999")]
    [TestCase("+86 123")]
    public async Task A_number_that_nobody_can_have_is_refused(string phone)
    {
        using var response = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/callers", new { phone });
        Assert.That((await response.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { "phone" }));
    }

    [TestCase("13800005678")]
    [TestCase("+86 138-0000-5678")]
    [TestCase("0833-2345678")]
    [TestCase("010-62345678-801")]
    [TestCase("2345678")]
    [TestCase("400-820-8820")]
    [TestCase("110")]
    [TestCase("12345")]
    [TestCase("95588")]
    [TestCase("+852 2345 6789")]
    [TestCase("+1 202 555 0123")]
    public async Task A_number_that_somebody_can_have_is_taken(string phone)
    {
        using var response = await _hotline.Client.SendAsAsync(HttpMethod.Post, "/api/callers", new { phone });
        await response.JsonAsync();
    }

    private static JsonObject ACall() => JsonSerializer.SerializeToNode(new
    {
        channel = "Phone",
        requesterKind = "Citizen",
        requester = new { name = "甲某", phone = "19900000601" },
        matters = new object[]
        {
            new { type = "Complaint", category = "C0107", title = "楼顶加建", content = "三号楼楼顶有人加建房屋。" },
            new { type = "Consultation", category = "C0105", title = "路灯", content = "问路灯归谁管。", answer = new { text = "归城市管理部门。", resolution = "Solved", satisfaction = "Satisfied" } },
        },
    })!.AsObject();

    private static async Task<HttpResponseMessage> SplitAsync(JsonObject call, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases/split") { Content = JsonContent.Create(call) };
        request.Headers.Add("Idempotency-Key", key);
        return await _hotline.Http.SendAsync(request);
    }

    private static async Task<JsonElement> PostAsync(string path, object body, string roles = Agent)
    {
        using var response = await _hotline.Client.SendAsAsync(HttpMethod.Post, path, body, roles: roles);
        return await response.JsonAsync();
    }
}
