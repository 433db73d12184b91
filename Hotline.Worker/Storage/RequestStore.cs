namespace Hotline.Storage;

/// <summary>What a unit has asked for, over time. What waits to be decided is a queue (<see cref="QueueStore"/>).</summary>
public static class RequestStore
{
    public sealed record RequestCount
    {
        public string Reason { get; init; } = "";
        public string Status { get; init; } = "";
        public int Requests { get; init; }
    }

    public sealed record RequestLine
    {
        public string Number { get; init; } = "";
        public int Request { get; init; }
        public string Category { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Status { get; init; } = "";
        public DateTimeOffset FiledAt { get; init; }
        public DateTimeOffset? SettledAt { get; init; }
    }

    /// <summary>A unit's requests of one kind that were filed since an instant, counted by reason and outcome.</summary>
    public static Task<IReadOnlyList<RequestCount>> CountRequestsOfUnitAsync(this Session db, string unit, string kind, DateTimeOffset since) =>
        db.ListAsync<RequestCount>(
            """
            SELECT Reason, Status, COUNT(*) AS Requests FROM Requests
            WHERE Unit = @unit AND FiledAt >= @since AND Kind = @kind GROUP BY Reason, Status
            """,
            new { unit, kind, since });

    /// <summary>A unit's last requests of one kind, the newest first.</summary>
    public static Task<IReadOnlyList<RequestLine>> ListRequestsOfUnitAsync(this Session db, string unit, string kind, int take) =>
        db.ListAsync<RequestLine>(
            $"""
            SELECT r.Number, r.Request, c.Category, r.Reason, r.Status, r.FiledAt, r.SettledAt
            FROM Requests r JOIN Cases c ON c.Number = r.Number
            WHERE r.Unit = @unit AND r.Kind = @kind ORDER BY r.FiledAt DESC, r.Number DESC {db.Dialect.Take}
            """,
            new { unit, kind, take });

    /// <summary>What was taken out of a rate, by unit and reason.</summary>
    public sealed record ExclusionRow
    {
        public string Unit { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Reason { get; init; } = "";
        public int Count { get; init; }
    }

    /// <summary>剔除 that were granted in a stretch of time: appeals, and requests that were found unreasonable.</summary>
    public static Task<IReadOnlyList<ExclusionRow>> CountExclusionsAsync(this Session db, DateTimeOffset from, DateTimeOffset to) => db.ListAsync<ExclusionRow>(
        """
        SELECT Unit, Kind, Reason, COUNT(*) AS Count FROM Requests
        WHERE Status = 'Approved' AND Kind IN ('Appeal', 'Unreasonable') AND SettledAt >= @from AND SettledAt < @to
        GROUP BY Unit, Kind, Reason ORDER BY Unit, Kind, Reason
        """,
        new { from, to });
}
