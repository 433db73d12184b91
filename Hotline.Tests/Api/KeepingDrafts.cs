using System.Net;
using System.Text;
using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>暂存: saved by itself, seen by nobody else, and never gone without a trace.</summary>
public sealed class KeepingDrafts
{
    private const string Title = "绝无仅有的标题";

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task A_draft_is_saved_again_and_again_and_read_back_as_it_was_filled_in()
    {
        var (path, agent) = (NewPath(), NewAgent());
        using var first = await PutAsync(path, new { title = Title }, agent: agent);
        Assert.That((await first.JsonAsync(HttpStatusCode.Created)).Version(), Is.EqualTo(1));
        using var second = await PutAsync(path, new { title = Title, type = "Help", requester = new { name = "张三", phone = "138" } }, 1, agent);
        Assert.That((await second.JsonAsync()).Version(), Is.EqualTo(2));

        using var read = await _hotline.Client.SendAsAsync(HttpMethod.Get, path, actor: agent);
        var draft = await read.JsonAsync();
        var body = draft.GetProperty("body");
        Assert.That((body.Text("title"), body.Text("type"), body.GetProperty("requester").Text("phone")), Is.EqualTo((Title, "Help", "138")));
        Assert.That(read.Headers.ETag?.Tag, Is.EqualTo("\"2\""));
        Assert.That(draft.GetProperty("startedAt").GetDateTimeOffset(), Is.LessThanOrEqualTo(draft.GetProperty("updatedAt").GetDateTimeOffset()));
    }

    [Test]
    public async Task Two_tabs_do_not_overwrite_each_other_silently()
    {
        var path = NewPath();
        using var first = await PutAsync(path, new { title = "甲" });
        using var mine = await PutAsync(path, new { title = "乙" }, 1);
        using var theirs = await PutAsync(path, new { title = "丙" }, 1);
        using var unseen = await PutAsync(path, new { title = "丁" });
        Assert.That(((await theirs.RefusedAsync()).Status, (await theirs.RefusedAsync()).Code), Is.EqualTo((HttpStatusCode.PreconditionFailed, "draft.stale")));
        Assert.That(((await unseen.RefusedAsync()).Status, (await unseen.RefusedAsync()).Code), Is.EqualTo((HttpStatusCode.PreconditionRequired, "precondition.missing")));
        Assert.That((await _hotline.Client.GetAsync(path)).GetProperty("body").Text("title"), Is.EqualTo("乙"));
    }

    [Test]
    public async Task What_is_no_intake_is_refused_field_by_field_and_too_much_altogether()
    {
        using var wrong = await PutAsync(NewPath(), new { colour = "red", type = "Rumour", urgency = "Soon", requester = new { shoe = 42 } });
        Assert.That((await wrong.RefusedAsync()).Errors.Keys, Is.EquivalentTo(new[] { "colour", "type", "urgency", "requester.shoe" }));
        using var large = await PutAsync(NewPath(), new { content = new string('x', 65 * 1024) });
        Assert.That((await large.RefusedAsync()).Code, Is.EqualTo("request.too_large"));
        using var nameless = await PutAsync("/api/drafts/mine", new { title = "x" });
        Assert.That((await nameless.RefusedAsync()).Code, Is.EqualTo("draft.id_wrong"));
    }

    [Test]
    public async Task Nobody_else_reads_saves_discards_or_registers_a_draft()
    {
        var path = NewPath();
        using var saved = await PutAsync(path, new { title = "甲" });
        using var read = await _hotline.Client.SendAsAsync(HttpMethod.Get, path, actor: "other");
        using var put = await PutAsync(path, new { title = "乙" }, 1, "other");
        using var discarded = await _hotline.Client.SendAsAsync(HttpMethod.Delete, path, new { reason = "x" }, 1, "other");
        foreach (var response in new[] { read, put, discarded })
        {
            Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("draft.not_found"));
        }

        using var registered = await RegisterAsync(path, HotlineClient.NewKey(), "other");
        Assert.That((await registered.RefusedAsync()).Code, Is.EqualTo("draft.not_found"));
    }

    [Test]
    public async Task A_draft_lies_sealed_and_of_a_discarded_one_only_the_fact_stays()
    {
        var path = NewPath();
        using var saved = await PutAsync(path, new { title = "从未登记的标题", requester = new { phone = "19900000777" } });
        Assert.That(await _hotline.Data.HoldsAnywhereAsync("19900000777"), Is.False);
        Assert.That(await _hotline.Data.HoldsAnywhereAsync("从未登记的标题"), Is.False);

        using var silent = await _hotline.Client.SendAsAsync(HttpMethod.Delete, path, new { }, 1);
        Assert.That((await silent.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { "reason" }));
        using var discarded = await _hotline.Client.SendAsAsync(HttpMethod.Delete, path, new { reason = "来电人挂断" }, 1);
        Assert.That(discarded.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        var draft = await _hotline.Client.GetAsync(path);
        Assert.That((draft.GetProperty("body").ValueKind, draft.Text("discardReason")), Is.EqualTo((JsonValueKind.Null, "来电人挂断")));
        Assert.That(await _hotline.Data.CountDiscardedDraftsAsync("api"), Is.EqualTo(1));
        using var again = await PutAsync(path, new { title = "x" }, 2);
        Assert.That((await again.RefusedAsync()).Code, Is.EqualTo("draft.discarded"));
        using var registered = await RegisterAsync(path, HotlineClient.NewKey());
        Assert.That((await registered.RefusedAsync()).Code, Is.EqualTo("draft.discarded"));
    }

    [Test]
    public async Task Registered_a_draft_ends_with_its_first_contact_in_the_case()
    {
        var path = NewPath();
        using var saved = await PutAsync(path, new { title = Title });
        var startedAt = (await saved.JsonAsync(HttpStatusCode.Created)).GetProperty("startedAt").GetDateTimeOffset();
        var key = HotlineClient.NewKey();
        using var registered = await RegisterAsync(path, key);
        var number = (await registered.JsonAsync(HttpStatusCode.Created)).Text("number")!;
        Assert.That((await _hotline.Client.ReadAsync(number)).GetProperty("receivedAt").GetDateTimeOffset(), Is.EqualTo(startedAt));

        using var gone = await _hotline.Client.SendAsAsync(HttpMethod.Get, path);
        Assert.That((await gone.RefusedAsync()).Code, Is.EqualTo("draft.not_found"));
        using var again = await RegisterAsync(path, key);
        Assert.That((await again.JsonAsync()).Text("number"), Is.EqualTo(number), "the same key makes one case");
        using var twice = await RegisterAsync(path, HotlineClient.NewKey());
        Assert.That((await twice.RefusedAsync()).Code, Is.EqualTo("draft.not_found"));
        using var late = await PutAsync(path, new { title = "x" }, 1);
        Assert.That((await late.RefusedAsync()).Code, Is.EqualTo("draft.stale"), "the other tab's saving does not bring it back");
    }

    [Test]
    public async Task A_registration_that_is_refused_leaves_the_draft()
    {
        var path = NewPath();
        using var saved = await PutAsync(path, new { title = Title });
        var json = ACase.OfNoise.Json();
        json["draft"] = IdOf(path);
        json["answer"] = new System.Text.Json.Nodes.JsonObject { ["text"] = "已答复" };
        using var refused = await _hotline.Client.SendCaseAsync(json.ToJsonString(), HotlineClient.NewKey());
        Assert.That((await refused.RefusedAsync()).Code, Is.EqualTo("answer.needs_a_unit"));
        Assert.That((await _hotline.Client.GetAsync(path)).GetProperty("body").Text("title"), Is.EqualTo(Title));
    }

    [Test]
    public async Task My_drafts_come_page_by_page_the_newest_first()
    {
        var agent = NewAgent();
        foreach (var title in new[] { "一", "二", "三" })
        {
            using var saved = await PutAsync(NewPath(), new { title }, agent: agent);
            Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }

        var titles = new List<string?>();
        string? after = null;
        do
        {
            using var response = await _hotline.Client.SendAsAsync(HttpMethod.Get, $"/api/drafts?take=2{(after is null ? "" : $"&after={after}")}", actor: agent);
            var page = await response.JsonAsync();
            titles.AddRange(page.List("items").Select(item => item.Text("title")));
            after = page.Text("next");
        }
        while (after is not null);

        Assert.That(titles, Is.EqualTo(new[] { "三", "二", "一" }));
    }

    [TestCase("stale=maybe")]
    [TestCase("take=0")]
    [TestCase("take=201")]
    [TestCase("after=yesterday")]
    public async Task A_wrong_parameter_of_the_list_is_refused(string query)
    {
        using var response = await _hotline.Client.SendAsAsync(HttpMethod.Get, "/api/drafts?" + query);
        Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("list.invalid"));
    }

    [Test]
    public async Task A_shift_leader_sees_whose_drafts_wait_for_more_than_two_hours_and_not_what_they_say()
    {
        await using var hotline = HotlineApplication.Start();
        var path = NewPath();
        using var old = await hotline.Client.SendAsAsync(HttpMethod.Put, path, new { title = Title }, actor: "anna");
        Assert.That(await StaleAsync(), Is.Empty);
        hotline.Clock.MoveOn(TimeSpan.FromHours(2));
        using var young = await hotline.Client.SendAsAsync(HttpMethod.Put, NewPath(), new { title = "新" }, actor: "anna");
        var stale = await StaleAsync();
        Assert.That(stale.Select(item => (item.Text("id"), item.Text("agent"), item.Text("title"))), Is.EqualTo(new[] { (IdOf(path), "anna", (string?)null) }));

        using var refused = await hotline.Client.SendAsAsync(HttpMethod.Get, "/api/drafts?stale=true", actor: "anna", roles: "Agent");
        Assert.That((await refused.RefusedAsync()).Code, Is.EqualTo("draft.needs_shift_leader"));

        async Task<List<JsonElement>> StaleAsync()
        {
            using var response = await hotline.Client.SendAsAsync(HttpMethod.Get, "/api/drafts?stale=true", actor: "ben", roles: "ShiftLeader");
            return [.. (await response.JsonAsync()).List("items")];
        }
    }

    private static Task<HttpResponseMessage> PutAsync(string path, object body, int? seen = null, string? agent = null) =>
        _hotline.Client.SendAsAsync(HttpMethod.Put, path, body, seen, agent);

    private static async Task<HttpResponseMessage> RegisterAsync(string path, string key, string? agent = null)
    {
        var json = ACase.OfNoise.Json();
        json["draft"] = IdOf(path);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        if (agent is not null)
        {
            await _hotline.Client.SignAsync(request, new Who(agent));
        }

        return await _hotline.Http.SendAsync(request);
    }

    private static string NewPath() => $"/api/drafts/{MassTransit.NewId.NextGuid()}";

    private static string NewAgent() => $"agent-{HotlineClient.NewKey()}";

    private static string IdOf(string path) => path.Split('/')[^1];
}
