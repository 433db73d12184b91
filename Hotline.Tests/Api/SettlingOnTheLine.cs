using System.Net;
using System.Text.Json.Nodes;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>An intake that is settled on the line: guided, asked about, merged, linked, handed over.</summary>
public sealed class SettlingOnTheLine
{
    private static readonly string[] Reasons = Enum.GetNames<GuideReason>();

    private static HotlineApplication _hotline = null!;

    [OneTimeSetUp]
    public static void Start() => _hotline = HotlineApplication.Start();

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Guided_the_caller_is_told_the_standard_phrase_and_the_case_has_ended()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise with { Guide = new GuideCase.Guidance { Reason = GuideReason.Litigation } });
        var @case = await _hotline.Client.ReadAsync(number);
        Assert.That((@case.Text("status"), @case.Text("guidance"), @case.Text("standing")), Is.EqualTo(("Guided", "Litigation", "Guided")));
        Assert.That(@case.GetProperty("text").Text("publicReply"), Does.Contain("12368"));
    }

    [Test]
    public async Task Asked_about_the_case_waits_for_the_caller()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise with
        {
            Ask = new AskForInformation.Command { Missing = [MissingFact.Place], Text = "请补充工地位置。" },
        });
        var @case = await _hotline.Client.ReadAsync(number);
        Assert.That((@case.Text("status"), @case.GetProperty("timesAsked").GetInt32()), Is.EqualTo(("AwaitingInfo", 1)));
        Assert.That(@case.GetProperty("text").Text("question"), Is.EqualTo("请补充工地位置。"));
        var supplied = await _hotline.StepAsync(number, "supply", new { text = "东区三号地块。" });
        Assert.That(supplied.Text("status"), Is.Not.EqualTo("AwaitingInfo"));
        Assert.That(
            supplied.List("clocks").Single(clock => clock.Text("key") == "C1.1").List("explanation").Count(), Is.GreaterThan(0), "the pause is explained");
    }

    [Test]
    public async Task An_emergency_is_handed_over_while_it_is_taken_in()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise with
        {
            HandOver = new HandOver { Service = EmergencyService.Medical },
            Guide = new GuideCase.Guidance { Reason = GuideReason.Emergency },
        });
        var handed = (await _hotline.Client.ReadAsync(number)).GetProperty("handedOver");
        Assert.That(handed.Text("service"), Is.EqualTo("Medical"));

        using var refused = await SendAsync(ACase.OfNoise with { Guide = new GuideCase.Guidance { Reason = GuideReason.Emergency } });
        Assert.That((await refused.RefusedAsync()).Code, Is.EqualTo("guide.hand_over_first"));
    }

    [Test]
    public async Task A_hand_over_before_the_first_contact_is_refused_and_one_without_a_first_contact_is_its_beginning()
    {
        var at = RunningClock.Start.AddMinutes(-10);
        var command = ACase.OfNoise with { HandOver = new HandOver { Service = EmergencyService.Police, At = at } };
        using var refused = await SendAsync(command with { ReceivedAt = at.AddMinutes(5) });
        Assert.That((await refused.RefusedAsync()).Code, Is.EqualTo("hand_over.time"));
        var @case = await _hotline.Client.ReadAsync(await _hotline.RegisterAsync(command));
        Assert.That(@case.GetProperty("receivedAt").GetDateTimeOffset(), Is.EqualTo(at));
    }

    [Test]
    public async Task The_same_callers_second_call_is_merged_in_the_transaction_that_takes_it_in()
    {
        var caller = ACase.OfNoise with { Requester = new Requester { Name = "丙某", Phone = "19900000101" } };
        var main = await _hotline.RegisterAsync(caller);
        var (key, second) = (HotlineClient.NewKey(), caller with { MergeInto = main.Replace('-', ' '), JoinReason = "同一工地" });
        using var created = await _hotline.Client.SendCaseAsync(second.Json().ToJsonString(), key);
        var receipt = await created.JsonAsync(HttpStatusCode.Created);
        Assert.That(receipt.Text("status"), Is.EqualTo("Merged"));
        var merged = await _hotline.Client.ReadAsync(receipt.Text("number")!);
        Assert.That((merged.Text("mergedInto"), merged.Text("standing")), Is.EqualTo((main, "Merged")));
        Assert.That((await _hotline.Client.ReadAsync(main)).List("joined").Select(other => (other.Text("number"), other.Text("bond"))), Is.EqualTo(new[] { (receipt.Text("number"), "Merged") }));
        Assert.That(
            (await _hotline.Client.ReadTimelineAsync(receipt.Text("number")!)).Single(entry => entry.Text("type") == "CaseMerged").GetProperty("text").Text("reason"),
            Is.EqualTo("同一工地"));

        using var again = await _hotline.Client.SendCaseAsync(second.Json().ToJsonString(), key);
        Assert.That((await again.JsonAsync()).Text("number"), Is.EqualTo(receipt.Text("number")));
        using var different = await _hotline.Client.SendCaseAsync((second with { MergeInto = null, LinkTo = main }).Json().ToJsonString(), key);
        Assert.That((await different.RefusedAsync()).Code, Is.EqualTo("idempotency.key_reused"));
    }

    [Test]
    public async Task Another_callers_case_is_linked_and_what_cannot_be_joined_is_not_taken_in()
    {
        var main = await _hotline.RegisterAsync(ACase.OfNoise with { Requester = new Requester { Name = "丁某", Phone = "19900000102" } });
        var neighbour = ACase.OfNoise with { Requester = new Requester { Name = "戊某", Phone = "19900000103" } };
        var linked = await _hotline.Client.ReadAsync(await _hotline.RegisterAsync(neighbour with { LinkTo = main, JoinReason = "同一工地" }));
        Assert.That((linked.Text("status"), linked.Text("follows")), Is.EqualTo(("InProgress", main)));

        await _hotline.SettleAsync();
        var taken = await _hotline.Data.CountCasesAsync();
        using var otherCaller = await SendAsync(neighbour with { MergeInto = main, JoinReason = "同一工地" });
        Assert.That((await otherCaller.RefusedAsync()).Code, Is.EqualTo("merge.other_requester"));
        using var nowhere = await SendAsync(neighbour with { LinkTo = CaseNumber.Make(new DateOnly(2025, 9, 16), 9999), JoinReason = "同一工地" });
        Assert.That((await nowhere.RefusedAsync()).Code, Is.EqualTo("case.not_found"));
        Assert.That(await _hotline.Data.CountCasesAsync(), Is.EqualTo(taken));
    }

    [Test]
    public async Task Only_one_thing_is_settled_and_every_wrong_field_is_named()
    {
        var both = ACase.OfNoise.Json();
        both["guide"] = new JsonObject { ["reason"] = "Elsewhere" };
        both["ask"] = new JsonObject { ["missing"] = new JsonArray("Luck") };
        both["mergeInto"] = "250916-000001-9";
        both["handOver"] = new JsonObject { ["at"] = "2031-01-01T00:00:00+08:00" };
        using var response = await _hotline.Client.SendCaseAsync(both.ToJsonString(), HotlineClient.NewKey());
        Assert.That(
            (await response.RefusedAsync()).Errors.Keys,
            Is.EquivalentTo(new[] { "guide", "guide.reason", "ask", "ask.missing[0]", "ask.text", "mergeInto", "joinReason", "handOver.service", "handOver.at" }));

        using var reason = await SendAsync(ACase.OfNoise with { JoinReason = "x" });
        Assert.That((await reason.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { "joinReason" }));
    }

    [Test]
    public async Task Every_reason_to_guide_has_a_phrase_in_both_languages_and_a_channel()
    {
        var answer = await _hotline.Client.GetAsync("/api/zone/phrases");
        var phrases = answer.List("phrases").ToList();
        Assert.That(answer.Version(), Is.EqualTo(1));
        Assert.That(phrases.Select(phrase => phrase.Text("reason")), Is.EqualTo(Reasons));
        using (Assert.EnterMultipleScope())
        {
            foreach (var phrase in phrases)
            {
                Assert.That(phrase.Text("text"), Does.Match(@"\p{IsCJKUnifiedIdeographs}").And.Length.LessThan(FieldRules.ContentLength));
                Assert.That(phrase.Text("textEn"), Does.Match(@"\A\p{IsBasicLatin}+\z"));
                Assert.That((phrase.Text("channel"), phrase.Text("channelEn")), Is.Not.EqualTo(((string?)null, (string?)null)));
            }
        }
    }

    [TestCase("ask", "missing", "text")]
    [TestCase("supply", "text")]
    [TestCase("guide", "reason")]
    [TestCase("hand-over", "service")]
    [TestCase("void", "reason")]
    [TestCase("merge", "into", "reason")]
    [TestCase("link", "into", "reason")]
    [TestCase("unmerge", "reason")]
    [TestCase("unlink", "reason")]
    [TestCase("consult", "units", "question")]
    [TestCase("conclude", "lead", "minutes")]
    [TestCase("redispatch", "lead", "basis", "reason")]
    [TestCase("recall", "reason")]
    [TestCase("add-support", "unit", "reason")]
    [TestCase("note", "assignment", "text")]
    [TestCase("delegate", "assignment", "dueOn", "to")]
    public async Task A_step_names_every_field_it_lacks(string step, params string[] fields)
    {
        using var response = await _hotline.Client.SendStepAsync(await _hotline.RegisterAsync(ACase.OfNoise), step, new { }, 1);
        Assert.That((await response.RefusedAsync()).Errors.Keys, Is.EquivalentTo(fields));
    }

    [TestCase("reclassify", """{ "type": "Rumour", "category": "C9999", "area": "moon", "urgency": "Soon" }""", "type", "category", "area", "urgency", "reason")]
    [TestCase("merge", """{ "into": "250916-000001-9", "reason": "\u0007" }""", "into", "reason")]
    [TestCase("consult", """{ "units": ["tax", "moon"], "question": "?" }""", "units[1]")]
    [TestCase("redispatch", """{ "lead": "moon", "supporters": ["sun"], "basis": "x", "reason": "x" }""", "lead", "supporters[0]")]
    public async Task A_step_names_every_field_that_is_wrong(string step, string body, params string[] fields)
    {
        using var response = await _hotline.Client.SendStepAsync(await _hotline.RegisterAsync(ACase.OfNoise), step, JsonNode.Parse(body)!, 1);
        Assert.That((await response.RefusedAsync()).Errors.Keys, Is.EquivalentTo(fields));
    }

    [Test]
    public async Task A_step_answers_with_the_case_as_it_stands_and_a_stale_one_with_412()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var seen = (await _hotline.Client.ReadAsync(number)).Version();
        using var recalled = await _hotline.Client.SendStepAsync(number, "recall", new { reason = "派单有误" }, seen);
        var @case = await recalled.JsonAsync();
        Assert.That((@case.Text("status"), recalled.Headers.ETag?.Tag), Is.EqualTo(("AwaitingDispatch", $"\"{@case.Version()}\"")));
        Assert.That(@case.List("clocks").Where(clock => clock.Text("unit") == "ecology").All(clock => clock.GetProperty("isVoid").GetBoolean()), Is.True);
        using var stale = await _hotline.Client.SendStepAsync(number, "consult", new { units = new[] { "tax", "finance" }, question = "？" }, seen);
        Assert.That((await stale.RefusedAsync()).Code, Is.EqualTo("case.stale"));
    }

    private static Task<HttpResponseMessage> SendAsync(RegisterCase.Command command) =>
        _hotline.Client.SendCaseAsync(command.Json().ToJsonString(), HotlineClient.NewKey());
}
