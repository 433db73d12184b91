using Hotline.Contracts.Cases;
using Hotline.Domain.Scorecards;

namespace Hotline.Storage;

/// <summary>Sums per day, unit and requester kind, and what is still to be counted.</summary>
public static class TallyStore
{
    private sealed record TallyRow
    {
        public DateOnly Day { get; init; }
        public string Unit { get; init; } = "";
        public string RequesterKind { get; init; } = "";
        public int Received { get; init; }
        public int Closed { get; init; }
        public int AnsweredDirectly { get; init; }
        public int Guided { get; init; }
        public int Merged { get; init; }
        public int Voided { get; init; }
        public int Unreached { get; init; }
        public int Waived { get; init; }
        public int RatedOnResponse { get; init; }
        public int RatedOnResolution { get; init; }
        public int Due { get; init; }
        public int OnTime { get; init; }
        public int Rated { get; init; }
        public int Contacted { get; init; }
        public int Solved { get; init; }
        public int PartlySolved { get; init; }
        public int Satisfied { get; init; }
        public int BasicallySatisfied { get; init; }
        public int Dissatisfied { get; init; }
        public int Reworked { get; init; }
        public int PraisedByPhone { get; init; }
        public int Banners { get; init; }
        public int Letters { get; init; }
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
        var changed = await db.ExecuteAsync(
            """
            UPDATE Tallies SET Received = Received + @Received, Closed = Closed + @Closed,
                AnsweredDirectly = AnsweredDirectly + @AnsweredDirectly, Guided = Guided + @Guided, Merged = Merged + @Merged,
                Voided = Voided + @Voided, Unreached = Unreached + @Unreached, Waived = Waived + @Waived,
                RatedOnResponse = RatedOnResponse + @RatedOnResponse, RatedOnResolution = RatedOnResolution + @RatedOnResolution,
                Due = Due + @Due, OnTime = OnTime + @OnTime,
                Rated = Rated + @Rated, Contacted = Contacted + @Contacted, Solved = Solved + @Solved,
                PartlySolved = PartlySolved + @PartlySolved, Satisfied = Satisfied + @Satisfied,
                BasicallySatisfied = BasicallySatisfied + @BasicallySatisfied, Dissatisfied = Dissatisfied + @Dissatisfied,
                Reworked = Reworked + @Reworked, PraisedByPhone = PraisedByPhone + @PraisedByPhone,
                Banners = Banners + @Banners, Letters = Letters + @Letters
            WHERE Day = @Day AND Unit = @Unit AND RequesterKind = @RequesterKind
            """,
            row);
        if (changed == 0)
        {
            await db.ExecuteAsync(
                """
                INSERT INTO Tallies (Day, Unit, RequesterKind, Received, Closed, AnsweredDirectly, Guided, Merged, Voided, Unreached,
                    Waived, RatedOnResponse, RatedOnResolution, Due, OnTime, Rated,
                    Contacted, Solved, PartlySolved, Satisfied, BasicallySatisfied, Dissatisfied, Reworked, PraisedByPhone,
                    Banners, Letters)
                VALUES (@Day, @Unit, @RequesterKind, @Received, @Closed, @AnsweredDirectly, @Guided, @Merged, @Voided, @Unreached,
                    @Waived, @RatedOnResponse, @RatedOnResolution, @Due, @OnTime, @Rated,
                    @Contacted, @Solved, @PartlySolved, @Satisfied, @BasicallySatisfied, @Dissatisfied, @Reworked, @PraisedByPhone,
                    @Banners, @Letters)
                """,
                row);
        }
    }

    public static Task DeleteTalliesAsync(this Session db) => db.ExecuteAsync("DELETE FROM Tallies");

    /// <summary>Every sum that is not all zero, in key order: what a rebuild must reproduce.</summary>
    public static async Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ListTalliesAsync(this Session db) =>
    [
        .. (await db.ListAsync<TallyRow>(
                """
                SELECT Day, Unit, RequesterKind, Received, Closed, AnsweredDirectly, Guided, Merged, Voided, Unreached, Waived,
                    RatedOnResponse, RatedOnResolution, Due, OnTime, Rated, Contacted, Solved,
                    PartlySolved, Satisfied, BasicallySatisfied, Dissatisfied, Reworked, PraisedByPhone, Banners, Letters
                FROM Tallies ORDER BY Day, Unit, RequesterKind
                """))
            .Select(row => (
                new TallyKey(row.Day, row.Unit, Enum.Parse<RequesterKind>(row.RequesterKind)),
                TallyOf(row)))
            .Where(entry => entry.Item2 != default),
    ];

    /// <summary>The period's sums per unit; units with nothing at all are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, Tally>> SumTalliesAsync(this Session db, Period period) =>
        (await db.ListAsync<TallyRow>(
            """
            SELECT Unit, SUM(Received) AS Received, SUM(Closed) AS Closed, SUM(AnsweredDirectly) AS AnsweredDirectly,
                SUM(Guided) AS Guided, SUM(Merged) AS Merged, SUM(Voided) AS Voided, SUM(Unreached) AS Unreached,
                SUM(Waived) AS Waived, SUM(RatedOnResponse) AS RatedOnResponse, SUM(RatedOnResolution) AS RatedOnResolution,
                SUM(Due) AS Due, SUM(OnTime) AS OnTime, SUM(Rated) AS Rated, SUM(Contacted) AS Contacted,
                SUM(Solved) AS Solved, SUM(PartlySolved) AS PartlySolved, SUM(Satisfied) AS Satisfied,
                SUM(BasicallySatisfied) AS BasicallySatisfied, SUM(Dissatisfied) AS Dissatisfied, SUM(Reworked) AS Reworked,
                SUM(PraisedByPhone) AS PraisedByPhone, SUM(Banners) AS Banners, SUM(Letters) AS Letters
            FROM Tallies WHERE Day >= @FirstDay AND Day <= @LastDay GROUP BY Unit
            """,
            new { period.FirstDay, period.LastDay }))
        .Where(row => TallyOf(row) != default)
        .ToDictionary(row => row.Unit, TallyOf);

    /// <summary>受理 of each day of the period that has any, in the order of days.</summary>
    public static async Task<IReadOnlyList<(DateOnly Day, int Received)>> SumReceivedByDayAsync(this Session db, Period period) =>
    [
        .. (await db.ListAsync<TallyRow>(
                "SELECT Day, SUM(Received) AS Received FROM Tallies WHERE Day >= @FirstDay AND Day <= @LastDay GROUP BY Day ORDER BY Day",
                new { period.FirstDay, period.LastDay }))
            .Select(row => (row.Day, row.Received)),
    ];

    /// <summary>上期结转: received minus ended before a day, as the tallies have it.</summary>
    public static Task<int> CountCarriedOverAsync(this Session db, DateOnly day) => db.FindAsync<int>(
        "SELECT COALESCE(SUM(Received) - SUM(Closed) - SUM(Guided) - SUM(Merged) - SUM(Voided), 0) FROM Tallies WHERE Day < @day", new { day });

    private static TallyRow RowOf(TallyKey key, Tally tally) => new()
    {
        Day = key.Day,
        Unit = key.Unit,
        RequesterKind = key.RequesterKind.ToString(),
        Received = tally.Received,
        Closed = tally.Closed,
        AnsweredDirectly = tally.AnsweredDirectly,
        Guided = tally.Guided,
        Merged = tally.Merged,
        Voided = tally.Voided,
        Unreached = tally.Unreached,
        Waived = tally.Waived,
        RatedOnResponse = tally.RatedOnResponse,
        RatedOnResolution = tally.RatedOnResolution,
        Due = tally.Due,
        OnTime = tally.OnTime,
        Rated = tally.Rated,
        Contacted = tally.Contacted,
        Solved = tally.Solved,
        PartlySolved = tally.PartlySolved,
        Satisfied = tally.Satisfied,
        BasicallySatisfied = tally.BasicallySatisfied,
        Dissatisfied = tally.Dissatisfied,
        Reworked = tally.Reworked,
        PraisedByPhone = tally.PraisedByPhone,
        Banners = tally.Banners,
        Letters = tally.Letters,
    };

    private static Tally TallyOf(TallyRow row) => new()
    {
        Received = row.Received,
        Closed = row.Closed,
        AnsweredDirectly = row.AnsweredDirectly,
        Guided = row.Guided,
        Merged = row.Merged,
        Voided = row.Voided,
        Unreached = row.Unreached,
        Waived = row.Waived,
        RatedOnResponse = row.RatedOnResponse,
        RatedOnResolution = row.RatedOnResolution,
        Due = row.Due,
        OnTime = row.OnTime,
        Rated = row.Rated,
        Contacted = row.Contacted,
        Solved = row.Solved,
        PartlySolved = row.PartlySolved,
        Satisfied = row.Satisfied,
        BasicallySatisfied = row.BasicallySatisfied,
        Dissatisfied = row.Dissatisfied,
        Reworked = row.Reworked,
        PraisedByPhone = row.PraisedByPhone,
        Banners = row.Banners,
        Letters = row.Letters,
    };
}
