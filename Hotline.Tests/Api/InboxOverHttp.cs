using System.Net;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

public sealed class InboxOverHttp
{
    [Test]
    public async Task Tells_each_of_those_concerned_once_and_keeps_what_was_read()
    {
        await using var hotline = HotlineApplication.Start();
        var client = hotline.Client;
        var first = await client.RegisterAndDispatchAsync(ACase.OfNoise);
        var second = await client.RegisterAndDispatchAsync(ACase.OfNoise);
        await client.DoAsync(Who.Ecology, second, "return", new { assignment = 1, reason = "NotOurDuty", evidence = "三定规定", suggested = "tax" });
        await hotline.SettleAsync();

        var inbox = (await client.AskAsync(Who.Ecology, "/api/inbox?recipient=handler@ecology")).List("items").ToList();
        Assert.That(inbox.Select(item => (item.Text("number"), item.Text("kind"))), Is.EqualTo(new[] { (second, "CaseDispatched"), (first, "CaseDispatched") }), "newest first");
        Assert.That((await client.AskAsync(new Who("builder", "new-town-construction", "Handler"), "/api/inbox?recipient=Handler@new-town-construction")).List("items").Count(), Is.EqualTo(2), "supporters have new work too");
        Assert.That((await client.AskAsync(Who.Dispatcher, "/api/inbox?recipient=Dispatcher")).List("items").Single().Text("kind"), Is.EqualTo("RequestFiled"));
        Assert.That((await client.AskAsync(new Who("taxman", "tax", "Handler"), "/api/inbox?recipient=Handler@tax")).List("items").Single().Text("kind"), Is.EqualTo("RequestFiled"), "who may take it by agreement");

        var ecology = await client.AsAsync(Who.Ecology);
        var id = inbox[1].Text("id");
        using var read = await ecology.Http.PostAsync(new Uri($"/api/inbox/{id}/read", UriKind.Relative), null);
        var at = (await read.JsonAsync()).Text("readAt");
        using var again = await ecology.Http.PostAsync(new Uri($"/api/inbox/{id}/read", UriKind.Relative), null);
        Assert.That((await again.JsonAsync()).Text("readAt"), Is.EqualTo(at).And.Not.Null, "the first reading counts");
        Assert.That((await ecology.GetAsync("/api/inbox?recipient=Handler@ecology&unread=true")).List("items").Single().Text("number"), Is.EqualTo(second));

        var page = await ecology.GetAsync("/api/inbox?recipient=Handler@ecology&take=1");
        var rest = await ecology.GetAsync($"/api/inbox?recipient=Handler@ecology&take=1&after={page.Text("next")}");
        Assert.That(page.List("items").Concat(rest.List("items")).Select(item => item.Text("number")), Is.EqualTo(new[] { second, first }));
        Assert.That(rest.Text("next"), Is.Null);
    }

    [TestCase("/api/inbox")]
    [TestCase("/api/inbox?recipient=Nobody")]
    [TestCase("/api/inbox?recipient=1")]
    [TestCase("/api/inbox?recipient=Handler@moon")]
    [TestCase("/api/inbox?recipient=Supervisor&take=0")]
    [TestCase("/api/inbox?recipient=Supervisor&unread=perhaps")]
    [TestCase("/api/inbox?recipient=Supervisor&after=yesterday")]
    public async Task Says_what_is_wrong_with_a_question(string path)
    {
        await using var hotline = HotlineApplication.Start();
        using var response = await hotline.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That((await response.RefusedAsync()).Code, Is.EqualTo("inbox.invalid"));
        using var unknown = await hotline.Http.PostAsync(new Uri("/api/inbox/Supervisor.250916-000001-1.1/read", UriKind.Relative), null);
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
