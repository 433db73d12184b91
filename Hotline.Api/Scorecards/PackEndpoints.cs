using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Papers;
using Hotline.Scorecards.Pack;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Scorecards;

/// <summary>书记点评会材料 over HTTP: the pack as files, in the reader's language.</summary>
internal static class PackEndpoints
{
    public static void MapPack(this IEndpointRouteBuilder app)
    {
        var packs = app.MapGroup("/api/scorecards/{period}").WithTags("Scorecards");
        packs.MapGet("/pack.docx", ReadDocument).Allow(Role.Assessor, Role.Leader, Role.Supervisor)
            .Produces(StatusCodes.Status200OK, contentType: DocxWriter.ContentType)
            .WithSummary("点评会材料 The pack of the review meeting as a document; refused while the period does not add up");
        packs.MapGet("/pack.xlsx", ReadWorkbook).Allow(Role.Assessor, Role.Leader, Role.Supervisor)
            .Produces(StatusCodes.Status200OK, contentType: XlsxWriter.ContentType)
            .WithSummary("点评会表册 Every table of the pack and the rows behind it, streamed; no personal data");
    }

    private static async Task<PushStreamHttpResult> ReadDocument(string period, MakePack make, CancellationToken cancellation)
    {
        var pack = await ReadAsync(period, make, cancellation);
        return TypedResults.Stream(file => MakePack.WriteDocumentAsync(pack, file, cancellation), DocxWriter.ContentType, NameOf(pack) + ".docx");
    }

    private static async Task<PushStreamHttpResult> ReadWorkbook(string period, MakePack make, CancellationToken cancellation)
    {
        var pack = await ReadAsync(period, make, cancellation);
        return TypedResults.Stream(file => make.WriteWorkbookAsync(pack, file, cancellation), XlsxWriter.ContentType, NameOf(pack) + ".xlsx");
    }

    // A refusal comes before the first byte.
    private static Task<MakePack.Ready> ReadAsync(string period, MakePack make, CancellationToken cancellation) => Period.TryParse(period, out var known)
        ? make.ExecuteAsync(known, ReadersLanguage.IsEnglish, cancellation)
        : throw new BadRequestException(StatusCodes.Status404NotFound, "period.unknown", "period.unknown.detail", period);

    private static string NameOf(MakePack.Ready pack) => MakePack.FileNameOf(new Period(pack.Report.Period, pack.Report.FirstDay, pack.Report.LastDay));
}
