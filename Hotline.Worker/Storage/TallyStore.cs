using System.Globalization;
using Hotline.Contracts.Cases;
using Hotline.Domain.Scorecards;

namespace Hotline.Storage;

/// <summary>Sums per day, unit and requester kind, and what is still to be counted.</summary>
public static class TallyStore
{
    // The columns are named as the figures are.
    private static readonly string Columns = string.Join(", ", Figures.All);
    private static readonly string Sums = string.Join(", ", Figures.All.Select(figure => $"SUM({figure}) AS {figure}"));
    private static readonly string RatingSums = string.Join(", ", Figures.OfRatings.Select(figure => $"SUM({figure}) AS {figure}"));

    private static readonly string Add =
        $"UPDATE Tallies SET {string.Join(", ", Figures.All.Select(figure => $"{figure} = {figure} + @{figure}"))} "
        + "WHERE Attribution = @Attribution AND Day = @Day AND Unit = @Unit AND RequesterKind = @RequesterKind";

    private static readonly string Insert =
        $"INSERT INTO Tallies (Attribution, Day, Unit, RequesterKind, {Columns}) "
        + $"VALUES (@Attribution, @Day, @Unit, @RequesterKind, {string.Join(", ", Figures.All.Select(figure => $"@{figure}"))})";

    private sealed record DayRow
    {
        public DateOnly Day { get; init; }
        public int Received { get; init; }
    }

    private sealed record RequesterRow
    {
        public string RequesterKind { get; init; } = "";
        public long Received { get; init; }
    }

    private sealed record CountState
    {
        public int Version { get; init; }
        public int CountedVersion { get; init; }
        public bool Uncounted { get; init; }
    }

    /// <summary>Version of the case's rows and the version the tallies know; <c>null</c> when nothing is to be counted.</summary>
    public static async Task<(int Version, int Counted)?> FindUncountedAsync(this Session db, string number) =>
        await db.FindAsync<CountState>("SELECT Version, CountedVersion, Uncounted FROM Cases WHERE Number = @number", new { number })
            is { Uncounted: true } state
            ? (state.Version, state.CountedVersion)
            : null;

    /// <summary>
    /// Takes a case off the list of uncounted ones. <c>false</c> when the case moved on, or somebody else counted it.
    /// </summary>
    public static async Task<bool> MarkCountedAsync(this Session db, string number, int counted, int version) =>
        await db.ExecuteAsync(
            """
            UPDATE Cases SET CountedVersion = @version, Uncounted = 0
            WHERE Number = @number AND Version = @version AND CountedVersion = @counted AND Uncounted = 1
            """,
            new { number, counted, version }) == 1;

    /// <summary>Sets what the tallies know of a case after a rebuild; what came since is counted later.</summary>
    public static Task ResetCountedAsync(this Session db, string number, int counted) => db.ExecuteAsync(
        """
        UPDATE Cases SET CountedVersion = @counted, Uncounted = CASE WHEN Version > @counted THEN 1 ELSE 0 END
        WHERE Number = @number AND (CountedVersion <> @counted OR Uncounted = 1)
        """,
        new { number, counted });

    /// <summary>The version of a case that the tallies know; 0 when they know nothing of it.</summary>
    public static Task<int> FindCountedVersionAsync(this Session db, string number) =>
        db.FindAsync<int>("SELECT CountedVersion FROM Cases WHERE Number = @number", new { number });

    /// <summary>What the tallies know of a case or praise: its version that is counted, 0 for none.</summary>
    public sealed record CountMark
    {
        public string Number { get; init; } = "";
        public int CountedVersion { get; init; }
        public bool Uncounted { get; init; }
    }

    /// <summary>The marks of all cases and praises from one number to another.</summary>
    public static Task<IReadOnlyList<CountMark>> ListCountMarksAsync(this Session db, string first, string last) =>
        db.ListAsync<CountMark>(
            """
            SELECT Number, CountedVersion, Uncounted FROM Cases WHERE Number >= @first AND Number <= @last
            UNION ALL
            SELECT Number, CASE WHEN Uncounted = 1 THEN 0 ELSE 1 END, Uncounted FROM Praises WHERE Number >= @first AND Number <= @last
            """,
            new { first, last });

    public static Task<IReadOnlyList<string>> ListUncountedCasesAsync(this Session db, int take, string after = "") =>
        db.ListAsync<string>(
            $"SELECT Number FROM Cases WHERE Uncounted = 1 AND Number > @after ORDER BY Number {db.Dialect.Take}", new { take, after });

    public static async Task<int> CountUncountedAsync(this Session db) =>
        await db.FindAsync<int>("SELECT COUNT(*) FROM Cases WHERE Uncounted = 1")
        + await db.FindAsync<int>("SELECT COUNT(*) FROM Praises WHERE Uncounted = 1");

    /// <summary>Adds a difference to the sum of a key.</summary>
    public static async Task AddToTallyAsync(this Session db, TallyKey key, Tally tally)
    {
        var row = RowOf(key, tally);
        if (await db.ExecuteAsync(Add, row) == 0)
        {
            await db.ExecuteAsync(Insert, row);
        }
    }

    /// <summary>Puts a sum in place that is known not to be there.</summary>
    public static Task InsertTallyAsync(this Session db, TallyKey key, Tally tally) => db.ExecuteAsync(Insert, RowOf(key, tally));

    public static Task DeleteTalliesAsync(this Session db) => db.ExecuteAsync("DELETE FROM Tallies");

    /// <summary>Every sum that is not all zero, in key order: what a rebuild must reproduce.</summary>
    public static async Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ListTalliesAsync(this Session db) =>
    [
        .. (await db.ListAsync<object>($"SELECT Attribution, Day, Unit, RequesterKind, {Columns} FROM Tallies"))
            .Select(row => (IDictionary<string, object?>)row)
            .Select(row => (Key: KeyOf(row), Tally: TallyOf(row)))
            .Where(entry => entry.Tally != default)
            .OrderBy(entry => entry.Key, TallyOrder.Instance),
    ];

    /// <summary>The period's sums per unit; units with nothing at all are left out.</summary>
    /// <param name="db">The use case's own session.</param>
    /// <param name="period">From its first day to its last.</param>
    /// <param name="attribution">By what the ratings belong to it; everything else belongs to it by its own day.</param>
    public static async Task<IReadOnlyDictionary<string, Tally>> SumTalliesAsync(this Session db, Period period, Attribution attribution = Attribution.Closed)
    {
        var sums = await db.SumAsync(Sums, period, Attribution.Closed);
        if (attribution != Attribution.Closed)
        {
            var ratings = await db.SumAsync(RatingSums, period, attribution);
            foreach (var unit in sums.Keys.Union(ratings.Keys).ToList())
            {
                sums[unit] = sums.GetValueOrDefault(unit).WithRatingsOf(ratings.GetValueOrDefault(unit));
            }
        }

        return sums.Where(entry => entry.Value != default).ToDictionary();
    }

    /// <summary>受理 of each day of the period that has any, in the order of days.</summary>
    public static async Task<IReadOnlyList<(DateOnly Day, int Received)>> SumReceivedByDayAsync(this Session db, Period period) =>
    [
        .. (await db.ListAsync<DayRow>(
                "SELECT Day, SUM(Received) AS Received FROM Tallies WHERE Attribution = 'Closed' AND Day >= @FirstDay AND Day <= @LastDay GROUP BY Day ORDER BY Day",
                new { period.FirstDay, period.LastDay }))
            .Where(row => row.Received != 0)
            .Select(row => (row.Day, row.Received)),
    ];

    /// <summary>Some figures of each day that has any, of all units: what a trend is made of.</summary>
    /// <param name="figures">Only these are summed; the others are zero.</param>
    /// <param name="attribution">By what the ratings belong to a day.</param>
    public static async Task<IReadOnlyDictionary<DateOnly, Tally>> SumByDayAsync(
        this Session db, IReadOnlyCollection<Figure> figures, DateOnly first, DateOnly last, Attribution attribution)
    {
        var days = new Dictionary<DateOnly, Tally>();
        foreach (var (booked, some) in figures.GroupBy(figure => Figures.IsOfRatings(figure) ? attribution : Attribution.Closed).Select(group => (group.Key, group.ToList())))
        {
            foreach (var row in (await db.ListAsync<object>(
                $"SELECT Day, {string.Join(", ", some.Select(figure => $"SUM({figure}) AS {figure}"))} FROM Tallies WHERE Attribution = @attribution AND Day >= @first AND Day <= @last GROUP BY Day",
                new { attribution = booked.ToString(), first, last })).Cast<IDictionary<string, object?>>())
            {
                var day = DapperSetup.DayOf(row["Day"]!);
                days[day] = some.Aggregate(
                    days.GetValueOrDefault(day), (tally, figure) => tally.With(figure, Convert.ToInt64(row[figure.ToString()], CultureInfo.InvariantCulture)));
            }
        }

        return days;
    }

    /// <summary>受理 of a period by who asked.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> SumReceivedByRequesterAsync(this Session db, Period period) =>
        (await db.ListAsync<RequesterRow>(
            "SELECT RequesterKind, SUM(Received) AS Received FROM Tallies WHERE Attribution = 'Closed' AND Day >= @FirstDay AND Day <= @LastDay GROUP BY RequesterKind",
            new { period.FirstDay, period.LastDay }))
        .Where(row => row.Received != 0).ToDictionary(row => row.RequesterKind, row => row.Received);

    /// <summary>上期结转: received minus ended before a day, as the tallies have it.</summary>
    public static Task<int> CountCarriedOverAsync(this Session db, DateOnly day) => db.FindAsync<int>(
        """
        SELECT COALESCE(SUM(Received) - SUM(Closed) - SUM(Guided) - SUM(Merged) - SUM(Voided), 0)
        FROM Tallies WHERE Attribution = 'Closed' AND Day < @day
        """,
        new { day });

    private static async Task<Dictionary<string, Tally>> SumAsync(this Session db, string sums, Period period, Attribution attribution) =>
        (await db.ListAsync<object>(
            $"SELECT Unit, {sums} FROM Tallies WHERE Attribution = @attribution AND Day >= @FirstDay AND Day <= @LastDay GROUP BY Unit",
            new { attribution = attribution.ToString(), period.FirstDay, period.LastDay }))
        .Select(row => (IDictionary<string, object?>)row)
        .ToDictionary(row => (string)row["Unit"]!, TallyOf);

    private static Dictionary<string, object?> RowOf(TallyKey key, Tally tally)
    {
        var row = new Dictionary<string, object?>(Figures.All.Length + 4)
        {
            [nameof(key.Attribution)] = key.Attribution.ToString(),
            [nameof(key.Day)] = key.Day,
            [nameof(key.Unit)] = key.Unit,
            [nameof(key.RequesterKind)] = key.RequesterKind.ToString(),
        };
        foreach (var figure in Figures.All)
        {
            row[figure.ToString()] = tally[figure];
        }

        return row;
    }

    private static TallyKey KeyOf(IDictionary<string, object?> row) => new(
        DapperSetup.DayOf(row[nameof(TallyKey.Day)]!),
        (string)row[nameof(TallyKey.Unit)]!,
        Enum.Parse<RequesterKind>((string)row[nameof(TallyKey.RequesterKind)]!),
        Enum.Parse<Attribution>((string)row[nameof(TallyKey.Attribution)]!));

    private static Tally TallyOf(IDictionary<string, object?> row)
    {
        var tally = default(Tally);
        foreach (var figure in Figures.All)
        {
            if (row.TryGetValue(figure.ToString(), out var count) && count is not null)
            {
                tally = tally.With(figure, Convert.ToInt64(count, CultureInfo.InvariantCulture));
            }
        }

        return tally;
    }
}
