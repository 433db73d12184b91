using System.Globalization;
using Hotline.Api.Accounts;
using Hotline.Api.Http;
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
    /// <summary>What a new case's sender is told.</summary>
    /// <param name="LookupCode">查询码: for the requester alone.</param>
    public sealed record Registered(string Number, CaseStatus Status, string LookupCode);

    public static void MapCases(this IEndpointRouteBuilder app)
    {
        var cases = app.MapGroup("/api/cases").WithTags("Cases");
        cases.MapPost("/", Register).Validate<RegisterCase.Command>().Allow(Duties.Roles[typeof(CaseRegistered)])
            .WithSummary("受理 Take a case in; the same Idempotency-Key makes one case");
        cases.MapPost("/search", async (Body<FindCases.Query> body, FindCases find, HttpRequest request, CancellationToken cancellation) =>
                TypedResults.Ok(await find.ExecuteAsync(body.Command, request.ActorOf(), cancellation)))
            .Validate<FindCases.Query>().Allow(Access.WhoSeesCases).WithSummary("查询 The cases in sight that have what is asked for, the newest first");
        cases.MapGet("/{number}", Read).Allow(Access.WhoSeesCases).WithSummary("工单 Read a case with assignments and clocks");
        cases.MapGet("/{number}/events", ReadEvents).Allow(Access.WhoSeesCases).WithSummary("流转记录 Read the timeline");

        cases.MapGet("/{number}/related", ReadRelated).AllowElse("actor.role_missing", [.. RelatedCases.Readers])
            .WithSummary("关联情况 What else there is of this caller, of this matter in this place, and what is joined");

        cases.MapGet("/{number}/possibilities", ReadPossibilities).AllowSignedIn().WithSummary("可办事项 What whoever asks may do with the case now");

        app.MapExport();
        cases.MapSteps();

        app.MapPost("/api/callers", async (Body<RelatedCases.CallerQuery> body, RelatedCases related, HttpRequest request, CancellationToken cancellation) =>
                TypedResults.Ok(await related.OfCallerAsync(body.Command, request.ActorOf(), cancellation)))
            .Validate<RelatedCases.CallerQuery>().AllowElse("caller.needs_agent", Role.Agent, Role.ShiftLeader).WithTags("Cases").WithSummary("来电历史 All cases of the number on the line, the newest first");

        app.MapGet("/api/queues/{queue}", ReadQueue).Allow(Access.WhoSeesCases).WithTags("Queues")
            .WithSummary("待办 A page of a queue: dispatch, unit, review, callback, supervision, consultation, info, book, judgement, requests, orders")
            .AddOpenApiOperationTransformer(DescribeTake);
    }

    private static async Task<Results<Created<Registered>, Ok<Registered>>> Register(
        Body<RegisterCase.Command> body, RegisterCase register, HttpRequest request, CancellationToken cancellation)
    {
        var receipt = await register.ExecuteAsync(body.Command, request.IdempotencyKey(), request.ActorOf(), cancellation);
        var answer = new Registered(receipt.Number, receipt.Status, receipt.LookupCode);
        return receipt.IsNew
            ? TypedResults.Created($"/api/cases/{receipt.Number}", answer)
            : TypedResults.Ok(answer);
    }

    internal static async Task<Ok<CaseHistory.View>> Read(
        string number, CaseHistory history, HttpRequest request, HttpResponse response, CancellationToken cancellation)
    {
        var view = await history.ReadAsync(Headers.CaseNumberOf(number), request.ActorOf(), cancellation);
        response.ETag(view.Version);
        return TypedResults.Ok(view);
    }

    private static async Task<Ok<IEnumerable<object>>> ReadEvents(
        string number, CaseHistory history, HttpRequest request, CancellationToken cancellation) =>
        TypedResults.Ok((await history.ReadTimelineAsync(Headers.CaseNumberOf(number), request.ActorOf(), cancellation)).Select(entry => (object)new
        {
            entry.Version,
            entry.Type,
            entry.At,
            entry.Actor,
            entry.ActorName,
            entry.Unit,
            Data = (object)entry.Data,
            entry.Text,
        }));

    private static async Task<Ok<CasePossibilities.Page>> ReadPossibilities(
        string number, CasePossibilities possibilities, HttpRequest request, HttpResponse response, CancellationToken cancellation)
    {
        var page = await possibilities.ReadAsync(Headers.CaseNumberOf(number), request.ActorOf(), cancellation);
        response.ETag(page.Version);
        return TypedResults.Ok(page);
    }

    private static async Task<Ok<RelatedCases.View>> ReadRelated(
        string number, RelatedCases related, HttpRequest request, CancellationToken cancellation, string? callerAfter = null, string? placeAfter = null)
    {
        try
        {
            return TypedResults.Ok(await related.ReadAsync(Headers.CaseNumberOf(number), request.ActorOf(), callerAfter, placeAfter, cancellation));
        }
        catch (FormatException)
        {
            throw new BadRequestException(StatusCodes.Status400BadRequest, "list.invalid", "list.after.detail", "callerAfter, placeAfter");
        }
    }

    private static async Task<Ok<CaseQueues.Page>> ReadQueue(
        string queue,
        CaseQueues queues,
        HttpRequest request,
        ZoneBook zone,
        CancellationToken cancellation,
        string? unit = null,
        string? light = null,
        string? claimed = null,
        string? after = null,
        string? take = null)
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

        var lines = Paging.LinesOf(take, CaseQueues.MostPerPage, () => Wrong("queue.take.detail", CaseQueues.MostPerPage));

        ClaimFilter? whose = null;
        if (claimed is not null)
        {
            whose = CaseQueues.HasClaims(name) && EnumName.TryParse<ClaimFilter>(claimed, out var parsed) ? parsed : throw Wrong("queue.claimed.detail");
        }

        var actor = request.ActorOf();
        if (unit is null ? name == QueueName.Unit && actor.Unit is null : !CaseQueues.OfUnits(name))
        {
            throw Wrong("queue.unit.detail");
        }

        if (unit is not null && !zone.Current.Units.ContainsKey(unit))
        {
            throw Wrong("queue.unit_unknown.detail", unit);
        }

        try
        {
            return TypedResults.Ok(await queues.ExecuteAsync(
                name, unit, only, whose, actor, after, lines, cancellation));
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
                Default = Paging.UsualTake,
            };
        }

        return Task.CompletedTask;
    }
}
