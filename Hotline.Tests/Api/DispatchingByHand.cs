using System.Net;
using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>What the shipped catalogue leaves to a dispatcher.</summary>
public sealed class DispatchingByHand
{
    [Test]
    public async Task Takes_a_case_from_the_pool_to_its_units_and_refuses_dates_that_cannot_be()
    {
        await using var hotline = HotlineApplication.Start();
        var client = hotline.Client;
        var number = await client.RegisterAsync(ACase.OfNoise with { Category = "C9903" });
        var waiting = await Eventually.SeeAsync(
            () => client.ReadAsync(number), found => found.GetProperty("routing").ValueKind != JsonValueKind.Null, "the catalogue has looked at it");
        Assert.That((waiting.Text("status"), waiting.GetProperty("routing").Text("left")), Is.EqualTo(("AwaitingDispatch", "RuleIsManual")));
        Assert.That((await client.GetAsync("/api/queues/dispatch")).List("items").Select(item => item.Text("number")), Does.Contain(number));

        foreach (var (dueOn, code) in new[] { ("2031-01-06", "deadline.beyond_calendar"), ("2026-09-01", "deadline.beyond_limit"), ("2025-09-01", "deadline.in_the_past") })
        {
            using var refused = await client.SendStepAsync(
                number, "dispatch", new { lead = "government-affairs", basis = "转办", dueOn }, waiting.Version());
            Assert.That(((await refused.RefusedAsync()).Code, refused.StatusCode), Is.EqualTo((code, HttpStatusCode.Conflict)));
        }

        Assert.That((await client.ReadAsync(number)).Version(), Is.EqualTo(waiting.Version()), "nothing was written");
        var dispatched = await hotline.StepAsync(
            number, "dispatch", new { lead = "government-affairs", supporters = new[] { "discipline" }, basis = "转办", dueOn = "2025-09-18" });
        Assert.That(dispatched.Text("status"), Is.EqualTo("InProgress"));
        var resolve = dispatched.List("clocks").Single(clock => clock.Text("key") == "C4-1");
        Assert.That(resolve.GetProperty("due").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2025, 9, 19, 0, 0, 0, TimeSpan.FromHours(8))));
    }
}
