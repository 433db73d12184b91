using System.Data.Common;
using Hotline.Contracts;

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
        }

        db.HasNews |= events.Count > 0;
    }

    /// <summary>All events of a number, oldest first; empty when there is no such number.</summary>
    public static async Task<IReadOnlyList<HotlineEvent>> ReadEventsAsync(this Session db, string number) =>
    [
        .. (await db.ListAsync<EventRow>($"SELECT {Columns} FROM Events WHERE Number = @number ORDER BY Version", new { number }))
            .Select(EventJson.Read),
    ];

    /// <summary>The whole log, number by number: the events of one case or praise at a time, oldest first.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<HotlineEvent>> StreamHistoriesAsync(this Session db)
    {
        var history = new List<HotlineEvent>();
        await foreach (var row in db.StreamAsync<EventRow>($"SELECT {Columns} FROM Events ORDER BY Number, Version"))
        {
            if (history.Count > 0 && history[0].Number != row.Number)
            {
                yield return history;
                history = [];
            }

            history.Add(EventJson.Read(row));
        }

        if (history.Count > 0)
        {
            yield return history;
        }
    }

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
