using System.Security.Cryptography;
using System.Text;
using Hotline.Composition;
using Hotline.Contracts;
using Hotline.Storage;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hotline.Messaging;

/// <summary>
/// Tells the bus what was committed: signalled by this process's own commits, polling for those of others. At least
/// once and in no promised order; a crash between publishing and marking repeats the batch. An event that cannot be read
/// stays untold and in nobody's way, with a row in the poison lane: a newer program may know it.
/// </summary>
public sealed partial class EventRelay(
    Database database,
    IBusControl bus,
    IOptions<HotlineOptions> options,
    TimeProvider clock,
    PoisonLane lane,
    ILogger<EventRelay> logger,
    RelayWindow? window = null)
    : BackgroundService
{
    /// <summary>The relay's name in the poison lane.</summary>
    public const string Name = "relay";

    private const int Batch = 256;
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Positions that were reported; once in the life of a process is enough.</summary>
    private readonly HashSet<long> _unreadable = [];

    /// <summary>True when the poison lane may hold what has been told since; an earlier process may have left some.</summary>
    private bool _resolves = true;

    /// <summary>A replay asks whether the event can be read by now; telling it is left to the relay.</summary>
    internal static PoisonWork Redo(Database database) => new(
        Name,
        (row, cancellation) => database.WriteAsync(
            Lane.Backlog,
            async db =>
            {
                var stored = await db.FindEventAsync(row.Number, row.Version)
                    ?? throw new InvalidDataException("The log has no such event.");
                EventJson.Read(stored);
                // It wakes the relay of this process; another's looks by itself.
                db.HasNews = true;
                return await db.IsRelayedAsync(stored.Position) ? PoisonState.Resolved : PoisonState.Replayed;
            },
            cancellation));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var poll = TimeSpan.FromSeconds(options.Value.RelayPollSeconds);

        // Until the queues are bound, a published event would reach nobody.
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RelayAsync(stoppingToken) == 0)
                {
                    await database.WaitForNewsAsync(poll, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(logger, exception);
                await Task.Delay(AfterFault, clock, stoppingToken);
            }
        }
    }

    /// <returns>How many events were relayed.</returns>
    public async Task<int> RelayAsync(CancellationToken cancellation)
    {
        var relayed = 0;
        var after = 0L;
        while (true)
        {
            if (window is not null)
            {
                await window.WaitAsync(cancellation);
            }

            var rows = await database.ReadAsync(db => db.ListUnrelayedAsync(Batch, after), cancellation);
            relayed += await RelayAsync(rows, cancellation);
            if (rows.Count < Batch)
            {
                if (_resolves && relayed > 0)
                {
                    await database.WriteAsync(Lane.Backlog, db => db.ResolveRelayedPoisonAsync(Name), cancellation);
                    _resolves = false;
                }

                return relayed;
            }

            // What cannot be read is left behind; the next call begins at the front again.
            after = rows[^1].Position;
        }
    }

    private async Task<int> RelayAsync(IReadOnlyList<EventRow> rows, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(PublishTimeout);
        var told = new List<(long Position, Task Publishing)>(rows.Count);
        var poisoned = new List<(long Position, PoisonRow Row)>();
        foreach (var row in rows)
        {
            if (Read(row, poisoned) is { } happened)
            {
                window?.Enter(happened.GetType());
                told.Add((row.Position, PublishAsync(happened, timeout.Token)));
            }
        }

        var all = Task.WhenAll(told.Select(one => one.Publishing));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var done = told.Where(one => one.Publishing.IsCompletedSuccessfully).Select(one => one.Position).ToList();
        if (done.Count > 0)
        {
            await database.WriteAsync(Lane.Backlog, db => db.MarkRelayedAsync(done, clock.Now()), cancellation);
            _resolves |= _unreadable.RemoveWhere(done.Contains) > 0;
        }

        if (poisoned.Count > 0)
        {
            await RecordAsync(poisoned, cancellation);
        }

        await all;
        return done.Count;
    }

    private async Task RecordAsync(List<(long Position, PoisonRow Row)> poisoned, CancellationToken cancellation)
    {
        await database.WriteAsync(
            Lane.Backlog,
            async db =>
            {
                foreach (var (_, row) in poisoned)
                {
                    await db.RecordPoisonAsync(row);
                }
            },
            cancellation);
        _unreadable.UnionWith(poisoned.Select(entry => entry.Position));
    }

    private HotlineEvent? Read(EventRow row, List<(long Position, PoisonRow Row)> poisoned)
    {
        try
        {
            return EventJson.Read(row);
        }
        catch (Exception exception)
        {
            if (!_unreadable.Contains(row.Position))
            {
                LogUnreadable(logger, row.Number, row.Version, exception);
                poisoned.Add((row.Position, lane.RowOf(Name, row.Type, row.Number, row.Version, exception)));
            }

            return null;
        }
    }

    private async Task PublishAsync(HotlineEvent happened, CancellationToken cancellation) =>
        await bus.Publish(happened, happened.GetType(), context => context.MessageId = IdOf(happened), cancellation);

    /// <summary>The same event has the same message id, however often it is told.</summary>
    private static Guid IdOf(HotlineEvent happened) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{happened.Number}/{happened.Version}")).AsSpan(0, 16));

    [LoggerMessage(Level = LogLevel.Error, Message = "Relaying events to the bus failed; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Version {Version} of {Number} cannot be read and is told to nobody.")]
    private static partial void LogUnreadable(ILogger logger, string number, int version, Exception exception);
}
