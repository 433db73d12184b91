using System.Data.Common;

namespace Hotline.Storage;

/// <summary>A circular as it is stored.</summary>
public sealed record CircularRow
{
    /// <summary>The period's name, e.g. <c>2025-09</c> or <c>2025-W39</c>.</summary>
    public string Period { get; init; } = "";

    /// <summary>Month or week.</summary>
    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>When it was to be told, UTC.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>What it tells; left out of lists.</summary>
    public byte[] Report { get; init; } = [];
}

/// <summary>A place in the list of circulars: the last row seen.</summary>
public sealed record CircularPlace(DateTimeOffset DueAt, string Period)
{
    /// <summary>Newer than every row.</summary>
    public static CircularPlace Start { get; } = new(DateTimeOffset.MaxValue, "~");
}

/// <summary>通报.</summary>
public static class CircularStore
{
    private const string Columns = "Period, Kind, State, DueAt, MadeAt";

    /// <summary>The newest of a kind, whatever became of it.</summary>
    public static Task<CircularRow?> FindLastCircularAsync(this Session db, string kind) => db.FindAsync<CircularRow>(
        $"SELECT {Columns} FROM Circulars WHERE Kind = @kind ORDER BY DueAt DESC, Period DESC {db.Dialect.Take}", new { kind, take = 1 });

    /// <summary>Those of a kind in a state, the oldest first.</summary>
    public static Task<IReadOnlyList<CircularRow>> ListCircularsInAsync(this Session db, string kind, string state) => db.ListAsync<CircularRow>(
        $"SELECT {Columns} FROM Circulars WHERE Kind = @kind AND State = @state ORDER BY DueAt, Period", new { kind, state });

    public static Task<CircularRow?> FindCircularAsync(this Session db, string period) =>
        db.FindAsync<CircularRow>($"SELECT {Columns}, Report FROM Circulars WHERE Period = @period", new { period });

    /// <summary>A page of them but for those in a state, the newest first.</summary>
    public static Task<IReadOnlyList<CircularRow>> ListCircularsAsync(this Session db, string but, CircularPlace after, int take) => db.ListAsync<CircularRow>(
        $"""
        SELECT {Columns} FROM Circulars
        WHERE State <> @but AND DueAt <= @DueAt AND (DueAt < @DueAt OR Period < @Period)
        ORDER BY DueAt DESC, Period DESC {db.Dialect.Take}
        """,
        new { but, after.DueAt, after.Period, take });

    /// <returns>False, and nothing was written, when it is there already.</returns>
    public static async Task<bool> TryInsertCircularAsync(this Session db, CircularRow row)
    {
        try
        {
            await db.ExecuteAsync(
                "INSERT INTO Circulars (Period, Kind, State, DueAt, MadeAt, Report) VALUES (@Period, @Kind, @State, @DueAt, @MadeAt, @Report)", row);
            return true;
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <returns>False, and nothing was written, when it is no longer in that state.</returns>
    public static async Task<bool> TryMoveCircularAsync(this Session db, CircularRow row, string from) => await db.ExecuteAsync(
        "UPDATE Circulars SET State = @State, MadeAt = @MadeAt, Report = @Report WHERE Period = @Period AND State = @from",
        new { row.State, row.MadeAt, row.Report, row.Period, from }) == 1;
}
