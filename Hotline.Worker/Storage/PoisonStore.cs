using System.Data.Common;

namespace Hotline.Storage;

/// <summary>How far a message of the poison lane has come.</summary>
public enum PoisonState
{
    /// <summary>Nobody could handle it; somebody has to look.</summary>
    Waiting,

    /// <summary>Given back to be done again; it is not known yet how that ended.</summary>
    Replayed,

    /// <summary>What it asked for is done.</summary>
    Resolved,

    /// <summary>作废: somebody has said that nothing is to be done; it does not come back.</summary>
    Discarded,
}

/// <summary>A message that could not be handled, or work that could not be done for it.</summary>
public sealed record PoisonRow
{
    /// <summary>The same for the same consumer, number and version: a repeat is another attempt, not another row.</summary>
    public string Id { get; init; } = "";

    /// <summary>Whose work it is: the name of the queue, or <c>relay</c>.</summary>
    public string Consumer { get; init; } = "";

    /// <summary>The event's type; <c>null</c> when the message did not say, or when it is about no single event.</summary>
    public string? MessageType { get; init; }

    /// <summary>The case or praise; empty when the message did not say.</summary>
    public string Number { get; init; } = "";

    /// <summary>The event's version; 0 for the case as it stands.</summary>
    public int Version { get; init; }

    /// <summary>Type and message of the exception; no personal data.</summary>
    public string Reason { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset FirstAt { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset LastAt { get; init; }

    public int Attempts { get; init; }

    public PoisonState State { get; init; }

    /// <summary>Who discarded it; <c>null</c> unless somebody did.</summary>
    public string? DiscardedBy { get; init; }

    /// <summary>Why.</summary>
    public string? DiscardReason { get; init; }
}

/// <summary>Where a page of the poison lane begins: behind this row.</summary>
public sealed record PoisonPlace(DateTimeOffset FirstAt, string Id)
{
    public static readonly PoisonPlace Start = new(DateTimeOffset.MinValue, "");
}

/// <summary>The poison lane's rows.</summary>
public static class PoisonStore
{
    private const string Columns = "Id, Consumer, MessageType, Number, Version, Reason, FirstAt, LastAt, Attempts, State, DiscardedBy, DiscardReason";

    /// <summary>Notes a failure: a new row, or one more attempt on the row that is there. It waits again, unless somebody has discarded it.</summary>
    public static async Task RecordPoisonAsync(this Session db, PoisonRow row)
    {
        if (await db.RepeatAsync(row))
        {
            return;
        }

        try
        {
            await db.ExecuteAsync(
                """
                INSERT INTO PoisonMessages (Id, Consumer, MessageType, Number, Version, Reason, FirstAt, LastAt, Attempts, State)
                VALUES (@Id, @Consumer, @MessageType, @Number, @Version, @Reason, @LastAt, @LastAt, 1, 'Waiting')
                """,
                row);
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            // Another process met it at the same moment.
            await db.RepeatAsync(row);
        }
    }

    public static Task<PoisonRow?> FindPoisonAsync(this Session db, string id) =>
        db.FindAsync<PoisonRow>($"SELECT {Columns} FROM PoisonMessages WHERE Id = @id", new { id });

    /// <summary>A page of one state, the oldest first.</summary>
    public static Task<IReadOnlyList<PoisonRow>> ListPoisonAsync(this Session db, PoisonState state, int take, PoisonPlace after) =>
        db.ListAsync<PoisonRow>(
            $"""
            SELECT {Columns} FROM PoisonMessages
            WHERE State = @state AND FirstAt >= @FirstAt AND (FirstAt > @FirstAt OR Id > @Id)
            ORDER BY FirstAt, Id {db.Dialect.Take}
            """,
            new { state = state.ToString(), take, after.FirstAt, after.Id });

    public static Task<int> CountPoisonAsync(this Session db, PoisonState state) =>
        db.FindAsync<int>("SELECT COUNT(*) FROM PoisonMessages WHERE State = @state", new { state = state.ToString() });

    /// <summary>Moves a row on; without it, a row that somebody resolved meanwhile would come back.</summary>
    /// <returns><c>false</c> when it is not in the state it is moved from.</returns>
    public static async Task<bool> MovePoisonAsync(this Session db, string id, PoisonState from, PoisonState to) =>
        await db.ExecuteAsync(
            "UPDATE PoisonMessages SET State = @to WHERE Id = @id AND State = @from", new { id, from = from.ToString(), to = to.ToString() }) == 1;

    /// <returns><c>false</c> when there is none with this id that waits for anything.</returns>
    public static async Task<bool> DiscardPoisonAsync(this Session db, string id, string by, string reason) => await db.ExecuteAsync(
        "UPDATE PoisonMessages SET State = 'Discarded', DiscardedBy = @by, DiscardReason = @reason WHERE Id = @id AND State IN ('Waiting', 'Replayed')",
        new { id, by, reason }) == 1;

    /// <summary>Resolves what was about dispatching a case that the catalogue has looked at since.</summary>
    public static Task ResolveRoutedPoisonAsync(this Session db, string consumer) => db.ExecuteAsync(
        """
        UPDATE PoisonMessages SET State = 'Resolved'
        WHERE State IN ('Waiting', 'Replayed') AND Consumer = @consumer
            AND EXISTS (SELECT 1 FROM Cases WHERE Cases.Number = PoisonMessages.Number AND AwaitsRouting = 0)
        """,
        new { consumer });

    /// <summary>Resolves what was about counting a case or praise that the tallies know by now.</summary>
    public static Task ResolveCountedPoisonAsync(this Session db, string consumer) => db.ExecuteAsync(
        """
        UPDATE PoisonMessages SET State = 'Resolved'
        WHERE State IN ('Waiting', 'Replayed') AND Consumer = @consumer
            AND (EXISTS (SELECT 1 FROM Cases WHERE Cases.Number = PoisonMessages.Number AND Uncounted = 0)
                OR EXISTS (SELECT 1 FROM Praises WHERE Praises.Number = PoisonMessages.Number AND Uncounted = 0))
        """,
        new { consumer });

    /// <summary>Resolves what was about telling an event that the bus was told since.</summary>
    public static Task ResolveRelayedPoisonAsync(this Session db, string consumer) => db.ExecuteAsync(
        """
        UPDATE PoisonMessages SET State = 'Resolved'
        WHERE State IN ('Waiting', 'Replayed') AND Consumer = @consumer
            AND EXISTS (SELECT 1 FROM Events
                WHERE Events.Number = PoisonMessages.Number AND Events.Version = PoisonMessages.Version AND RelayedAt IS NOT NULL)
        """,
        new { consumer });

    private static async Task<bool> RepeatAsync(this Session db, PoisonRow row) =>
        await db.ExecuteAsync(
            "UPDATE PoisonMessages SET Reason = @Reason, LastAt = @LastAt, Attempts = Attempts + 1, State = CASE WHEN State = 'Discarded' THEN State ELSE 'Waiting' END WHERE Id = @Id",
            row) == 1;
}
