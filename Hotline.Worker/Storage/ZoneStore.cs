using System.Data.Common;

namespace Hotline.Storage;

/// <summary>The zone's configuration, as versioned documents; and marks, which say how far a long job has come.</summary>
public static class ZoneStore
{
    /// <summary>One version of one kind of configuration, as JSON.</summary>
    public sealed record ZoneDocumentRow
    {
        public string Kind { get; init; } = "";
        public int Version { get; init; }
        public DateOnly EffectiveFrom { get; init; }
        public string Body { get; init; } = "";

        /// <summary>When it was imported; <c>null</c>, as all that follows, for a version that was shipped.</summary>
        public DateTimeOffset? ImportedAt { get; init; }

        public string? ImportedBy { get; init; }

        /// <summary>Why.</summary>
        public string? Note { get; init; }

        /// <summary>What changed against the version before.</summary>
        public string? Summary { get; init; }
    }

    private const string EventColumns = "e.Position, e.Number, e.Version, e.Type, e.At, e.Actor, e.Unit, e.Payload";

    public static Task<IReadOnlyList<ZoneDocumentRow>> ListZoneDocumentsAsync(this Session db) =>
        db.ListAsync<ZoneDocumentRow>(
            """
            SELECT d.Kind, d.Version, d.EffectiveFrom, d.Body, c.ImportedAt, c.ImportedBy, c.Note, c.Summary
            FROM ZoneDocuments d LEFT JOIN ZoneChanges c ON c.Kind = d.Kind AND c.Version = d.Version
            ORDER BY d.Kind, d.Version
            """);

    /// <summary>How many versions there are of all kinds together. None is ever taken away, so a greater count means news.</summary>
    public static Task<int> CountZoneDocumentsAsync(this Session db) => db.FindAsync<int>("SELECT COUNT(*) FROM ZoneDocuments");

    /// <summary>Adds a version together with its line in the change log.</summary>
    /// <returns>False, and nothing was written, when somebody else has just added this version.</returns>
    public static async Task<bool> TryAddZoneVersionAsync(this Session db, ZoneDocumentRow row)
    {
        try
        {
            await db.ExecuteAsync(
                "INSERT INTO ZoneDocuments (Kind, Version, EffectiveFrom, Body) VALUES (@Kind, @Version, @EffectiveFrom, @Body)", row);
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            return false;
        }

        await db.ExecuteAsync(
            """
            INSERT INTO ZoneChanges (Kind, Version, ImportedAt, ImportedBy, Note, Summary)
            VALUES (@Kind, @Version, @ImportedAt, @ImportedBy, @Note, @Summary)
            """,
            row);
        return true;
    }

    /// <summary>How many cases a page of histories holds. A shorter page is the last.</summary>
    public const int CasePage = EventStore.HistoryPage;

    /// <summary>Histories of the cases registered in a stretch of time, in the order of numbers.</summary>
    /// <param name="db">The use case's own session.</param>
    /// <param name="from">First instant.</param>
    /// <param name="to">The first instant that no longer belongs to it.</param>
    /// <param name="after">The last number of the page before; empty for the first page.</param>
    public static async Task<IReadOnlyList<History>> ListHistoriesRegisteredAsync(
        this Session db, DateTimeOffset from, DateTimeOffset to, string after) => Histories(await db.ListAsync<EventRow>(
            $"""
            SELECT {EventColumns} FROM Events e JOIN (
                SELECT Number FROM Cases WHERE Number > @after AND RegisteredAt >= @from AND RegisteredAt < @to ORDER BY Number {db.Dialect.Take}
            ) n ON n.Number = e.Number ORDER BY e.Number, e.Version
            """,
            new { from, to, after, take = CasePage }));

    /// <summary>Histories of the cases that are not closed, in the order of numbers.</summary>
    /// <param name="db">The use case's own session.</param>
    /// <param name="after">The last number of the page before; empty for the first page.</param>
    public static async Task<IReadOnlyList<History>> ListOpenHistoriesAsync(this Session db, string after) => Histories(await db.ListAsync<EventRow>(
            $"""
            SELECT {EventColumns} FROM Events e JOIN (
                SELECT Number FROM Cases WHERE Number > @after AND ClosedAt IS NULL ORDER BY Number {db.Dialect.Take}
            ) n ON n.Number = e.Number ORDER BY e.Number, e.Version
            """,
            new { after, take = CasePage }));

    private static IReadOnlyList<History> Histories(IReadOnlyList<EventRow> rows) =>
        [.. rows.GroupBy(row => row.Number).Select(same => History.Of(same.Key, [.. same]))];

    /// <summary>Adds a version unless it is there already.</summary>
    public static Task InsertZoneDocumentAsync(this Session db, ZoneDocumentRow row) => db.ExecuteAsync(
        """
        INSERT INTO ZoneDocuments (Kind, Version, EffectiveFrom, Body)
        SELECT @Kind, @Version, @EffectiveFrom, @Body
        WHERE NOT EXISTS (SELECT 1 FROM ZoneDocuments WHERE Kind = @Kind AND Version = @Version)
        """,
        row);

    public static Task<string?> FindMarkAsync(this Session db, string name) =>
        db.FindAsync<string>("SELECT Value FROM Marks WHERE Name = @name", new { name });

    /// <summary>Sets a mark unless it is set already.</summary>
    public static Task InsertMarkAsync(this Session db, string name, string value, DateTimeOffset at) => db.ExecuteAsync(
        """
        INSERT INTO Marks (Name, Value, At)
        SELECT @name, @value, @at
        WHERE NOT EXISTS (SELECT 1 FROM Marks WHERE Name = @name)
        """,
        new { name, value, at });

    public static async Task SetMarkAsync(this Session db, string name, string value, DateTimeOffset at)
    {
        if (await db.ExecuteAsync("UPDATE Marks SET Value = @value, At = @at WHERE Name = @name", new { name, value, at }) == 0)
        {
            await db.ExecuteAsync("INSERT INTO Marks (Name, Value, At) VALUES (@name, @value, @at)", new { name, value, at });
        }
    }

    public static Task DeleteMarkAsync(this Session db, string name) => db.ExecuteAsync("DELETE FROM Marks WHERE Name = @name", new { name });

    /// <summary>How many versions of a kind were imported in a stretch of time; shipped ones were not.</summary>
    public static Task<int> CountImportsAsync(this Session db, string kind, DateTimeOffset from, DateTimeOffset to) => db.FindAsync<int>(
        "SELECT COUNT(*) FROM ZoneChanges WHERE Kind = @kind AND ImportedAt >= @from AND ImportedAt < @to", new { kind, from, to });
}
