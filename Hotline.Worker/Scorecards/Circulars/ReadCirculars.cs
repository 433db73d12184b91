using Hotline.Domain.Scorecards;
using Hotline.Storage;

namespace Hotline.Scorecards.Circulars;

/// <summary>通报, as they were told: the newest first, page by key.</summary>
public sealed class ReadCirculars(Database database)
{
    public const int MostPerPage = 200;

    /// <param name="Period">What it is of; its name is the circular's.</param>
    public sealed record Item(Period Period, CircularState State, DateTimeOffset DueAt, DateTimeOffset MadeAt);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <param name="Report">Word for word as it was told, whatever has changed since.</param>
    public sealed record Circular(Item Head, PeriodReport Report);

    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Rows, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public async Task<Page> ListAsync(string? after, int take, CancellationToken cancellation)
    {
        var place = after is null ? CircularPlace.Start
            : PagePlace.TryParse(after, out var at, out var period) ? new CircularPlace(at, period)
            : throw new FormatException($"'{after}' is not a place in this list.");
        var rows = await database.ReadAsync(db => db.ListCircularsAsync(nameof(CircularState.Empty), place, take + 1), cancellation);
        return new Page([.. rows.Take(take).Select(ItemOf)], rows.Count <= take ? null : PagePlace.Format(rows[take - 1].DueAt, rows[take - 1].Period));
    }

    /// <returns><c>null</c> when there is none of this period.</returns>
    public async Task<Circular?> FindAsync(string period, CancellationToken cancellation) =>
        await database.ReadAsync(db => db.FindCircularAsync(period), cancellation) is { } row ? new Circular(ItemOf(row), CircularRound.ReportOf(row)) : null;

    private static Item ItemOf(CircularRow row) => new(
        Period.TryParse(row.Period, out var period) ? period : throw new InvalidOperationException($"'{row.Period}' is stored as a circular's period."),
        Enum.Parse<CircularState>(row.State),
        row.DueAt,
        row.MadeAt);
}
