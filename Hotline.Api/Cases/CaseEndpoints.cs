using System.Globalization;
using Hotline.Api.Http;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hotline.Api.Cases;

/// <summary>Cases over HTTP: take in, read, and every step of the loop.</summary>
internal static class CaseEndpoints
{
    private const int UsualTake = 50;

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
            .WithSummary("待办 A page of a queue: dispatch, unit, review, callback, supervision")
            .AddOpenApiOperationTransformer(DescribeTake);
    }

    private static async Task<Results<Created<Registered>, Ok<Registered>>> Register(
        Body<RegisterCase.Command> body, RegisterCase register, HttpRequest request, CancellationToken cancellation)
    {
        var receipt = await register.ExecuteAsync(body.Command, request.IdempotencyKey(), Caller, cancellation);
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
        string number, Body<AnswerCase.Command> body, AnswerCase answer, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => answer.ExecuteAsync(found, seen, body.Command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Dispatch(
        string number, Body<DispatchCase.Command> body, DispatchCase dispatch, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => dispatch.ExecuteAsync(found, seen, body.Command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Sign(
        string number, Body<SignAssignment.Command> body, SignAssignment sign, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => sign.ExecuteAsync(found, seen, body.Command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Contact(
        string number, Body<ContactRequester.Command> body, ContactRequester contact, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => contact.ExecuteAsync(found, seen, body.Command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Reply(
        string number, Body<ReplyToAssignment.Command> body, ReplyToAssignment reply, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => reply.ExecuteAsync(found, seen, body.Command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Review(
        string number, Body<ReviewFeedback.Command> body, ReviewFeedback review, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => review.ExecuteAsync(found, seen, body.Command, Caller, cancellation), cancellation);

    private static Task<Ok<CaseHistory.View>> Callback(
        string number, Body<RecordCallback.Command> body, RecordCallback callback, HttpContext http, CaseHistory history, CancellationToken cancellation) =>
        StepAsync(number, http, history, (found, seen) => callback.ExecuteAsync(found, seen, body.Command, Caller, cancellation), cancellation);

    private static async Task<Ok<CaseHistory.View>> StepAsync(
        string number, HttpContext http, CaseHistory history, Func<string, int, Task<Case>> step, CancellationToken cancellation)
    {
        var found = Headers.CaseNumberOf(number);
        await step(found, http.Request.SeenVersion());
        return await Read(found, history, http.Response, cancellation);
    }

    // Take is read here and not by the framework, so that it is refused like every other parameter.
    private static async Task<Ok<CaseQueues.Page>> ReadQueue(
        string queue, CaseQueues queues, ZoneBook zone, CancellationToken cancellation, string? unit = null, string? light = null, string? after = null, string? take = null)
    {
        static BadRequestException Wrong(string detail, params object[] values) =>
            new(StatusCodes.Status400BadRequest, "queue.invalid", detail, values);

        if (!EnumName.TryParse<QueueName>(queue, out var name))
        {
            throw new BadRequestException(StatusCodes.Status404NotFound, "queue.invalid", "queue.name.detail", queue);
        }

        Light? only = null;
        if (light is not null)
        {
            only = EnumName.TryParse<Light>(light, out var parsed) ? parsed : throw Wrong("queue.light.detail");
        }

        var lines = UsualTake;
        if (take is not null && (!int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out lines) || lines is < 1 or > CaseQueues.MostPerPage))
        {
            throw Wrong("queue.take.detail", CaseQueues.MostPerPage);
        }

        if (name == QueueName.Unit != unit is not null)
        {
            throw Wrong("queue.unit.detail");
        }

        if (unit is not null && !zone.Current.Units.ContainsKey(unit))
        {
            throw Wrong("queue.unit_unknown.detail", unit);
        }

        try
        {
            return TypedResults.Ok(await queues.ExecuteAsync(name, unit, only, after, lines, cancellation));
        }
        catch (FormatException)
        {
            throw Wrong("queue.after.detail");
        }
    }

    private static Task DescribeTake(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (operation.Parameters?.FirstOrDefault(parameter => parameter.Name == "take") is OpenApiParameter take)
        {
            take.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Minimum = "1",
                Maximum = CaseQueues.MostPerPage.ToString(CultureInfo.InvariantCulture),
                Default = UsualTake,
            };
        }

        return Task.CompletedTask;
    }
}
