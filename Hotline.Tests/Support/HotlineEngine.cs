using System.Collections.Concurrent;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Dispatch;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Messaging;
using Hotline.Praises;
using Hotline.Scorecards;
using Hotline.Storage;
using MassTransit;
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

    private readonly Listener _listener;

    private HotlineEngine(IHost host, Listener listener) => (_host, _listener) = (host, listener);

    private Database Database => _host.Services.GetRequiredService<Database>();

    public static async Task<HotlineEngine> OpenAsync(string folder, TimeProvider? clock = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { [$"{HotlineOptions.Section}:{nameof(HotlineOptions.Home)}"] = folder });
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddHotlineEngine(builder.Configuration);
        // Until the queues are bound, an event would reach nobody.
        builder.Services.Configure<MassTransitHostOptions>(bus => bus.WaitUntilStarted = true);
        var listener = new Listener();
        builder.Services.AddReceiveObserver(_ => listener);
        builder.Services.AddMassTransit(bus =>
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
        return new HotlineEngine(host, listener);
    }

    /// <returns>The new case's number.</returns>
    public async Task<string> RegisterAsync(RegisterCase.Command command) =>
        (await _host.Services.GetRequiredService<RegisterCase>()
            .ExecuteAsync(command, HotlineClient.NewKey(), Agent, CancellationToken.None)).Number;

    /// <summary>Registers, and takes the case through every step to its end, with nobody told.</summary>
    public async Task RegisterAndCloseAsync(RegisterCase.Command command)
    {
        var number = await RegisterAsync(command);
        var @case = await _host.Services.GetRequiredService<RouteCase>().ExecuteAsync(number, CancellationToken.None);
        foreach (var assignment in @case.CurrentAssignments)
        {
            @case = await _host.Services.GetRequiredService<SignAssignment>().ExecuteAsync(
                number, @case.Version, new SignAssignment.Command { Assignment = assignment.Number }, Agent, CancellationToken.None);
        }

        foreach (var assignment in @case.CurrentAssignments.Reverse())
        {
            @case = await _host.Services.GetRequiredService<ReplyToAssignment>().ExecuteAsync(
                number,
                @case.Version,
                new ReplyToAssignment.Command
                {
                    Assignment = assignment.Number,
                    Substantiated = true,
                    Contacted = false,
                    Resolution = Resolution.Solved,
                    PublicReply = "已处理。",
                },
                Agent,
                CancellationToken.None);
        }

        @case = await _host.Services.GetRequiredService<ReviewFeedback>().ExecuteAsync(
            number, @case.Version, new ReviewFeedback.Command { Outcome = ReviewOutcome.Pass }, Agent, CancellationToken.None);
        await _host.Services.GetRequiredService<RecordCallback>().ExecuteAsync(
            number,
            @case.Version,
            new RecordCallback.Command { Reached = true, Contacted = true, Resolution = Resolution.Solved, Satisfaction = Satisfaction.Satisfied },
            Agent,
            CancellationToken.None);
    }

    public async Task<string> PraiseAsync(RecordPraise.Command command) =>
        (await _host.Services.GetRequiredService<RecordPraise>().ExecuteAsync(command, HotlineClient.NewKey(), Agent, CancellationToken.None)).Number;

    /// <summary>The log as it stands, oldest first.</summary>
    public Task<IReadOnlyList<HotlineEvent>> ReadLogAsync() => Database.ReadAsync(
        async db =>
        {
            var log = new List<HotlineEvent>();
            IReadOnlyList<History> page = [];
            do
            {
                page = await db.ListHistoriesAsync(page.Count == 0 ? "" : page[^1].Number);
                log.AddRange(page.SelectMany(history => history.Events));
            }
            while (page.Count >= EventStore.HistoryPage);

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
        await _host.Services.GetRequiredService<IBus>().Publish(happened, happened.GetType(), context => context.MessageId = id);
        await Eventually.SeeAsync(
            () => Task.FromResult(_listener.Heard.GetValueOrDefault(id)),
            count => count == listeners,
            $"{happened.GetType().Name} reached its {listeners} listeners");
    }

    /// <returns>The keys of tallies that are not the sum of what the log says.</returns>
    public async Task<IReadOnlyList<TallyKey>> CompareTalliesAsync() =>
        (await _host.Services.GetRequiredService<RebuildScorecard>().CompareAsync(CancellationToken.None)).Different;

    /// <returns>The cases whose rows are not the fold of their events.</returns>
    public async Task<IReadOnlyList<string>> CompareRowsAsync() =>
        (await _host.Services.GetRequiredService<RebuildRows>().ExecuteAsync(mend: false, null, CancellationToken.None)).Different;

    /// <summary>What waits in the poison lane, by id.</summary>
    public async Task<IReadOnlyList<PoisonRow>> ListPoisonAsync() =>
    [
        .. (await _host.Services.GetRequiredService<PoisonLane>().ListAsync(PoisonState.Waiting, 100, PoisonPlace.Start, CancellationToken.None)).OrderBy(row => row.Id),
    ];

    public Task<PoisonRow?> ReplayAsync(string id) => _host.Services.GetRequiredService<PoisonLane>().ReplayAsync(id, CancellationToken.None);

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

    /// <summary>Counts how many queues have done with a message.</summary>
    private sealed class Listener : IReceiveObserver
    {
        public ConcurrentDictionary<Guid, int> Heard { get; } = new();

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context)
        {
            Heard.AddOrUpdate(context.GetMessageId()!.Value, 1, (_, count) => count + 1);
            return Task.CompletedTask;
        }

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class => Task.CompletedTask;

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
    }
}
