using Hotline.Papers;

namespace Hotline.Scorecards.Pack;

/// <summary>The pack as a document on A4, in the type of official papers.</summary>
public static class PackDocument
{
    /// <summary>The file; the same paper makes the same bytes.</summary>
    public static byte[] ToBytes(PackPaper paper)
    {
        var document = new DocxWriter().Title(paper.TitleLines).Caption(paper.Subtitle);
        foreach (var chapter in paper.Chapters)
        {
            document.Heading(1, chapter.Title);
            foreach (var part in chapter.Parts)
            {
                Add(document, part);
            }
        }

        return document.ToBytes();
    }

    private static void Add(DocxWriter document, PackPart part)
    {
        switch (part)
        {
            case PackParagraph paragraph:
                document.Paragraph(paragraph.Text);
                break;
            case PackNote note:
                document.Note(note.Text);
                break;
            case PackTable table:
                document.Caption(table.Caption).Table(
                    [.. table.Columns.Select(column => new DocxColumn(column.Title, column.Share, column.IsFigure))],
                    table.Rows.Select(row => new DocxRow([.. row.Cells.Select(cell => cell.Text)], row.IsStrong)));
                break;
            case PackPicture picture:
                document.Picture(DrawingOf(picture), picture.Chart.Title);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(part), part, "Not a part of a pack.");
        }
    }

    private static byte[] DrawingOf(PackPicture picture) => picture.Drawing switch
    {
        PackDrawing.Lines => ChartPicture.Lines(picture.Chart),
        PackDrawing.Bars => ChartPicture.Bars(picture.Chart),
        _ => throw new ArgumentOutOfRangeException(nameof(picture), picture.Drawing, "Not a way of drawing."),
    };
}
