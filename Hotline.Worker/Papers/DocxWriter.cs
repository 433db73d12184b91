using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using A = DocumentFormat.OpenXml.Drawing;
using Pic = DocumentFormat.OpenXml.Drawing.Pictures;
using Wp = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Hotline.Papers;

/// <param name="Share">Of the table's width, against the shares of the others.</param>
/// <param name="IsFigure">Its cells stand on the right, where digits are below digits.</param>
public sealed record DocxColumn(string Title, int Share = 1, bool IsFigure = false);

/// <param name="IsStrong">A sum: bold.</param>
public sealed record DocxRow(IReadOnlyList<string> Cells, bool IsStrong = false);

/// <summary>
/// A paper on A4, from its first line to its last, in the type of official documents (GB/T 9704—2012): margins, 仿宋 for the
/// text, 黑体 and 楷体 for headings, numbered pages. Where those fonts are not installed the document names others that are.
/// </summary>
public sealed class DocxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string Song = "宋体";
    private const string Fang = "仿宋";
    private const string Hei = "黑体";
    private const string Kai = "楷体";
    private const string Latin = "Times New Roman";

    // Sizes are half points: 二号, 三号, 四号, 五号.
    private const int Size2 = 44;
    private const int Size3 = 32;
    private const int Size4 = 28;
    private const int Size5 = 21;

    // Lengths are twentieths of a point; of pictures 12700th of one.
    private const int PageWidth = 11906;
    private const int PageHeight = 16838;
    private const int MarginTop = 2098;
    private const int MarginBottom = 1984;
    private const int MarginLeft = 1587;
    private const int MarginRight = 1474;
    private const int TextWidth = PageWidth - MarginLeft - MarginRight;
    private const int EmuPerTwip = 635;
    private const int LineHeight = 560;

    // Of a zip, the first moment it can tell: the same paper makes the same bytes.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Body _body = new();
    private readonly List<byte[]> _pictures = [];

    /// <summary>The paper's name, in the middle above everything.</summary>
    public DocxWriter Title(string text) => Add(text, "Title");

    /// <param name="level">1 to 3.</param>
    public DocxWriter Heading(int level, string text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 3);
        return Add(text, $"Heading{level}");
    }

    /// <summary>Text; a line end within it stays one.</summary>
    public DocxWriter Paragraph(string text) => Add(text, "Normal");

    /// <summary>In the middle, above a table or below a picture.</summary>
    public DocxWriter Caption(string text) => Add(text, "Caption");

    /// <summary>Small, for how figures were made and what they are not.</summary>
    public DocxWriter Note(string text) => Add(text, "Note");

    public DocxWriter PageBreak()
    {
        _body.Append(new Paragraph(new Run(new Break { Type = BreakValues.Page })));
        return this;
    }

    /// <summary>A table as wide as the text; its head stands again on every page, and no row is torn in two.</summary>
    public DocxWriter Table(IReadOnlyList<DocxColumn> columns, IEnumerable<DocxRow> rows)
    {
        var shares = columns.Sum(column => column.Share);
        int[] widths = [.. columns.Select(column => TextWidth * column.Share / shares)];
        var table = new Table(
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = $"{widths.Sum()}" },
                new TableBorders(
                    Edge(new TopBorder()), Edge(new LeftBorder()), Edge(new BottomBorder()), Edge(new RightBorder()),
                    Edge(new InsideHorizontalBorder()), Edge(new InsideVerticalBorder())),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(widths.Select(width => new GridColumn { Width = $"{width}" })));
        table.Append(RowOf(columns, widths, [.. columns.Select(column => column.Title)], isHead: true, isStrong: true));
        foreach (var row in rows)
        {
            table.Append(RowOf(columns, widths, row.Cells, isHead: false, row.IsStrong));
        }

        // A paragraph between, or two tables would be one.
        _body.Append(table, StyledParagraph("", "Note"));
        return this;
    }

    /// <summary>A picture in the middle.</summary>
    /// <param name="png">As <see cref="ChartPicture"/> draws it.</param>
    /// <param name="alternative">What it shows, for whoever does not see it.</param>
    /// <param name="share">Of the text's width, in hundredths.</param>
    public DocxWriter Picture(byte[] png, string alternative, int share = 100)
    {
        var (across, down) = SizeOf(png);
        var width = (long)TextWidth * EmuPerTwip * share / 100;
        var height = width * down / across;
        _pictures.Add(png);
        var id = (uint)_pictures.Count;
        var shown = XmlText.Clean(alternative);
        var picture = new Pic.Picture(
            new Pic.NonVisualPictureProperties(new Pic.NonVisualDrawingProperties { Id = id, Name = $"picture{id}.png" }, new Pic.NonVisualPictureDrawingProperties()),
            new Pic.BlipFill(new A.Blip { Embed = $"picture{id}" }, new A.Stretch(new A.FillRectangle())),
            new Pic.ShapeProperties(
                new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = width, Cy = height }),
                new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle }));
        var inline = new Wp.Inline(
            new Wp.Extent { Cx = width, Cy = height },
            new Wp.DocProperties { Id = id, Name = $"picture{id}", Description = shown },
            new A.Graphic(new A.GraphicData(picture) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        {
            DistanceFromTop = 0,
            DistanceFromBottom = 0,
            DistanceFromLeft = 0,
            DistanceFromRight = 0,
        };
        _body.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Picture" }), new Run(new Drawing(inline))));
        return this;
    }

    /// <summary>The paper as a file; the same paper makes the same bytes.</summary>
    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            // Otherwise a new one each time.
            document.ChangeIdOfPart(main, "document");
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = MakeStyles();
            main.AddNewPart<FontTablePart>("fonts").Fonts = MakeFonts();
            main.AddNewPart<FooterPart>("footer").Footer = new Footer(PageNumber());
            foreach (var (index, png) in _pictures.Index())
            {
                var part = main.AddNewPart<ImagePart>("image/png", $"picture{index + 1}");
                using var bytes = new MemoryStream(png);
                part.FeedData(bytes);
            }

            var body = (Body)_body.CloneNode(deep: true);
            body.Append(new SectionProperties(
                new FooterReference { Type = HeaderFooterValues.Default, Id = "footer" },
                new PageSize { Width = PageWidth, Height = PageHeight },
                new PageMargin { Top = MarginTop, Bottom = MarginBottom, Left = MarginLeft, Right = MarginRight, Header = 851, Footer = 1417, Gutter = 0 }));
            main.Document = new Document(body);
        }

        return WithoutTimes(file);
    }

    private DocxWriter Add(string text, string style)
    {
        _body.Append(StyledParagraph(text, style));
        return this;
    }

    private static Paragraph StyledParagraph(string text, string style)
    {
        var run = new Run();
        foreach (var (index, line) in XmlText.Clean(text).Split('\n').Index())
        {
            if (index > 0)
            {
                run.Append(new Break());
            }

            run.Append(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
        }

        return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), run);
    }

    private static TableRow RowOf(IReadOnlyList<DocxColumn> columns, int[] widths, IReadOnlyList<string> cells, bool isHead, bool isStrong)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHead)
        {
            properties.Append(new TableHeader());
        }

        var row = new TableRow(properties);
        foreach (var (index, column) in columns.Index())
        {
            var paragraph = StyledParagraph(index < cells.Count ? cells[index] : "", "Cell");
            paragraph.ParagraphProperties!.Justification =
                new Justification { Val = isHead ? JustificationValues.Center : column.IsFigure ? JustificationValues.Right : JustificationValues.Left };
            if (isStrong)
            {
                paragraph.GetFirstChild<Run>()!.PrependChild(new RunProperties(new RunFonts { EastAsia = Hei }, new Bold()));
            }

            var look = new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = $"{widths[index]}" });
            if (isHead)
            {
                look.Append(new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = "E7ECF2" });
            }

            look.Append(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
            row.Append(new TableCell(look, paragraph));
        }

        return row;
    }

    private static TBorder Edge<TBorder>(TBorder border)
        where TBorder : BorderType
    {
        (border.Val, border.Size, border.Color) = (BorderValues.Single, 4, "5B6B7F");
        return border;
    }

    // — 1 —, as official documents number their pages.
    private static Paragraph PageNumber() => new(
        new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }),
        new Run(new Text("— ") { Space = SpaceProcessingModeValues.Preserve }),
        new SimpleField(new Run(new Text("1"))) { Instruction = " PAGE " },
        new Run(new Text(" —") { Space = SpaceProcessingModeValues.Preserve }));

    private static Styles MakeStyles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(FontsOf(Fang), new FontSize { Val = $"{Size3}" }, new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault()),
        StyleOf("Normal", Fang, Size3, JustificationValues.Both, firstLine: true, isDefault: true),
        StyleOf("Title", Song, Size2, JustificationValues.Center, isStrong: true, after: LineHeight),
        StyleOf("Heading1", Hei, Size3, JustificationValues.Left, firstLine: true, outline: 0),
        StyleOf("Heading2", Kai, Size3, JustificationValues.Left, firstLine: true, outline: 1),
        StyleOf("Heading3", Fang, Size3, JustificationValues.Left, firstLine: true, isStrong: true, outline: 2),
        StyleOf("Caption", Hei, Size4, JustificationValues.Center, keepNext: true),
        StyleOf("Note", Fang, Size5, JustificationValues.Left, isLoose: true),
        StyleOf("Cell", Fang, Size5, JustificationValues.Left, isLoose: true),
        StyleOf("Picture", Fang, Size3, JustificationValues.Center, isLoose: true),
        StyleOf("Footer", Song, Size4, JustificationValues.Center, isLoose: true));

    private static Style StyleOf(
        string name, string font, int size, JustificationValues alignment,
        bool firstLine = false, bool isStrong = false, bool isDefault = false, bool keepNext = false, bool isLoose = false, int? outline = null, int after = 0)
    {
        var paragraph = new StyleParagraphProperties();
        if (keepNext || outline is not null)
        {
            paragraph.Append(new KeepNext());
        }

        paragraph.Append(isLoose
            ? new SpacingBetweenLines { Before = "20", After = "20" }
            : new SpacingBetweenLines { Line = $"{LineHeight}", LineRule = LineSpacingRuleValues.Exact, After = $"{after}" });
        if (firstLine)
        {
            // Two characters.
            paragraph.Append(new Indentation { FirstLineChars = 200, FirstLine = $"{size * 20}" });
        }

        paragraph.Append(new Justification { Val = alignment });
        if (outline is { } level)
        {
            paragraph.Append(new OutlineLevel { Val = level });
        }

        var run = new StyleRunProperties(FontsOf(font));
        if (isStrong)
        {
            run.Append(new Bold());
        }

        run.Append(new FontSize { Val = $"{size}" });
        return new Style(
            new StyleName { Val = name.StartsWith("Heading", StringComparison.Ordinal) ? $"heading {name[^1]}" : name },
            new PrimaryStyle(), paragraph, run)
        {
            Type = StyleValues.Paragraph,
            StyleId = name,
            Default = isDefault ? true : null,
        };
    }

    private static RunFonts FontsOf(string chinese) => new() { Ascii = Latin, HighAnsi = Latin, EastAsia = chinese };

    private static Fonts MakeFonts() => new(
        FontOf(Fang, "FangSong,仿宋_GB2312,Noto Serif CJK SC,Source Han Serif SC"),
        FontOf(Song, "SimSun,Noto Serif CJK SC,Source Han Serif SC"),
        FontOf(Kai, "KaiTi,楷体_GB2312,Noto Serif CJK SC,Source Han Serif SC"),
        FontOf(Hei, "SimHei,Noto Sans CJK SC,Source Han Sans SC"),
        FontOf(Latin, "Liberation Serif"));

    private static Font FontOf(string name, string others) => new(new AltName { Val = others }) { Name = name };

    // A PNG says how large it is in the first piece after its signature (W3C PNG, IHDR).
    private static (int Across, int Down) SizeOf(ReadOnlySpan<byte> png) =>
        png.Length >= 24 && png[..4].SequenceEqual<byte>([0x89, 0x50, 0x4E, 0x47])
            ? (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[16..]), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[20..]))
            : throw new ArgumentException("This is no PNG.", nameof(png));

    private static byte[] WithoutTimes(MemoryStream file)
    {
        file.Position = 0;
        using var written = new ZipArchive(file, ZipArchiveMode.Read);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in written.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = zip.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Always;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return bytes.ToArray();
    }
}
