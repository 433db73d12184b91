using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Praises;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hotline.Api.Praises;

/// <summary>表扬登记 over HTTP.</summary>
internal static class PraiseEndpoints
{
    private static readonly string[] Accepted = ["image/jpeg", "image/png", "image/webp"];

    public sealed record Recorded(string Number);

    public static void MapPraises(this IEndpointRouteBuilder app)
    {
        var praises = app.MapGroup("/api/praises").WithTags("Praises");
        praises.MapPost("/", Record).Validate<RecordPraise.Command>().Allow(Access.TheHotline)
            .WithSummary("表扬 Record thanks by phone, a silk banner or a letter");
        praises.MapPut("/{number}/picture", Attach).Allow(Access.TheHotline).WithMetadata(new RequestSizeLimitAttribute(PraisePictures.MostBytes))
            .WithSummary("附图 Attach a picture: JPEG, PNG or WebP, at most 5 MB; it takes the place of the one before");
        praises.MapGet("/{number}/picture", Show).Allow(Access.WhoSeesCases).WithSummary("附图 The picture of a praise").Produces<byte[]>(StatusCodes.Status200OK, Accepted[0], Accepted[1..]);
    }

    private static async Task<Results<Created<Recorded>, Ok<Recorded>, ProblemHttpResult>> Record(
        Body<RecordPraise.Command> body, RecordPraise record, HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            var receipt = await record.ExecuteAsync(body.Command, request.IdempotencyKey(), request.ActorOf(), cancellation);
            var answer = new Recorded(receipt.Number);
            return receipt.IsNew ? TypedResults.Created((string?)null, answer) : TypedResults.Ok(answer);
        }
        catch (CaseNotFoundException)
        {
            // The case is a field here, not the address that was asked for.
            return TypedResults.Problem(Problems.Invalid(new Dictionary<string, string[]> { ["case"] = [Problems.Text("case.not_found")] }));
        }
    }

    private static async Task<Ok<PraisePictures.Receipt>> Attach(
        string number, HttpRequest request, PraisePictures pictures, CancellationToken cancellation)
    {
        if (request.GetTypedHeaders().ContentType is not { } said || !Accepted.Contains(said.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "picture.media_type");
        }

        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellation);
        // What a browser is told to draw must be what it is, whatever the sender calls it.
        var bytes = content.ToArray();
        if (PraisePictures.TypeOf(bytes) is not { } type || !said.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(StatusCodes.Status400BadRequest, "picture.not_what_it_says");
        }

        return TypedResults.Ok(await pictures.AttachAsync(NumberOf(number), bytes, request.ActorOf(), cancellation) ?? throw NotFound());
    }

    private static async Task<FileContentHttpResult> Show(
        string number, PraisePictures pictures, HttpRequest request, HttpResponse response, CancellationToken cancellation)
    {
        var picture = await pictures.FindAsync(NumberOf(number), request.ActorOf(), cancellation) ?? throw NotFound();
        // A stranger's file under our own address: shown, never run.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.ContentDisposition = "inline";
        response.Headers.ETag = $"\"{picture.Sha256}\"";
        return TypedResults.File(picture.Content, picture.ContentType);
    }

    // P and a number like a case's; its check digit tells.
    private static string NumberOf(string text) =>
        text.Length > 1 && text[0] is 'P' or 'p' && CaseNumber.TryParse(text[1..], out var number) ? "P" + number : throw NotFound();

    private static BadRequestException NotFound() => new(StatusCodes.Status404NotFound, "praise.not_found");
}
