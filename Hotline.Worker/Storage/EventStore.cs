using System.Data.Common;
using Hotline.Contracts;
using Hotline.Contracts.Cases;

namespace Hotline.Storage;

/// <summary>One line of the log as it is stored.</summary>
public sealed record EventRow
{
    public long Position { get; init; }
    public string Number { get; init; } = "";
    public int Version { get; init; }
    public string Type { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public string Actor { get; init; } = "";
    public string? Unit { get; init; }
    public string Payload { get; init; } = "";
}

/// <summary>The log: append only. It is also the outbox; what has no RelayedAt is still to be told to the bus.</summary>
public static class EventStore
{
    private const string Columns = "Position, Number, Version, Type, At, Actor, Unit, Payload";

    /// <exception cref="StaleCaseException">Another writer has appended this version already.</exception>
    public static async Task AppendAsync(this Session db, IReadOnlyList<HotlineEvent> events)
    {
        foreach (var happened in events)
        {
            try
            {
                await db.ExecuteAsync(
                    """
                    INSERT INTO Events (Number, Version, Type, At, Actor, Unit, Payload)
                    VALUES (@Number, @Version, @Type, @At, @Actor, @Unit, @Payload)
                    """,
                    new EventRow
                    {
                        Number = happened.Number,
                        Version = happened.Version,
                        Type = EventJson.TypeOf(happened),
                        At = happened.At,
                        Actor = happened.Actor,
                        Unit = happened.Unit,
                        Payload = EventJson.Write(happened),
                    });
            }
            catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
            {
                throw new StaleCaseException(happened.Number, happened.Version - 1);
            }

            if (happened is CaseRegistered)
            {
                await db.CountAcceptedAsync(happened.Number);
            }
        }

        db.HasNews |= events.Count > 0;
    }

    /// <summary>All events of a number, oldest first; empty when there is no such number.</summary>
    public static async Task<IReadOnlyList<HotlineEvent>> ReadEventsAsync(this Session db, string number) =>
    [
        .. (await db.ListAsync<EventRow>($"SELECT {Columns} FROM Events WHERE Number = @number ORDER BY Version", new { number }))
            .Select(EventJson.Read),
    ];

    /// <summary>How many numbers <see cref="ListHistoriesAsync"/> reads at once. A shorter answer is the last.</summary>
    public const int HistoryPage = 256;

    /// <summary>What the log holds of one number, not yet read: that costs more than to fetch it, and any thread can do it.</summary>
    /// <param name="Rows">Oldest first; at least one.</param>
    public sealed record HistoryRows(string Number, IReadOnlyList<EventRow> Rows)
    {
        public History Read() => History.Of(Number, Rows);
    }

    /// <summary>The log number by number, in the order of numbers. One that cannot be read says so and stops nobody.</summary>
    /// <param name="db">The use case's own session.</param>
    /// <param name="after">The last number of the page before; empty for the first page.</param>
    public static async Task<IReadOnlyList<History>> ListHistoriesAsync(this Session db, string after) =>
        [.. (await db.ListHistoryRowsAsync(after)).Select(rows => rows.Read())];

    /// <summary>The same as it is stored.</summary>
    public static async Task<IReadOnlyList<HistoryRows>> ListHistoryRowsAsync(this Session db, string after)
    {
        var numbers = await db.ListAsync<string>(
            $"SELECT Number FROM Events WHERE Version = 1 AND Number > @after ORDER BY Number {db.Dialect.Take}",
            new { after, take = HistoryPage });

        // A number without its first version is no beginning of anything, and is met between or behind the others.
        var last = numbers.Count == HistoryPage ? numbers[^1] : await db.FindAsync<string>("SELECT MAX(Number) FROM Events");
        return
        [
            .. (await db.ListAsync(
                    $"SELECT {Columns} FROM Events WHERE Number > @after AND Number <= @last ORDER BY Number, Version", new { after, last }, RowOf))
                .GroupBy(row => row.Number)
                .Select(rows => new HistoryRows(rows.Key, [.. rows])),
        ];
    }

    // In the order of the columns.
    private static EventRow RowOf(DbDataReader reader) => new()
    {
        Position = reader.GetInt64(0),
        Number = reader.GetString(1),
        Version = reader.GetInt32(2),
        Type = reader.GetString(3),
        At = DapperSetup.InstantOf(reader.GetValue(4)),
        Actor = reader.GetString(5),
        Unit = reader.IsDBNull(6) ? null : reader.GetString(6),
        Payload = reader.GetString(7),
    };

    /// <summary>A number that something happened to, and its version before that.</summary>
    public sealed record Mover
    {
        public string Number { get; init; } = "";
        public int VersionBefore { get; init; }
    }

    /// <summary>Numbers that something happened to behind a position.</summary>
    public static Task<IReadOnlyList<Mover>> ListMoversAsync(this Session db, long position) => db.ListAsync<Mover>(
        "SELECT Number, MIN(Version) - 1 AS VersionBefore FROM Events WHERE Position > @position GROUP BY Number", new { position });

    /// <summary>Their numbers alone.</summary>
    public static Task<IReadOnlyList<string>> ListNumbersSinceAsync(this Session db, long position) =>
        db.ListAsync<string>("SELECT DISTINCT Number FROM Events WHERE Position > @position", new { position });

    /// <summary>Numbers that have rows although nothing ever happened to them.</summary>
    public static Task<IReadOnlyList<string>> ListOrphansAsync(this Session db) => db.ListAsync<string>(
        """
        SELECT Number FROM Cases WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = Cases.Number)
        UNION SELECT Number FROM Assignments WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = Assignments.Number)
        UNION SELECT Number FROM Clocks WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = Clocks.Number)
        UNION SELECT Number FROM Requests WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = Requests.Number)
        UNION SELECT Number FROM Supervisions WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = Supervisions.Number)
        UNION SELECT Number FROM Invitations WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = Invitations.Number)
        UNION SELECT Number FROM Attachments WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = Attachments.Number)
        UNION SELECT Number FROM CaseCounts WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = CaseCounts.Number)
        UNION SELECT Number FROM Praises WHERE NOT EXISTS (SELECT 1 FROM Events WHERE Events.Number = Praises.Number)
        ORDER BY Number
        """);

    /// <summary>How far a number has come: its newest version, and when a person last took a step.</summary>
    public sealed record Progress
    {
        public string Number { get; init; } = "";
        public int Version { get; init; }
        public DateTimeOffset? LastStepAt { get; init; }
    }

    /// <summary>How far every number has come; timers and messages take no steps.</summary>
    /// <param name="system">The actor that stands for them.</param>
    public static Task<IReadOnlyList<Progress>> ListProgressAsync(this Session db, string system) =>
        db.ListAsync<Progress>(
            """
            SELECT Number, MAX(Version) AS Version, MAX(CASE WHEN Actor <> @system THEN At END) AS LastStepAt
            FROM Events GROUP BY Number
            """,
            new { system });

    /// <summary>What has happened behind a position, without what was said; oldest first.</summary>
    public static Task<IReadOnlyList<EventRow>> ListChangesAsync(this Session db, long after, int take) => db.ListAsync<EventRow>(
        $"SELECT Position, Number, Version, Type, At, Actor, Unit FROM Events WHERE Position > @after ORDER BY Position {db.Dialect.Take}", new { after, take });

    /// <summary>Position of the newest event; 0 in an empty log.</summary>
    public static Task<long> FindLastPositionAsync(this Session db) =>
        db.FindAsync<long>("SELECT COALESCE(MAX(Position), 0) FROM Events");

    /// <param name="db">The use case's own session.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="after">Only those behind this position.</param>
    public static Task<IReadOnlyList<EventRow>> ListUnrelayedAsync(this Session db, int take, long after = 0) =>
        db.ListAsync<EventRow>(
            $"SELECT {Columns} FROM Events WHERE RelayedAt IS NULL AND Position > @after ORDER BY Position {db.Dialect.Take}",
            new { take, after });

    /// <summary>One line of the log; <c>null</c> when there is none.</summary>
    public static Task<EventRow?> FindEventAsync(this Session db, string number, int version) => db.FindAsync<EventRow>(
        $"SELECT {Columns} FROM Events WHERE Number = @number AND Version = @version", new { number, version });

    public static async Task<bool> IsRelayedAsync(this Session db, long position) =>
        await db.FindAsync<int>("SELECT COUNT(*) FROM Events WHERE Position = @position AND RelayedAt IS NOT NULL", new { position }) == 1;

    public static Task MarkRelayedAsync(this Session db, IReadOnlyList<long> positions, DateTimeOffset now) =>
        db.ExecuteAsync(
            "UPDATE Events SET RelayedAt = @now WHERE Position IN @positions AND RelayedAt IS NULL", new { now, positions });
}

/// <summary>Somebody else changed the case since it was read.</summary>
public sealed class StaleCaseException(string number, int version)
    : Exception($"Case {number} has moved on from version {version}.")
{
    public string Number { get; } = number;
}
