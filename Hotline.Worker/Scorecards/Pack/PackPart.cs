using Hotline.Papers;

namespace Hotline.Scorecards.Pack;

/// <summary>A piece of the pack. The docx, the print page and the workbook are laid out from the same pieces, so they cannot differ.</summary>
public abstract record PackPart;

/// <param name="Text">As it is read out.</param>
public sealed record PackParagraph(string Text) : PackPart;

/// <param name="Text">Small, for how figures were made.</param>
public sealed record PackNote(string Text) : PackPart;

/// <summary>How a picture is drawn.</summary>
public enum PackDrawing
{
    Lines,
    Bars,
}

public sealed record PackPicture(Chart Chart, PackDrawing Drawing) : PackPart;

/// <summary>A table of the pack, and a sheet of the workbook.</summary>
/// <param name="Name">Of the sheet; short.</param>
/// <param name="Caption">Above it.</param>
public sealed record PackTable(string Name, string Caption, IReadOnlyList<PackColumn> Columns, IReadOnlyList<PackRow> Rows) : PackPart;

/// <param name="Share">Of the width, against the shares of the others.</param>
/// <param name="IsFigure">Stands on the right.</param>
/// <param name="SheetTitles">Of the columns it takes in the workbook, where a rate, its numerator and its denominator are three numbers.</param>
public sealed record PackColumn(string Title, int Share, bool IsFigure, IReadOnlyList<string> SheetTitles);

/// <param name="IsStrong">A sum.</param>
public sealed record PackRow(IReadOnlyList<PackCell> Cells, bool IsStrong = false);

/// <param name="Text">As it is printed.</param>
/// <param name="Values">The same unrounded, for the workbook; as many as its column has titles there.</param>
public sealed record PackCell(string Text, IReadOnlyList<Cell> Values);

public sealed record PackChapter(string Title, IReadOnlyList<PackPart> Parts);

/// <summary>The whole of it.</summary>
/// <param name="Title">E.g. 高新区2025年第三季度接诉即办工作情况通报.</param>
/// <param name="TitleLines">The same as it stands on paper, on two lines, so that no single sign is left for the second.</param>
/// <param name="Subtitle">What it is for, e.g. 书记点评会材料.</param>
public sealed record PackPaper(string Title, string TitleLines, string Subtitle, IReadOnlyList<PackChapter> Chapters)
{
    public IEnumerable<PackTable> Tables => Chapters.SelectMany(chapter => chapter.Parts).OfType<PackTable>();
}
