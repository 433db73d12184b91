using Hotline.Domain.Scorecards;
using Hotline.Papers;

namespace Hotline.Scorecards.Pack;

/// <summary>One thing that a case counts for: what is behind the figures, and nothing personal.</summary>
/// <param name="Entry">What of the case it is, as <see cref="Contribution.Part"/> names it.</param>
public sealed record CountedRow(string Number, string Entry, DateOnly Day, string Unit, PeriodReport.Name UnitTitle, IReadOnlyList<Figure> Figures);

/// <summary>
/// The pack as a workbook: a sheet for every table with the same figures unrounded, the rows behind them, and a last sheet that
/// holds the two against each other. Of any length in constant memory.
/// </summary>
public static class PackWorkbook
{
    /// <summary>Writes the book and leaves the stream open.</summary>
    /// <param name="output">Only written to.</param>
    /// <param name="zone">Whose local time the cells show.</param>
    /// <param name="paper">Of the report.</param>
    /// <param name="report">What the rows are held against.</param>
    /// <param name="rows">Read while it is written, once.</param>
    /// <param name="texts">The language.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static Task WriteAsync(
        Stream output, TimeZoneInfo zone, PackPaper paper, PeriodReport report, IAsyncEnumerable<CountedRow> rows, PackTexts texts, CancellationToken cancellation)
    {
        var sums = new long[Figures.All.Length];
        return XlsxWriter.WriteAsync(
            output,
            zone,
            [
                .. paper.Tables.Select(table => SheetOf(table, paper.Title)),
                new Sheet(
                    texts.Get("Sheet.Rows"),
                    [
                        new(texts.Get("Number"), 18), new(texts.Get("Rows.Entry"), 12), new(texts.Get("Day"), 12), new(texts.Get("Unit"), 28),
                        new(texts.Get("Rows.Figures"), 60),
                    ],
                    rows.Select(row => CellsOf(row, sums, texts))) { Above = [paper.Title, texts.Get("Rows.Note")] },
                new Sheet(
                    texts.Get("Sheet.Check"),
                    [
                        new(texts.Get("Check.Figure"), 24), new(texts.Get("Check.Report"), 12), new(texts.Get("Check.Rows"), 12), new(texts.Get("Check.Difference"), 12),
                    ],
                    Check(report, sums, texts)) { Above = [paper.Title, texts.Get("Check.Note")] },
            ],
            cancellation);
    }

    private static Sheet SheetOf(PackTable table, string title) => new(
        table.Name,
        [.. table.Columns.SelectMany(column => column.SheetTitles.Select(name => new SheetColumn(name, column.IsFigure ? 12 : 24)))],
        table.Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Cells.SelectMany(cell => cell.Values).Select(cell => cell with { IsStrong = row.IsStrong })]))
    {
        Above = [title, table.Caption],
    };

    private static IReadOnlyList<Cell> CellsOf(CountedRow row, long[] sums, PackTexts texts)
    {
        foreach (var figure in row.Figures)
        {
            sums[(int)figure]++;
        }

        return
        [
            Cell.Text(row.Number), Cell.Text(texts.Find("Entry." + row.Entry) ?? row.Entry), Cell.Day(row.Day), Cell.Text(texts.Of(row.UnitTitle)),
            Cell.Text(string.Join(texts.Get("Semicolon"), row.Figures.Select(figure => NameOf(figure, texts)))),
        ];
    }

    // After the rows were written: until then the sums are none.
    private static IEnumerable<IReadOnlyList<Cell>> Check(PeriodReport report, long[] sums, PackTexts texts)
    {
        foreach (var figure in Figures.All.Where(IsOfRows))
        {
            var told = report.Total.CountOf(figure.ToString());
            var counted = sums[(int)figure];
            if (told != 0 || counted != 0)
            {
                yield return [Cell.Text(NameOf(figure, texts)), Cell.Whole(told), Cell.Whole(counted), Cell.Whole(told - counted)];
            }
        }
    }

    // Praises are no cases, and minutes are no rows.
    private static bool IsOfRows(Figure figure) => !Figures.IsMeasure(figure) && figure is not (Figure.PraisedByPhone or Figure.Banners or Figure.Letters);

    private static string NameOf(Figure figure, PackTexts texts) => texts.Find("Figure." + figure) ?? figure.ToString();
}
