using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

public sealed class WalkingTheLoop
{
    [Test]
    public async Task Goes_from_registered_to_closed_by_way_of_a_rework()
    {
        await using var hotline = HotlineApplication.Start();
        var client = hotline.Client;
        var number = await client.RegisterAndDispatchAsync(ACase.OfNoise);

        foreach (var assignment in (int[])[1, 2])
        {
            await hotline.StepAsync(number, "sign", new { assignment });
        }

        await hotline.StepAsync(number, "contact", new { assignment = 1, means = "Phone", reached = false });
        await hotline.StepAsync(number, "contact", new { assignment = 1, means = "Visit", reached = true, note = "已上门" });

        using (var tooEarly = await client.SendStepAsync(number, "reply", HotlineClient.AReply(1), (await client.ReadAsync(number)).Version()))
        {
            Assert.That((await tooEarly.RefusedAsync()).Code, Is.EqualTo("reply.supporters_open"), "the lead replies last");
        }

        var replied = await hotline.StepAsync(number, "reply", HotlineClient.AReply(2));
        Assert.That(replied.Text("status"), Is.EqualTo("InProgress"));
        replied = await hotline.StepAsync(number, "reply", HotlineClient.AReply(1));
        Assert.That(replied.Text("status"), Is.EqualTo("AwaitingReview"));
        Assert.That((await hotline.StepAsync(number, "review", new { outcome = "Pass", note = "同意" })).Text("status"), Is.EqualTo("AwaitingCallback"));

        await hotline.StepAsync(number, "callback", new { reached = false });
        await hotline.StepAsync(
            number, "callback", new { reached = true, contacted = true, resolution = "Unsolved", satisfaction = "Dissatisfied", reason = "仍在施工" });
        var reworked = await client.DoAsync(Who.Supervisor, number, "judge", new { justified = true, reason = "属实" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reworked.Text("status"), Is.EqualTo("InProgress"));
            Assert.That(reworked.GetProperty("round").GetInt32(), Is.EqualTo(2));
            Assert.That(
                reworked.List("assignments").Select(assignment => (assignment.GetProperty("number").GetInt32(), assignment.Text("unit"), assignment.Text("status"))),
                Is.EqualTo(new[] { (1, "ecology", "Done"), (2, "new-town-construction", "Done"), (3, "ecology", "Pending"), (4, "new-town-construction", "Pending") }));
        }

        await client.BringToCallbackAsync(number);
        var closed = await hotline.StepAsync(
            number, "callback", new { reached = true, contacted = true, resolution = "Solved", satisfaction = "Satisfied" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(closed.Text("status"), Is.EqualTo("Closed"));
            Assert.That(closed.Text("result"), Is.EqualTo("Solved"));
            Assert.That(closed.GetProperty("firstRating").Text("satisfaction"), Is.EqualTo("Dissatisfied"), "rework cannot launder the first rating");
            Assert.That(closed.GetProperty("finalRating").Text("satisfaction"), Is.EqualTo("Satisfied"));
            Assert.That(closed.List("clocks").Select(clock => clock.Text("stoppedAt")), Has.All.Not.Null);
        }

        var timeline = await client.ReadTimelineAsync(number);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(timeline.Select(entry => entry.Text("type")), Is.EqualTo(new[]
            {
                "CaseRegistered", "CaseDispatched", "AssignmentSigned", "AssignmentSigned", "RequesterContacted", "RequesterContacted",
                "AssignmentReplied", "AssignmentReplied", "ReviewPassed", "CallbackAttempted", "CallbackAttempted", "ReworkProposed", "RatingJudged", "ReworkOrdered",
                "AssignmentSigned", "AssignmentSigned", "AssignmentReplied", "AssignmentReplied", "ReviewPassed", "CallbackAttempted", "CaseClosed",
            }));
            Assert.That(timeline.Select(entry => entry.Version()), Is.EqualTo(Enumerable.Range(1, timeline.Count)));
            Assert.That(timeline.Select(entry => entry.GetProperty("at").GetDateTimeOffset()), Is.Ordered);
            Assert.That(timeline[0].GetProperty("text").Text("content"), Is.EqualTo(ACase.OfNoise.Content));
            Assert.That(timeline[10].GetProperty("text").Text("reason"), Is.EqualTo("仍在施工"));
        }

        await hotline.SettleAsync();
        var card = await client.GetAsync("/api/scorecards/2025Q3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(card.GetProperty("received").GetInt32(), Is.EqualTo(1));
            Assert.That(card.GetProperty("closed").GetInt32(), Is.EqualTo(1));
            Assert.That(Fraction(card, "satisfaction"), Is.EqualTo((0m, 1)), "the first rating counts");
            Assert.That(Fraction(card, "resolution"), Is.EqualTo((0m, 1)));
            Assert.That(Fraction(card, "response"), Is.EqualTo((1m, 1)));
            Assert.That(Fraction(card, "onTime"), Is.EqualTo((1m, 1)));
            Assert.That(Fraction(card, "rework"), Is.EqualTo((1m, 1)));
            Assert.That(card.List("units").Where(unit => unit.GetProperty("closed").GetInt32() > 0).Select(unit => unit.Text("unit")), Is.EqualTo(new[] { "ecology" }));
            Assert.That(card.GetProperty("reconciliation").GetProperty("closes").GetBoolean());
        }
    }

    [Test]
    public async Task Stands_in_one_queue_after_the_other_with_the_light_of_its_next_clock()
    {
        await using var hotline = await HotlineApplication.StartWithoutAsync("tax");
        var client = hotline.Client;
        var number = await hotline.RegisterAsync(ACase.OfAnInvoice);
        await hotline.SettleAsync();
        Assert.That(await QueuesOfAsync(client, number, "tax", "commerce"), Is.EqualTo(new[] { "dispatch Green C1.1" }));

        // A dispatcher has an hour; then the light is red, and the sweep writes it down once.
        hotline.Clock.MoveOn(TimeSpan.FromHours(2));
        Assert.That(await QueuesOfAsync(client, number, "tax", "commerce"), Is.EqualTo(new[] { "dispatch Red C1.1" }));
        await Eventually.SeeAsync(
            () => client.ReadTimelineAsync(number),
            timeline => timeline.Any(entry => entry.Text("type") == "LightTurned" && entry.GetProperty("data").Text("light") == "Red"),
            "the red light is in the timeline");

        await hotline.StepAsync(number, "dispatch", new { lead = "commerce", basis = "税务局暂不接单" });
        Assert.That(
            await QueuesOfAsync(client, number, "tax", "commerce"), Is.EqualTo(new[] { "unit:commerce Green C3-1", "supervision Green C3-1" }));

        await hotline.StepAsync(number, "sign", new { assignment = 1 });
        await hotline.StepAsync(number, "contact", new { assignment = 1, means = "Phone", reached = true });
        Assert.That(
            await QueuesOfAsync(client, number, "tax", "commerce"), Is.EqualTo(new[] { "unit:commerce Green C4-1", "supervision Green C4-1" }));

        // Past 80 % of five working days from Tuesday, but not past their end.
        hotline.Clock.MoveOn(TimeSpan.FromHours(24 * 7 - 4));
        Assert.That(
            await QueuesOfAsync(client, number, "tax", "commerce"), Is.EqualTo(new[] { "unit:commerce Yellow C4-1", "supervision Yellow C4-1" }));

        await hotline.StepAsync(number, "reply", HotlineClient.AReply(1));
        Assert.That(await QueuesOfAsync(client, number, "tax", "commerce"), Is.EqualTo(new[] { "review Green C5.1" }));
        await hotline.StepAsync(number, "review", new { outcome = "Pass" });
        Assert.That(await QueuesOfAsync(client, number, "tax", "commerce"), Is.EqualTo(new[] { "callback Green C6.1" }));
        await hotline.StepAsync(number, "callback", new { reached = true, contacted = true, resolution = "Solved", satisfaction = "Satisfied" });
        Assert.That(await QueuesOfAsync(client, number, "tax", "commerce"), Is.Empty);
    }

    [Test]
    public async Task Gives_every_case_once_however_small_the_pages()
    {
        await using var hotline = HotlineApplication.Start();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => hotline.RegisterAsync(ACase.OfNoise)));
        foreach (var number in numbers)
        {
            await hotline.WaitUntilAsync(number, "InProgress");
            await hotline.StepAsync(number, "sign", new { assignment = 1 });
            await hotline.StepAsync(number, "contact", new { assignment = 1, means = "Phone", reached = true });
        }

        // The lead's tasks are now all due at the same midnight: the place in the queue is due time, number and assignment.
        foreach (var (queue, take) in new[] { ("unit?unit=ecology", 7), ("unit?unit=new-town-construction", 25), ("supervision?light=green", 3), ("supervision", 1) })
        {
            var seen = new List<string>();
            string? next = null;
            do
            {
                var page = await hotline.Client.GetAsync(
                    $"/api/queues/{queue}{(queue.Contains('?', StringComparison.Ordinal) ? '&' : '?')}take={take}{(next is null ? "" : "&after=" + next)}");
                Assert.That(page.List("items").Count(), Is.LessThanOrEqualTo(take));
                seen.AddRange(page.List("items").Select(item => $"{item.Text("number")}/{item.GetProperty("assignment").GetInt32()}"));
                next = page.Text("next");
            }
            while (next is not null);

            Assert.That(seen, Is.Unique);
            Assert.That(seen.Select(item => item[..item.IndexOf('/', StringComparison.Ordinal)]).Distinct(), Is.EquivalentTo(numbers), queue);
        }
    }

    [Test]
    public async Task Lets_one_of_two_writers_with_the_same_version_through()
    {
        await using var hotline = HotlineApplication.Start();
        var client = hotline.Client;
        var number = await client.RegisterAndDispatchAsync(ACase.OfNoise);
        await hotline.StepAsync(number, "sign", new { assignment = 1 });
        for (var round = 0; round < 50; round++)
        {
            var version = (await client.ReadAsync(number)).Version();
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async writer =>
            {
                using var response = await client.SendStepAsync(
                    number, "contact", new { assignment = 1, means = "Phone", reached = false, note = $"{round}/{writer}" }, version);
                return (int)response.StatusCode;
            }));
            Assert.That(answers, Is.EquivalentTo(new[] { 200, 412 }), $"round {round}");
        }

        Assert.That((await client.ReadTimelineAsync(number)).Count(entry => entry.Text("type") == "RequesterContacted"), Is.EqualTo(50));
    }

    [Test]
    public async Task Gives_the_version_as_ETag_and_takes_it_back_as_If_Match()
    {
        await using var hotline = HotlineApplication.Start();
        var number = await hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        using var read = await hotline.Http.GetAsync(new Uri($"/api/cases/{number}", UriKind.Relative));
        using var signed = await hotline.Client.SendStepAsync(number, "sign", new { assignment = 1 }, read.Headers.ETag!.Tag);
        var @case = await signed.JsonAsync();
        Assert.That(signed.Headers.ETag!.Tag, Is.EqualTo($"\"{@case.Version()}\""));
    }

    private static (decimal Numerator, int Denominator) Fraction(JsonElement card, string rate) =>
        (card.GetProperty(rate).GetProperty("numerator").GetDecimal(), card.GetProperty(rate).GetProperty("denominator").GetInt32());

    /// <summary>Every queue a case stands in, with the light and the clock it shows there.</summary>
    private static async Task<IReadOnlyList<string>> QueuesOfAsync(HotlineClient client, string number, params string[] units)
    {
        var found = new List<string>();
        foreach (var (name, path) in (IEnumerable<(string, string)>)
            [
                ("dispatch", "dispatch"),
                .. units.Select(unit => ($"unit:{unit}", $"unit?unit={unit}")),
                ("review", "review"),
                ("callback", "callback"),
                ("supervision", "supervision"),
            ])
        {
            var page = await client.GetAsync("/api/queues/" + path);
            found.AddRange(page.List("items").Where(item => item.Text("number") == number)
                .Select(item => $"{name} {item.Text("light")} {item.Text("clock")}"));
        }

        return found;
    }
}
