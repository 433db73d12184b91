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
/// once and in no promised order; a crash between publishing and marking repeats the batch.
/// </summary>
public sealed partial class EventRelay(
    Database database, IBusControl bus, IOptions<HotlineOptions> options, TimeProvider clock, ILogger<EventRelay> logger)
    : BackgroundService
{
    private const int Batch = 256;
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

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
        var rows = await database.ReadAsync(db => db.ListUnrelayedAsync(Batch), cancellation);
        if (rows.Count == 0)
        {
            return 0;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(PublishTimeout);
        await Task.WhenAll(rows.Select(row => PublishAsync(EventJson.Read(row), timeout.Token)));
        await database.WriteAsync(
            Lane.Backlog, db => db.MarkRelayedAsync([.. rows.Select(row => row.Position)], clock.Now()), cancellation);
        return rows.Count;
    }

    private Task PublishAsync(HotlineEvent happened, CancellationToken cancellation) =>
        bus.Publish(happened, happened.GetType(), context => context.MessageId = IdOf(happened), cancellation);

    /// <summary>The same event has the same message id, however often it is told.</summary>
    private static Guid IdOf(HotlineEvent happened) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{happened.Number}/{happened.Version}")).AsSpan(0, 16));

    [LoggerMessage(Level = LogLevel.Error, Message = "Relaying events to the bus failed; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
