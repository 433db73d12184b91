using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Hotline.Papers;
using Hotline.Tests.Support;
using Cell = Hotline.Papers.Cell;
using Sheet = Hotline.Papers.Sheet;

namespace Hotline.Tests.Papers;

/// <summary>表格: what a spreadsheet program reads is what was written, whatever its length and whatever people wrote.</summary>
public sealed class WritingSpreadsheets
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset At = DateTimeOffset.Parse("2025-09-26T08:40:05Z", CultureInfo.InvariantCulture);

    private static readonly Sheet Rates = new(
        "三率", [new("承办单位", 24), new("受理"), new("满意率"), new("加权"), new("办结时间", 20), new("日期")],
        [
            [Cell.Text("生态环境分局"), Cell.Whole(1033), Cell.Percent(0.97696m), Cell.Number(916.45m, "0.0"), Cell.Time(At), Cell.Day(new(2025, 9, 26))],
            [Cell.Text("合计") with { IsStrong = true }, Cell.Whole(null), Cell.Text("—"), Cell.Empty, Cell.Time(null), Cell.Day(null)],
        ])
    {
        Above = ["2025年第三季度考评表", "首次评价为准"],
    };

    [Test]
    public async Task Gives_back_values_with_their_types()
    {
        using var book = Open(await WriteAsync(Rates));
        var rows = RowsOf(book, "三率");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows[0].Select(cell => cell.Text), Is.EqualTo(new[] { "2025年第三季度考评表" }));
            Assert.That(rows[2].Select(cell => cell.Text), Is.EqualTo(new[] { "承办单位", "受理", "满意率", "加权", "办结时间", "日期" }));
            Assert.That(rows[3].Select(cell => (cell.Text, cell.Format)).Take(4), Is.EqualTo(new[] { ("生态环境分局", "@"), ("1033", "0"), ("0.97696", "0.0%"), ("916.45", "0.0") }));
            Assert.That(rows[3].Skip(4).Select(cell => cell.Format), Is.EqualTo(new[] { "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd" }));
            Assert.That(Moment(rows[3][4].Text), Is.EqualTo(new DateTime(2025, 9, 26, 16, 40, 5)).Within(TimeSpan.FromMilliseconds(1)), "local time");
            Assert.That(Moment(rows[3][5].Text), Is.EqualTo(new DateTime(2025, 9, 26)));
            Assert.That(rows[4].Select(cell => cell.Text), Is.EqualTo(new[] { "合计", "", "—", "", "", "" }));
        }

        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;
        Assert.That(sheet.Descendants<Pane>().Single() is { State.InnerText: "frozen", VerticalSplit.Value: 3 }, Is.True, "the head stays");
        Assert.That(sheet.Descendants<Column>().Select(column => column.Width!.Value).Take(2), Is.EqualTo(new[] { 24.0, 12.0 }));
    }

    [TestCase("=1+1")]
    [TestCase("=cmd|' /C calc'!A0")]
    [TestCase("+86 138")]
    [TestCase("-1")]
    [TestCase("@SUM(A1)")]
    [TestCase("\t=1+1")]
    [TestCase("＝1+1")]
    [TestCase("  两端有空格  ")]
    [TestCase("第一行\n第二行")]
    [TestCase("<b>&amp;\"'</b>")]
    [TestCase("𠮷野家 😀 龘")]
    public async Task Keeps_a_text_a_text(string text)
    {
        using var book = Open(await WriteAsync(new Sheet("a", [new("内容")], [[Cell.Text(text)]])));
        Assert.That(book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<CellFormula>(), Is.Empty);
        var cell = RowsOf(book, "a")[1].Single();
        Assert.That((cell.Text, cell.Format), Is.EqualTo((text, "@")));
    }

    [TestCase("铃\a声", "铃_x0007_声")]
    [TestCase("a\r\nb", "a_x000D_\nb")]
    [TestCase("_x0041_", "_x005F_x0041_")]
    [TestCase("_x004", "_x004")]
    [TestCase("\uFFFE", "\uFFFD")]
    public async Task Writes_what_XML_cannot_hold_as_the_format_does(string text, string written)
    {
        using var book = Open(await WriteAsync(new Sheet("a", [new("内容")], [[Cell.Text(text)]])));
        Assert.That(RowsOf(book, "a")[1].Single().Text, Is.EqualTo(written));
    }

    [Test]
    public async Task Says_how_long_a_text_was_that_no_cell_holds()
    {
        using var book = Open(await WriteAsync(new Sheet("a", [new("内容")], [[Cell.Text(new string('长', 40_000))]])));
        Assert.That(RowsOf(book, "a")[1].Single().Text, Has.Length.EqualTo(XlsxWriter.MostCharacters).And.EndsWith("长…[40000]"));
    }

    [Test]
    public async Task Writes_a_number_that_would_be_rounded_as_text()
    {
        using var book = Open(await WriteAsync(new Sheet("a", [new("代码")], [[Cell.Whole(1234567890123456)], [Cell.Whole(-123456789012345)]])));
        Assert.That(RowsOf(book, "a").Skip(1).Select(row => (row[0].Text, row[0].Format)), Is.EqualTo(new[] { ("1234567890123456", "@"), ("-123456789012345", "0") }));
    }

    [Test]
    public async Task Names_every_tab_as_a_tab_may_be_named()
    {
        Sheet[] sheets = [.. new[] { "受理[2025/09]:*?", "受理", "受理", "", "'x'", new string('长', 40), new string('长', 41) }.Select(name => new Sheet(name, [new("列")], Enumerable.Empty<Cell[]>()))];
        using var book = Open(await WriteAsync(sheets));
        Assert.That(
            book.WorkbookPart!.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value),
            Is.EqualTo(new[] { "受理 2025 09", "受理", "受理 (2)", "1", "x", new string('长', 31), new string('长', 27) + " (2)" }));
    }

    [Test]
    public async Task Goes_on_in_a_next_sheet_and_loses_no_row()
    {
        const int rows = XlsxWriter.MostRows + 10;
        using var file = new MemoryStream();
        var sheet = new Sheet("工单", [new("序号")], Enumerable.Range(1, rows).Select(row => new[] { Cell.Whole(row) })) { Above = ["一季度"] };
        await XlsxWriter.WriteAsync(file, Zone, [sheet, Rates], CancellationToken.None);
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.That(book.WorkbookPart!.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(tab => tab.Name!.Value), Is.EqualTo(new[] { "工单", "工单 (2)", "三率" }));
        long sum = 0;
        var counts = new List<int>();
        foreach (var tab in book.WorkbookPart!.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Take(2))
        {
            var count = 0;
            using var reader = OpenXmlReader.Create(book.WorkbookPart.GetPartById(tab.Id!));
            while (reader.Read())
            {
                count += reader.ElementType == typeof(Row) && reader.IsStartElement ? 1 : 0;
                sum += reader.ElementType == typeof(CellValue) && reader.IsStartElement ? long.Parse(reader.GetText(), CultureInfo.InvariantCulture) : 0;
            }

            counts.Add(count);
        }

        Assert.That(counts, Is.EqualTo(new[] { XlsxWriter.MostRows, 10 + 4 }), "both with what is above the rows");
        Assert.That(sum, Is.EqualTo((long)rows * (rows + 1) / 2));
    }

    [Test]
    public async Task Streams_in_constant_memory()
    {
        const int rows = 200_000;
        long least = long.MaxValue, most = 0;
        var output = new WriteOnlyStream();
        var watch = Stopwatch.StartNew();
        await XlsxWriter.WriteAsync(output, Zone, [new Sheet("工单", [.. Enumerable.Range(0, 12).Select(column => new SheetColumn($"列{column}"))], RowsAsync())], CancellationToken.None);
        TestContext.Out.WriteLine($"{rows} rows: {watch.Elapsed.TotalSeconds:0.0} s, {output.Bytes / 1_048_576.0:0.0} MiB, live between {least / 1024} and {most / 1024} KiB");
        Assert.That(output.Bytes, Is.GreaterThan(1_000_000));
        Assert.That(most - least, Is.LessThan(16 * 1024 * 1024), "nothing is kept");

        async IAsyncEnumerable<IReadOnlyList<Cell>> RowsAsync()
        {
            for (var row = 0; row < rows; row++)
            {
                if (row % 50_000 == 10_000)
                {
                    var live = GC.GetTotalMemory(forceFullCollection: true);
                    (least, most) = (Math.Min(least, live), Math.Max(most, live));
                    await Task.Yield();
                }

                yield return ARow(row);
            }
        }
    }

    [Test]
    [Explicit("Measures; the figures are in no assertion.")]
    public async Task Measures_a_million_rows()
    {
        foreach (var rows in new[] { 1_000, 250_000, 1_000_000 })
        {
            var output = new WriteOnlyStream();
            var watch = Stopwatch.StartNew();
            await XlsxWriter.WriteAsync(
                output, Zone, [new Sheet("工单", [.. Enumerable.Range(0, 12).Select(column => new SheetColumn($"列{column}"))], Enumerable.Range(0, rows).Select(ARow))], CancellationToken.None);
            using var process = Process.GetCurrentProcess();
            TestContext.Progress.WriteLine($"{rows} rows × 12: {watch.Elapsed.TotalSeconds:0.00} s, {output.Bytes / 1_048_576.0:0.0} MiB, peak {process.PeakWorkingSet64 / 1_048_576} MiB");
        }
    }

    [Test]
    public async Task Makes_the_same_bytes_of_the_same_rows()
    {
        var first = await WriteAsync(Rates);
        Assert.That(await WriteAsync(Rates), Is.EqualTo(first));
    }

    [Test]
    public void Leaves_nothing_that_opens_when_the_rows_break_off()
    {
        using var file = new MemoryStream();
        Assert.That(async () => await XlsxWriter.WriteAsync(file, Zone, [new Sheet("工单", [new("序号")], Broken())], CancellationToken.None), Throws.TypeOf<IOException>());
        Assert.That(() => new ZipArchive(new MemoryStream(file.ToArray())), Throws.TypeOf<InvalidDataException>());

        static IEnumerable<Cell[]> Broken()
        {
            for (var row = 0; row < 10_000; row++)
            {
                yield return ARow(row);
            }

            throw new IOException("the database went away");
        }
    }

    [Test]
    public async Task Opens_in_LibreOffice()
    {
        var hostile = new Sheet("外来", [new("内容", 40)], [[Cell.Text("=1+1")], [Cell.Text("@SUM(1;2)")]]);
        var seen = await LibreOffice.ReadAsync(await WriteAsync(Rates, hostile), "xlsx");
        using (Assert.EnterMultipleScope())
        {
            foreach (var text in new[] { "2025年第三季度考评表", "生态环境分局", "1033", "97.7%", "916.5", "2025-09-26 16:40:05", "=1+1", "@SUM(1;2)" })
            {
                Assert.That(seen, Does.Contain(text));
            }

            Assert.That(seen, Does.Not.Contain("'="));
        }
    }

    private static Cell[] ARow(int row) =>
    [
        Cell.Text($"250926-{row:000000}-3"), Cell.Text("已办结"), Cell.Text("电话"), Cell.Text("夜间施工噪声扰民"), Cell.Text("东街街道"), Cell.Text("生态环境分局"),
        Cell.Whole(row), Cell.Number(row * 0.5m, "0.0"), Cell.Percent(row / 1_000_000m), Cell.Time(At.AddSeconds(row)), Cell.Time(At.AddMinutes(row % 9000)), Cell.Empty,
    ];

    private static async Task<byte[]> WriteAsync(params Sheet[] sheets)
    {
        using var file = new MemoryStream();
        await XlsxWriter.WriteAsync(new WriteOnlyStream(file), Zone, sheets, CancellationToken.None);
        return file.ToArray();
    }

    private static SpreadsheetDocument Open(byte[] file)
    {
        var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(error => $"{error.Path?.XPath}: {error.Description}"), Is.Empty);
        return book;
    }

    private static List<List<(string Text, string Format)>> RowsOf(SpreadsheetDocument book, string name)
    {
        var main = book.WorkbookPart!;
        var tab = main.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Single(sheet => sheet.Name == name);
        var looks = main.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToList();
        var formats = main.WorkbookStylesPart.Stylesheet.NumberingFormats?.Elements<NumberingFormat>().ToDictionary(format => format.NumberFormatId!.Value, format => format.FormatCode!.Value!) ?? [];
        return [.. ((WorksheetPart)main.GetPartById(tab.Id!)).Worksheet.Descendants<Row>().Select(row => row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(cell =>
        {
            var number = looks[(int)(cell.StyleIndex?.Value ?? 0)].NumberFormatId?.Value ?? 0;
            return (cell.InnerText, number == 49 ? "@" : formats.GetValueOrDefault(number, ""));
        }).ToList())];
    }

    private static DateTime Moment(string serial) => DateTime.FromOADate(double.Parse(serial, CultureInfo.InvariantCulture));
}
