using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Zone;

/// <summary>Lets a process see what another one has imported. It looks several times before a new version can take effect.</summary>
public sealed partial class ZoneWatch(ZoneBook zone, TimeProvider clock, ILogger<ZoneWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = ZoneBook.Settling / 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await zone.ReloadAsync(stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "New versions of the zone's configuration could not be read; what was known stays in force.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
