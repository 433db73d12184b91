namespace Hotline.Papers;

/// <param name="Width">In characters of Latin script; a Chinese one takes two.</param>
public sealed record SheetColumn(string Title, double Width = 12);

/// <summary>A table of any length: its rows are asked for while it is written, one at a time.</summary>
/// <param name="Name">On its tab; what a tab may not be called is replaced.</param>
/// <param name="Rows">Each with a cell for every column, in order.</param>
public sealed record Sheet(string Name, IReadOnlyList<SheetColumn> Columns, IAsyncEnumerable<IReadOnlyList<Cell>> Rows)
{
    public Sheet(string name, IReadOnlyList<SheetColumn> columns, IEnumerable<IReadOnlyList<Cell>> rows)
        : this(name, columns, rows.ToAsyncEnumerable())
    {
    }

    /// <summary>Lines above the head, e.g. what the figures are of; the first is its title. CSV has none of them.</summary>
    public IReadOnlyList<string> Above { get; init; } = [];
}
