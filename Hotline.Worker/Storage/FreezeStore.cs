using System.Data.Common;

namespace Hotline.Storage;

/// <summary>The head of a frozen scorecard as it is stored.</summary>
public sealed record FrozenRow
{
    public string Period { get; init; } = "";
    public DateTimeOffset FrozenAt { get; init; }
    public string FrozenBy { get; init; } = "";
    public string Head { get; init; } = "";
    public string Hash { get; init; } = "";
}

/// <summary>One unit's line of it.</summary>
public sealed record FrozenLineRow
{
    public string Period { get; init; } = "";
    public string Unit { get; init; } = "";
    public string Line { get; init; } = "";
}

/// <summary>Frozen scorecards: written once, never changed and never removed.</summary>
public static class FreezeStore
{
    public static Task<FrozenRow?> FindFrozenAsync(this Session db, string period) =>
        db.FindAsync<FrozenRow>("SELECT Period, FrozenAt, FrozenBy, Head, Hash FROM FrozenScorecards WHERE Period = @period", new { period });

    public static Task<IReadOnlyList<FrozenRow>> ListFrozenAsync(this Session db) =>
        db.ListAsync<FrozenRow>("SELECT Period, FrozenAt, FrozenBy, Head, Hash FROM FrozenScorecards ORDER BY Period");

    public static Task<IReadOnlyList<FrozenLineRow>> ListFrozenLinesAsync(this Session db, string period) =>
        db.ListAsync<FrozenLineRow>("SELECT Period, Unit, Line FROM FrozenScorecardLines WHERE Period = @period ORDER BY Unit", new { period });

    /// <returns>False, and nothing was written, when the period is frozen.</returns>
    public static async Task<bool> TryInsertFrozenAsync(this Session db, FrozenRow row)
    {
        try
        {
            await db.ExecuteAsync(
                "INSERT INTO FrozenScorecards (Period, FrozenAt, FrozenBy, Head, Hash) VALUES (@Period, @FrozenAt, @FrozenBy, @Head, @Hash)", row);
            return true;
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    public static Task InsertFrozenLineAsync(this Session db, FrozenLineRow row) =>
        db.ExecuteAsync("INSERT INTO FrozenScorecardLines (Period, Unit, Line) VALUES (@Period, @Unit, @Line)", row);
}
