using System.Net;
using System.Net.Http.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>查看诉求人信息: who sees the requester in clear, and that every look is on record.</summary>
public sealed class RevealingRequesters
{
    private static readonly Who Agent = new("agent", null, "Agent");
    private static readonly Who Stranger = new("tax-handler", "tax", "Handler");
    private static readonly string[] Contact = ["Name", "Phone"];

    private HotlineApplication _hotline = null!;

    [SetUp]
    public void Start() => _hotline = HotlineApplication.Start();

    [TearDown]
    public async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Shows_what_was_asked_for_and_nothing_else_and_records_it()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfAnInvoice);
        using (var shown = await RevealAsync(Who.Caller, number, "callback", "Phone"))
        {
            var requester = await shown.JsonAsync();
            Assert.That((requester.Text("phone"), requester.Text("name"), requester.Text("company")), Is.EqualTo(("19900000001", (string?)null, (string?)null)));
        }

        using (var shown = await RevealAsync(Stranger, number, "首次联系", Contact))
        {
            Assert.That((await shown.JsonAsync()).Text("name"), Is.EqualTo("乙某"));
        }

        var log = (await _hotline.Client.AskAsync(Who.Supervisor, $"/api/cases/{number}/access-log")).List("items").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Select(look => (look.Text("actor"), look.Text("unit"), look.Text("reason"))), Is.EqualTo(new[] { ("tax-handler", "tax", "首次联系"), ("caller", (string?)null, "callback") }));
            Assert.That(log[0].List("fields").Select(field => field.GetString()), Is.EqualTo(Contact));
            Assert.That(log[0].Text("address"), Is.Not.Empty);
        }

        Assert.That(await _hotline.Client.TypesAsync(number), Has.None.Contains("Reveal"), "a look is no step");
    }

    [Test]
    public async Task Is_for_those_whose_work_needs_it()
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        foreach (var who in new[] { Who.Leader, Who.Assessor, Who.Supervisor, Who.Reviewer })
        {
            Assert.That(await RefusalAsync(who, number, Contact), Is.EqualTo((HttpStatusCode.Forbidden, "access.denied")), who.Name);
        }

        Assert.That(await RefusalAsync(Who.Administrator, number, Contact), Is.EqualTo((HttpStatusCode.Forbidden, "access.denied")));
        Assert.That(await RefusalAsync(Stranger, number, Contact), Is.EqualTo((HttpStatusCode.NotFound, "case.not_found")));
        Assert.That(await RefusalAsync(new Who("of-ecology", "ecology", "Reviewer"), number, Contact), Is.EqualTo((HttpStatusCode.Forbidden, "access.denied")));
        Assert.That(await RefusalAsync(Who.Ecology, number, "Address"), Is.EqualTo((HttpStatusCode.Conflict, "reveal.beyond_contact")));
        await _hotline.Client.BringToCallbackAsync(number);
        Assert.That(await RefusalAsync(Who.Ecology, number, Contact), Is.EqualTo((HttpStatusCode.Conflict, "reveal.not_open")), "it has replied");
        Assert.That((await _hotline.Client.AskAsync(Who.ShiftLeader, $"/api/cases/{number}/access-log")).List("items"), Is.Empty, "what was refused was not seen");
        using var log = new HttpRequestMessage(HttpMethod.Get, $"/api/cases/{number}/access-log");
        await _hotline.Client.SignAsync(log, Agent);
        using var refused = await _hotline.Http.SendAsync(log);
        Assert.That((await refused.RefusedAsync()).Code, Is.EqualTo("access.denied"));
    }

    [Test]
    public async Task Never_tells_a_unit_who_asked_for_confidentiality_nor_anybody_an_anonymous_name()
    {
        var confidential = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise with { Confidential = true });
        Assert.That(await RefusalAsync(Who.Ecology, confidential, "Phone"), Is.EqualTo((HttpStatusCode.Conflict, "reveal.confidential")));
        using (var shown = await RevealAsync(Agent, confidential, "回访", "Phone"))
        {
            Assert.That((await shown.JsonAsync()).Text("phone"), Is.EqualTo("19900000000"));
        }

        var anonymous = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise with { Anonymous = true });
        Assert.That(await RefusalAsync(Agent, anonymous, "Name"), Is.EqualTo((HttpStatusCode.Conflict, "reveal.anonymous")));
        using (var shown = await RevealAsync(Agent, anonymous, "回访", Contact))
        {
            var requester = await shown.JsonAsync();
            Assert.That((requester.Text("phone"), requester.Text("name")), Is.EqualTo(("19900000000", (string?)null)));
        }

        var look = (await _hotline.Client.AskAsync(Who.Supervisor, $"/api/cases/{anonymous}/access-log")).List("items").Single();
        Assert.That(look.List("fields").Select(field => field.GetString()), Is.EqualTo(new[] { "Phone" }), "what was shown, not what was asked for");
    }

    [Test]
    public async Task Asks_for_a_reason_and_for_fields_that_there_are()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise);
        foreach (var (body, field) in new (object, string)[]
        {
            (new { fields = Contact }, "reason"),
            (new { reason = " ", fields = Contact }, "reason"),
            (new { reason = new string('因', 201), fields = Contact }, "reason"),
            (new { reason = "回访" }, "fields"),
            (new { reason = "回访", fields = Array.Empty<string>() }, "fields"),
            (new { reason = "回访", fields = new[] { "Shoes" } }, "fields[0]"),
        })
        {
            using var refused = await SendAsync(Agent, number, body);
            Assert.That((await refused.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task Pages_through_its_log_without_gaps_or_repeats()
    {
        var number = await _hotline.RegisterAsync(ACase.OfNoise);
        for (var look = 0; look < 5; look++)
        {
            using var shown = await RevealAsync(Agent, number, $"第{look}次", "Phone");
            await shown.JsonAsync();
        }

        var reasons = new List<string?>();
        string? next = null;
        do
        {
            var page = await _hotline.Client.AskAsync(Who.Supervisor, $"/api/cases/{number}/access-log?take=2{(next is null ? "" : $"&after={next}")}");
            reasons.AddRange(page.List("items").Select(look => look.Text("reason")));
            next = page.Text("next");
        }
        while (next is not null);
        Assert.That(reasons, Is.EqualTo(new[] { "第4次", "第3次", "第2次", "第1次", "第0次" }));
    }

    private Task<HttpResponseMessage> RevealAsync(Who who, string number, string reason, params string[] fields) => SendAsync(who, number, new { reason, fields });

    private async Task<(HttpStatusCode, string?)> RefusalAsync(Who who, string number, params string[] fields)
    {
        using var response = await RevealAsync(who, number, "首次联系", fields);
        var refused = await response.RefusedAsync();
        Assert.That(refused.Title, Is.Not.Empty.And.Not.EqualTo(refused.Code), "the code has a title");
        return (refused.Status, refused.Code);
    }

    private async Task<HttpResponseMessage> SendAsync(Who who, string number, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{number}/reveal") { Content = JsonContent.Create(body) };
        await _hotline.Client.SignAsync(request, who);
        return await _hotline.Http.SendAsync(request);
    }
}
