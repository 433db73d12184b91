using System.Collections.Concurrent;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Samples;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Api;

/// <summary>Several people at the same few cases at the same time: one of them is first, the others are told so.</summary>
public sealed class ActingAtOnce
{
    private const int StepsEach = 60;

    private static readonly int[] Answers = [200, 400, 404, 409, 412];

    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    public async Task Ends_every_conflict_in_a_clean_refusal(int actors)
    {
        await using var hotline = HotlineApplication.Start();
        await ActAtOnceAsync(hotline, actors);
    }

    /// <summary>Needs an empty database of its own.</summary>
    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    public async Task Ends_every_conflict_in_a_clean_refusal_on_SqlServer(int actors)
    {
        if (Environment.GetEnvironmentVariable("HOTLINE_TEST_SQLSERVER") is not { Length: > 0 } connectionString)
        {
            Assert.Ignore("HOTLINE_TEST_SQLSERVER is not set; conflicts on a server were not tried.");
            return;
        }

        await using var hotline = HotlineApplication.StartOnSqlServer(connectionString);
        await ActAtOnceAsync(hotline, actors);
    }

    private static async Task ActAtOnceAsync(HotlineApplication hotline, int actors)
    {
        var numbers = new List<string>();
        for (var count = 0; count < 4; count++)
        {
            numbers.Add(await hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise));
        }

        var answers = new ConcurrentBag<(int Status, string Step, string Text)>();
        await Task.WhenAll(Enumerable.Range(1, actors).Select(seed => ActAsync(hotline.Client, numbers, new SplitMix64((ulong)seed), answers)));

        var counts = string.Join(", ", answers.GroupBy(answer => answer.Status).OrderBy(group => group.Key).Select(group => $"{group.Key}: {group.Count()}"));
        TestContext.Out.WriteLine(counts);
        Assert.That(answers.Where(answer => !Answers.Contains(answer.Status)), Is.Empty, counts);
        Assert.That(answers.Where(answer => answer.Status is 409 or 412 && !answer.Text.Contains("\"code\"", StringComparison.Ordinal)), Is.Empty);
        Assert.That(answers.Count(answer => answer.Status == 200), Is.GreaterThan(StepsEach / 4), counts);
        Assert.That(answers.Count(answer => answer.Status == 412), Is.Positive, "nobody was ever in another's way");

        foreach (var number in numbers)
        {
            var versions = (await hotline.Client.ReadTimelineAsync(number)).Select(happened => happened.Version()).ToList();
            Assert.That(versions.Order(), Is.EqualTo(Enumerable.Range(1, versions.Count)), number);
        }

        var rows = await hotline.Services.GetRequiredService<RebuildRows>().ExecuteAsync(mend: false, progress: null, CancellationToken.None);
        Assert.That(rows.IsClean, Is.True, string.Join(' ', rows.Different));
        Assert.That((await hotline.Services.GetRequiredService<AuditBalance>().CompareAsync(CancellationToken.None)).IsClean, Is.True);
    }

    private static async Task ActAsync(
        HotlineClient client, IReadOnlyList<string> numbers, SplitMix64 random, ConcurrentBag<(int Status, string Step, string Text)> answers)
    {
        for (var count = 0; count < StepsEach; count++)
        {
            var number = random.Pick(numbers);
            var seen = await client.ReadAsync(number);
            var (step, body) = AStep(seen, random.Pick(numbers), random);
            using var response = await client.SendStepAsync(number, step, body, seen.Version());
            answers.Add(((int)response.StatusCode, step, await response.Content.ReadAsStringAsync()));
        }
    }

    // What the state asks for, mostly; whoever looks at the same case at the same time wants much the same.
    private static (string Step, object Body) AStep(JsonElement @case, string other, SplitMix64 random)
    {
        var open = @case.List("assignments").Where(assignment => assignment.Text("status") is "Pending" or "Working" or "ReturnRequested").ToList();
        var assignment = open.Count == 0 ? 1 : random.Pick(open).GetProperty("number").GetInt32();
        var order = new { lead = random.Pick(["finance", "commerce", "ecology"]), basis = "会商结论" };
        (string, object)[] usual = @case.Text("status") switch
        {
            "AwaitingDispatch" => [("dispatch", order), ("claim", new { }), ("release", new { })],
            "InProgress" =>
            [
                ("sign", new { assignment }), ("sign", new { assignment }), ("contact", new { assignment, means = "Phone", reached = true, note = "电话" }),
                ("reply", new { assignment, substantiated = true, contacted = false, resolution = "Solved", publicReply = "已处理", withoutSupport = true }),
                ("redispatch", order), ("recall", new { reason = "派错" }), ("approve", new { request = 1, note = "同意" }),
                ("return", new { assignment, reason = "NotOurDuty", suggested = "finance", evidence = "依据" }),
                ("unlink", new { reason = "不同" }),
            ],
            "AwaitingReview" => [("review", new { outcome = "Pass" }), ("claim", new { }), ("review", new { outcome = "Pass" })],
            "AwaitingCallback" =>
            [
                ("callback", new { reached = true, contacted = true, resolution = "Unsolved", satisfaction = "Dissatisfied", reason = "未解决" }),
                ("callback", new { reached = false }), ("claim", new { }), ("judge", new { justified = true, reason = "属实" }),
            ],
            "Merged" => [("unmerge", new { reason = "不是一件事" })],
            _ => [("reopen", new { reason = "新情况" }), ("remind", new { source = "Hotline" })],
        };
        return random.Below(12) switch
        {
            0 => ("merge", new { into = other, reason = "同一诉求" }),
            1 => ("link", new { to = other, reason = "同一诉求" }),
            2 => ("remind", new { source = "Hotline" }),
            _ => random.Pick(usual),
        };
    }
}
