using System.Text.Encodings.Web;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Messaging;

public sealed class RelayingTheLog
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Test]
    public async Task Tells_every_committed_event_and_marks_it()
    {
        await using var hotline = HotlineApplication.Start();
        var number = await WalkAsync(hotline, ACase.OfNoise);
        await hotline.SettleAsync();
        var timeline = (await hotline.Client.ReadTimelineAsync(number)).Select(entry => (entry.Version(), entry.Text("type")!));
        var told = hotline.Published.Cast<HotlineEvent>().Select(happened => (happened.Version, happened.GetType().Name));
        Assert.That(told.Distinct(), Is.EquivalentTo(timeline));
    }

    [Test]
    public async Task Tells_nothing_of_what_was_refused()
    {
        await using var hotline = HotlineApplication.Start();
        var number = await hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        await hotline.SettleAsync();
        var told = hotline.Published.Count;
        using var refused = await hotline.Client.SendStepAsync(number, "review", new { outcome = "Pass" }, 2);
        Assert.That((int)refused.StatusCode, Is.EqualTo(409));

        // What is told next comes after anything the refusal could have left.
        var next = await hotline.RegisterAsync(ACase.AnsweredOnTheLine);
        await hotline.SettleAsync();
        Assert.That(hotline.Published.Skip(told).Cast<HotlineEvent>().Select(happened => happened.Number), Has.All.EqualTo(next));
    }

    [Test]
    public async Task Carries_no_personal_data_and_no_free_text()
    {
        string[] markers = ["甲某标记", "19912345678", "19987654321", "marker@example.org", "某路标记号", "标记公司", "91350211M000100Y43", "标记内容", "标记地点", "标记题目", "标记答复", "标记缘由", "标记备注", "标记依据", "标记改派"];
        await using var hotline = HotlineApplication.Start();
        var marked = ACase.OfNoise with
        {
            Title = "标记题目",
            Content = "标记内容：甲某标记 19912345678",
            Place = "标记地点",
            Requester = new Requester
            {
                Name = "甲某标记",
                Phone = "19912345678",
                ContactPhone = "19987654321",
                Email = "marker@example.org",
                Address = "某路标记号",
                Company = "标记公司",
                CreditCode = "91350211M000100Y43",
            },
        };
        await WalkAsync(hotline, marked);
        await DispatchByHandAsync(hotline, marked);
        await hotline.RegisterAsync(ACase.AnsweredOnTheLine with { Answer = ACase.AnsweredOnTheLine.Answer! with { Text = "标记答复" } });
        await hotline.SettleAsync();
        var told = string.Join('\n', hotline.Published.Select(message => JsonSerializer.Serialize(message, message.GetType(), Readable)));
        Assert.That(hotline.Published, Has.Count.GreaterThan(10));
        Assert.That(markers.Where(marker => told.Contains(marker, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Passes_by_what_it_cannot_read_and_leaves_it_untold()
    {
        // More than the relay takes at once, and all of it in front of what can be read.
        const int Unreadable = 300;
        using var folder = new HotlineFolder();
        await using (var engine = await HotlineEngine.OpenAsync(folder.Path))
        {
            await folder.ExecuteAsync($"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Unreadable})
                INSERT INTO Events (Number, Version, Type, At, Actor, Payload)
                SELECT 'X' || i, 1, CASE WHEN i % 2 = 0 THEN 'OfTomorrow' ELSE 'CaseRegistered' END, '2025-09-01 00:00:00.0000000', 'agent',
                    CASE WHEN i % 3 = 0 THEN 'null' ELSE 'cut off' END FROM n
                """);
            await engine.RegisterAsync(ACase.AnsweredOnTheLine);
        }

        await using var hotline = HotlineApplication.StartOn(folder, new RunningClock());
        await Eventually.SeeAsync(folder.CountOutstandingAsync, outstanding => outstanding == Unreadable, "all but the unreadable is told");
        var number = await hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        Assert.That(hotline.Published.Cast<HotlineEvent>().Select(happened => happened.Number), Has.Member(number));
    }

    /// <summary>The whole loop with a rework, markers in every text.</summary>
    private static async Task<string> WalkAsync(HotlineApplication hotline, RegisterCase.Command command)
    {
        var number = await hotline.Client.RegisterAndDispatchAsync(command);
        await hotline.StepAsync(number, "sign", new { assignment = 1 });
        await hotline.StepAsync(number, "contact", new { assignment = 1, means = "Phone", reached = true, note = "标记备注" });
        await hotline.StepAsync(number, "sign", new { assignment = 2 });
        foreach (var assignment in (int[])[2, 1])
        {
            await hotline.StepAsync(number, "reply", new
            {
                assignment,
                substantiated = true,
                contacted = true,
                resolution = "PartlySolved",
                reason = "标记缘由",
                publicReply = "标记答复",
                internalNote = "标记备注 19912345678",
            });
        }

        await hotline.StepAsync(number, "review", new { outcome = "Pass", note = "标记备注" });
        await hotline.StepAsync(
            number, "callback", new { reached = true, contacted = true, resolution = "Unsolved", satisfaction = "Dissatisfied", reason = "标记缘由" });
        await hotline.Client.DoAsync(Who.Supervisor, number, "judge", new { justified = true, reason = "标记缘由" });
        await hotline.Client.BringToCallbackAsync(number);
        await hotline.StepAsync(number, "callback", new { reached = true, contacted = true, resolution = "Solved", satisfaction = "Satisfied" });
        return number;
    }

    /// <summary>Taken back and given out again by hand, and then in one step.</summary>
    private static async Task DispatchByHandAsync(HotlineApplication hotline, RegisterCase.Command command)
    {
        var number = await hotline.Client.RegisterAndDispatchAsync(command);
        await hotline.StepAsync(number, "recall", new { reason = "标记缘由" });
        var dispatched = await hotline.StepAsync(number, "dispatch", new { lead = "commerce", basis = "标记依据 甲某标记", note = "标记备注" });
        Assert.That(dispatched.GetProperty("routing").Text("basis"), Is.EqualTo("标记依据 甲某标记"), "who may read the case reads the words");
        var again = await hotline.StepAsync(number, "redispatch", new { lead = "finance", basis = "标记改派", reason = "标记缘由" });
        Assert.That(again.GetProperty("routing").Text("basis"), Is.EqualTo("标记改派"));
    }
}
