namespace Hotline.Storage;

/// <summary>What supervision needs of the open assignments: how many are pressing, by unit, and what has been done about them.</summary>
public static class SupervisionStore
{
    /// <summary>Assignments of one unit in one band.</summary>
    public sealed record BandCount
    {
        public string Stretch { get; init; } = "";
        public string Band { get; init; } = "";
        public string Unit { get; init; } = "";
        public int Assignments { get; init; }
    }

    /// <summary>What one unit, or the hotline itself, has done in a case so far.</summary>
    public sealed record Doing
    {
        public string Number { get; init; } = "";
        public string? Unit { get; init; }
        
        /// <summary>The last step a person took in the unit's newest assignment; <c>null</c> when only timers did, or nobody.</summary>
        public DateTimeOffset? LastAt { get; init; }

        public int Reminders { get; init; }
    }

    /// <summary>A unit that must account for a case.</summary>
    public sealed record Supervised
    {
        public string Number { get; init; } = "";
        public string Unit { get; init; } = "";
    }

    /// <summary>
    /// Open assignments by unit and band, of each stretch of time the first ones: what is over, what a timer signed for and
    /// nobody has begun with, and of the rest today, the days after it, and later, of which only what shows yellow matters. A stretch that comes to <paramref name="take"/> may hold more.
    /// </summary>
    public static Task<IReadOnlyList<BandCount>> CountPressingAsync(
        this Session db, DateTimeOffset now, DateTimeOffset tomorrow, DateTimeOffset later, int take) =>
        db.ListAsync<BandCount>(
            $"""
            SELECT Stretch, Band, Unit, COUNT(*) AS Assignments FROM (
                SELECT Stretch, Band, Unit FROM (
                    SELECT 'Over' AS Stretch, Unit,
                        CASE WHEN NextTripleRedAt <= @now THEN 'TripleRed' WHEN NextDoubleRedAt <= @now THEN 'DoubleRed' ELSE 'Red' END AS Band
                    FROM Assignments WHERE IsOpen = 1 AND NextDueAt <= @now ORDER BY NextDueAt {db.Dialect.Take}) red
                UNION ALL
                SELECT Stretch, Band, Unit FROM (
                    SELECT 'Unattended' AS Stretch, Unit, 'Unattended' AS Band
                    FROM Assignments WHERE IsOpen = 1 AND IsUnattended = 1 AND NextDueAt > @now ORDER BY NextDueAt {db.Dialect.Take}) unattended
                UNION ALL
                SELECT Stretch, Band, Unit FROM (
                    SELECT 'Today' AS Stretch, Unit, 'Today' AS Band
                    FROM Assignments WHERE IsOpen = 1 AND IsUnattended = 0 AND NextDueAt > @now AND NextDueAt <= @tomorrow ORDER BY NextDueAt {db.Dialect.Take}) today
                UNION ALL
                SELECT Stretch, Band, Unit FROM (
                    SELECT 'Soon' AS Stretch, Unit, 'Soon' AS Band
                    FROM Assignments WHERE IsOpen = 1 AND IsUnattended = 0 AND NextDueAt > @tomorrow AND NextDueAt <= @later ORDER BY NextDueAt {db.Dialect.Take}) soon
                UNION ALL
                SELECT Stretch, Band, Unit FROM (
                    SELECT 'Later' AS Stretch, Unit, CASE WHEN NextWarnAt <= @now THEN 'Yellow' ELSE 'Calm' END AS Band
                    FROM Assignments WHERE IsOpen = 1 AND IsUnattended = 0 AND NextDueAt > @later ORDER BY NextDueAt {db.Dialect.Take}) later) pressing
            GROUP BY Stretch, Band, Unit
            """,
            new { now, tomorrow, later, take });

    /// <summary>The last step of each unit in some cases, and how often the units were reminded; what a timer does for a unit, what was done before it had the case, and what it answers to an order is no handling.</summary>
    public static Task<IReadOnlyList<Doing>> ListDoingsAsync(this Session db, IReadOnlyList<string> numbers, string timer) =>
        db.ListAsync<Doing>(
            """
            SELECT e.Number, e.Unit,
                MAX(CASE WHEN e.Actor <> @timer AND e.At >= a.Since AND e.Type NOT IN ('SupervisionReported', 'SupervisionReturnAsked') THEN e.At END) AS LastAt,
                SUM(CASE WHEN e.Type = 'CaseReminded' THEN 1 ELSE 0 END) AS Reminders
            FROM Events e
            LEFT JOIN (SELECT Number, Unit, MAX(DispatchedAt) AS Since FROM Assignments WHERE Number IN @numbers GROUP BY Number, Unit) a
                ON a.Number = e.Number AND a.Unit = e.Unit
            WHERE e.Number IN @numbers GROUP BY e.Number, e.Unit
            """,
            new { numbers, timer });

    /// <summary>Which units have an open order of supervision in some cases.</summary>
    public static Task<IReadOnlyList<Supervised>> ListSupervisedAsync(this Session db, IReadOnlyList<string> numbers) =>
        db.ListAsync<Supervised>(
            "SELECT Number, Unit FROM Supervisions WHERE Number IN @numbers AND SettledAt IS NULL GROUP BY Number, Unit",
            new { numbers });

    /// <summary>Cases in one state that wait in its queue, counted as far as <paramref name="take"/>.</summary>
    public static Task<int> CountWaitingAsync(this Session db, string status, int take) => db.FindAsync<int>(
        $"SELECT COUNT(*) FROM (SELECT Number FROM Cases WHERE Status = @status AND AwaitsJudgement = 0 AND NextDueAt >= @from ORDER BY NextDueAt {db.Dialect.Take}) waiting",
        new { status, from = DateTimeOffset.MinValue, take });

    /// <summary>What waits in a queue: how much, and what of it has turned yellow or red.</summary>
    public sealed record Pressing
    {
        public int Waiting { get; init; }
        public int Soon { get; init; }
        public int Late { get; init; }
    }

    /// <summary>Cases in one state that wait in its queue, by what presses; of the first <paramref name="take"/> that fall due.</summary>
    public static async Task<Pressing> CountPressingAsync(this Session db, string status, DateTimeOffset now, int take) => (await db.FindAsync<Pressing>(
        $"{Pressed} FROM (SELECT NextDueAt, NextWarnAt FROM Cases WHERE Status = @status AND AwaitsJudgement = 0 AND NextDueAt >= @from ORDER BY NextDueAt {db.Dialect.Take}) waiting",
        new { status, now, from = DateTimeOffset.MinValue, take }))!;

    /// <summary>What any unit has open, counted so.</summary>
    public static async Task<Pressing> CountPressingAssignmentsAsync(this Session db, DateTimeOffset now, int take) => (await db.FindAsync<Pressing>(
        $"{Pressed} FROM (SELECT NextDueAt, NextWarnAt FROM Assignments WHERE IsOpen = 1 AND NextDueAt >= @from ORDER BY NextDueAt {db.Dialect.Take}) waiting",
        new { now, from = DateTimeOffset.MinValue, take }))!;

    private const string Pressed = """
        SELECT COUNT(*) AS Waiting, COALESCE(SUM(CASE WHEN NextDueAt > @now AND NextWarnAt <= @now THEN 1 ELSE 0 END), 0) AS Soon,
            COALESCE(SUM(CASE WHEN NextDueAt <= @now THEN 1 ELSE 0 END), 0) AS Late
        """;

    /// <summary>Requests that wait to be decided, counted so.</summary>
    public static Task<int> CountPendingRequestsAsync(this Session db, int take) => db.FindAsync<int>(
        $"SELECT COUNT(*) FROM (SELECT Number FROM Requests WHERE NextDueAt >= @from ORDER BY NextDueAt {db.Dialect.Take}) waiting",
        new { from = DateTimeOffset.MinValue, take });

    /// <summary>Orders of supervision that are open, counted so.</summary>
    public static Task<int> CountOpenOrdersAsync(this Session db, int take) => db.FindAsync<int>(
        $"SELECT COUNT(*) FROM (SELECT Number FROM Supervisions WHERE NextDueAt >= @from ORDER BY NextDueAt {db.Dialect.Take}) waiting",
        new { from = DateTimeOffset.MinValue, take });
}
