using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Praises;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Praises;

/// <summary>表扬登记 over HTTP.</summary>
internal static class PraiseEndpoints
{
    public sealed record Recorded(string Number);

    public static void MapPraises(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/praises", Record).Validate<RecordPraise.Command>().WithTags("Praises")
            .WithSummary("表扬 Record thanks by phone, a silk banner or a letter");

    private static async Task<Results<Created<Recorded>, Ok<Recorded>, ProblemHttpResult>> Record(
        Body<RecordPraise.Command> body, RecordPraise record, HttpRequest request, ZoneBook zone, CancellationToken cancellation)
    {
        try
        {
            var receipt = await record.ExecuteAsync(body.Command, request.IdempotencyKey(), request.ActorOf(zone), cancellation);
            var answer = new Recorded(receipt.Number);
            return receipt.IsNew ? TypedResults.Created((string?)null, answer) : TypedResults.Ok(answer);
        }
        catch (CaseNotFoundException)
        {
            // The case is a field here, not the address that was asked for.
            return TypedResults.Problem(Problems.Invalid(new Dictionary<string, string[]> { ["case"] = [Problems.Text("case.not_found")] }));
        }
    }
}
