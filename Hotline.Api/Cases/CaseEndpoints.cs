using System.Globalization;
using Hotline.Api.Http;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Cases;

/// <summary>Cases over HTTP: take in, read, and every step of the loop.</summary>
internal static class CaseEndpoints
{
    // Until people sign in, whoever reaches the API acts under this name.
    private static readonly Actor Caller = new("api");

    /// <summary>What a new case's sender is told.</summary>
    /// <param name="LookupCode">查询码: for the requester alone.</param>
    public sealed record Registered(string Number, CaseStatus Status, string LookupCode);

    public static void MapCases(this IEndpointRouteBuilder app)
    {
        var cases = app.MapGroup("/api/cases").WithTags("Cases");
        cases.MapPost("/", Register).Validate<RegisterCase.Command>()
            .WithSummary("受理 Take a case in; the same Idempotency-Key makes one case");
        cases.MapGet("/{number}", Read).WithSummary("工单 Read a case with assignments and clocks");
        cases.MapGet("/{number}/events", ReadEvents).WithSummary("流转记录 Read the timeline");

        cases.MapPost("/{number}/answer", Answer).Validate<AnswerCase.Command>().WithSummary("直接答复 Answer without a unit");
        cases.MapPost("/{number}/dispatch", Dispatch).Validate<DispatchCase.Command>().WithSummary("派单 Dispatch to a lead and supporters");
        cases.MapPost("/{number}/sign", Sign).Validate<SignAssignment.Command>().WithSummary("签收 Sign an assignment");
        cases.MapPost("/{number}/contact", Contact).Validate<ContactRequester.Command>().WithSummary("首次联系 Log a contact, reached or not");
        cases.MapPost("/{number}/reply", Reply).Validate<ReplyToAssignment.Command>().WithSummary("反馈 Reply to an assignment");
        cases.MapPost("/{number}/review", Review).Validate<ReviewFeedback.Command>().WithSummary("审核通过 Accept the feedback");
        cases.MapPost("/{number}/callback", Callback).Validate<RecordCallback.Command>().WithSummary("回访 Log a call-back and its three answers");

        app.MapGet("/api/queues/{queue}", ReadQueue).WithTags("Queues")
            .WithSummary("待办 A page of a queue: dispatch, unit, review, callback, supervision");
    }

    private static async Task<Results<Created<Registered>, Ok<Registered>>> Register(
        RegisterCase.Command command, RegisterCase register, HttpRequest request, CancellationToken cancellation)
    {
        var receipt = await register.ExecuteAsync(command, request.IdempotencyKey(), Caller, cancellation);
        var answer = new Registered(receipt.Number, receipt.Status, receipt.LookupCode);
        return receipt.IsNew
            ? TypedResults.Created($"/api/cases/{receipt.Number}", answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<Ok<CaseHistory.View>> Read(
        string number, CaseHistory history, HttpResponse response, CancellationToken cancellation)
    {
        var view = await history.ReadAsync(Headers.CaseNumberOf(number), cancellation);
        response.ETag(view.Version);
        return TypedResults.Ok(view);
    }

    private static async Task<Ok<IEnumerable<object>>> ReadEvents(string number, CaseHistory history, CancellationToken cancellation) =>
        TypedResults.Ok((await history.ReadTimelineAsync(Headers.CaseNumberOf(number), cancellation)).Select(entry => (object)new
        {
            entry.Version,
            entry.Type,
            entry.At,
            entry.Actor,
            entry.Unit,
            Data = (object)entry.Data,
            entry.Text,
        }));

    private static Task<Ok<CaseHistory.View>> Answer(
        string number, AnswerCase.Command command, AnswerCase answer, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => answer.ExecuteAsync(found, seen, command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Dispatch(
        string number, DispatchCase.Command command, DispatchCase dispatch, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => dispatch.ExecuteAsync(found, seen, command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Sign(
        string number, SignAssignment.Command command, SignAssignment sign, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => sign.ExecuteAsync(found, seen, command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Contact(
        string number, ContactRequester.Command command, ContactRequester contact, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => contact.ExecuteAsync(found, seen, command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Reply(
        string number, ReplyToAssignment.Command command, ReplyToAssignment reply, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => reply.ExecuteAsync(found, seen, command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Review(
        string number, ReviewFeedback.Command command, ReviewFeedback review, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => review.ExecuteAsync(found, seen, command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Callback(
        string number, RecordCallback.Command command, RecordCallback callback, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => callback.ExecuteAsync(found, seen, command, Caller, cancellation), cancellation);

    private static async Task<Ok<CaseHistory.View>> StepAsync(
        string number, HttpContext http, CaseHistory history, Func<string, int, Task<Case>> step, CancellationToken cancellation)
    {
        var found = Headers.CaseNumberOf(number);
        await step(found, http.Request.SeenVersion());
        return await Read(found, history, http.Response, cancellation);
    }

    private static async Task<Ok<CaseQueues.Page>> ReadQueue(
        string queue, CaseQueues queues, CancellationToken cancellation, string? unit = null, string? light = null, string? after = null, int take = 50)
    {
        static BadRequestException Wrong(string detail) => new(StatusCodes.Status400BadRequest, "queue.invalid", detail);

        if (!EnumName.TryParse<QueueName>(queue, out var name))
        {
            throw new BadRequestException(
                StatusCodes.Status404NotFound, "queue.invalid", $"There is no queue '{queue}': dispatch, unit, review, callback, supervision.");
        }

        Light? only = null;
        if (light is not null)
        {
            only = EnumName.TryParse<Light>(light, out var parsed) ? parsed : throw Wrong("light is green, yellow or red.");
        }

        if (take is < 1 or > CaseQueues.MostPerPage)
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"take is 1 to {CaseQueues.MostPerPage}."));
        }

        if (name == QueueName.Unit != unit is not null)
        {
            throw Wrong("The queue unit needs the parameter unit, and no other queue has it.");
        }

        try
        {
            return TypedResults.Ok(await queues.ExecuteAsync(name, unit, only, after, take, cancellation));
        }
        catch (FormatException wrong)
        {
            throw Wrong(wrong.Message);
        }
    }
}
