using System.Net;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards.Pack;
using Hotline.Storage;
using Hotline.Tests.Samples;
using Hotline.Tests.Support;
using Microsoft.Extensions.Configuration;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Hotline.Tests.Scorecards;

/// <summary>The pack as files and as a page, read again by others.</summary>
public sealed class OpeningThePack
{
    private const string Story = "第三季度共受理企业、群众诉求1033件,满意率达97.7%,收到群众电话表扬13件,收到企业送锦旗3件";

    [Test]
    public void Is_a_document_with_every_word_of_the_paper()
    {
        var paper = PackChapters.Of(AReport.Full, PackTexts.Chinese());
        using var document = WordprocessingDocument.Open(new MemoryStream(PackDocument.ToBytes(paper)), isEditable: false);
        Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"), Is.Empty);
        var body = document.MainDocumentPart!.Document.Body!;
        Assert.That(
            body.Elements<W.Table>().Select(table => string.Join('|', table.Elements<W.TableRow>().Skip(1).SelectMany(row => row.Elements<W.TableCell>()).Select(cell => cell.InnerText))),
            Is.EqualTo(paper.Tables.Select(table => string.Join('|', table.Rows.SelectMany(row => row.Cells).Select(cell => cell.Text.Replace("\n", "", StringComparison.Ordinal))))));
        Assert.That(body.Elements<W.Paragraph>().Select(paragraph => paragraph.InnerText), Is.SupersetOf(paper.Chapters.Select(chapter => chapter.Title)).And.Contain(paper.Title));
        Assert.That(document.MainDocumentPart.ImageParts.Count(), Is.EqualTo(paper.Chapters.SelectMany(chapter => chapter.Parts).OfType<PackPicture>().Count()).And.EqualTo(4));
    }

    [Test]
    public async Task Is_a_workbook_with_every_table_and_the_rows_behind_it()
    {
        var home = await SampleHome.LoadedAsync();
        var make = await home.GetAsync<MakePack>();
        var pack = await make.ExecuteAsync(Quarter, english: false, CancellationToken.None);
        await using var file = new MemoryStream();
        await make.WriteWorkbookAsync(pack, file, CancellationToken.None);
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(error => $"{error.Path?.XPath}: {error.Description}"), Is.Empty);
        Assert.That(
            book.WorkbookPart!.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value),
            Is.EqualTo(pack.Paper.Tables.Select(table => table.Name).Append("明细").Append("明细核对")));

        var units = Rows(book, "单位排名");
        var total = units[^1];
        Assert.That((total[3], total[4]), Is.EqualTo(("合计", "1033")));
        Assert.That(decimal.Parse(total[12], System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(916.4m / 938).Within(1e-12m), "unrounded");
        Assert.That((total[13], total[14]), Is.EqualTo(("916.4", "938")));

        var rows = Rows(book, "明细").Skip(3).ToList();
        var stored = await (await home.GetAsync<Database>()).ReadAsync(db => db.ListCountsOfAsync("", "~"), CancellationToken.None);
        Assert.That(rows.Select(row => row[0]), Is.EquivalentTo(stored.Where(row => row.Attribution == nameof(Attribution.Closed) && row.Day >= Quarter.FirstDay && row.Day <= Quarter.LastDay).Select(row => row.Number)));
        var check = Rows(book, "明细核对").Skip(3).ToList();
        Assert.That(check.Select(row => row[0]), Does.Contain("受理").And.Contain("满意").And.Contain("应办结"));
        Assert.That(check.Select(row => row[3]), Has.All.EqualTo("0"), "as many rows as each figure says");
    }

    [Test]
    public async Task Opens_in_LibreOffice()
    {
        var home = await SampleHome.LoadedAsync();
        var make = await home.GetAsync<MakePack>();
        var pack = await make.ExecuteAsync(Quarter, english: false, CancellationToken.None);
        var document = Dense(await LibreOffice.ReadAsync(PackDocument.ToBytes(pack.Paper), "docx"));
        Assert.That(document, Does.Contain(Story).And.Contain("书记点评会材料").And.Contain("97.7%").And.Contain("916.4/938").And.Contain("公共服务局"));
        var full = Dense(await LibreOffice.ReadAsync(PackDocument.ToBytes(PackChapters.Of(AReport.Full, PackTexts.Chinese())), "docx"));
        Assert.That(full, Does.Contain("九、红黑榜").And.Contain("夜间施工噪声").And.Contain("月底前完成管网疏通").And.Contain("1009/1033"));
    }

    [Test]
    public async Task Is_handed_out_to_who_may_and_laid_out_on_a_page()
    {
        using var folder = new HotlineFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Hotline:Home"] = folder.Path }).Build();
        await Hotline.Samples.SampleQuarter.LoadAsync(configuration, null, CancellationToken.None);
        var clock = new RunningClock();
        clock.MoveOn(TimeSpan.FromDays(30));
        await using var hotline = HotlineApplication.StartOn(folder, clock);
        var leader = await hotline.Client.AsAsync(Who.Leader);
        foreach (var (path, type) in new[]
        {
            ("/api/scorecards/2025Q3/pack.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("/api/scorecards/2025Q3/pack.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        })
        {
            using var answer = await leader.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That(
                (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.ToString(), answer.Content.Headers.ContentDisposition?.FileName),
                Is.EqualTo((HttpStatusCode.OK, type, "no-store", "hotline-2025Q3" + Path.GetExtension(path))));
            Assert.That((await answer.Content.ReadAsByteArrayAsync())[..2], Is.EqualTo("PK"u8.ToArray()));
        }

        var page = await leader.Http.GetStringAsync(new Uri("/scorecards/2025Q3/print", UriKind.Relative));
        Assert.That(page, Does.Contain(Story).And.Contain("<svg class=\"pack-chart\"").And.Contain("916.4/938").And.Contain("书记点评会材料"));
        using var unknown = await leader.Http.GetAsync(new Uri("/api/scorecards/2025Q5/pack.docx", UriKind.Relative));
        Assert.That((await unknown.RefusedAsync()).Code, Is.EqualTo("period.unknown"));

        // The round has told September by now.
        var circular = await Eventually.SeeAsync(
            async () => await leader.Http.GetStringAsync(new Uri("/circulars", UriKind.Relative)), list => list.Contains("2025年9月接诉即办工作情况通报", StringComparison.Ordinal), "the circular of September");
        Assert.That(circular, Does.Contain("/circulars/2025-09"));
        Assert.That(await leader.Http.GetStringAsync(new Uri("/circulars/2025-09", UriKind.Relative)), Does.Contain("9月共受理企业、群众诉求"));
        Assert.That(await leader.Http.GetStringAsync(new Uri("/inbox", UriKind.Relative)), Does.Contain("/circulars/2025-09"));
        using var none = await leader.Http.GetAsync(new Uri("/circulars/2024-01", UriKind.Relative));
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static Period Quarter => Period.TryParse("2025Q3", out var quarter) ? quarter : throw new InvalidOperationException();

    private static string Dense(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));

    private static List<List<string>> Rows(SpreadsheetDocument book, string sheet)
    {
        var found = book.WorkbookPart!.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Single(candidate => candidate.Name == sheet);
        return
        [
            .. ((WorksheetPart)book.WorkbookPart.GetPartById(found.Id!.Value!)).Worksheet.Descendants<Row>()
                .Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToList()),
        ];
    }
}
