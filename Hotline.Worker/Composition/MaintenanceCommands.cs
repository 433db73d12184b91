using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hotline.Cases;
using Hotline.Scorecards;
using Hotline.Storage;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Hotline.Composition;

/// <summary>The operator's commands: bring the schema up to date, prove the rows against the log, and mend them.</summary>
public static class MaintenanceCommands
{
    public static Command Migrate()
    {
        var command = new Command("migrate", "Create or update the schema and put the zone's first configuration in place.");
        command.SetAction((_, cancellation) => WorkerHost.UseEngineAsync(
            _ =>
            {
                AnsiConsole.WriteLine("The schema is up to date.");
                return Task.FromResult(0);
            },
            cancellation,
            creates: true));
        return command;
    }

    public static Command Verify()
    {
        var command = new Command("verify", "Fold every case anew and compare with what is stored; change nothing. Exit code 1 when something differs.");
        command.SetAction((_, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var rows = await FoldAsync(services, mend: false, cancellation);
                var tallies = await services.GetRequiredService<RebuildScorecard>().CompareAsync(cancellation);
                Console.WriteLine($"{rows.Cases} cases and {rows.Praises} praises folded; rows of {rows.Different.Count} differ; {tallies.Different.Count} tallies differ; {tallies.Uncounted} not yet counted.");
                Print("rows differ", rows.Different);
                Print("rows without events", rows.Orphans);
                Print("file", rows.Files);
                Print("cannot be read", rows.Unreadable.Select(entry => $"{entry.Key}: {entry.Value}"));
                Print("cannot be counted", tallies.Unreadable.Where(entry => !rows.Unreadable.ContainsKey(entry.Key)).Select(entry => $"{entry.Key}: {entry.Value}"));
                var balance = await services.GetRequiredService<AuditBalance>().CompareAsync(cancellation);
                Console.WriteLine($"balance: {balance.Counted}");
                Print("balance recounted", balance.Counted == balance.Recounted ? [] : [balance.Recounted.ToString()]);
                Print("counts for something else", tallies.Misbooked);
                Print("tally differs", tallies.Different.Select(key => FormattableString.Invariant($"{key.Day:yyyy-MM-dd} {key.Unit} {key.RequesterKind}")));
                Print("share differs", tallies.DifferentShares.Select(key => FormattableString.Invariant($"{key.Dimension} {key.Day:yyyy-MM-dd} {key.Unit} {key.Value}")));
                var tampered = await services.GetRequiredService<ReadScorecard>().ListTamperedAsync(cancellation);
                Print("frozen scorecard differs from its hash", tampered);
                var altered = await services.GetRequiredService<ReadCorrections>().ListTamperedAsync(cancellation);
                Print("frozen report or its rows differ from their hash", altered);
                return rows.IsClean && tallies.IsClean && balance.IsClean && tampered.Count + altered.Count == 0 ? 0 : 1;
            },
            cancellation));
        return command;
    }

    public static Command Rebuild()
    {
        var scorecards = new Option<bool>("--scorecards") { Description = "Only the tallies and what each case counts for." };
        var command = new Command("rebuild", "Make the rows and the tallies anew from the events.") { scorecards };
        command.SetAction((parsed, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                try
                {
                    if (parsed.GetValue(scorecards))
                    {
                        var watch = Stopwatch.StartNew();
                        var sums = await services.GetRequiredService<RebuildScorecard>().ExecuteAsync(cancellation);
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sums.Count} tallies made anew in {watch.Elapsed.TotalSeconds:F1} s."));
                        return 0;
                    }

                    var rows = await FoldAsync(services, mend: true, cancellation);
                    var tallies = await services.GetRequiredService<RebuildScorecard>().ExecuteAsync(cancellation);
                    var balance = await services.GetRequiredService<AuditBalance>().MendAsync(cancellation);
                    Console.WriteLine($"{rows.Cases} cases and {rows.Praises} praises folded, rows of {rows.Different.Count} mended; {tallies.Count} tallies made anew; balance {(balance.Counted == balance.Recounted ? "right" : "recounted")}.");
                    Print("rows without events, left as they are", rows.Orphans);
                    Print("file, left as it is", rows.Files);
                    return rows.Orphans.Count == 0 && rows.Files.Count == 0 ? 0 : 1;
                }
                catch (UnreadableLogException refused)
                {
                    await Console.Error.WriteLineAsync(refused.Message);
                    return 1;
                }
            },
            cancellation));
        return command;
    }

    private static void Print(string what, IEnumerable<string> which)
    {
        foreach (var one in which)
        {
            Console.WriteLine($"  {what}: {one}");
        }
    }

    private static Task<RebuildRows.Report> FoldAsync(IServiceProvider services, bool mend, CancellationToken cancellation) =>
        AnsiConsole.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("Folding cases").IsIndeterminate();
            return await services.GetRequiredService<RebuildRows>().ExecuteAsync(
                mend, new Progress<int>(count => task.Description = $"Folding cases: {count}"), cancellation);
        });
}
