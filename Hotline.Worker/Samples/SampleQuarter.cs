using Hotline.Cases;
using Hotline.Composition;
using Hotline.Deadlines;
using Hotline.Dispatch;
using Hotline.Domain.Cases;
using Hotline.Praises;
using Hotline.Storage;
using Hotline.Zone;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Samples;

/// <summary>What came of asking for the sample.</summary>
public enum SampleOutcome
{
    /// <summary>Loaded now, from the beginning or from where an earlier load was cut off.</summary>
    Loaded,

    /// <summary>It was there already.</summary>
    WasThere,
}

/// <summary>The database holds cases that are not the sample's; inventing more among them would falsify their figures.</summary>
public sealed class SampleRefusedException()
    : Exception("The database already holds cases that are not the sample's. The sample is loaded into an empty one only.");

/// <summary>
/// Lives through the sample quarter: every case goes through the same use cases, bus, consumers and sweep as a real one,
/// only the clock is driven. Cut off at any moment, the next load goes on where this one stopped and ends with the same
/// events; loaded twice, it does nothing the second time.
/// </summary>
/// <remarks>
/// While it loads, nothing else may work on the same hotline: timers and consumers that read the real clock would put real
/// instants among the simulated ones. A host therefore loads it before it repairs, sweeps or listens, also when it resumes.
/// </remarks>
public sealed class SampleQuarter
{
    /// <summary>The quarter that is lived through.</summary>
    public const string Period = "2025Q3";

    /// <summary>The mark that says how far the load has come; absent where there is no sample.</summary>
    public const string Mark = "sample/" + Period;

    private const string Loading = "loading";
    private const string Complete = "complete";
    private const int AtOnce = 64;

    /// <summary>Longer than any message takes on a slow machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IServiceProvider _services;
    private readonly Database _database;
    private readonly SampleClock _clock;
    private readonly SamplePlan _plan;
    private readonly IProgress<SampleProgress>? _progress;
    private readonly int _total;

    /// <summary>Of each case: when a person last took a step of it. What was planned up to then is done.</summary>
    private readonly Dictionary<string, DateTimeOffset> _reached = [];
    private readonly Lock _gate = new();
    private int _done;

    private SampleQuarter(IServiceProvider services, SampleClock clock, SamplePlan plan, IProgress<SampleProgress>? progress)
    {
        _services = services;
        _database = services.GetRequiredService<Database>();
        _clock = clock;
        _plan = plan;
        _progress = progress;
        _total = plan.Cases.Sum(planned => 1 + planned.Steps.Count) + plan.Praises.Count;
    }

    /// <param name="configuration">Where the hotline keeps its data; the transport is the sample's own.</param>
    /// <param name="progress">Told after every stretch of simulated time.</param>
    /// <param name="cancellation">Stops between two steps; what was done stays, and the next load goes on from there.</param>
    /// <exception cref="SampleRefusedException">The database holds other cases.</exception>
    /// <exception cref="TimeoutException">The bus did not do its part.</exception>
    public static async Task<SampleOutcome> LoadAsync(
        IConfiguration configuration, IProgress<SampleProgress>? progress, CancellationToken cancellation)
    {
        // Until the plan, which needs the zone's calendar, says when the quarter begins, nothing reads the clock.
        var clock = new SampleClock(DateTimeOffset.UnixEpoch);
        var dispatchTime = new SampleDispatchTime(clock);
        using var host = BuildHost(configuration, clock, dispatchTime);
        await host.Services.GetRequiredService<HotlineStart>().PrepareAsync(cancellation);
        var database = host.Services.GetRequiredService<Database>();
        if (!await ClaimAsync(database, cancellation))
        {
            return SampleOutcome.WasThere;
        }

        var plan = SamplePlan.Make(host.Services.GetRequiredService<ZoneBook>().Current);
        clock.MoveTo(plan.Begin);
        dispatchTime.Follow(plan.Cases
            .Where(planned => planned.DispatchAt is not null)
            .ToDictionary(planned => planned.Number, planned => planned.DispatchAt!.Value));
        await host.StartAsync(cancellation);
        try
        {
            var quarter = new SampleQuarter(host.Services, clock, plan, progress);
            await quarter.ResumeAsync(cancellation);
            await quarter.LiveAsync(cancellation);
            await quarter.SettleAsync(cancellation);
            await SetMarkAsync(database, Complete, cancellation);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }

        return SampleOutcome.Loaded;
    }

    /// <summary>True when a load was cut off: it must be finished before anything else works on the hotline.</summary>
    public static async Task<bool> IsUnfinishedAsync(Database database, CancellationToken cancellation) =>
        await database.ReadAsync(db => db.FindMarkAsync(Mark), cancellation) == Loading;

    /// <summary>The engine and its consumers on a bus of their own, without the timers: the sample sweeps by its own clock.</summary>
    private static IHost BuildHost(IConfiguration configuration, SampleClock clock, SampleDispatchTime dispatchTime)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddConfiguration(configuration);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{HotlineOptions.Section}:{nameof(HotlineOptions.Transport)}"] = nameof(Composition.Transport.InMemory),
            [$"{HotlineOptions.Section}:{nameof(HotlineOptions.Broker)}"] = null,
        });
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IConfigureReceiveEndpoint>(dispatchTime);
        builder.Services.AddHotlineEngine(builder.Configuration);
        builder.Services.AddHotlineBus(builder.Configuration.ReadHotlineOptions());
        return builder.Build();
    }

    /// <returns>False when the sample is there already.</returns>
    private static async Task<bool> ClaimAsync(Database database, CancellationToken cancellation)
    {
        var (mark, isEmpty) = await database.ReadAsync(
            async db => (await db.FindMarkAsync(Mark), await db.FindLastPositionAsync() == 0), cancellation);
        switch (mark)
        {
            case Complete:
                return false;
            case null when !isEmpty:
                throw new SampleRefusedException();
            case null:
                await SetMarkAsync(database, Loading, cancellation);
                return true;
            default:
                return true;
        }
    }

    private static Task SetMarkAsync(Database database, string value, CancellationToken cancellation) =>
        database.WriteAsync(Lane.People, db => db.SetMarkAsync(Mark, value, TimeProvider.System.Now()), cancellation);

    /// <summary>Finds out how far an earlier load came, and does what its messages were still to do.</summary>
    private async Task ResumeAsync(CancellationToken cancellation)
    {
        foreach (var row in await _database.ReadAsync(db => db.ListProgressAsync(Actor.System.Name), cancellation))
        {
            _reached[row.Number] = row.LastStepAt!.Value;
        }

        var route = _services.GetRequiredService<RouteCase>();
        var dispatchAt = _plan.Cases.Where(planned => planned.DispatchAt is not null).ToDictionary(planned => planned.Number, planned => planned.DispatchAt!.Value);
        foreach (var waiting in await _database.ReadAsync(db => db.ListAwaitingRoutingAsync(DateTimeOffset.MaxValue, SamplePlan.CaseCount, CaseStore.Turn.Start), cancellation))
        {
            using (_clock.At(dispatchAt[waiting.Number]))
            {
                await route.ExecuteAsync(waiting.Number, cancellation);
            }
        }

        _done = _plan.Cases.Sum(planned => _reached.TryGetValue(planned.Number, out var reached)
            ? 1 + planned.Steps.Count(step => step.At <= reached)
            : 0);
        await _services.GetRequiredService<CatchUp>().RunAllAsync(cancellation);
    }

    private async Task LiveAsync(CancellationToken cancellation)
    {
        var sweep = _services.GetRequiredService<DeadlineSweep>();
        var cases = ByStretch(_plan.Cases, planned => planned.Steps.Select(step => step.At).Prepend(planned.At));
        var praises = ByStretch(_plan.Praises, praise => [praise.At]);
        for (var begin = _plan.Begin; begin < _plan.End; begin += SamplePlan.Stretch)
        {
            var end = begin + SamplePlan.Stretch;
            await LiveAsync(cases.GetValueOrDefault(begin, []), end, cancellation);
            foreach (var praise in praises.GetValueOrDefault(begin, []))
            {
                await RecordAsync(praise, cancellation);
            }

            _clock.MoveTo(end);
            await sweep.SweepAsync(cancellation);
            _progress?.Report(new SampleProgress(_done, _total, end));
        }
    }

    /// <summary>
    /// What happens in one stretch: intake in order, then the bus, then everybody's steps, story by story side by side. Cases
    /// that were joined are one story: a step of the one is also one of the other, so theirs are taken in the order of time.
    /// </summary>
    private async Task LiveAsync(IReadOnlyList<PlannedCase> cases, DateTimeOffset end, CancellationToken cancellation)
    {
        var isNew = false;
        foreach (var planned in cases)
        {
            // The numbers of a day are drawn in this order.
            if (!_reached.ContainsKey(planned.Number))
            {
                await RegisterAsync(planned, cancellation);
                isNew = true;
            }
        }

        if (isNew)
        {
            await WaitUntilAsync(
                async db => (await db.ListAwaitingRoutingAsync(end, 1, CaseStore.Turn.Start)).Count == 0, "The sample's cases were not dispatched.", cancellation);
        }

        await Parallel.ForEachAsync(
            cases.GroupBy(planned => planned.Story),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (story, token) => await StepAsync(story, end, token));
    }

    private async Task RegisterAsync(PlannedCase planned, CancellationToken cancellation)
    {
        using (_clock.At(planned.At))
        {
            var receipt = await _services.GetRequiredService<RegisterCase>()
                .ExecuteAsync(planned.Intake, planned.Key, planned.Actor, cancellation);
            if (receipt.Number != planned.Number)
            {
                throw new SampleRefusedException();
            }
        }

        Reached(planned.Number, planned.At);
        Interlocked.Increment(ref _done);
    }

    private async Task StepAsync(IEnumerable<PlannedCase> story, DateTimeOffset end, CancellationToken cancellation)
    {
        var steps = story
            .SelectMany(planned => planned.Steps.Select(step => (planned.Number, Step: step)))
            .Where(next => next.Step.At < end && next.Step.At > Reached(next.Number))
            .OrderBy(next => next.Step.At)
            .ToList();
        foreach (var (number, step) in steps)
        {
            using (_clock.At(step.At))
            {
                // What the deadlines and the joined cases did to it meanwhile has been seen.
                var seen = await _database.ReadAsync(db => db.FindCaseAsync(number), cancellation);
                if (Dispatching.AwaitsCatalogue(await step.TakeAsync(_services, number, seen!.Version, cancellation)))
                {
                    await WaitUntilAsync(
                        async db => !Dispatching.AwaitsCatalogue((await db.FindCaseAsync(number))!), "A case of the sample was not dispatched.", cancellation);
                }
            }

            Reached(number, step.At);
            Interlocked.Increment(ref _done);
        }
    }

    private async Task RecordAsync(PlannedPraise praise, CancellationToken cancellation)
    {
        using (_clock.At(praise.At))
        {
            await _services.GetRequiredService<RecordPraise>().ExecuteAsync(praise.Praise, praise.Key, praise.Actor, cancellation);
        }

        Interlocked.Increment(ref _done);
    }

    /// <summary>Waits until every event was relayed, every case and praise is counted and everybody concerned was told.</summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        await WaitUntilAsync(
            async db => (await db.ListUnrelayedAsync(1)).Count == 0
                && (await db.ListUncountedCasesAsync(1)).Count == 0
                && (await db.ListUncountedPraisesAsync(1)).Count == 0
                && (await db.ListUnnoticedAsync(1)).Count == 0,
            "The sample's events were not all relayed, counted and told of.",
            cancellation);
        _progress?.Report(new SampleProgress(_total, _total, _plan.End));
    }

    private async Task WaitUntilAsync(Func<Session, Task<bool>> isSo, string otherwise, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            while (!await _database.ReadAsync(isSo, either.Token))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), either.Token);
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(otherwise);
        }
    }

    private DateTimeOffset Reached(string number)
    {
        lock (_gate)
        {
            return _reached[number];
        }
    }

    private void Reached(string number, DateTimeOffset at)
    {
        lock (_gate)
        {
            _reached[number] = at;
        }
    }

    /// <summary>What has something to do in a stretch, by the beginning of the stretch; the order within stays.</summary>
    private Dictionary<DateTimeOffset, IReadOnlyList<T>> ByStretch<T>(IEnumerable<T> planned, Func<T, IEnumerable<DateTimeOffset>> instants) =>
        planned
            .SelectMany(item => instants(item)
                .Select(at => _plan.Begin + SamplePlan.Stretch * Math.Floor((at - _plan.Begin) / SamplePlan.Stretch))
                .Distinct()
                .Select(begin => (Begin: begin, Item: item)))
            .GroupBy(entry => entry.Begin)
            .ToDictionary(stretch => stretch.Key, stretch => (IReadOnlyList<T>)[.. stretch.Select(entry => entry.Item)]);

    /// <summary>The sample's host ends with the load, and leaves the signals to the program around it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
