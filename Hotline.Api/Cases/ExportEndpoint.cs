using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Papers;
using Microsoft.Extensions.Options;

namespace Hotline.Api.Cases;

/// <summary>
/// 导出: what was searched for as a sheet, line by line as it is read. Nothing is left out: what breaks off midway ends the
/// connection instead of the sheet, so that half of it never passes for all.
/// </summary>
internal static class ExportEndpoint
{
    private sealed record Column(string Chinese, string English, double Width, Func<ExportCases.Line, ZoneNames, Cell> Cell)
    {
        public SheetColumn Head => new(Words.AreChinese ? Chinese : English, Width);
    }

    private static readonly Column[] OfCases =
    [
        new("工单号", "Number", 17, (line, _) => Cell.Text(line.Case.Number)),
        new("状态", "Status", 12, (line, _) => Cell.Text(Words.Of(line.Case.Status))),
        new("去向", "Standing", 10, (line, _) => Cell.Text(Words.Of(line.Case.Standing))),
        new("渠道", "Channel", 10, (line, _) => Cell.Text(Words.Of(line.Case.Channel))),
        new("诉求主体", "Requester", 10, (line, _) => Cell.Text(Words.Of(line.Case.RequesterKind))),
        new("诉求类型", "Type", 10, (line, _) => Cell.Text(Words.Of(line.Case.Type))),
        new("事项", "Category", 28, (line, names) => Cell.Text(names.Category(line.Case.Category))),
        new("区域", "Area", 14, (line, names) => Cell.Text(line.Case.Area is { } area ? names.Area(area) : null)),
        new("紧急程度", "Urgency", 10, (line, _) => Cell.Text(Words.Of(line.Case.Urgency))),
        new("主办单位", "Lead unit", 20, (line, names) => Cell.Text(line.Case.Lead is { } lead ? names.Unit(lead) : null)),
        new("轮次", "Round", 6, (line, _) => Cell.Whole(line.Case.Round)),
        new("受理时间", "Registered", 20, (line, _) => Cell.Time(line.Case.RegisteredAt)),
        new("结束时间", "Ended", 20, (line, _) => Cell.Time(line.Case.EndedAt)),
        new("办理结果", "Result", 12, (line, _) => Cell.Text(line.Case.Result is { } result ? Words.Of(result) : null)),
        new("到期时间", "Due", 20, (line, _) => Cell.Time(line.Case.Due)),
        new("灯", "Light", 8, (line, _) => Cell.Text(line.Case.Light is { } light ? Words.Of(light) : null)),
    ];

    private static readonly Column[] OfRequesters =
    [
        new("姓名", "Name", 12, (line, _) => Cell.Text(line.Requester?.Name)),
        new("来电号码", "Telephone", 16, (line, _) => Cell.Text(line.Requester?.Phone)),
        new("联系电话", "Contact telephone", 16, (line, _) => Cell.Text(line.Requester?.ContactPhone)),
        new("邮箱", "E-mail", 20, (line, _) => Cell.Text(line.Requester?.Email)),
        new("住址", "Address", 28, (line, _) => Cell.Text(line.Requester?.Address)),
        new("单位名称", "Company", 24, (line, _) => Cell.Text(line.Requester?.Company)),
        new("统一社会信用代码", "Credit code", 22, (line, _) => Cell.Text(line.Requester?.CreditCode)),
    ];

    public static void MapExport(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/cases/export", ExportAsync).Validate<ExportCases.Command>().Allow(Access.WhoSeesCases).WithTags("Cases")
            .Produces<string>(StatusCodes.Status200OK, "text/csv", XlsxWriter.ContentType)
            .WithSummary("导出 All cases in sight that have what is asked for, as CSV in UTF-8 or xlsx; without personal data, unless it is asked for with a reason that is kept on record");

    private static async Task ExportAsync(
        Body<ExportCases.Command> body, ExportCases export, HttpContext http, ZoneNames names, IOptions<HotlineOptions> options, CancellationToken cancellation)
    {
        var command = body.Command;
        await using var lines = export
            .ExecuteAsync(command, http.Request.ActorOf(), http.Connection.RemoteIpAddress?.ToString(), cancellation).GetAsyncEnumerator(cancellation);
        // What is refused is refused before the sheet begins.
        var more = await lines.MoveNextAsync();
        var isXlsx = (command.Format ?? AcceptedBy(http.Request)) == ExportFormat.Xlsx;
        http.Response.ContentType = isXlsx ? XlsxWriter.ContentType : CsvSheet.ContentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=cases.{(isXlsx ? "xlsx" : "csv")}";
        http.Response.Headers.CacheControl = "no-store";
        Column[] columns = command.WithRequesters ? [.. OfCases, .. OfRequesters] : OfCases;
        var sheet = new Sheet(Words.AreChinese ? "工单" : "Cases", [.. columns.Select(column => column.Head)], RowsAsync());
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
        await (isXlsx
            ? XlsxWriter.WriteAsync(http.Response.Body, zone, [sheet], cancellation)
            : CsvSheet.WriteAsync(http.Response.Body, zone, sheet, cancellation));

        async IAsyncEnumerable<IReadOnlyList<Cell>> RowsAsync()
        {
            for (; more; more = await lines.MoveNextAsync())
            {
                yield return [.. columns.Select(column => column.Cell(lines.Current, names))];
            }
        }
    }

    private static ExportFormat AcceptedBy(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(XlsxWriter.ContentType, StringComparison.OrdinalIgnoreCase))
            ? ExportFormat.Xlsx
            : ExportFormat.Csv;
}
