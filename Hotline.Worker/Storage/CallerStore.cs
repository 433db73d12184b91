namespace Hotline.Storage;

/// <summary>A mark of a number as it is stored; the number itself is not known here.</summary>
public sealed record CallerMarkRow
{
    public string Id { get; init; } = "";

    /// <summary>Blind index of the number.</summary>
    public string PhoneIndex { get; init; } = "";

    public string Kind { get; init; } = "";
    public string Reason { get; init; } = "";
    public DateTimeOffset MarkedAt { get; init; }
    public string MarkedBy { get; init; } = "";

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset Until { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }
    public string? RemovedBy { get; init; }
    public string? RemovedReason { get; init; }
}

/// <summary>What is known of whoever has a number: how many cases, thanks, and the marks that shift leaders set.</summary>
public static class CallerStore
{
    private const string Columns = "Id, PhoneIndex, Kind, Reason, MarkedAt, MarkedBy, Until, RemovedAt, RemovedBy, RemovedReason";

    /// <summary>How many cases of a number stand how in the books.</summary>
    public sealed record StandingCount
    {
        public string Standing { get; init; } = "";
        public int Cases { get; init; }
        public DateTimeOffset LastAt { get; init; }
    }

    public static Task<IReadOnlyList<StandingCount>> CountOfCallerAsync(this Session db, string phoneIndex) => db.ListAsync<StandingCount>(
        """
        SELECT c.Standing, COUNT(*) AS Cases, MAX(c.RegisteredAt) AS LastAt
        FROM Requesters r JOIN Cases c ON c.Number = r.Number
        WHERE r.PhoneIndex = @phoneIndex GROUP BY c.Standing
        """,
        new { phoneIndex });

    public static async Task<int> CountPraisesOfCallerAsync(this Session db, string phoneIndex) => await db.FindAsync<int>(
        "SELECT COUNT(*) FROM Requesters r JOIN Praises p ON p.CaseNumber = r.Number WHERE r.PhoneIndex = @phoneIndex", new { phoneIndex });

    /// <summary>The marks of a number, whether in force or not, the newest first.</summary>
    public static Task<IReadOnlyList<CallerMarkRow>> ListCallerMarksAsync(this Session db, string phoneIndex, int take) => db.ListAsync<CallerMarkRow>(
        $"SELECT {Columns} FROM CallerMarks WHERE PhoneIndex = @phoneIndex ORDER BY MarkedAt DESC, Id DESC {db.Dialect.Take}",
        new { phoneIndex, take });

    public static Task<CallerMarkRow?> FindCallerMarkAsync(this Session db, string id) =>
        db.FindAsync<CallerMarkRow>($"SELECT {Columns} FROM CallerMarks WHERE Id = @id", new { id });

    public static Task InsertCallerMarkAsync(this Session db, CallerMarkRow row) => db.ExecuteAsync(
        """
        INSERT INTO CallerMarks (Id, PhoneIndex, Kind, Reason, MarkedAt, MarkedBy, Until)
        VALUES (@Id, @PhoneIndex, @Kind, @Reason, @MarkedAt, @MarkedBy, @Until)
        """,
        row);

    /// <returns>False, and nothing was written, when it was taken away before.</returns>
    public static async Task<bool> TryRemoveCallerMarkAsync(this Session db, CallerMarkRow row) => await db.ExecuteAsync(
        "UPDATE CallerMarks SET RemovedAt = @RemovedAt, RemovedBy = @RemovedBy, RemovedReason = @RemovedReason WHERE Id = @Id AND RemovedAt IS NULL",
        row) > 0;
}
