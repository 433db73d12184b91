using System.Globalization;
using System.IO.Compression;

namespace Hotline.Papers;

/// <summary>
/// Spreadsheets (ECMA-376, SpreadsheetML) of any length in constant memory: rows go through the zip into the stream as they
/// come, and the stream need not seek. Written by hand, because the Open XML SDK keeps a package's parts in memory and cannot
/// write forward only, and MiniExcel takes neither rows that are still being read nor a format for each cell; that what comes
/// out is valid is what the SDK's validator is asked in the tests.
/// </summary>
public static class XlsxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Of a sheet, its head included; what is more goes on in a next sheet.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Of a cell: a spreadsheet program calls a file with more of them broken.</summary>
    public const int MostCharacters = 32_767;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>
    /// Writes the book and leaves the stream open. When a row cannot be read, what has been written is no spreadsheet: half
    /// of the rows never pass for all. The same cells make the same bytes.
    /// </summary>
    /// <param name="output">Only written to, and never sought in.</param>
    /// <param name="zone">Whose local time the cells show.</param>
    /// <param name="sheets">At least one.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task WriteAsync(Stream output, TimeZoneInfo zone, IEnumerable<Sheet> sheets, CancellationToken cancellation)
    {
        // Not disposed on the way out of a failure: that would end the file as if it were whole.
        var spool = new Spool(output);
        var zip = new ZipArchive(spool, ZipArchiveMode.Create);
        var book = new Book(zip, spool, zone);
        foreach (var sheet in sheets)
        {
            await book.AddAsync(sheet, cancellation);
        }

        book.Finish();
        zip.Dispose();
        await spool.PassOnAsync(cancellation);
    }

    private sealed record Tab(string Name, int HeadRow);

    private sealed class Book(ZipArchive zip, Spool spool, TimeZoneInfo zone)
    {
        private readonly XlsxStyles _styles = new();
        private readonly List<Tab> _tabs = [];

        public async Task AddAsync(Sheet sheet, CancellationToken cancellation)
        {
            XlsxPart? part = null;
            var row = 0;
            await foreach (var cells in sheet.Rows.WithCancellation(cancellation))
            {
                if (row == MostRows && part is not null)
                {
                    End(part);
                    part = null;
                }

                if (part is null)
                {
                    (part, row) = Begin(sheet);
                }

                row++;
                WriteRow(part, cells);
                if (part.IsFull)
                {
                    part.Compress();
                    await spool.PassOnAsync(cancellation);
                }
            }

            End(part ?? Begin(sheet).Part);
            await spool.PassOnAsync(cancellation);
        }

        public void Finish()
        {
            WritePart("xl/styles.xml", _styles.ToXml(Main));
            var numbered = _tabs.Select((tab, index) => (tab, Number: index + 1)).ToList();
            WritePart(
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><bookViews><workbookView/></bookViews><sheets>"""
                + string.Concat(numbered.Select(sheet => $"""<sheet name="{Escape(sheet.tab.Name)}" sheetId="{sheet.Number}" r:id="s{sheet.Number}"/>"""))
                // The head again on every page that is printed.
                + "</sheets><definedNames>"
                + string.Concat(numbered.Select(sheet => $"""<definedName name="_xlnm.Print_Titles" localSheetId="{sheet.Number - 1}">'{Escape(sheet.tab.Name.Replace("'", "''", StringComparison.Ordinal))}'!${sheet.tab.HeadRow}:${sheet.tab.HeadRow}</definedName>"""))
                + "</definedNames></workbook>");
            WritePart(
                "xl/_rels/workbook.xml.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
                + string.Concat(numbered.Select(sheet => $"""<Relationship Id="s{sheet.Number}" Type="{Relations}/worksheet" Target="worksheets/sheet{sheet.Number}.xml"/>"""))
                + $"""<Relationship Id="styles" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
            WritePart(
                "_rels/.rels",
                $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="book" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            WritePart(
                "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
                + """<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"""
                + """<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"""
                + string.Concat(numbered.Select(sheet => $"""<Override PartName="/xl/worksheets/sheet{sheet.Number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"""))
                + "</Types>");
        }

        private (XlsxPart Part, int Rows) Begin(Sheet sheet)
        {
            var head = sheet.Above.Count + 1;
            _tabs.Add(new Tab(TabName(sheet.Name), head));
            var part = XlsxPart.Begin(zip, $"xl/worksheets/sheet{_tabs.Count}.xml");
            part.Write(
                $"""<worksheet xmlns="{Main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView {(_tabs.Count == 1 ? "tabSelected=\"1\" " : "")}workbookViewId="0">"""
                + $"""<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"""
                + string.Concat(sheet.Columns.Select((column, index) => string.Create(CultureInfo.InvariantCulture, $"""<col min="{index + 1}" max="{index + 1}" width="{column.Width}" customWidth="1"/>""")))
                + "</cols><sheetData>");
            foreach (var (index, line) in sheet.Above.Index())
            {
                part.Write("<row>"u8);
                WriteText(part, line, index == 0 ? XlsxStyles.Title : XlsxStyles.Text);
                part.Write("</row>"u8);
            }

            part.Write("<row>"u8);
            foreach (var column in sheet.Columns)
            {
                WriteText(part, column.Title, XlsxStyles.Head);
            }

            part.Write("</row>"u8);
            return (part, head);
        }

        private static void End(XlsxPart part)
        {
            part.Write("""</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>"""u8);
            part.Write("""<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>"""u8);
            part.End();
        }

        private void WritePart(string name, string xml)
        {
            var part = XlsxPart.Begin(zip, name);
            part.Write(xml);
            part.End();
        }

        // An index, because a list of the interface would make an enumerator for every row.
        private void WriteRow(XlsxPart part, IReadOnlyList<Cell> cells)
        {
            part.Write("<row>"u8);
            for (var index = 0; index < cells.Count; index++)
            {
                WriteCell(part, cells[index]);
            }

            part.Write("</row>"u8);
        }

        private void WriteCell(XlsxPart part, in Cell cell)
        {
            switch (cell.Kind)
            {
                case CellKind.Empty:
                    // Cells stand where they are counted.
                    part.Write("<c/>"u8);
                    break;
                case CellKind.Text:
                    WriteText(part, cell.Words!, cell.IsStrong ? XlsxStyles.StrongText : XlsxStyles.Text);
                    break;
                case CellKind.Whole or CellKind.Number or CellKind.Percent:
                    BeginValue(part, cell);
                    part.Write(cell.Value);
                    part.Write("</v></c>"u8);
                    break;
                case CellKind.Time or CellKind.Day:
                    BeginValue(part, cell);
                    // Days since the end of 1899, and their part as a fraction.
                    part.Write((decimal)cell.LocalIn(zone).ToOADate());
                    part.Write("</v></c>"u8);
                    break;
            }
        }

        private void BeginValue(XlsxPart part, in Cell cell)
        {
            part.Write("<c s=\""u8);
            part.Write(_styles.Of(cell.Words!, cell.IsStrong));
            part.Write("\"><v>"u8);
        }

        private static void WriteText(XlsxPart part, string text, int style)
        {
            part.Write("<c t=\"inlineStr\" s=\""u8);
            part.Write(style);
            part.Write("\"><is><t xml:space=\"preserve\">"u8);
            part.WriteEscaped(text);
            part.Write("</t></is></c>"u8);
        }

        private string TabName(string name)
        {
            const int most = 31;
            var clean = string.Concat(name.Select(sign => sign is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(sign) ? ' ' : sign)).Trim('\'', ' ');
            clean = clean.Length == 0 ? "1" : clean;
            for (var copy = 1; ; copy++)
            {
                var suffix = copy == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({copy})");
                var tried = clean[..Math.Min(clean.Length, most - suffix.Length)] + suffix;
                if (!_tabs.Any(tab => tab.Name.Equals(tried, StringComparison.OrdinalIgnoreCase)))
                {
                    return tried;
                }
            }
        }

        private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
    }
}
