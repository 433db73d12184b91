using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Praises;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Praises;

/// <summary>表扬登记 over HTTP.</summary>
internal static class PraiseEndpoints
{
    private static readonly Actor Caller = new("api");

    public sealed record Recorded(string Number);

    public static void MapPraises(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/praises", Record).Validate<RecordPraise.Command>().WithTags("Praises")
            .WithSummary("表扬 Record thanks by phone, a silk banner or a letter");

    private static async Task<Created<Recorded>> Record(
        RecordPraise.Command command, RecordPraise record, HttpRequest request, CancellationToken cancellation) =>
        TypedResults.Created((string?)null, new Recorded(await record.ExecuteAsync(command, request.IdempotencyKey(), Caller, cancellation)));
}
