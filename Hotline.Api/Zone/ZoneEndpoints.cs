using System.Globalization;
using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Deadlines;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hotline.Api.Zone;

/// <summary>The zone's configuration: codes for whoever fills in a form, and versions for whoever keeps it.</summary>
internal static class ZoneEndpoints
{
    private const string Csv = "text/csv";
    private const string Json = "application/json";

    /// <summary>Of the cases to be counted anew, how many an answer names.</summary>
    private const int MostNumbers = 100;

    /// <summary>Of the clocks that moved, how many an answer names.</summary>
    private const int MostChanges = 1000;

    /// <param name="Cases">Counted anew.</param>
    /// <param name="Moved">Clocks whose due moment moved, or which are no longer counted by weekday only.</param>
    /// <param name="Changes">The first of them.</param>
    public sealed record RecountReport(
        bool DryRun,
        int CalendarVersion,
        int Cases,
        int Moved,
        IReadOnlyList<RecountDeadlines.Change> Changes,
        IReadOnlyList<RecountDeadlines.Failure> Failures);

    /// <param name="LastYear">The last year whose notice is known.</param>
    /// <param name="Warning">What to do about a calendar that ends too soon; <c>null</c> while all is well.</param>
    public sealed record CalendarAnswer(int? LastYear, CalendarWarning? Warning);

    public sealed record ZoneAnswer(
        IReadOnlyList<ZoneCategory> Categories,
        IReadOnlyList<ZoneArea> Areas,
        IReadOnlyList<ZoneUnit> Units,
        int? CalendarFirstYear,
        int? CalendarLastYear,
        CalendarAnswer Calendar,
        IReadOnlyList<ZoneTemplate> Templates);

    /// <param name="OutdatedCases">Open cases that are counted with an older calendar.</param>
    /// <param name="Numbers">The first of them.</param>
    public sealed record CalendarReport(ImportZone.Report Import, int OutdatedCases, IReadOnlyList<string> Numbers);

    public sealed record PhrasesAnswer(int Version, IReadOnlyList<ZonePhrase> Phrases, IReadOnlyList<ZoneTemplate> Templates);

    public static void MapZone(this IEndpointRouteBuilder app)
    {
        var zone = app.MapGroup("/api/zone").WithTags("Zone");
        zone.MapGet("/", Read).AllowSignedIn().WithSummary("基础数据 Categories, areas, units, and the state of the calendar");
        zone.MapGet("/phrases", (ZoneBook book) => TypedResults.Ok(new PhrasesAnswer(
                book.Current.Versions[ZoneKind.Phrases], [.. book.Current.Phrases.Values.OrderBy(phrase => phrase.Reason)], book.Current.AllTemplates)))
            .AllowSignedIn().WithSummary("告知用语 The standard phrase of each reason to guide, the channel to name, and the templates");
        zone.MapPost("/phrases", ImportPhrasesAsync).Allow(Role.Administrator)
            .WithSummary("导入用语 A new version of phrases and templates, or with dryRun=true what it would change").AddOpenApiOperationTransformer(DescribeBody(Json));
        zone.MapGet("/versions", ReadVersions).AllowSignedIn().WithSummary("变更记录 Every version: who imported it, when, why, and what changed");
        zone.MapGet("/catalogue.csv", (ZoneVersions versions, CancellationToken cancellation, string? version = null) =>
                ExportAsync(ZoneKind.Catalogue, versions, version, cancellation))
            .AllowSignedIn().WithSummary("导出派单目录 The catalogue's rules as CSV").Produces(StatusCodes.Status200OK, contentType: Csv);
        zone.MapGet("/profile.csv", (ZoneVersions versions, CancellationToken cancellation, string? version = null) =>
                ExportAsync(ZoneKind.Profile, versions, version, cancellation))
            .AllowSignedIn().WithSummary("导出时限方案 The deadline profile's lines as CSV").Produces(StatusCodes.Status200OK, contentType: Csv);
        zone.MapPost("/catalogue", (HttpRequest request, ImportZone import, CancellationToken cancellation, string? dryRun = null, string? effectiveFrom = null, string? note = null) =>
                ImportAsync(ZoneKind.Catalogue, request, import, dryRun, effectiveFrom, note, cancellation))
            .Allow(Role.Administrator).WithSummary("导入派单目录 A new version of the catalogue's rules, or with dryRun=true what it would change").AddOpenApiOperationTransformer(DescribeBody(Csv));
        zone.MapPost("/profile", (HttpRequest request, ImportZone import, CancellationToken cancellation, string? dryRun = null, string? effectiveFrom = null, string? note = null) =>
                ImportAsync(ZoneKind.Profile, request, import, dryRun, effectiveFrom, note, cancellation))
            .Allow(Role.Administrator).WithSummary("导入时限方案 A new version of the deadline profile's lines, or with dryRun=true what it would change").AddOpenApiOperationTransformer(DescribeBody(Csv));
        zone.MapPost("/calendar", AmendAsync)
            .Allow(Role.Administrator).WithSummary("导入工作日历 A new version of the calendar with a yearly notice in it, or with dryRun=true what it would change").AddOpenApiOperationTransformer(DescribeBody(Json));
        zone.MapPost("/calendar/recount", Recount)
            .Allow(Role.Administrator).WithSummary("重算时限 Count the open cases with the calendar in effect, or with dryRun=true say what would move");
        zone.MapPost("/simulate/catalogue", async (HttpRequest request, SimulateZone simulate, CancellationToken cancellation, string? period = null) =>
                TypedResults.Ok(await simulate.ForCatalogueAsync(await ReadBodyAsync(request, Csv, cancellation), PeriodOf(period, simulate), cancellation)))
            .Allow(Role.Administrator).WithSummary("试算派单目录 What a candidate catalogue would have routed otherwise").AddOpenApiOperationTransformer(DescribeBody(Csv));
        zone.MapPost("/simulate/profile", async (HttpRequest request, SimulateZone simulate, CancellationToken cancellation, string? period = null) =>
                TypedResults.Ok(await simulate.ForProfileAsync(await ReadBodyAsync(request, Csv, cancellation), PeriodOf(period, simulate), cancellation)))
            .Allow(Role.Administrator).WithSummary("试算时限方案 What a candidate profile would have made late or on time").AddOpenApiOperationTransformer(DescribeBody(Csv));
    }

    private static Ok<ZoneAnswer> Read(ZoneBook zone, TimeProvider clock)
    {
        var calendar = zone.Current.Calendar;
        return TypedResults.Ok(new ZoneAnswer(
            [.. zone.Current.Categories.Values.OrderBy(category => category.Code, StringComparer.Ordinal)],
            [.. zone.Current.Areas.Values.OrderBy(area => area.Code, StringComparer.Ordinal)],
            [.. zone.Current.Units.Values.OrderBy(unit => unit.Code, StringComparer.Ordinal)],
            calendar.FirstYear,
            calendar.LastYear,
            new CalendarAnswer(calendar.LastYear, CalendarGuard.Of(calendar, calendar.LocalDay(clock.Now()))),
            zone.Current.AllTemplates));
    }

    private static async Task<Ok<IReadOnlyList<ZoneVersions.Entry>>> ReadVersions(ZoneVersions versions, CancellationToken cancellation, string? kind = null)
    {
        ZoneKind? only = kind is null ? null
            : EnumName.TryParse<ZoneKind>(kind, out var parsed) ? parsed
            : throw Wrong("kind", ValidationTexts.OneOf, string.Join(", ", Enum.GetNames<ZoneKind>()));
        return TypedResults.Ok(await versions.ListAsync(only, cancellation));
    }

    private static async Task<FileContentHttpResult> ExportAsync(ZoneKind kind, ZoneVersions versions, string? version, CancellationToken cancellation)
    {
        int? wanted = version is null ? null
            : int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Wrong("version", Problems.Text("field.integer"));
        return TypedResults.File(
            await versions.ExportAsync(kind, wanted, cancellation), Csv + "; charset=utf-8", $"{kind.ToString().ToLowerInvariant()}.csv");
    }

    private static async Task<Ok<ImportZone.Report>> ImportAsync(
        ZoneKind kind, HttpRequest request, ImportZone import, string? dryRun, string? effectiveFrom, string? note, CancellationToken cancellation)
    {
        var content = await ReadBodyAsync(request, Csv, cancellation);
        return TypedResults.Ok(await import.ExecuteAsync(kind, content, CommandOf(dryRun, effectiveFrom, note), request.ActorOf(), cancellation));
    }

    private static async Task<Ok<ImportZone.Report>> ImportPhrasesAsync(
        HttpRequest request, ImportZone import, ZoneBook zone, CancellationToken cancellation, string? dryRun = null, string? effectiveFrom = null, string? note = null)
    {
        var content = await ReadBodyAsync(request, Json, cancellation);
        return TypedResults.Ok(await import.ExecuteAsync(ZoneKind.Phrases, content, CommandOf(dryRun, effectiveFrom, note), request.ActorOf(), cancellation));
    }

    private static async Task<Ok<CalendarReport>> AmendAsync(
        HttpRequest request, AmendCalendar amend, CancellationToken cancellation, string? dryRun = null, string? effectiveFrom = null, string? note = null)
    {
        var content = await ReadBodyAsync(request, Json, cancellation);
        var amendment = await amend.ExecuteAsync(content, CommandOf(dryRun, effectiveFrom, note), request.ActorOf(), cancellation);
        return TypedResults.Ok(new CalendarReport(amendment.Report, amendment.Outdated.Count, [.. amendment.Outdated.Take(MostNumbers)]));
    }

    private static async Task<Ok<RecountReport>> Recount(
        HttpRequest request, RecountDeadlines recount, CancellationToken cancellation, string? dryRun = null)
    {
        var report = await recount.ExecuteAsync(CommandOf(dryRun, null, null).DryRun, request.ActorOf(), cancellation);
        return TypedResults.Ok(new RecountReport(
            report.DryRun, report.CalendarVersion, report.Cases, report.Changes.Count, [.. report.Changes.Take(MostChanges)], report.Failures));
    }

    // Read here and not by the framework, so that a parameter is refused like everything else, with all others.
    private static ImportZone.Command CommandOf(string? dryRun, string? effectiveFrom, string? note)
    {
        var errors = new List<ImportError>();
        var isDry = false;
        if (dryRun is not null && !bool.TryParse(dryRun, out isDry))
        {
            errors.Add(new ImportError(null, "dryRun", Problems.Text("field.boolean")));
        }

        DateOnly from = default;
        if (effectiveFrom is not null && !DateOnly.TryParseExact(effectiveFrom, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out from))
        {
            errors.Add(new ImportError(null, "effectiveFrom", Problems.Text("field.date")));
        }

        return errors.Count > 0
            ? throw new ImportRefusedException(errors)
            : new ImportZone.Command { DryRun = isDry, EffectiveFrom = effectiveFrom is null ? null : from, Note = note };
    }

    private static Period PeriodOf(string? period, SimulateZone simulate) => period is null ? simulate.LastQuarter()
        : Period.TryParse(period, out var parsed) ? parsed
        : throw Wrong("period", Problems.Text("period.unknown"));

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, string mediaType, CancellationToken cancellation)
    {
        if (request.GetTypedHeaders().ContentType is not { } sent || !sent.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "zone.media_type", "zone.media_type.detail", mediaType);
        }

        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellation);
        return content.ToArray();
    }

    // Said here: metadata would have the framework refuse other types, with a title that speaks of JSON.
    private static Func<OpenApiOperation, OpenApiOperationTransformerContext, CancellationToken, Task> DescribeBody(string mediaType) => (operation, _, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = new() },
        };
        return Task.CompletedTask;
    };

    private static ImportRefusedException Wrong(string parameter, string text, params object[] values) =>
        new([new ImportError(null, parameter, string.Format(CultureInfo.InvariantCulture, text, values))]);
}
