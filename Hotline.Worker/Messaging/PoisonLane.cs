using System.Text.RegularExpressions;
using Hotline.Composition;
using Hotline.Storage;
using Microsoft.Extensions.Logging;

namespace Hotline.Messaging;

/// <summary>How the work of a consumer is done again for a row of the poison lane.</summary>
/// <param name="Consumer">The name the rows have.</param>
/// <param name="RedoAsync">Does it, from the log; throws when it fails again. Answers <see cref="PoisonState.Replayed"/> when others finish it.</param>
public sealed record PoisonWork(string Consumer, Func<PoisonRow, CancellationToken, Task<PoisonState>> RedoAsync);

/// <summary>
/// What could not be handled, with the reason, until it is replayed. No message is kept: the log is the truth, and a replay
/// does the work anew from what the log says.
/// </summary>
public sealed partial class PoisonLane(Database database, IEnumerable<PoisonWork> works, TimeProvider clock, ILogger<PoisonLane> logger)
{
    public const int MostPerPage = 200;
    private const int LongestReason = 500;

    /// <summary>Of the longest number there can be.</summary>
    private const int LongestNumber = 24;

    private readonly Dictionary<string, PoisonWork> _works = works.ToDictionary(work => work.Consumer);

    /// <param name="consumer">Whose work it is.</param>
    /// <param name="messageType">The event's type; <c>null</c> when it is not known or there is no single one.</param>
    /// <param name="number">The case or praise; <c>null</c> when the message does not say.</param>
    /// <param name="version">The event's version; 0 for the case as it stands.</param>
    /// <param name="reason">Why it failed.</param>
    /// <param name="messageId">Tells messages without a number apart.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">It could not be noted.</exception>
    public Task RecordAsync(
        string consumer, string? messageType, string? number, int version, Exception reason, CancellationToken cancellation, Guid? messageId = null)
    {
        var row = RowOf(consumer, messageType, number, version, reason, messageId);
        LogPoisoned(logger, row.Id, row.Reason);
        return database.WriteAsync(Lane.Backlog, db => db.RecordPoisonAsync(row), cancellation);
    }

    /// <summary>A page of one state, the oldest first.</summary>
    public Task<IReadOnlyList<PoisonRow>> ListAsync(PoisonState state, int take, PoisonPlace after, CancellationToken cancellation) =>
        database.ReadAsync(db => db.ListPoisonAsync(state, take, after), cancellation);

    public Task<int> CountWaitingAsync(CancellationToken cancellation) =>
        database.ReadAsync(db => db.CountPoisonAsync(PoisonState.Waiting), cancellation);

    /// <summary>
    /// Does the work anew. What fails again waits again, with one attempt more and the new reason; what was resolved
    /// before is left alone, and so is what was discarded.
    /// </summary>
    /// <returns>The row afterwards; <c>null</c> when there is none with this id.</returns>
    public async Task<PoisonRow?> ReplayAsync(string id, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(db => db.FindPoisonAsync(id), cancellation);
        if (row is null or { State: PoisonState.Resolved or PoisonState.Discarded })
        {
            return row;
        }

        // Before the work: whoever finishes it may resolve the row before this process comes back to it.
        await database.WriteAsync(Lane.Backlog, db => db.MovePoisonAsync(id, PoisonState.Waiting, PoisonState.Replayed), cancellation);
        try
        {
            if (await RedoAsync(row, cancellation) == PoisonState.Resolved)
            {
                await database.WriteAsync(Lane.Backlog, db => db.MovePoisonAsync(id, PoisonState.Replayed, PoisonState.Resolved), cancellation);
            }
        }
        catch (Exception exception) when (exception is not StorageUnavailableException && !cancellation.IsCancellationRequested)
        {
            var again = row with { Reason = ReasonOf(exception), LastAt = clock.Now() };
            LogPoisoned(logger, id, again.Reason);
            await database.WriteAsync(Lane.Backlog, db => db.RecordPoisonAsync(again), cancellation);
        }

        return await database.ReadAsync(db => db.FindPoisonAsync(id), cancellation);
    }

    internal PoisonRow RowOf(string consumer, string? messageType, string? number, int version, Exception reason, Guid? messageId = null)
    {
        // What stands in a stranger's message is not believed to be a number because it is called one.
        var known = number is { Length: > 0 and <= LongestNumber } && number.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
        return new PoisonRow
        {
            Id = known ? FormattableString.Invariant($"{consumer}.{number}.{version}") : $"{consumer}.{messageId ?? Guid.CreateVersion7():N}",
            Consumer = consumer,
            MessageType = messageType is { Length: <= 64 } ? messageType : null,
            Number = known ? number! : "",
            Version = known ? version : 0,
            Reason = ReasonOf(reason),
            LastAt = clock.Now(),
        };
    }

    private Task<PoisonState> RedoAsync(PoisonRow row, CancellationToken cancellation) =>
        row.Number.Length == 0
            // It named no event. Whatever it was to cause is found in the log without it; so there is nothing left to do.
            ? Task.FromResult(PoisonState.Resolved)
            : _works.TryGetValue(row.Consumer, out var work)
                ? work.RedoAsync(row, cancellation)
                : throw new NotSupportedException($"This program has no consumer '{row.Consumer}'.");

    /// <summary>
    /// Events carry no personal data, and so neither should what is said of them; long numbers are left out all the same,
    /// because an exception's words are not ours.
    /// </summary>
    private static string ReasonOf(Exception exception)
    {
        var text = LongNumber().Replace($"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}", "…");
        return text.Length <= LongestReason ? text : text[..LongestReason];
    }

    [GeneratedRegex(@"\d{7,}")]
    private static partial Regex LongNumber();

    [LoggerMessage(Level = LogLevel.Error, Message = "{Id} goes to the poison lane: {Reason}")]
    private static partial void LogPoisoned(ILogger logger, string id, string reason);
}
