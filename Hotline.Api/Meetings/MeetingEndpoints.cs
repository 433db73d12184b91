using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Domain.Meetings;
using Hotline.Meetings;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Meetings;

/// <summary>点评会 over HTTP: the hotline's people read all of it, a unit's what was decided for it.</summary>
internal static class MeetingEndpoints
{
    public static void MapMeetings(this IEndpointRouteBuilder app)
    {
        var meetings = app.MapGroup("/api/meetings").WithTags("Meetings");
        meetings.MapGet("/", ListAsync).Allow(Access.WhoSeesCases).WithSummary("点评会 A page of meetings, the latest first");
        meetings.MapPost("/", MakeAsync).Validate<KeepMeeting.Command>().Allow(MeetingRules.Keepers).WithSummary("登记点评会 Write a meeting down");
        meetings.MapGet("/decisions", ListDecisionsAsync).Allow(Access.WhoSeesCases)
            .WithSummary("议定事项 What is not done, the most pressing first; unit narrows it down");
        meetings.MapGet("/{number}", ReadAsync).Allow(Access.WhoSeesCases).WithSummary("点评会 One meeting with its decisions as they stand");
        meetings.MapPut("/{number}", ReviseAsync).Validate<KeepMeeting.Command>().Allow(MeetingRules.Keepers).WithSummary("修改 Change period, day, chair, units, minutes");
        meetings.MapPost("/{number}/decide", DecideAsync).Validate<DecideInMeeting.Command>().Allow(MeetingRules.Keepers)
            .WithSummary("议定事项 Decide; on a case it issues an order of supervision");
        meetings.MapPost("/{number}/report", ReportAsync).Validate<ReportDecision.Command>().Allow(MeetingRules.Workers).WithSummary("反馈 What the unit has done about a decision");
        meetings.MapPost("/{number}/settle", SettleAsync).Validate<SettleDecision.Command>().Allow(MeetingRules.Settlers).WithSummary("办结或退回 Accept a report, or send it back");
        meetings.MapGet("/{number}/changes", ListChangesAsync).Allow(Access.WhoSeesCases).WithSummary("变更记录 What was done to it, the newest first");
    }

    private static async Task<Ok<ListMeetings.Page>> ListAsync(
        ListMeetings meetings, HttpRequest request, CancellationToken cancellation, string? after = null, string? take = null)
    {
        return TypedResults.Ok(await Paging.FromAsync(() => meetings.ExecuteAsync(request.ActorOf(), after, Paging.LinesOf(take, ListMeetings.MostPerPage), cancellation)));
    }

    private static async Task<Ok<ListDecisions.Page>> ListDecisionsAsync(
        ListDecisions decisions, HttpRequest request, ZoneBook zone, CancellationToken cancellation, string? unit = null, string? after = null, string? take = null)
    {
        if (unit is not null && !zone.Current.Units.ContainsKey(unit))
        {
            throw Paging.Wrong("queue.unit_unknown.detail", unit);
        }

        return TypedResults.Ok(await Paging.FromAsync(() => decisions.ExecuteAsync(unit, request.ActorOf(), after, Paging.LinesOf(take, ListDecisions.MostPerPage), cancellation)));
    }

    private static async Task<Created<ReadMeeting.View>> MakeAsync(
        Body<KeepMeeting.Command> body, KeepMeeting keep, ReadMeeting read, HttpContext http, CancellationToken cancellation)
    {
        var meeting = await keep.MakeAsync(body.Command, http.Request.ActorOf(), cancellation);
        return TypedResults.Created($"/api/meetings/{meeting.Number}", (await AnswerAsync(meeting.Number, read, http, cancellation)).Value);
    }

    private static Task<Ok<ReadMeeting.View>> ReadAsync(string number, ReadMeeting read, HttpContext http, CancellationToken cancellation) =>
        AnswerAsync(number, read, http, cancellation);

    private static async Task<Ok<ReadMeeting.View>> ReviseAsync(
        string number, Body<KeepMeeting.Command> body, KeepMeeting keep, ReadMeeting read, HttpContext http, CancellationToken cancellation)
    {
        await keep.ReviseAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadMeeting.View>> DecideAsync(
        string number, Body<DecideInMeeting.Command> body, DecideInMeeting decide, ReadMeeting read, HttpContext http, CancellationToken cancellation)
    {
        await decide.ExecuteAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadMeeting.View>> ReportAsync(
        string number, Body<ReportDecision.Command> body, ReportDecision report, ReadMeeting read, HttpContext http, CancellationToken cancellation)
    {
        await report.ExecuteAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<ReadMeeting.View>> SettleAsync(
        string number, Body<SettleDecision.Command> body, SettleDecision settle, ReadMeeting read, HttpContext http, CancellationToken cancellation)
    {
        await settle.ExecuteAsync(number, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await AnswerAsync(number, read, http, cancellation);
    }

    private static async Task<Ok<IReadOnlyList<ReadMeeting.Change>>> ListChangesAsync(
        string number, ReadMeeting read, HttpRequest request, CancellationToken cancellation, int? before = null, string? take = null) =>
        TypedResults.Ok(await read.ListChangesAsync(number, request.ActorOf(), before, Paging.LinesOf(take, ReadMeeting.MostPerPage), cancellation));

    private static async Task<Ok<ReadMeeting.View>> AnswerAsync(string number, ReadMeeting read, HttpContext http, CancellationToken cancellation)
    {
        var view = await read.ExecuteAsync(number, http.Request.ActorOf(), cancellation);
        http.Response.ETag(view.Version);
        return TypedResults.Ok(view);
    }
}
