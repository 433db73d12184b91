using System.Buffers;
using System.Text;

namespace Hotline.Papers;

/// <summary>
/// A sheet as CSV (RFC 4180), row by row as it is read: UTF-8 with its mark, without which Excel takes Chinese for something
/// else. A text that a spreadsheet would run has an apostrophe before it (OWASP, CSV Injection); a number has none.
/// </summary>
public static class CsvSheet
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);
    private static readonly SearchValues<char> FormulaSigns = SearchValues.Create("=+-@\t\r\n＝＋－＠");
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n;");

    /// <summary>Writes the sheet and leaves the stream open.</summary>
    /// <param name="output">Only written to, and never sought in.</param>
    /// <param name="zone">Whose local time the cells show.</param>
    /// <param name="sheet">What is above its head stays out: programs read this.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task WriteAsync(Stream output, TimeZoneInfo zone, Sheet sheet, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(output, Utf8, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', sheet.Columns.Select(column => Field(column.Title))));
        await foreach (var row in sheet.Rows.WithCancellation(cancellation))
        {
            await writer.WriteLineAsync(string.Join(',', row.Select(cell => cell.Kind == CellKind.Text ? Field(cell.ToText(zone)) : Quote(cell.ToText(zone)))));
        }
    }

    internal static string Field(string text) => Quote(text is [var first, ..] && FormulaSigns.Contains(first) ? "'" + text : text);

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
