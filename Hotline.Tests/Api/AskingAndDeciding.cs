using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

public sealed class AskingAndDeciding
{
    private static readonly object AReturn = new { assignment = 1, reason = "NotOurDuty", evidence = "三定规定第四条", suggested = "urban-enforcement" };
    private static readonly object ABooking = new
    {
        assignment = 1, reason = "FundsPending", evidence = "资金未到位", targetOn = "2025-12-01", plan = "到位后施工", interimReplyGiven = true,
    };

    private HotlineApplication _hotline = null!;

    private HotlineClient Client => _hotline.Client;

    [SetUp]
    public void Start() => _hotline = HotlineApplication.Start();

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Of_a_return_keeps_the_unit_until_a_dispatcher_agrees_who_is_not_of_it()
    {
        var number = await Client.RegisterAndDispatchAsync(ACase.OfNoise);
        Assert.That(await Client.WrongFieldsAsync(number, "return", new { reason = "Whim", suggested = "moon" }), Is.EquivalentTo(new[] { "assignment", "reason", "evidence", "suggested" }));
        Assert.That(await Client.RefusalAsync(new Who("x", "tax", "Handler"), number, "return", AReturn), Is.EqualTo("case.not_found"));
        Assert.That(await Client.RefusalAsync(Who.Ecology, number, "return", new { assignment = 1, reason = "FundsPending", evidence = "无" }), Is.EqualTo("request.reason"));

        var asked = await Client.DoAsync(Who.Ecology, number, "return", AReturn);
        Assert.That(Assignment(asked, 1).Text("status"), Is.EqualTo("ReturnRequested"));
        Assert.That((await Client.ReadTimelineAsync(number))[^1].GetProperty("text").Text("reason"), Is.EqualTo("三定规定第四条"));
        Assert.That(await Client.RefusalAsync(Who.Ecology, number, "return", AReturn), Is.EqualTo("request.pending").Or.EqualTo("assignment.step_not_allowed"));

        var decision = new { request = 1 };
        Assert.That(await Client.RefusalAsync(Who.Ecology with { Unit = null, Roles = ["Dispatcher"] }, number, "approve", decision), Is.EqualTo("request.own"), "the applicant by another hat");
        Assert.That(await Client.RefusalAsync(new Who("ecology-head", "ecology", "Dispatcher"), number, "approve", decision), Is.EqualTo("request.own"), "the same unit");
        Assert.That(await Client.RefusalAsync(Who.Caller, number, "approve", decision), Is.EqualTo("request.needs_higher_role"));
        Assert.That(await Client.RefusalAsync(Who.Dispatcher, number, "approve", new { request = 2 }), Is.EqualTo("request.not_found"));

        var returned = await Client.DoAsync(Who.Dispatcher, number, "approve", decision);
        Assert.That((returned.Text("status"), Assignment(returned, 1).Text("status")), Is.EqualTo(("AwaitingDispatch", "Returned")));
        Assert.That(await Client.RefusalAsync(Who.Dispatcher, number, "approve", decision), Is.EqualTo("case.step_not_allowed"));
    }

    [Test]
    public async Task Of_a_return_needs_no_dispatcher_when_the_suggested_unit_agrees()
    {
        var number = await Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await Client.DoAsync(Who.Ecology, number, "return", AReturn);
        Assert.That(
            await Client.RefusalAsync(new Who("enforcer", "urban-enforcement", "Handler"), number, "approve", new { request = 1 }),
            Is.EqualTo("request.needs_higher_role"));
        var agreed = await Client.DoAsync(new Who("head", "urban-enforcement", "UnitHead"), number, "approve", new { request = 1 });
        Assert.That(agreed.Text("status"), Is.EqualTo("InProgress"));
        Assert.That(agreed.List("assignments").Where(assignment => assignment.Text("status") == "Pending").Select(assignment => assignment.Text("unit")), Does.Contain("urban-enforcement"));
    }

    [Test]
    public async Task Of_a_return_may_be_refused_with_a_reason_or_retracted_by_the_unit()
    {
        var number = await Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await Client.DoAsync(Who.Ecology, number, "return", AReturn);
        Assert.That(await Client.WrongFieldsAsync(number, "refuse", new { request = 1 }), Is.EqualTo(new[] { "reason" }));
        Assert.That(await Client.RefusalAsync(new Who("x", "tax", "Handler"), number, "retract", new { request = 1 }), Is.EqualTo("case.not_found"));
        var retracted = await Client.DoAsync(Who.Ecology, number, "retract", new { request = 1 });
        Assert.That(Assignment(retracted, 1).Text("status"), Is.EqualTo("Working"));

        await Client.DoAsync(Who.Ecology, number, "return", AReturn);
        var refused = await Client.DoAsync(Who.Dispatcher, number, "refuse", new { request = 2, reason = "属你单位职责" });
        Assert.That(Assignment(refused, 1).Text("status"), Is.EqualTo("Working"));
        Assert.That(await Client.RefusalAsync(Who.Dispatcher, number, "approve", new { request = 2 }), Is.EqualTo("request.settled"));
    }

    [Test]
    public async Task Of_an_extension_moves_the_due_moment_and_only_when_the_requester_was_told()
    {
        var number = await DispatchedAndSignedAsync();
        Assert.That(
            await Client.WrongFieldsAsync(number, "extend", new { assignment = 1, reason = "Investigation", evidence = "需检测", by = "soon", requesterInformed = false }),
            Is.EquivalentTo(new[] { "by", "requesterInformed" }));
        Assert.That(
            await Client.RefusalAsync(Who.Ecology, number, "extend", AnExtension("90wd")), Is.EqualTo("extension.too_long"));
        var before = Due(await Client.ReadAsync(number), "C4-1");
        Assert.That(Due(await Client.DoAsync(Who.Ecology, number, "extend", AnExtension("3wd")), "C4-1"), Is.EqualTo(before), "asking is not having");
        var extended = await Client.DoAsync(Who.Dispatcher, number, "approve", new { request = 1 });
        Assert.That(Due(extended, "C4-1"), Is.GreaterThan(before));
    }

    [Test]
    public async Task Of_a_booking_takes_two_people_and_the_case_comes_off_the_books_again()
    {
        var number = await DispatchedAndSignedAsync();
        Assert.That(
            await Client.WrongFieldsAsync(number, "book", new { assignment = 1, reason = "FundsPending", evidence = "资金" }),
            Is.EquivalentTo(new[] { "targetOn", "plan", "interimReplyGiven" }));
        await Client.DoAsync(Who.Ecology, number, "book", ABooking);
        var both = Who.Supervisor with { Roles = ["Supervisor", "Leader"] };
        var half = await Client.DoAsync(both, number, "approve", new { request = 1 });
        Assert.That(half.Text("status"), Is.EqualTo("InProgress"), "one of two");
        Assert.That(await Client.RefusalAsync(both, number, "approve", new { request = 1 }), Is.EqualTo("request.approved_before"), "one person twice");
        Assert.That(await Client.RefusalAsync(Who.Dispatcher, number, "approve", new { request = 1 }), Is.EqualTo("request.needs_higher_role"));
        Assert.That((await Client.DoAsync(Who.Leader, number, "approve", new { request = 1 })).Text("status"), Is.EqualTo("OnBook"));

        var book = await Client.GetAsync("/api/queues/book");
        Assert.That(book.List("items").Single().Text("number"), Is.EqualTo(number));
        Assert.That(await Client.WrongFieldsAsync(number, "progress", new { }), Is.EqualTo(new[] { "text" }));
        await Client.DoAsync(Who.Ecology, number, "progress", new { text = "已列入预算" });
        Assert.That(await Client.WrongFieldsAsync(number, "reactivate", new { }), Is.EqualTo(new[] { "reason" }));
        var back = await Client.DoAsync(Who.Supervisor, number, "reactivate", new { reason = "资金到位" });
        Assert.That(back.Text("status"), Is.EqualTo("InProgress"));
        Assert.That(await Client.RefusalAsync(Who.Ecology, number, "progress", new { text = "完成" }), Is.EqualTo("case.step_not_allowed"));
    }

    [Test]
    public async Task Of_support_adds_the_unit_that_was_suggested()
    {
        var number = await DispatchedAndSignedAsync();
        Assert.That(
            await Client.RefusalAsync(Who.Ecology, number, "support", new { assignment = 1, reason = "SeveralUnits", evidence = "涉及", suggested = "new-town-construction" }),
            Is.EqualTo("dispatch.unit_twice"));
        await Client.DoAsync(Who.Ecology, number, "support", new { assignment = 1, reason = "SeveralUnits", evidence = "涉及多家", suggested = "transport" });
        var supported = await Client.DoAsync(Who.Dispatcher, number, "approve", new { request = 1 });
        Assert.That((Assignment(supported, 3).Text("unit"), Assignment(supported, 3).Text("role")), Is.EqualTo(("transport", "Support")));
    }

    [Test]
    public async Task About_a_closed_case_excludes_it_from_what_was_asked_for()
    {
        var number = await Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
        var tax = new Who("tax-handler", "tax", "Handler");
        var appeal = new { assignment = 1, reason = "BeyondDuty", evidence = "超职责", metric = "OnTime" };
        Assert.That(await Client.RefusalAsync(tax, number, "unreasonable", new { assignment = 1, reason = "BeyondPolicy", evidence = "超政策" }), Is.EqualTo("request.case_open"));
        await Client.BringToCallbackAsync(number);
        await _hotline.StepAsync(number, "callback", new { reached = true, contacted = true, resolution = "Solved", satisfaction = "Satisfied" });

        Assert.That(await Client.WrongFieldsAsync(number, "appeal", new { assignment = 1, reason = "BeyondDuty", evidence = "超职责" }), Is.EqualTo(new[] { "metric" }));
        await Client.DoAsync(tax, number, "appeal", appeal);
        await Client.DoAsync(Who.Assessor, number, "approve", new { request = 1, note = "属实" });
        Assert.That(await Client.RefusalAsync(tax, number, "appeal", appeal), Is.EqualTo("request.excluded_already"));

        await Client.DoAsync(tax, number, "unreasonable", new { assignment = 1, reason = "BeyondPolicy", evidence = "超政策" });
        await Client.DoAsync(Who.Assessor, number, "approve", new { request = 2 });
        await Client.DoAsync(Who.Leader, number, "approve", new { request = 2 });
        Assert.That((await Client.TypesAsync(number)).Count(type => type == "CaseExcluded"), Is.EqualTo(2));
    }

    [Test]
    public async Task Is_listed_most_pressing_first_and_gone_when_decided()
    {
        var first = await DispatchedAndSignedAsync();
        await Client.DoAsync(Who.Ecology, first, "extend", AnExtension("3wd"));
        var second = await Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await Client.DoAsync(Who.Ecology, second, "return", AReturn);

        var listed = (await Client.GetAsync("/api/queues/requests")).List("items").ToList();
        Assert.That(
            listed.Select(item => (item.Text("number"), item.GetProperty("request").GetInt32(), item.Text("kind"), item.Text("unit"))),
            Is.EqualTo(new[] { (second, 1, "Return", "ecology"), (first, 1, "Extension", "ecology") }), "a return is decided within hours");
        await Client.DoAsync(Who.Dispatcher, second, "approve", new { request = 1 });
        Assert.That((await Client.GetAsync("/api/queues/requests?light=green")).List("items").Select(item => item.Text("number")), Is.EqualTo(new[] { first }));
    }

    private static object AnExtension(string by) => new { assignment = 1, reason = "Investigation", evidence = "需检测", by, requesterInformed = true };

    private async Task<string> DispatchedAndSignedAsync()
    {
        var number = await Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await Client.DoAsync(Who.Ecology, number, "sign", new { assignment = 1 });
        return number;
    }

    private static JsonElement Assignment(JsonElement @case, int number) =>
        @case.List("assignments").Single(assignment => assignment.GetProperty("number").GetInt32() == number);

    private static DateTimeOffset Due(JsonElement @case, string clock) =>
        @case.List("clocks").Single(candidate => candidate.Text("key") == clock).GetProperty("due").GetDateTimeOffset();
}
