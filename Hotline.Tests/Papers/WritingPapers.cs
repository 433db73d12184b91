using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Hotline.Papers;
using Hotline.Tests.Support;

namespace Hotline.Tests.Papers;

/// <summary>公文: what a word processor reads is what was written, in the type of official documents.</summary>
public sealed class WritingPapers
{
    private const string Sentence = "第三季度共受理企业、群众诉求1033件,满意率达97.7%,收到群众电话表扬13件,收到企业送锦旗3件";

    private static readonly byte[] Report = Write();

    [Test]
    public void Is_valid_and_says_what_was_said()
    {
        using var paper = WordprocessingDocument.Open(new MemoryStream(Report), isEditable: false);
        Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(paper).Select(error => $"{error.Path?.XPath}: {error.Description}"), Is.Empty);
        var body = paper.MainDocumentPart!.Document.Body!;
        var table = body.Descendants<Table>().First();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body.Elements<Paragraph>().Select(paragraph => paragraph.InnerText), Does.Contain(Sentence).And.Contain("一、总体情况").And.Contain("甲<b>&乙"));
            Assert.That(table.Elements<TableRow>().First().Descendants<TableHeader>(), Is.Not.Empty, "the head stands on every page");
            Assert.That(table.Elements<TableRow>().ElementAt(1).Elements<TableCell>().Select(cell => cell.InnerText), Is.EqualTo(new[] { "单位1", "1", "97.7%" }));
            Assert.That(
                table.Elements<TableRow>().ElementAt(1).Descendants<Justification>().Select(place => place.Val!.InnerText), Is.EqualTo(new[] { "left", "right", "right" }));
            Assert.That(table.Descendants<GridColumn>().Select(column => int.Parse(column.Width!, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(new[] { 4422, 2211, 2211 }).Within(2));
            Assert.That(body.Descendants<PageSize>().Single() is { Width.Value: 11906, Height.Value: 16838 }, Is.True, "A4");
            Assert.That(body.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>().Single().Description!.Value, Is.EqualTo("各单位受理的柱状图"));
            Assert.That(paper.MainDocumentPart.FooterParts.Single().Footer.Descendants<SimpleField>().Single().Instruction!.Value, Does.Contain("PAGE"));
            Assert.That(paper.MainDocumentPart.StyleDefinitionsPart!.Styles!.Descendants<RunFonts>().Select(font => font.EastAsia?.Value), Does.Contain("仿宋").And.Contain("黑体"));
        }
    }

    [Test]
    public void Makes_the_same_bytes_of_the_same_words() => Assert.That(Write(), Is.EqualTo(Report));

    [Test]
    public void Leaves_out_what_XML_cannot_hold()
    {
        using var paper = WordprocessingDocument.Open(new MemoryStream(new DocxWriter().Paragraph("铃\a声\uFFFF😀\uD83D。").ToBytes()), isEditable: false);
        Assert.That(paper.MainDocumentPart!.Document.Body!.InnerText, Is.EqualTo("铃声😀。"));
    }

    [Test]
    public async Task Opens_in_LibreOffice()
    {
        var pages = (await LibreOffice.ReadAsync(Report, "docx")).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        var all = string.Concat(string.Concat(pages).Where(sign => !char.IsWhiteSpace(sign)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all, Does.Contain(Sentence), "across the ends of lines");
            Assert.That(all, Does.Contain("一、总体情况").And.Contain("单位80").And.Contain("合计"));
            Assert.That(pages, Has.Length.GreaterThan(2));
            Assert.That(pages.Where(page => page.Contains("单位", StringComparison.Ordinal) && page.Contains("97.7%", StringComparison.Ordinal)), Has.All.Contain("承办单位"), "the head on every page");
            Assert.That(pages.Index().Select(page => page.Item.TrimEnd().Replace(" ", "", StringComparison.Ordinal).EndsWith($"—{page.Index + 1}—", StringComparison.Ordinal)), Has.All.True, "pages are numbered");
        }
    }

    private static byte[] Write() => new DocxWriter()
        .Title("高新区接诉即办\n第三季度运行报告")
        .Heading(1, "一、总体情况")
        .Paragraph(Sentence)
        .Paragraph("甲<b>&乙")
        .Heading(2, "（一）各单位")
        .Caption("表1　各单位三率")
        .Table(
            [new("承办单位", 2), new("受理", IsFigure: true), new("满意率", IsFigure: true)],
            [.. Enumerable.Range(1, 80).Select(unit => new DocxRow([$"单位{unit}", $"{unit}", "97.7%"])), new DocxRow(["合计", "3240", "97.7%"], IsStrong: true)])
        .Note("首次评价为准。")
        .Heading(3, "1.图")
        .Picture(ChartPicture.Bars(new Chart("各单位受理", ["税务局", "热线中心"], [new("受理", [12, 498])])), "各单位受理的柱状图", share: 80)
        .PageBreak()
        .Table([new("空表")], [])
        .ToBytes();
}
