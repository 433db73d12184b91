using System.Globalization;
using Hotline.Domain.Scorecards;

namespace Hotline.Storage;

/// <summary>What the cases of each day are divided by, and what is open and late by unit.</summary>
public static class BreakdownStore
{
    private sealed record BreakdownRow
    {
        public string Dimension { get; init; } = "";
        public DateOnly Day { get; init; }
        public string Unit { get; init; } = "";
        public string Value { get; init; } = "";
        public long Count { get; init; }
    }

    private sealed record LateRow
    {
        public string Unit { get; init; } = "";
        public int Assignments { get; init; }
        public DateTimeOffset Oldest { get; init; }
    }

    /// <summary>Adds a difference to a share.</summary>
    public static async Task AddToBreakdownAsync(this Session db, BreakdownKey key, long count)
    {
        if (await db.ExecuteAsync(
            "UPDATE Breakdowns SET Count = Count + @Count WHERE Dimension = @Dimension AND Day = @Day AND Unit = @Unit AND Value = @Value", RowOf(key, count)) == 0)
        {
            await db.InsertBreakdownAsync(key, count);
        }
    }

    /// <summary>Puts a share in place that is known not to be there.</summary>
    public static Task InsertBreakdownAsync(this Session db, BreakdownKey key, long count) => db.ExecuteAsync(
        "INSERT INTO Breakdowns (Dimension, Day, Unit, Value, Count) VALUES (@Dimension, @Day, @Unit, @Value, @Count)", RowOf(key, count));

    public static Task DeleteBreakdownsAsync(this Session db) => db.ExecuteAsync("DELETE FROM Breakdowns");

    /// <summary>Every share that is not zero, in key order.</summary>
    public static async Task<IReadOnlyList<(BreakdownKey Key, long Count)>> ListBreakdownsAsync(this Session db) =>
    [
        .. (await db.ListAsync<BreakdownRow>("SELECT Dimension, Day, Unit, Value, Count FROM Breakdowns WHERE Count <> 0"))
            .Select(row => (Key: new BreakdownKey(Enum.Parse<Dimension>(row.Dimension), row.Day, row.Unit, row.Value), row.Count))
            .OrderBy(entry => entry.Key, BreakdownOrder.Instance),
    ];

    /// <summary>How a period's cases are divided; values with none are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> SumBreakdownAsync(this Session db, Dimension dimension, Period period) =>
        (await db.ListAsync<BreakdownRow>(
            """
            SELECT Value, SUM(Count) AS Count FROM Breakdowns
            WHERE Dimension = @dimension AND Day >= @FirstDay AND Day <= @LastDay GROUP BY Value
            """,
            new { dimension = dimension.ToString(), period.FirstDay, period.LastDay }))
        .Where(row => row.Count != 0)
        .ToDictionary(row => row.Value, row => row.Count);

    /// <summary>A value of a dimension, over three stretches of days that follow each other.</summary>
    public sealed record ComparedShare
    {
        public string Value { get; init; } = "";
        public long Count { get; init; }

        /// <summary>In the period before.</summary>
        public long Before { get; init; }

        /// <summary>In the days before the period, from the earliest asked for on.</summary>
        public long Earlier { get; init; }
    }

    /// <summary>How a period's cases are divided, beside the period before and beside all the days from an earlier one on.</summary>
    /// <param name="earliest">First day of <see cref="ComparedShare.Earlier"/>; no later than the first of the period before.</param>
    public static Task<IReadOnlyList<ComparedShare>> CompareBreakdownAsync(this Session db, Dimension dimension, Period period, Period before, DateOnly earliest) =>
        db.ListAsync<ComparedShare>(
            """
            SELECT Value,
                SUM(CASE WHEN Day >= @FirstDay THEN Count ELSE 0 END) AS Count,
                SUM(CASE WHEN Day >= @beforeDay AND Day < @FirstDay THEN Count ELSE 0 END) AS Before,
                SUM(CASE WHEN Day < @FirstDay THEN Count ELSE 0 END) AS Earlier
            FROM Breakdowns WHERE Dimension = @dimension AND Day >= @earliest AND Day <= @LastDay GROUP BY Value
            """,
            new { dimension = dimension.ToString(), earliest, beforeDay = before.FirstDay, period.FirstDay, period.LastDay });

    /// <summary>Cases of one category at one place (empty: none was given), the newest first.</summary>
    public static Task<IReadOnlyList<string>> ListSpotNumbersAsync(this Session db, string category, string area, NumberSpan span, int take) => db.ListAsync<string>(
        $"""
        SELECT Number FROM Cases WHERE Category = @category AND {(area.Length == 0 ? "Area IS NULL" : "Area = @area")} AND Number >= @From AND Number < @Before
        ORDER BY Number DESC {db.Dialect.Take}
        """,
        new { category, area, span.From, span.Before, take });

    /// <summary>超期未结 by how long: those that fell due after each of some instants and not after the one before it.</summary>
    /// <param name="now">As <see cref="CountOpenPastDueAsync"/> takes it.</param>
    /// <param name="since">The newest first.</param>
    /// <returns>One count more than instants: the last is of what is older than all of them.</returns>
    public static async Task<IReadOnlyList<int>> CountOpenPastDueByAgeAsync(this Session db, DateTimeOffset now, IReadOnlyList<DateTimeOffset> since)
    {
        // Cumulative, as an index counts them; what lies between two is their difference.
        var older = new List<int>();
        foreach (var due in since.Prepend(now))
        {
            older.Add(await db.FindAsync<int>(
                """
                SELECT COUNT(*) FROM Clocks c JOIN Assignments a ON a.Number = c.Number AND a.Assignment = c.Assignment
                WHERE c.Kind IN ('Resolve', 'Rework') AND c.DueAt <= @due AND c.StoppedAt IS NULL AND c.Unit IS NOT NULL
                    AND (c.NextNoticeAt <= @now OR c.Announced IN ('Red', 'DoubleRed', 'TripleRed')) AND a.Role = 'Lead'
                """,
                new { now, due }));
        }

        return [.. older.Select((count, place) => count - older.ElementAtOrDefault(place + 1))];
    }

    /// <summary>办理时长 of a period by unit: whole hours → how many cases.</summary>
    public static async Task<ILookup<string, KeyValuePair<long, long>>> SumHandlingAsync(this Session db, Period period) =>
        (await db.ListAsync<BreakdownRow>(
            """
            SELECT Unit, Value, SUM(Count) AS Count FROM Breakdowns
            WHERE Dimension = 'Handling' AND Day >= @FirstDay AND Day <= @LastDay GROUP BY Unit, Value
            """,
            new { period.FirstDay, period.LastDay }))
        .ToLookup(row => row.Unit, row => KeyValuePair.Create(long.Parse(row.Value, CultureInfo.InvariantCulture), row.Count));

    /// <summary>超期未结: leads whose resolution is open and past due, by unit, and when the oldest of them fell due. Clocks that stand still in time are not among them.</summary>
    public static async Task<IReadOnlyDictionary<string, (int Assignments, DateTimeOffset Oldest)>> CountOpenPastDueAsync(this Session db, DateTimeOffset now) =>
        (await db.ListAsync<LateRow>(
            """
            SELECT late.Unit, COUNT(*) AS Assignments, MIN(late.DueAt) AS Oldest
            FROM (SELECT Number, Assignment, Unit, DueAt FROM Clocks
                    WHERE Kind = 'Resolve' AND DueAt <= @now AND StoppedAt IS NULL AND Unit IS NOT NULL
                        AND (NextNoticeAt <= @now OR Announced IN ('Red', 'DoubleRed', 'TripleRed'))
                UNION ALL
                SELECT Number, Assignment, Unit, DueAt FROM Clocks
                    WHERE Kind = 'Rework' AND DueAt <= @now AND StoppedAt IS NULL AND Unit IS NOT NULL
                        AND (NextNoticeAt <= @now OR Announced IN ('Red', 'DoubleRed', 'TripleRed'))) late
            JOIN Assignments a ON a.Number = late.Number AND a.Assignment = late.Assignment
            WHERE a.Role = 'Lead' GROUP BY late.Unit
            """,
            new { now }))
        .ToDictionary(row => row.Unit, row => (row.Assignments, row.Oldest));

    private static BreakdownRow RowOf(BreakdownKey key, long count) =>
        new() { Dimension = key.Dimension.ToString(), Day = key.Day, Unit = key.Unit, Value = key.Value, Count = count };
}
