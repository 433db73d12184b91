using Hotline.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Scorecards;

/// <summary>下钻: the praises behind a figure, the newest first, page by page.</summary>
public sealed class PraisesBehind(Database database, ZoneBook zone)
{
    public const int MostPerPage = 200;

    /// <param name="Unit">The unit that is thanked.</param>
    /// <param name="Case">The case it is about; <c>null</c> when it names none.</param>
    public sealed record Item(string Number, string Unit, string? Case, DateTimeOffset At);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <param name="period">The scorecard's.</param>
    /// <param name="kind">Which of its figures.</param>
    /// <param name="unit">Only this unit's line; <c>null</c> for all that the actor may see.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Rows, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="AccessRefusedException">Another unit's line, and the actor sees one unit's.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public async Task<Page> ExecuteAsync(
        Period period, PraiseKind kind, string? unit, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        var own = Sight.Of(actor).Narrow(unit);
        var calendar = zone.Current.Calendar;
        var place = after is null ? new CaseStore.Turn { At = DateTimeOffset.MaxValue }
            : PagePlace.TryParse(after, out var at, out var number) ? new CaseStore.Turn { At = at, Number = number }
            : throw new FormatException($"'{after}' is not a place in this list.");
        var rows = await database.ReadAsync(
            db => db.ListPraisesAsync(kind.ToString(), own, calendar.StartOfDay(period.FirstDay), calendar.EndOfDay(period.LastDay), place, take + 1), cancellation);
        return new Page(
            [.. rows.Take(take).Select(row => new Item(row.Number, row.Unit, row.CaseNumber, row.At))],
            rows.Count <= take ? null : PagePlace.Format(rows[take - 1].At, rows[take - 1].Number));
    }
}
