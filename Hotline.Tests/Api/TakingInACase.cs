using System.Net;
using System.Text.RegularExpressions;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

public sealed class TakingInACase
{
    [Test]
    public async Task Answers_with_the_new_case_and_where_it_is()
    {
        await using var hotline = HotlineApplication.Start();
        using var response = await hotline.Client.SendCaseAsync(ACase.OfNoise.Json().ToJsonString(), HotlineClient.NewKey());
        var answer = await response.JsonAsync(HttpStatusCode.Created);
        var number = answer.Text("number")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CaseNumber.TryParse(number, out _), number);
            Assert.That(response.Headers.Location, Is.EqualTo(new Uri($"/api/cases/{number}", UriKind.Relative)));
            Assert.That(answer.Text("status"), Is.EqualTo("AwaitingDispatch"));
            Assert.That(answer.Text("lookupCode"), Does.Match(new Regex(@"\A[0-9]{8}\z")));
        }

        var read = await hotline.Client.GetAsync(response.Headers.Location!.ToString());
        Assert.That(read.Text("number"), Is.EqualTo(number));
    }

    [Test]
    public async Task Is_dispatched_within_a_second_with_due_times_that_explain_themselves()
    {
        await using var hotline = HotlineApplication.Start();
        // A second is promised by a hotline that runs, not by one whose code is being compiled for the first time.
        await hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);

        var number = await hotline.RegisterAsync(ACase.OfNoise);
        var dispatched = await hotline.Client.WaitUntilAsync(number, "InProgress", within: TimeSpan.FromSeconds(1));
        var clocks = dispatched.List("clocks").ToDictionary(clock => clock.Text("key")!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                dispatched.List("assignments").Select(assignment => (assignment.Text("unit"), assignment.Text("role"), assignment.Text("status"))),
                Is.EqualTo(new[] { ("ecology", "Lead", "Pending"), ("new-town-construction", "Support", "Pending") }));
            Assert.That(dispatched.GetProperty("routing").Text("rule"), Is.EqualTo("R-C0501"));
            Assert.That(dispatched.GetProperty("routing").Text("basis"), Is.Not.Empty);
            // A request for help from Tuesday has five working days, of which none is a holiday: due at Tuesday's 24:00.
            Assert.That(clocks["C4-1"].Text("due"), Is.EqualTo("2025-09-24T00:00:00+08:00"));
            Assert.That(clocks["C4-1"].Text("light"), Is.EqualTo("Green"));
            Assert.That(clocks["C4-1"].List("explanation").Count(), Is.GreaterThan(1));
            Assert.That(clocks["C1.1"].Text("stoppedAt"), Is.Not.Null);
            Assert.That(clocks.Keys, Is.SupersetOf(new[] { "C0.1", "C1.1", "C2-1", "C2-2", "C3-1", "C3-2", "C4-1", "C4-2" }));
        }
    }

    [Test]
    public async Task Makes_one_case_of_one_key_however_often_it_is_sent()
    {
        await using var hotline = HotlineApplication.Start();
        var (body, key) = (ACase.OfNoise.Json().ToJsonString(), HotlineClient.NewKey());
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hotline.Client.SendCaseAsync(body, key)));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
            Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), Is.EqualTo(7));
            Assert.That(await hotline.Data.CountCasesAsync(), Is.EqualTo(1));
        }

        using var again = await hotline.Client.SendCaseAsync(body, key);
        var answer = await again.JsonAsync();
        Assert.That(bodies, Has.All.Contains(answer.Text("number")!).And.All.Contains(answer.Text("lookupCode")!));
    }

    [Test]
    public async Task Gives_two_requests_with_two_keys_two_cases()
    {
        await using var hotline = HotlineApplication.Start();
        var first = await hotline.RegisterAsync(ACase.OfNoise);
        Assert.That(await hotline.RegisterAsync(ACase.OfNoise), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task Closes_at_once_what_was_answered_on_the_line_and_counts_it()
    {
        await using var hotline = HotlineApplication.Start();
        var number = await hotline.RegisterAsync(ACase.AnsweredOnTheLine);
        var closed = await hotline.Client.ReadAsync(number);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(closed.Text("status"), Is.EqualTo("Closed"));
            Assert.That(closed.Text("result"), Is.EqualTo("AnsweredDirectly"));
            Assert.That(closed.List("assignments"), Is.Empty);
        }

        await hotline.SettleAsync();
        var card = await hotline.Client.GetAsync("/api/scorecards/2025Q3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(card.GetProperty("closed").GetInt32(), Is.EqualTo(1));
            Assert.That(card.GetProperty("answeredDirectly").GetInt32(), Is.EqualTo(1));
            Assert.That(card.GetProperty("satisfaction").GetProperty("numerator").GetDecimal(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Shows_the_requester_masked()
    {
        await using var hotline = HotlineApplication.Start();
        using var response = await hotline.Http.GetAsync(new Uri("/api/cases/" + await hotline.RegisterAsync(ACase.OfNoise), UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(text, Does.Contain("甲**").And.Contain("199****0000").And.Not.Contain("19900000000"));
    }
}
