extern alias HotlineApi;

using System.Collections.Concurrent;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Storage;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotline.Tests.Support;

/// <summary>
/// The API as it is shipped, embedded mode, on a folder of its own, listening on a port of its own. Only the clock is a
/// test's: it begins on <see cref="RunningClock.Start"/>, so that no result depends on the day the tests run.
/// </summary>
internal sealed class HotlineApplication : IAsyncDisposable
{
    private readonly Api _api;
    private readonly bool _ownsFolder;

    private HotlineApplication(HotlineFolder folder, bool ownsFolder, RunningClock? clock = null, string? sqlServer = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        Data = folder;
        Clock = clock ?? new RunningClock();
        _ownsFolder = ownsFolder;
        _api = new Api(folder.Path, Clock, Published, sqlServer, settings ?? new Dictionary<string, string>());
        var http = _api.CreateClient();
        Admission = Admission.To(_api.Services);
        Client = HotlineClient.SignInAsync(http, Admission).GetAwaiter().GetResult();
    }

    public RunningClock Clock { get; }

    public HotlineClient Client { get; }

    /// <summary>Lets people in.</summary>
    public Admission Admission { get; }

    public HttpClient Http => Client.Http;

    public HotlineFolder Data { get; }

    public IServiceProvider Services => _api.Services;

    /// <summary>What the bus was told, in the order of telling.</summary>
    public ConcurrentQueue<object> Published { get; } = new();

    /// <summary>A hotline that is new.</summary>
    public static HotlineApplication Start() => new(new HotlineFolder(), ownsFolder: true);

    /// <summary>A hotline that is new, with settings of its own, e.g. <c>Hotline:Proxies</c>.</summary>
    public static HotlineApplication StartWith(IReadOnlyDictionary<string, string> settings) => new(new HotlineFolder(), ownsFolder: true, settings: settings);

    /// <summary>A hotline on an empty database of a server.</summary>
    public static HotlineApplication StartOnSqlServer(string connectionString) => new(new HotlineFolder(), ownsFolder: true, sqlServer: connectionString);

    /// <summary>A hotline on what is already in a folder, which stays the caller's.</summary>
    public static HotlineApplication StartOn(HotlineFolder folder, RunningClock clock) => new(folder, ownsFolder: false, clock);

    /// <summary>A new hotline, one of whose units takes no cases at present: what the catalogue would send there waits for a dispatcher.</summary>
    public static async Task<HotlineApplication> StartWithoutAsync(string unit)
    {
        var folder = new HotlineFolder();
        await using (var engine = await HotlineEngine.OpenAsync(folder.Path))
        {
            await engine.CloseUnitAsync(unit);
        }

        return new HotlineApplication(folder, ownsFolder: true);
    }

    public Task<string> RegisterAsync(RegisterCase.Command command) => Client.RegisterAsync(command);

    public Task<JsonElement> StepAsync(string number, string step, object body) => Client.StepAsync(number, step, body);

    public Task<JsonElement> WaitUntilAsync(string number, string status) => Client.WaitUntilAsync(number, status);

    /// <summary>Waits until every event has been relayed and counted.</summary>
    public Task SettleAsync() => Eventually.SeeAsync(Data.CountOutstandingAsync, outstanding => outstanding == 0, "nothing is outstanding");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Admission.Dispose();
        // The program disposes of itself too. Whoever comes second does not wait for the first, so the file is asked.
        var database = _api.Services.GetRequiredService<Database>();
        await _api.DisposeAsync();
        await database.DisposeAsync();
        if (_ownsFolder)
        {
            Data.Dispose();
        }
    }

    private sealed class Api : WebApplicationFactory<HotlineApi::Program>
    {
        private readonly string _folder;
        private readonly RunningClock _clock;
        private readonly ConcurrentQueue<object> _published;
        private readonly string? _sqlServer;
        private readonly IReadOnlyDictionary<string, string> _settings;

        public Api(string folder, RunningClock clock, ConcurrentQueue<object> published, string? sqlServer, IReadOnlyDictionary<string, string> settings)
        {
            (_folder, _clock, _published, _sqlServer, _settings) = (folder, clock, published, sqlServer, settings);
            // A real server: limits of size and headers belong to what is tested.
            UseKestrel(0);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder
                .UseEnvironment(Environments.Production)
                .UseSetting("Hotline:Home", _folder)
                .UseSetting("Hotline:ShowKit", "true")
                // What makes guessing slow makes tests slow.
                .UseSetting("Hotline:PasswordIterations", "1")
                .UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning")
                .ConfigureTestServices(services =>
                {
                    services.AddSingleton<TimeProvider>(_clock);
                    services.AddPublishObserver(_ => new Witness(_published));
                });
            foreach (var (name, value) in _settings)
            {
                builder.UseSetting(name, value);
            }

            if (_sqlServer is not null)
            {
                builder.UseSetting("Hotline:Storage", "SqlServer").UseSetting("Hotline:ConnectionString", _sqlServer);
            }
        }
    }

    private sealed class Witness(ConcurrentQueue<object> published) : IPublishObserver
    {
        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            published.Enqueue(context.Message);
            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
