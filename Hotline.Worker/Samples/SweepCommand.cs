using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Deadlines;
using Hotline.Dispatch;
using Hotline.Domain.Cases;
using Hotline.Scorecards;
using Hotline.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Hotline.Samples;

/// <summary>
/// Measures the sweep in the real host with its timers, on a database with many open clocks that it makes at the first run
/// and uses again at the next: what a sweep costs that finds nothing, and how long after a due moment its event is in the
/// log. It measures, it does not judge; the exit code is 1 only when a light was not turned.
/// </summary>
public static class SweepCommand
{
    private const int Templates = 1000;
    private const int IdleSweeps = 1000;
    private const string Mark = "sweep-bench";

    /// <summary>So far ahead that a database which is used again is still an idle one.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(377);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Actor Maker = new("bench");

    private static readonly RegisterCase.Command Registration = new()
    {
        Channel = Channel.Phone,
        RequesterKind = RequesterKind.Citizen,
        Type = CaseType.Help,
        Category = "C0501",
        Title = "夜间施工噪声扰民",
        Content = "市民反映工地每晚十点后仍在施工，噪声很大，影响休息，请核实处理。",
        Urgency = Urgency.General,
        Requester = new Requester { Name = "甲某", Phone = "19900000000" },
    };

    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "Cases with open clocks; in thousands.", DefaultValueFactory = _ => 1_000_000 };
        var due = new Option<int>("--due") { Description = "Due moments that pass while the host runs.", DefaultValueFactory = _ => 150 };
        foreach (var option in (Option<int>[])[cases, due])
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() <= 0)
                {
                    result.AddError($"{option.Name}: greater than zero, please.");
                }
            });
        }

        var command = new Command("sweep-bench", "Measure the deadline sweep with many open clocks, in a database made for it. Never point it at a hotline in use.") { cases, due };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(cases), parsed.GetValue(due), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int cases, int due, CancellationToken cancellation)
    {
        if (!await MakeAsync(cases, cancellation))
        {
            await Console.Error.WriteLineAsync("This database is not the benchmark's own, was made for another number of cases, or is too old; give it an empty folder.");
            return 1;
        }

        // Registered so long ago that their moments pass from here on, one after the other, when the host has started.
        var moments = await PlanAsync(due, TimeProvider.System.GetUtcNow() + Patience, cancellation);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddHotlineEngine(builder.Configuration);
        builder.Services.AddHotlineBackground(builder.Configuration);
        using var host = builder.Build();
        var start = host.Services.GetRequiredService<HotlineStart>();
        await start.PrepareAsync(cancellation);
        await start.RepairAsync(cancellation);
        var database = host.Services.GetRequiredService<Database>();
        var position = await database.ReadAsync(db => db.FindLastPositionAsync(), cancellation);
        await host.StartAsync(cancellation);
        var idle = await SweepIdleAsync(host.Services.GetRequiredService<DeadlineSweep>(), cancellation);
        var late = moments.Values.Any(moment => moment < TimeProvider.System.GetUtcNow());
        var noticed = await WatchAsync(database, position, moments, cancellation);
        await host.StopAsync(cancellation);

        var table = new Table().Border(TableBorder.Simple).AddColumns("", "runs", "p50 ms", "p95 ms", "max ms");
        Add(table, "idle sweep", idle);
        Add(table, "due to committed", noticed);
        AnsiConsole.Write(table);
        if (late)
        {
            AnsiConsole.WriteLine("The host was not ready when the first moment passed; the figures say so.");
        }

        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{noticed.Length} of {moments.Count} due moments noticed, one every {Spacing.TotalMilliseconds} ms; {cases} cases with open clocks."));
        return noticed.Length == moments.Count ? 0 : 1;
    }

    private static void Add(Table table, string what, TimeSpan[] sorted)
    {
        string At(double part) => sorted.Length == 0
            ? "–"
            : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))].TotalMilliseconds.ToString("F2", CultureInfo.InvariantCulture);
        table.AddRow(what, sorted.Length.ToString(CultureInfo.InvariantCulture), At(0.5), At(0.95), At(1));
    }

    /// <summary>Lives through a thousand cases and copies them.</summary>
    /// <returns><c>false</c> when the database is not one to measure on.</returns>
    private static async Task<bool> MakeAsync(int cases, CancellationToken cancellation)
    {
        var clock = new SampleClock(TimeProvider.System.GetUtcNow() + Ahead);
        using var host = BuildEngine(clock);
        await host.Services.GetRequiredService<HotlineStart>().PrepareAsync(cancellation);
        var database = host.Services.GetRequiredService<Database>();
        var wanted = cases.ToString(CultureInfo.InvariantCulture);
        if (await database.ReadAsync(db => db.FindMarkAsync(Mark), cancellation) is { } made)
        {
            var soon = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1);
            return made == wanted
                && (await database.ReadAsync(db => db.ListLightsDueAsync(soon, Templates, CaseStore.Turn.Start), cancellation)).Count < Templates;
        }

        if (await database.ReadAsync(db => db.CountCasesAsync(), cancellation) > 0)
        {
            return false;
        }

        var watch = Stopwatch.StartNew();
        var numbers = await Task.WhenAll(Enumerable.Range(0, Math.Min(Templates, cases)).Select(index => LiveAsync(host, index, clock.Now(), Urgency.General, cancellation)));
        while (await database.ReadAsync(db => db.ListUnrelayedAsync(Templates), cancellation) is { Count: > 0 } untold)
        {
            await database.WriteAsync(Lane.Backlog, db => db.MarkRelayedAsync([.. untold.Select(row => row.Position)], clock.Now()), cancellation);
        }

        var (first, last) = (numbers.Min(StringComparer.Ordinal)!, numbers.Max(StringComparer.Ordinal)!);
        for (var copy = 1; copy < cases / Templates; copy++)
        {
            // Less than any day of this century, so that no copy lies between the first and the last.
            var mark = string.Create(CultureInfo.InvariantCulture, $"{copy:D4}-");
            await database.WriteAsync(Lane.Backlog, db => db.CopyCasesAsync(first, last, mark), cancellation);
            if (copy % 100 == 0)
            {
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{copy * Templates} cases made, {watch.Elapsed.TotalSeconds:F0} s"));
            }
        }

        await host.Services.GetRequiredService<AuditBalance>().MendAsync(cancellation);
        await database.WriteAsync(Lane.Backlog, db => db.SetMarkAsync(Mark, wanted, clock.Now()), cancellation);
        return true;
    }

    /// <returns>Number → the moment of its next light.</returns>
    private static async Task<Dictionary<string, DateTimeOffset>> PlanAsync(int due, DateTimeOffset begin, CancellationToken cancellation)
    {
        var clock = new SampleClock(TimeProvider.System.GetUtcNow());
        using var host = BuildEngine(clock);
        await host.Services.GetRequiredService<HotlineStart>().PrepareAsync(cancellation);
        var database = host.Services.GetRequiredService<Database>();

        // Urgent clocks ignore the calendar, so that what one needs every one needs.
        var registered = clock.Now();
        var needed = await NextLightAsync(database, await LiveAsync(host, -1, registered, Urgency.Urgent, cancellation), cancellation) - registered;
        var moments = new Dictionary<string, DateTimeOffset>();
        for (var index = 0; index < due; index++)
        {
            var number = await LiveAsync(host, index, begin + (index * Spacing) - needed, Urgency.Urgent, cancellation);
            moments.Add(number, await NextLightAsync(database, number, cancellation));
        }

        return moments;
    }

    private static IHost BuildEngine(SampleClock clock)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddHotlineEngine(builder.Configuration);
        return builder.Build();
    }

    /// <summary>Registers, dispatches and counts a case at an instant.</summary>
    private static async Task<string> LiveAsync(IHost host, int index, DateTimeOffset at, Urgency urgency, CancellationToken cancellation)
    {
        using var now = ((SampleClock)host.Services.GetRequiredService<TimeProvider>()).At(at);
        var number = (await host.Services.GetRequiredService<RegisterCase>().ExecuteAsync(
            Registration with { Urgency = urgency }, FormattableString.Invariant($"{Mark}-{at.UtcTicks}-{index}"), Maker, cancellation)).Number;
        await host.Services.GetRequiredService<RouteCase>().ExecuteAsync(number, cancellation);
        await host.Services.GetRequiredService<CountCase>().ExecuteAsync(number, cancellation);
        return number;
    }

    private static async Task<DateTimeOffset> NextLightAsync(Database database, string number, CancellationToken cancellation) =>
        (await database.ReadAsync(db => db.FindRowsAsync(number), cancellation))!.Clocks.Min(row => row.NextNoticeAt)!.Value;

    private static async Task<TimeSpan[]> SweepIdleAsync(DeadlineSweep sweep, CancellationToken cancellation)
    {
        var times = new List<TimeSpan>();
        for (var run = -IdleSweeps / 10; run < IdleSweeps; run++)
        {
            var began = Stopwatch.GetTimestamp();
            var looked = await sweep.SweepAsync(cancellation);
            var took = Stopwatch.GetElapsedTime(began);

            // The first ones teach the JIT; one that found something was not idle.
            if (run >= 0 && looked == 0)
            {
                times.Add(took);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }

        return [.. times.Order()];
    }

    /// <summary>Looks into the log every few milliseconds, as another process would: what it sees is committed.</summary>
    private static async Task<TimeSpan[]> WatchAsync(
        Database database, long position, Dictionary<string, DateTimeOffset> moments, CancellationToken cancellation)
    {
        var seen = new Dictionary<string, TimeSpan>();
        var end = moments.Values.Max() + Patience;
        while (seen.Count < moments.Count && TimeProvider.System.GetUtcNow() < end)
        {
            var numbers = await database.ReadAsync(db => db.ListNumbersSinceAsync(position), cancellation);
            var now = TimeProvider.System.GetUtcNow();
            foreach (var number in numbers.Where(moments.ContainsKey))
            {
                seen.TryAdd(number, now - moments[number]);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }

        return [.. seen.Values.Order()];
    }
}
