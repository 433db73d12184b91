using Hotline.Samples;
using Hotline.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotline.Composition;

/// <summary>The stand-alone host of the engine.</summary>
internal static class WorkerHost
{
    /// <summary>Runs the background work until the process is told to stop.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddHotlineEngine(builder.Configuration);
        builder.Services.AddHotlineBackground(builder.Configuration);
        using var host = builder.Build();
        var start = host.Services.GetRequiredService<HotlineStart>();
        await start.PrepareAsync(cancellation);
        if (await SampleQuarter.IsUnfinishedAsync(host.Services.GetRequiredService<Database>(), cancellation))
        {
            // The sweep reads the real clock and would put real instants among the sample's; finish that first.
            await SampleQuarter.LoadAsync(builder.Configuration, null, cancellation);
        }

        await start.RepairAsync(cancellation);
        await host.RunAsync(cancellation);
        return 0;
    }

    /// <summary>Composes the engine alone, prepares it, and hands it to one command.</summary>
    /// <param name="act">The command; its answer is the exit code.</param>
    /// <param name="cancellation">Stops the command.</param>
    /// <param name="creates">False: without a database the command refuses, instead of judging an empty one that it made itself.</param>
    public static async Task<int> UseEngineAsync(
        Func<IServiceProvider, Task<int>> act, CancellationToken cancellation, bool creates = false)
    {
        var builder = Host.CreateApplicationBuilder();
        if (!creates && builder.Configuration.ReadHotlineOptions().DatabaseFile is { } file && !File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"There is no database at {file}.");
            return 1;
        }

        builder.Services.AddHotlineEngine(builder.Configuration);
        using var host = builder.Build();
        await host.Services.GetRequiredService<HotlineStart>().PrepareAsync(cancellation);
        return await act(host.Services);
    }
}
