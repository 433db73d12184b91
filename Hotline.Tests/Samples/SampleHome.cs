using Hotline.Composition;
using Hotline.Contracts;
using Hotline.Domain.Scorecards;
using Hotline.Samples;
using Hotline.Scorecards;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotline.Tests.Samples;

/// <summary>A hotline of its own in a temporary folder: a real SQLite file and a key.</summary>
internal sealed class SampleHome : IAsyncDisposable
{
    private static readonly Lazy<Task<SampleHome>> Shared = new(async () =>
    {
        var home = new SampleHome();
        Assert.That(await home.LoadAsync(), Is.EqualTo(SampleOutcome.Loaded));
        return home;
    });

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hotline-sample-");
    private readonly Lazy<Task<IHost>> _host;

    public SampleHome()
    {
        Configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Hotline:Home"] = _folder.FullName,
                ["Hotline:ConnectionString"] = "Data Source=hotline.db;Pooling=False",
                ["Hotline:KeyFile"] = "hotline.key",
            })
            .Build();
        _host = new(StartAsync);
    }

    public IConfiguration Configuration { get; }

    /// <summary>One load for all tests that only look at it.</summary>
    public static Task<SampleHome> LoadedAsync() => Shared.Value;

    public static async Task ForgetAsync()
    {
        if (Shared.IsValueCreated)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }

    public Task<SampleOutcome> LoadAsync(IProgress<SampleProgress>? progress = null, CancellationToken cancellation = default) =>
        SampleQuarter.LoadAsync(Configuration, progress, cancellation);

    public async Task<T> GetAsync<T>()
        where T : notnull => (await _host.Value).Services.GetRequiredService<T>();

    public async Task<SamplePlan> PlanAsync() => SamplePlan.Make((await GetAsync<ZoneBook>()).Current);

    public async Task<Scorecard> ReadScorecardAsync() =>
        await (await GetAsync<ReadScorecard>()).ExecuteAsync(SamplePlan.Quarter, CancellationToken.None);

    public async Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ReadTalliesAsync() =>
        await (await GetAsync<Database>()).ReadAsync(db => db.ListTalliesAsync(), CancellationToken.None);

    public async Task<IReadOnlyList<HotlineEvent>> ReadLogAsync() => await (await GetAsync<Database>()).ReadAsync(
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

    public async ValueTask DisposeAsync()
    {
        if (_host.IsValueCreated)
        {
            await ((IAsyncDisposable)await _host.Value).DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddConfiguration(Configuration);
        builder.Services.AddHotlineEngine(builder.Configuration);
        var host = builder.Build();
        await host.Services.GetRequiredService<HotlineStart>().PrepareAsync(CancellationToken.None);
        return host;
    }
}

[SetUpFixture]
public sealed class SharedSample
{
    [OneTimeTearDown]
    public static Task Forget() => SampleHome.ForgetAsync();
}
