using Hotline.Cases;

namespace Hotline.Zone;

/// <summary>One list of a configuration as people read it: titles and words in the reader's language, names instead of codes.</summary>
public sealed record ZoneTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<ZoneTable.Row> Rows)
{
    /// <param name="Key">What tells it from the others.</param>
    public sealed record Row(string Key, IReadOnlyList<string> Cells);

    internal static ZoneTable Of<T>(string title, IReadOnlyList<CsvColumn<T>> columns, IReadOnlyList<T> items, HotlineZone zone, bool keyed = true)
    {
        var shown = columns.Skip(keyed ? 0 : 1).ToList();
        return new ZoneTable(
            ZoneTexts.Get(title),
            [.. shown.Select(column => ReadersLanguage.Pick(column.Chinese, column.Name))],
            [.. items.Select(item => new Row(columns[0].Cell(item), [.. shown.Select(column => ZoneWords.Cell(column.Name, column.Cell(item), zone))]))]);
    }
}
