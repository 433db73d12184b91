using System.Globalization;
using System.Text;
using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;

namespace Hotline.Api.Cases;

/// <summary>
/// 导出: what was searched for as a sheet, line by line as it is read. Nothing of any requester is in it, and nothing is left
/// out: what breaks off midway ends the connection instead of the sheet, so that half of it never passes for all.
/// </summary>
internal static class ExportEndpoint
{
    // Excel takes UTF-8 without its mark for something else.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly char[] FormulaSigns = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

    private static readonly (string Chinese, string English, Func<FindCases.Line, Names, string?> Cell)[] Columns =
    [
        ("工单号", "Number", (line, _) => line.Number),
        ("状态", "Status", (line, _) => Words.Of(line.Status)),
        ("去向", "Standing", (line, _) => Words.Of(line.Standing)),
        ("渠道", "Channel", (line, _) => Words.Of(line.Channel)),
        ("诉求主体", "Requester", (line, _) => Words.Of(line.RequesterKind)),
        ("诉求类型", "Type", (line, _) => Words.Of(line.Type)),
        ("事项", "Category", (line, names) => names.Zone.Category(line.Category)),
        ("区域", "Area", (line, names) => line.Area is { } area ? names.Zone.Area(area) : null),
        ("紧急程度", "Urgency", (line, _) => Words.Of(line.Urgency)),
        ("主办单位", "Lead unit", (line, names) => line.Lead is { } lead ? names.Zone.Unit(lead) : null),
        ("轮次", "Round", (line, _) => line.Round.ToString(CultureInfo.InvariantCulture)),
        ("受理时间", "Registered", (line, names) => names.When.Second(line.RegisteredAt)),
        ("结束时间", "Ended", (line, names) => line.EndedAt is { } ended ? names.When.Second(ended) : null),
        ("办理结果", "Result", (line, _) => line.Result is { } result ? Words.Of(result) : null),
        ("到期时间", "Due", (line, names) => line.Due is { } due ? names.When.Second(due) : null),
        ("灯", "Light", (line, _) => line.Light is { } light ? Words.Of(light) : null),
    ];

    private sealed record Names(ZoneNames Zone, When When);

    public static void MapExport(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/cases/export", ExportAsync).Validate<FindCases.Query>().Allow(Access.WhoSeesCases).WithTags("Cases")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .WithSummary("导出 All cases in sight that have what is asked for, as CSV in UTF-8, without personal data");

    private static async Task ExportAsync(
        Body<FindCases.Query> body, FindCases find, HttpContext http, ZoneNames zone, When when, CancellationToken cancellation)
    {
        await using var lines = find.ExportAsync(body.Command, http.Request.ActorOf(), cancellation).GetAsyncEnumerator(cancellation);
        // What is refused is refused before the sheet begins.
        var more = await lines.MoveNextAsync();
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=cases.csv";
        var names = new Names(zone, when);
        await using var writer = new StreamWriter(http.Response.Body, Utf8, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(Row(Columns.Select(column => Words.AreChinese ? column.Chinese : column.English)));
        for (; more; more = await lines.MoveNextAsync())
        {
            await writer.WriteLineAsync(Row(Columns.Select(column => column.Cell(lines.Current, names))));
        }
    }

    private static string Row(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>A cell that no spreadsheet runs: what would begin a formula has an apostrophe before it.</summary>
    internal static string Cell(string? text)
    {
        var shown = text ?? "";
        if (shown.Length > 0 && FormulaSigns.Contains(shown[0]))
        {
            shown = "'" + shown;
        }

        return shown.AsSpan().ContainsAny("\",\r\n;") ? $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : shown;
    }
}
