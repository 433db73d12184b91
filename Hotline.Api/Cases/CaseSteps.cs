using Hotline.Api.Http;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Cases;

/// <summary>Every step of the loop over HTTP, a line each: <c>POST /api/cases/{number}/{step}</c> with <c>If-Match</c>.</summary>
internal static class CaseSteps
{
    public static void MapSteps(this RouteGroupBuilder cases)
    {
        cases.MapStep<AnswerCase, AnswerCase.Command>("answer", "直接答复 Answer without a unit");
        cases.MapStep<DispatchCase, DispatchCase.Command>("dispatch", "派单 Dispatch to a lead and supporters");
        cases.MapStep<SignAssignment, SignAssignment.Command>("sign", "签收 Sign an assignment");
        cases.MapStep<ContactRequester, ContactRequester.Command>("contact", "首次联系 Log a contact, reached or not");
        cases.MapStep<ReplyToAssignment, ReplyToAssignment.Command>("reply", "反馈 Reply to an assignment");
        cases.MapStep<ReviewFeedback, ReviewFeedback.Command>("review", "审核 Accept the feedback, send it back, or close without a call-back");
        cases.MapStep<RecordCallback, RecordCallback.Command>("callback", "回访 Log a call-back and its three answers");
    }

    private static void MapStep<TStep, TCommand>(this RouteGroupBuilder cases, string name, string summary)
        where TStep : class, ICaseStep<TCommand>
        where TCommand : class =>
        cases.MapPost($"/{{number}}/{name}", TakeAsync<TStep, TCommand>).Validate<TCommand>().WithSummary(summary);

    private static async Task<Ok<CaseHistory.View>> TakeAsync<TStep, TCommand>(
        string number, Body<TCommand> body, TStep step, HttpContext http, ZoneBook zone, CaseHistory history, CancellationToken cancellation)
        where TStep : class, ICaseStep<TCommand>
        where TCommand : class
    {
        var found = Headers.CaseNumberOf(number);
        await step.ExecuteAsync(found, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(zone), cancellation);
        return await CaseEndpoints.Read(found, history, http.Response, cancellation);
    }
}
