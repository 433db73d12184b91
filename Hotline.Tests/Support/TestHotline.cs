using System.Globalization;
using System.Text;
using FluentValidation;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Contracts.Praises;
using Hotline.Deadlines;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Dispatch;
using Hotline.Messaging;
using Hotline.Notices;
using Hotline.Praises;
using Hotline.Scorecards;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Support;

/// <summary>
/// The engine on a real SQLite file in a folder of its own, with a clock that the test moves and nothing that runs by
/// itself. Tests say what is done; how the engine is put together is said here.
/// </summary>
internal sealed class TestHotline : IAsyncDisposable
{
    public static readonly Actor Agent = new("agent");
    public static readonly Actor Unit = new("handler", Story.Lead);

    /// <summary>The one valid registration that tests change by <c>with</c>. Its category is led by one unit and supported by another.</summary>
    public static readonly RegisterCase.Command Registration = new()
    {
        Channel = Channel.Phone,
        RequesterKind = RequesterKind.Citizen,
        Type = CaseType.Help,
        Category = "C0107",
        Title = "楼顶加建",
        Content = "三号楼楼顶有人加建房屋。",
        Urgency = Urgency.General,
        Requester = new Requester { Name = "张三", Phone = "13800005678" },
    };

    private readonly string _home;
    private readonly bool _ownsHome;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private ServiceProvider _services = null!;
    private int _keys;

    private TestHotline(string home, bool ownsHome, SettableClock clock, IReadOnlyDictionary<string, string?> settings)
    {
        (_home, _ownsHome, Clock) = (home, ownsHome, clock);
        _settings = new Dictionary<string, string?>(settings) { ["Hotline:Home"] = home };
    }

    public SettableClock Clock { get; }

    public string KeyFile => Path.Combine(_home, "data", "hotline.key");

    public string DatabaseFile => Path.Combine(_home, "data", "hotline.db");

    public Database Database => _services.GetRequiredService<Database>();

    public HotlineZone Zone => _services.GetRequiredService<ZoneBook>().Current;

    public RequesterVault Vault => _services.GetRequiredService<RequesterVault>();

    /// <summary>A new hotline in a new folder.</summary>
    public static Task<TestHotline> StartAsync(string at = "2025-09-26T16:40:00+08:00") =>
        StartAsync(at, new Dictionary<string, string?>());

    public static async Task<TestHotline> StartAsync(string at, IReadOnlyDictionary<string, string?> settings)
    {
        var clock = new SettableClock(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        var hotline = new TestHotline(Directory.CreateTempSubdirectory("hotline-").FullName, ownsHome: true, clock, settings);
        await hotline.OpenAsync();
        return hotline;
    }

    /// <summary>Another process on the same file, with the same clock.</summary>
    public async Task<TestHotline> StartSecondAsync()
    {
        var second = new TestHotline(_home, ownsHome: false, Clock, _settings);
        await second.OpenAsync();
        return second;
    }

    /// <summary>Stops in good order, and starts again on what is on the disk.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await OpenAsync();
    }

    /// <summary>Starts again after <see cref="StopAsync"/>, whatever the clock shows by now.</summary>
    public Task ResumeAsync() => OpenAsync();

    public async Task StopAsync()
    {
        await _services.DisposeAsync();
        if (!_settings.ContainsKey("Hotline:Storage"))
        {
            using var connection = Connect();
            SqliteConnection.ClearPool(connection);
        }
    }

    public Task<CaseQueues.Page> ListAsync(QueueName queue, Light? light, int take, string? after = null) =>
        _services.GetRequiredService<CaseQueues>().ExecuteAsync(queue, null, light, null, Agent, after, take, CancellationToken.None);

    /// <summary>Any step, as somebody who has just looked at the case.</summary>
    public async Task<Case> TakeAsync<TStep, TCommand>(string number, TCommand command, Actor actor)
        where TStep : class, ICaseStep<TCommand> =>
        await _services.GetRequiredService<TStep>().ExecuteAsync(number, await VersionAsync(number), command, actor, CancellationToken.None);

    public Task<RegisterCase.Receipt> RegisterAsync(RegisterCase.Command? command = null, string? key = null) =>
        _services.GetRequiredService<RegisterCase>().ExecuteAsync(
            command ?? Registration, key ?? $"key-{Interlocked.Increment(ref _keys)}", Agent, CancellationToken.None);

    /// <summary>The states on the straight way from the registration to the end.</summary>
    public static IReadOnlyList<CaseStatus> Walkable { get; } =
        [CaseStatus.AwaitingDispatch, CaseStatus.InProgress, CaseStatus.AwaitingReview, CaseStatus.AwaitingCallback, CaseStatus.Closed];

    /// <summary>Registers a case and takes it, without detours, to the first moment of a state.</summary>
    public async Task<Case> WalkToAsync(CaseStatus status, RegisterCase.Command? command = null)
    {
        var @case = await ReadAsync((await RegisterAsync(command)).Number);
        if (status >= CaseStatus.InProgress)
        {
            @case = await RouteAsync(@case.Number);
        }

        if (status >= CaseStatus.AwaitingReview)
        {
            foreach (var assignment in @case.Assignments)
            {
                await SignAsync(@case.Number, assignment.Number);
            }

            // The lead replies last.
            foreach (var assignment in @case.Assignments.Reverse())
            {
                @case = await ReplyAsync(@case.Number, assignment.Number);
            }
        }

        if (status >= CaseStatus.AwaitingCallback)
        {
            @case = await ReviewAsync(@case.Number);
        }

        return status == CaseStatus.Closed
            ? await CallBackAsync(@case.Number, Resolution.Solved, Satisfaction.Satisfied)
            : @case;
    }

    /// <summary>The catalogue's own dispatch.</summary>
    public Task<Case> RouteAsync(string number) => _services.GetRequiredService<RouteCase>().ExecuteAsync(number, CancellationToken.None);

    public async Task<Case> DispatchAsync(string number, string lead, int? seen = null) =>
        await _services.GetRequiredService<DispatchCase>().ExecuteAsync(
            number, seen ?? await VersionAsync(number), new DispatchCase.Command { Lead = lead, Basis = "会商结论" }, Agent, CancellationToken.None);

    public async Task<Case> AnswerAsync(string number, Resolution? resolution, int? seen = null) =>
        await _services.GetRequiredService<AnswerCase>().ExecuteAsync(
            number, seen ?? await VersionAsync(number), new AnswerCase.Command { Text = "答复", Resolution = resolution }, Agent, CancellationToken.None);

    public async Task<Case> SignAsync(string number, int assignment, int? seen = null) =>
        await _services.GetRequiredService<SignAssignment>().ExecuteAsync(
            number, seen ?? await VersionAsync(number), new SignAssignment.Command { Assignment = assignment }, await HandlerAsync(number, assignment), CancellationToken.None);

    public async Task<Case> ContactAsync(string number, int assignment, bool reached, int? seen = null) =>
        await _services.GetRequiredService<ContactRequester>().ExecuteAsync(
            number,
            seen ?? await VersionAsync(number),
            new ContactRequester.Command { Assignment = assignment, Means = ContactMeans.Phone, Reached = reached, Note = "电话" },
            await HandlerAsync(number, assignment),
            CancellationToken.None);

    public async Task<Case> ReplyAsync(string number, int assignment, bool withoutSupport = false, int? seen = null) =>
        await _services.GetRequiredService<ReplyToAssignment>().ExecuteAsync(
            number,
            seen ?? await VersionAsync(number),
            new ReplyToAssignment.Command
            {
                Assignment = assignment,
                Substantiated = true,
                Contacted = (await ReadAsync(number)).CurrentAssignments.Any(worked => worked.ContactedAt is not null),
                Resolution = Resolution.Solved,
                PublicReply = "已处理",
                WithoutSupport = withoutSupport,
            },
            await HandlerAsync(number, assignment),
            CancellationToken.None);

    public async Task<Case> ReviewAsync(string number, int? seen = null) =>
        await _services.GetRequiredService<ReviewFeedback>().ExecuteAsync(
            number, seen ?? await VersionAsync(number), new ReviewFeedback.Command { Outcome = ReviewOutcome.Pass }, Agent, CancellationToken.None);

    public async Task<Case> CallBackAsync(string number, Resolution resolution, Satisfaction? satisfaction, CallbackOutcome? outcome = null, int? seen = null) =>
        await _services.GetRequiredService<RecordCallback>().ExecuteAsync(
            number,
            seen ?? await VersionAsync(number),
            new RecordCallback.Command { Reached = true, Contacted = true, Resolution = resolution, Satisfaction = satisfaction, Outcome = outcome },
            Agent,
            CancellationToken.None);

    public async Task<Case> TryToCallBackAsync(string number) =>
        await _services.GetRequiredService<RecordCallback>().ExecuteAsync(
            number, await VersionAsync(number), new RecordCallback.Command { Reached = false }, Agent, CancellationToken.None);

    /// <summary>Takes the step that a command belongs to, as somebody who has just looked at the case.</summary>
    public async Task<Case> TakeAsync<TCommand>(string number, TCommand command, Actor? actor = null, int? seen = null)
    {
        var step = typeof(ICaseStep<>).Assembly.GetTypes().Single(type => type.GetInterfaces().Contains(typeof(ICaseStep<TCommand>)));
        return await ((ICaseStep<TCommand>)_services.GetRequiredService(step)).ExecuteAsync(
            number, seen ?? await VersionAsync(number), command, actor ?? Agent, CancellationToken.None);
    }

    /// <summary>Lets a rule decide about the case as it is, without a use case around it.</summary>
    public Task<Case> DecideAsync(string number, Func<Case, Decision> decide) =>
        _services.GetRequiredService<CaseLedger>().TakeStepAsync(number, null, Agent, (@case, _, _) => decide(@case), null, CancellationToken.None);

    /// <summary>The code of a step's refusal, which has written nothing.</summary>
    public async Task<string> RefusalAsync(Func<Task> step)
    {
        var before = Dump();
        var refused = await Assert.ThrowsAsync<CaseRefusedException>(() => step())!;
        Assert.That(Dump(), Is.EqualTo(before), "A refusal writes nothing.");
        return refused!.Code;
    }

    /// <summary>The free text that was kept with a version of a case.</summary>
    public async Task<CaseText> TextAsync(string number, int version) =>
        CaseLedger.ReadText((await Database.ReadAsync(db => db.ReadTextsAsync(number), CancellationToken.None))[version]);

    public async Task<string> PraiseAsync(PraiseKind kind, string unit, string key) =>
        (await _services.GetRequiredService<RecordPraise>().ExecuteAsync(
            new RecordPraise.Command { Kind = kind, Unit = unit, RequesterKind = RequesterKind.Citizen }, key, Agent, CancellationToken.None)).Number;

    public Task<IReadOnlyList<AttachFile.Receipt>> AttachAsync(string number, params byte[][] contents) =>
        _services.GetRequiredService<AttachFile>().ExecuteAsync(
            number, new AttachFile.Command { Files = [.. contents.Select(content => new AttachFile.Upload("file", content))] }, Agent, CancellationToken.None);

    public Task RemoveFileAsync(string number, int attachment) =>
        _services.GetRequiredService<AttachFile>().RemoveAsync(number, attachment, new AttachFile.Removal(), Agent, CancellationToken.None);

    public CaseLedger Ledger => _services.GetRequiredService<CaseLedger>();

    public LiveFeed Feed => _services.GetRequiredService<LiveFeed>();

    public CasePossibilities Possibilities => _services.GetRequiredService<CasePossibilities>();

    /// <summary>One of each validator there is.</summary>
    public IEnumerable<IValidator> Validators() => typeof(CaseLedger).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(IValidator)) && type.IsPublic | type.IsNestedPublic)
        .Select(type => (IValidator)ActivatorUtilities.CreateInstance(_services, type));

    public ZoneBook ZoneBook => _services.GetRequiredService<ZoneBook>();

    public ZoneVersions ZoneVersions => _services.GetRequiredService<ZoneVersions>();

    public SimulateZone Simulation => _services.GetRequiredService<SimulateZone>();

    public Task<ImportZone.Report> ImportAsync(ZoneKind kind, byte[] content, ImportZone.Command command) =>
        _services.GetRequiredService<ImportZone>().ExecuteAsync(kind, content, command, Agent, CancellationToken.None);

    public Task<AmendCalendar.Amendment> AmendCalendarAsync(byte[] json, ImportZone.Command command) =>
        _services.GetRequiredService<AmendCalendar>().ExecuteAsync(json, command, Agent, CancellationToken.None);

    public Task<int> ArchiveAsync() => _services.GetRequiredService<ArchiveSweep>().SweepAsync(CancellationToken.None);

    public Task<RecountDeadlines.Report> RecountAsync(bool dryRun) =>
        _services.GetRequiredService<RecountDeadlines>().ExecuteAsync(dryRun, Agent, CancellationToken.None);

    public Task NoticeAsync(string number) => _services.GetRequiredService<NoticeCase>().ExecuteAsync(number, CancellationToken.None);

    public Task<int> SweepAsync() => _services.GetRequiredService<DeadlineSweep>().SweepAsync(CancellationToken.None);

    /// <summary>One look for stuck work.</summary>
    public Task CatchUpAsync() => _services.GetRequiredService<CatchUp>().RunStuckAsync(CancellationToken.None);

    public Task CountAsync(string number) => _services.GetRequiredService<CountCase>().ExecuteAsync(number, CancellationToken.None);

    /// <summary>Counts whatever is marked as not yet counted.</summary>
    public async Task CountAllAsync()
    {
        foreach (var number in await Database.ReadAsync(db => db.ListUncountedCasesAsync(1_000_000), CancellationToken.None))
        {
            await CountAsync(number);
        }

        foreach (var number in await Database.ReadAsync(db => db.ListUncountedPraisesAsync(1_000_000), CancellationToken.None))
        {
            await _services.GetRequiredService<CountCase>().ExecuteForPraiseAsync(number, CancellationToken.None);
        }
    }

    public Task<FrozenScorecard> FreezeAsync(Period period, Actor? actor = null) =>
        _services.GetRequiredService<FreezePeriod>().ExecuteAsync(period, actor ?? Agent, CancellationToken.None);

    public Task<ReadScorecard.Page> ShowScorecardAsync(Period period) =>
        _services.GetRequiredService<ReadScorecard>().ShowAsync(period, CancellationToken.None);

    public Task<IReadOnlyList<string>> ListTamperedAsync() => _services.GetRequiredService<ReadScorecard>().ListTamperedAsync(CancellationToken.None);

    public Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> TalliesAsync() =>
        Database.ReadAsync(db => db.ListTalliesAsync(), CancellationToken.None);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> RebuildScorecardAsync() =>
        _services.GetRequiredService<RebuildScorecard>().ExecuteAsync(CancellationToken.None);

    public Task<RebuildScorecard.Report> CompareTalliesAsync() =>
        _services.GetRequiredService<RebuildScorecard>().CompareAsync(CancellationToken.None);

    /// <returns>The numbers whose rows differ from their events.</returns>
    public async Task<IReadOnlyList<string>> RebuildRowsAsync(bool mend) => (await CheckRowsAsync(mend)).Different;

    public Task<RebuildRows.Report> CheckRowsAsync(bool mend) =>
        _services.GetRequiredService<RebuildRows>().ExecuteAsync(mend, progress: null, CancellationToken.None);

    public Task<Balance> BalanceAsync() => _services.GetRequiredService<AuditBalance>().ReadAsync(CancellationToken.None);

    public Task<AuditBalance.Report> AuditBalanceAsync() => _services.GetRequiredService<AuditBalance>().CompareAsync(CancellationToken.None);

    public Task<AuditBalance.Report> MendBalanceAsync() => _services.GetRequiredService<AuditBalance>().MendAsync(CancellationToken.None);

    public Task<Case> ReadAsync(string number) =>
        Database.ReadAsync(async db => (await db.FindCaseAsync(number))!, CancellationToken.None);

    public Task<IReadOnlyList<HotlineEvent>> EventsAsync(string number) =>
        Database.ReadAsync(db => db.ReadEventsAsync(number), CancellationToken.None);

    /// <summary>Keeps the writer busy, so that everything asked for meanwhile becomes one group.</summary>
    public async Task<HeldWriter> HoldWriterAsync()
    {
        var held = new HeldWriter(Database);
        await held.Begun;
        return held;
    }

    /// <summary>Leaves a mark, the smallest write there is.</summary>
    public Task MarkAsync(string name, CancellationToken cancellation = default) =>
        Database.WriteAsync(Lane.People, db => db.SetMarkAsync(name, "here", Clock.Now), cancellation);

    public Task<string?> FindMarkAsync(string name) => Database.ReadAsync(db => db.FindMarkAsync(name), CancellationToken.None);

    /// <summary>Runs a statement behind the engine's back and returns the rows as text.</summary>
    public IReadOnlyList<string> Sql(string sql)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        }

        return rows;
    }

    /// <summary>Every row of every table: equal before and after means that nothing was written.</summary>
    public string Dump()
    {
        var dump = new StringBuilder();
        foreach (var table in Tables())
        {
            dump.AppendLine(table);
            foreach (var row in Sql($"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal))
            {
                dump.AppendLine(row);
            }
        }

        return dump.ToString();
    }

    public IReadOnlyList<string> Tables() =>
        Sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsHome)
        {
            Directory.Delete(_home, recursive: true);
        }
    }

    // Somebody of the unit whose assignment it is; of the lead's when there is no such assignment.
    private async Task<Actor> HandlerAsync(string number, int assignment) =>
        Unit with { Unit = (await ReadAsync(number)).Assignments.FirstOrDefault(candidate => candidate.Number == assignment)?.Unit ?? Story.Lead };

    private async Task<int> VersionAsync(string number) => (await ReadAsync(number)).Version;

    private async Task OpenAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddHotlineEngine(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await _services.GetRequiredService<HotlineStart>().PrepareAsync(CancellationToken.None);
    }

    private SqliteConnection Connect() => new(new HotlineOptions
    {
        Home = _home,
        ConnectionString = _settings.GetValueOrDefault("Hotline:ConnectionString"),
    }.ResolveConnectionString());
}

/// <summary>A write that has begun and does not end until it is told to.</summary>
internal sealed class HeldWriter
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _write;

    public HeldWriter(Database database) => _write = database.WriteAsync(
        Lane.People,
        async _ =>
        {
            _begun.SetResult();
            await _gate.Task;
        },
        CancellationToken.None);

    public Task Begun => _begun.Task;

    public Task ReleaseAsync()
    {
        _gate.SetResult();
        return _write;
    }
}
