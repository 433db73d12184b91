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
    }

    public static Task<IReadOnlyList<ZoneDocumentRow>> ListZoneDocumentsAsync(this Session db) =>
        db.ListAsync<ZoneDocumentRow>("SELECT Kind, Version, EffectiveFrom, Body FROM ZoneDocuments ORDER BY Kind, Version");

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
}
