using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts;
using Hotline.Dispatch;
using Hotline.Domain.Scorecards;
using Hotline.Praises;
using Hotline.Scorecards;
using Hotline.Storage;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Tests.Support;

/// <summary>
/// The engine on a folder, with nothing that runs by itself: no relay, no timers. Its consumers listen, but hear only what
/// a test tells them.
/// </summary>
internal sealed class HotlineEngine : IAsyncDisposable
{
    private static readonly Actor Agent = new("agent-01");

    private readonly IHost _host;

    private HotlineEngine(IHost host) => _host = host;

    /// <summary>The bus on which a test tells events.</summary>
    public ITestHarness Bus => _host.Services.GetRequiredService<ITestHarness>();

    private Database Database => _host.Services.GetRequiredService<Database>();

    public static async Task<HotlineEngine> OpenAsync(string folder, TimeProvider? clock = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { [$"{HotlineOptions.Section}:{nameof(HotlineOptions.Home)}"] = folder });
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddHotlineEngine(builder.Configuration);
        builder.Services.AddMassTransitTestHarness(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<DispatchConsumer, DispatchConsumer.Definition>();
            bus.AddConsumer<ScorecardConsumer, ScorecardConsumer.Definition>();
            bus.UsingInMemory((context, factory) =>
            {
                factory.Publish<HotlineEvent>(topology => topology.Exclude = true);
                factory.ConfigureEndpoints(context);
            });
        });
        var host = builder.Build();
        await host.Services.GetRequiredService<HotlineStart>().PrepareAsync(CancellationToken.None);
        await host.StartAsync();
        return new HotlineEngine(host);
    }

    /// <returns>The new case's number.</returns>
    public async Task<string> RegisterAsync(RegisterCase.Command command) =>
        (await _host.Services.GetRequiredService<RegisterCase>()
            .ExecuteAsync(command, HotlineClient.NewKey(), Agent, CancellationToken.None)).Number;

    public Task<string> PraiseAsync(RecordPraise.Command command) =>
        _host.Services.GetRequiredService<RecordPraise>().ExecuteAsync(command, HotlineClient.NewKey(), Agent, CancellationToken.None);

    /// <summary>The log as it stands, oldest first.</summary>
    public Task<IReadOnlyList<HotlineEvent>> ReadLogAsync() => Database.ReadAsync(
        async db =>
        {
            var log = new List<HotlineEvent>();
            await foreach (var history in db.StreamHistoriesAsync())
            {
                log.AddRange(history);
            }

            return (IReadOnlyList<HotlineEvent>)log;
        },
        CancellationToken.None);

    /// <summary>Marks the whole log as relayed although nobody was told: what an emptied queue leaves behind.</summary>
    public Task LoseMessagesAsync() => Database.WriteAsync(
        Lane.People,
        async db => await db.MarkRelayedAsync(
            [.. (await db.ListUnrelayedAsync(10_000)).Select(row => row.Position)], TimeProvider.System.Now()),
        CancellationToken.None);

    /// <summary>Publishes an event and waits until every consumer that listens to it has done with it.</summary>
    public async Task TellAsync(HotlineEvent happened, int listeners)
    {
        var id = NewId.NextGuid();
        await Bus.Bus.Publish(happened, happened.GetType(), context => context.MessageId = id);
        await Eventually.SeeAsync(
            () => Task.FromResult(Bus.Consumed.Select(message => message.Context.MessageId == id).Count()),
            count => count == listeners,
            $"{happened.GetType().Name} reached its {listeners} listeners");
    }

    /// <returns>The keys of tallies that are not the sum of what the log says.</returns>
    public async Task<IReadOnlyList<TallyKey>> CompareTalliesAsync() =>
        (await _host.Services.GetRequiredService<RebuildScorecard>().CompareAsync(CancellationToken.None)).Different;

    /// <returns>The cases whose rows are not the fold of their events.</returns>
    public async Task<IReadOnlyList<string>> CompareRowsAsync() =>
        (await _host.Services.GetRequiredService<RebuildRows>().ExecuteAsync(mend: false, null, CancellationToken.None)).Different;

    /// <summary>Puts a newer version of the units in place, in which one takes no cases.</summary>
    public Task CloseUnitAsync(string unit) => Database.WriteAsync(
        Lane.People,
        async db =>
        {
            var units = (await db.ListZoneDocumentsAsync()).Single(document => document.Kind == "Units");
            var json = System.Text.Json.Nodes.JsonNode.Parse(units.Body)!;
            json["units"]!.AsArray().Single(entry => (string)entry!["code"]! == unit)!["active"] = false;
            json["version"] = units.Version + 1;
            await db.InsertZoneDocumentAsync(units with { Version = units.Version + 1, Body = json.ToJsonString() });
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
