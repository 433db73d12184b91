using System.Data.Common;

namespace Hotline.Storage;

/// <summary>A draft as it is stored.</summary>
public sealed record DraftRow
{
    public string Id { get; init; } = "";

    /// <summary>Whose it is.</summary>
    public string Agent { get; init; } = "";

    /// <summary>Counts the savings, from 1.</summary>
    public int Version { get; init; }

    /// <summary>First contact.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What was filled in; <c>null</c> once discarded.</summary>
    public byte[]? Sealed { get; init; }

    public DateTimeOffset? DiscardedAt { get; init; }
    public string? DiscardReason { get; init; }
}

/// <summary>A place in a list of drafts: the last row seen.</summary>
public sealed record DraftPlace(DateTimeOffset StartedAt, string Id);

/// <summary>暂存: what agents have begun and not registered (domain.md §1.5, T01).</summary>
public static class DraftStore
{
    private const string Columns = "Id, Agent, Version, StartedAt, UpdatedAt, Sealed, DiscardedAt, DiscardReason";

    public static Task<DraftRow?> FindDraftAsync(this Session db, string id) =>
        db.FindAsync<DraftRow>($"SELECT {Columns} FROM Drafts WHERE Id = @id", new { id });

    /// <returns>False, and nothing was written, when there is a draft with this id.</returns>
    public static async Task<bool> TryInsertDraftAsync(this Session db, DraftRow row)
    {
        try
        {
            await db.ExecuteAsync(
                """
                INSERT INTO Drafts (Id, Agent, Version, StartedAt, UpdatedAt, Sealed)
                VALUES (@Id, @Agent, @Version, @StartedAt, @UpdatedAt, @Sealed)
                """,
                row);
            return true;
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <returns>False, and nothing was written, when the draft is no longer at the version before <paramref name="row"/>'s.</returns>
    public static async Task<bool> TryUpdateDraftAsync(this Session db, DraftRow row) => await db.ExecuteAsync(
        """
        UPDATE Drafts SET Version = @Version, UpdatedAt = @UpdatedAt, Sealed = @Sealed, DiscardedAt = @DiscardedAt, DiscardReason = @DiscardReason
        WHERE Id = @Id AND Version = @Version - 1 AND DiscardedAt IS NULL
        """,
        row) > 0;

    /// <returns>False when it is gone.</returns>
    public static async Task<bool> DeleteDraftAsync(this Session db, string id) =>
        await db.ExecuteAsync("DELETE FROM Drafts WHERE Id = @id AND DiscardedAt IS NULL", new { id }) > 0;

    /// <summary>An agent's open drafts, the newest first.</summary>
    public static Task<IReadOnlyList<DraftRow>> ListDraftsAsync(this Session db, string agent, DraftPlace before, int take) =>
        db.ListAsync<DraftRow>(
            $"""
            SELECT {Columns} FROM Drafts
            WHERE Agent = @agent AND DiscardedAt IS NULL
                AND StartedAt <= @StartedAt AND (StartedAt < @StartedAt OR Id < @Id)
            ORDER BY StartedAt DESC, Id DESC {db.Dialect.Take}
            """,
            new { agent, before.StartedAt, before.Id, take });

    /// <summary>Everybody's open drafts that were begun at or before an instant, the oldest first; without what they say.</summary>
    public static Task<IReadOnlyList<DraftRow>> ListStaleDraftsAsync(this Session db, DateTimeOffset begunBy, DraftPlace after, int take) =>
        db.ListAsync<DraftRow>(
            $"""
            SELECT Id, Agent, Version, StartedAt, UpdatedAt FROM Drafts
            WHERE DiscardedAt IS NULL AND StartedAt <= @begunBy
                AND StartedAt >= @StartedAt AND (StartedAt > @StartedAt OR Id > @Id)
            ORDER BY StartedAt, Id {db.Dialect.Take}
            """,
            new { begunBy, after.StartedAt, after.Id, take });
}
