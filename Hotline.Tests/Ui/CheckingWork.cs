using Hotline.Tests.Support;
using Microsoft.Playwright;

namespace Hotline.Tests.Ui;

/// <summary>Work for the desks that check: replies with all that belongs to them, and pools without leftovers.</summary>
internal static class CheckingWork
{
    private static readonly Who Supporter = new("construction-handler", "new-town-construction", "Handler");
    private static readonly Who Hoarder = new("hoarder", null, "Reviewer", "Caller");

    /// <summary>A case that its units have signed, contacted about, noted and replied to.</summary>
    public static async Task<string> ReplyInFullAsync(this HotlineClient client)
    {
        var number = await client.RegisterAndDispatchAsync(ACase.OfNoise);
        foreach (var (who, assignment) in new[] { (Supporter, 2), (Who.Ecology, 1) })
        {
            await client.DoAsync(who, number, "sign", new { assignment });
            if (assignment == 1)
            {
                await client.DoAsync(who, number, "contact", new { assignment, means = "Phone", reached = false, note = "无人接听" });
                await client.DoAsync(who, number, "contact", new { assignment, means = "Phone", reached = true, note = "已说明处理进度" });
                await client.DoAsync(who, number, "note", new { assignment, text = "现场核实，已约谈施工方", @public = false });
            }

            await client.DoAsync(who, number, "reply", new
            {
                assignment,
                substantiated = true,
                contacted = assignment == 1,
                resolution = "Solved",
                publicReply = "您反映的工地夜间施工问题已查实：我局已责令施工单位停止夜间施工，晚十点后不再作业，并安排夜间巡查。",
                internalNote = "施工单位已签承诺书，本周每晚巡查一次。",
            });
        }

        await client.WaitUntilAsync(number, "AwaitingReview");
        return number;
    }

    /// <summary>Takes the next case by its key, and waits until its form has its own.</summary>
    public static async Task TakeNextAsync(this Screen screen)
    {
        await screen.PressAsync("n");
        await screen.SeeFormAsync();
    }

    /// <summary>The form of the open case hears keys.</summary>
    public static Task SeeFormAsync(this Screen screen) =>
        screen.Page.Locator(".check-act .lane:not([hidden]) [data-listens]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

    /// <summary>Somebody else takes all that there is, so that the next case to come is the next one.</summary>
    public static async Task EmptyThePoolsAsync(this HotlineClient client)
    {
        foreach (var queue in new[] { "review", "callback" })
        {
            foreach (var item in (await client.GetAsync($"/api/queues/{queue}?take=200")).List("items").Where(item => item.Text("claimedBy") != Hoarder.Name).ToList())
            {
                var number = item.Text("number")!;
                if (item.Text("claimedBy") is { } holder)
                {
                    await client.DoAsync(new Who(holder, null, queue == "review" ? "Reviewer" : "Caller"), number, "release", new { });
                }

                await client.DoAsync(Hoarder, number, "claim", new { });
            }
        }
    }
}
