using System.CommandLine;
using Hotline.Cases;
using Hotline.Scorecards;
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
            cancellation));
        return command;
    }

    public static Command Verify()
    {
        var command = new Command("verify", "Fold every case anew and compare with what is stored; change nothing. Exit code 1 when something differs.");
        command.SetAction((_, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var (cases, rows) = await FoldAsync(services, mend: false, cancellation);
                var (tallies, uncounted) = await services.GetRequiredService<RebuildScorecard>().CompareAsync(cancellation);
                AnsiConsole.WriteLine($"{cases} cases folded; rows of {rows.Count} differ; {tallies.Count} tallies differ; {uncounted} not yet counted.");
                foreach (var number in rows)
                {
                    AnsiConsole.WriteLine($"  rows differ: {number}");
                }

                foreach (var key in tallies)
                {
                    AnsiConsole.WriteLine($"  tally differs: {key.Day:yyyy-MM-dd} {key.Unit} {key.RequesterKind}");
                }

                return rows.Count == 0 && (tallies.Count == 0 || uncounted > 0) ? 0 : 1;
            },
            cancellation));
        return command;
    }

    public static Command Rebuild()
    {
        var command = new Command("rebuild", "Make the rows and the tallies anew from the events.");
        command.SetAction((_, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var (cases, rows) = await FoldAsync(services, mend: true, cancellation);
                var tallies = await services.GetRequiredService<RebuildScorecard>().ExecuteAsync(cancellation);
                AnsiConsole.WriteLine($"{cases} cases folded, rows of {rows.Count} mended; {tallies.Count} tallies made anew.");
                return 0;
            },
            cancellation));
        return command;
    }

    private static Task<(int Cases, IReadOnlyList<string> Different)> FoldAsync(
        IServiceProvider services, bool mend, CancellationToken cancellation) =>
        AnsiConsole.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("Folding cases").IsIndeterminate();
            return await services.GetRequiredService<RebuildRows>().ExecuteAsync(
                mend, new Progress<int>(count => task.Description = $"Folding cases: {count}"), cancellation);
        });
}
