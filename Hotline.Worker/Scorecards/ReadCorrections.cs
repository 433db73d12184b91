using System.Security.Cryptography;
using Hotline.Domain.Scorecards;
using Hotline.Storage;

namespace Hotline.Scorecards;

/// <summary>更正, case by case: which rows of a frozen period are others now; and whether what was frozen is what it was.</summary>
public sealed class ReadCorrections(Database database)
{
    public const int MostPerPage = 200;

    /// <summary>Where a row counts.</summary>
    public sealed record Place(DateOnly Day, string Unit, Attribution Attribution, IReadOnlyList<Figure> Figures);

    /// <summary>A row that moved.</summary>
    /// <param name="Entry">Which part of the case (<see cref="Contribution.Part"/>).</param>
    /// <param name="Frozen"><c>null</c>: it did not count.</param>
    /// <param name="Current"><c>null</c>: it counts no more.</param>
    public sealed record Moved(string Number, string Entry, Place? Frozen, Place? Current);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last. A page may be short of what has come back to where it was.</param>
    public sealed record Page(IReadOnlyList<Moved> Items, string? Next);

    /// <summary>In the order of numbers; nothing for a period that is not frozen, or was before rows were kept.</summary>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public Task<Page> ExecuteAsync(Period period, string? after, int take, CancellationToken cancellation)
    {
        var (number, entry) = after is null ? ("", "") : after.Split('_') is [var left, var right] ? (left, right) : throw new FormatException($"'{after}' is not a place in this list.");
        return database.ReadAsync(
            async db =>
            {
                if (await db.FindFrozenReportAsync(period.Name) is not { } frozen)
                {
                    return new Page([], null);
                }

                var rows = await db.ListMovesAsync(frozen.Freeze, number, entry, take + 1);
                var moved = await DifferAsync(db, [.. rows.Take(take)]);
                return new Page([.. moved.Select(pair => new Moved(pair.Frozen.Number, pair.Frozen.Entry, PlaceOf(pair.Frozen), PlaceOf(pair.Current)))], rows.Count <= take ? null : $"{rows[take - 1].Number}_{rows[take - 1].Entry}");
            },
            cancellation);
    }

    /// <summary>Those of some rows that are others now.</summary>
    internal static async Task<IReadOnlyList<(MovedRow Frozen, CountRow? Current)>> DifferAsync(Session db, IReadOnlyList<MovedRow> rows)
    {
        var now = new Dictionary<(string, string), CountRow>();
        foreach (var number in rows.Select(row => row.Number).Distinct())
        {
            foreach (var row in await db.ListCountsOfAsync(number, number))
            {
                now[(row.Number, row.Entry)] = row;
            }
        }

        return
        [
            .. rows.Select(row => (Frozen: row, Current: now.GetValueOrDefault((row.Number, row.Entry))))
                .Where(pair => (pair.Frozen.Attribution, pair.Frozen.Day, pair.Frozen.Unit, pair.Frozen.Figures) != (pair.Current?.Attribution, pair.Current?.Day, pair.Current?.Unit, pair.Current?.Figures ?? 0)),
        ];
    }

    /// <summary>Frozen periods whose report or rows are no longer those that were hashed.</summary>
    public async Task<IReadOnlyList<string>> ListTamperedAsync(CancellationToken cancellation)
    {
        var tampered = new List<string>();
        foreach (var head in await database.ReadAsync(db => db.ListFrozenAsync(), cancellation))
        {
            if (await database.ReadAsync(db => db.FindFrozenReportAsync(head.Period), cancellation) is { } frozen
                && (ReportJson.HashOf(frozen.Report) != frozen.ReportHash || await HashOfRowsAsync(frozen.Freeze, cancellation) != frozen.RowsHash))
            {
                tampered.Add(head.Period);
            }
        }

        return tampered;
    }

    private async Task<string> HashOfRowsAsync(string freeze, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            foreach (var attribution in FrozenRows.Order)
            {
                await foreach (var row in FrozenRows.ReadAsync(database, freeze, attribution, cancellation))
                {
                    FrozenRows.Append(hash, [row]);
                }
            }
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidDataException or InvalidOperationException)
        {
            return "";
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Place? PlaceOf(MovedRow row) => row.Day is { } day ? new Place(day, row.Unit!, Enum.Parse<Attribution>(row.Attribution!), Figures.In(row.Figures)) : null;

    private static Place? PlaceOf(CountRow? row) => row is null ? null : new Place(row.Day, row.Unit, Enum.Parse<Attribution>(row.Attribution), Figures.In(row.Figures));
}
