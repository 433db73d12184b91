using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Composition;
using Hotline.Scorecards;
using Hotline.Scorecards.Pack;
using Hotline.Storage;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Hotline.Samples;

/// <summary>
/// Measures a quarter of very many cases: its figures, the first page behind a figure, the workbook with every row, the
/// rebuild from the log, and the freezing. It measures, it does not judge; the exit code is 1 only when the rebuild differs.
/// </summary>
public static class ScorecardBench
{
    private const int WarmUps = 3;
    private const int Runs = 30;
    private static readonly Actor Maker = new("bench");
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "Cases; in thousands.", DefaultValueFactory = _ => 1_000_000 };
        var freeze = new Option<bool>("--freeze") { Description = "Freeze the quarter at the end; what is measured after that is the frozen one." };
        var make = new Command("make", "Make the database, or find it made.") { cases };
        make.SetAction((parsed, cancellation) => DesksCommand.MakeAsync(parsed.GetValue(cases), cancellation));
        var run = new Command("run", "Measure the quarter of that database.") { freeze };
        run.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(freeze), cancellation));
        return new Command("scorecard-bench", "Measure a quarter of very many cases, on a database made for it. Never point it at a hotline in use.") { make, run };
    }

    private static async Task<int> RunAsync(bool freeze, CancellationToken cancellation)
    {
        using var host = DesksCommand.BuildHost();
        var services = host.Services;
        await services.GetRequiredService<HotlineStart>().PrepareAsync(cancellation);
        var database = services.GetRequiredService<Database>();
        var period = Period.TryParse(SampleQuarter.Period, out var quarter) ? quarter : throw new InvalidOperationException("The sample quarter has no name.");
        var (report, card, behind) = (services.GetRequiredService<ReadReport>(), services.GetRequiredService<ReadScorecard>(), services.GetRequiredService<CasesBehind>());
        var received = (await card.ShowAsync(period, cancellation)).Card.Total.Counts.Received;
        Say($"{received} cases received in {period.Name}");

        await MeasureAsync("the three rates and their units", () => card.ShowAsync(period, cancellation));
        await MeasureAsync("the whole page", () => report.ExecuteAsync(period, cancellation));
        foreach (var figure in new[] { OpenedFigure.Received, OpenedFigure.Rated, OpenedFigure.Late, OpenedFigure.Dissatisfied, OpenedFigure.Reworked })
        {
            await MeasureAsync($"first page behind {figure}", () => behind.ExecuteAsync(period, figure, null, null, Maker, null, CasesBehind.MostPerPage / 4, cancellation));
        }

        await WriteAsync(services.GetRequiredService<MakePack>(), period, cancellation);

        var before = await database.ReadAsync(db => db.ListTalliesAsync(), cancellation);
        var watch = Stopwatch.StartNew();
        var after = await services.GetRequiredService<RebuildScorecard>().ExecuteAsync(cancellation);
        var isEqual = before.SequenceEqual(after);
        Say($"rebuild: {watch.Elapsed.TotalSeconds:F1} s, {(isEqual ? "equal" : "NOT EQUAL")}");
        if (freeze)
        {
            watch.Restart();
            var (peak, _) = await PeakAsync(() => services.GetRequiredService<FreezePeriod>().ExecuteAsync(period, Maker, cancellation));
            var kept = await database.ReadAsync(db => db.FindFrozenReportAsync(period.Name), cancellation);
            Say($"freezing: {watch.Elapsed.TotalSeconds:F1} s, {kept!.Lines} rows, at most {peak:F0} MB held");
            await MeasureAsync("the whole page, frozen", () => report.ExecuteAsync(period, cancellation));
            await MeasureAsync("first page behind Received, frozen", () => behind.ExecuteAsync(period, OpenedFigure.Received, null, null, Maker, null, CasesBehind.MostPerPage / 4, cancellation));
        }

        return isEqual ? 0 : 1;
    }

    private static async Task MeasureAsync<T>(string what, Func<Task<T>> read)
    {
        var times = new List<TimeSpan>();
        for (var run = -WarmUps; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await read();
            if (run >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(began));
            }
        }

        TimeSpan[] sorted = [.. times.Order()];
        Say($"{what}: p50 {LoadCommand.Milliseconds(sorted, 0.5)} ms, p95 {LoadCommand.Milliseconds(sorted, 0.95)} ms");
    }

    private static async Task WriteAsync(MakePack make, Period period, CancellationToken cancellation)
    {
        var path = Path.GetTempFileName();
        try
        {
            var before = DesksCommand.MemoryOf(Environment.ProcessId);
            var watch = Stopwatch.StartNew();
            var (peak, bytes) = await PeakAsync(async () =>
            {
                await using var file = File.Create(path);
                await make.WriteWorkbookAsync(await make.ExecuteAsync(period, english: false, cancellation), file, cancellation);
                return file.Length;
            });
            Say($"workbook of all rows: {watch.Elapsed.TotalSeconds:F1} s, {bytes / 1048576.0:F0} MB; {before:F0} MB held before, {peak:F0} MB at most");
        }
        finally
        {
            File.Delete(path);
        }
    }

    // What the process held at most while something was done.
    private static async Task<(double Peak, T Done)> PeakAsync<T>(Func<Task<T>> act)
    {
        var work = Task.Run(act);
        var peak = 0.0;
        while (await Task.WhenAny(work, Task.Delay(Look)) != work)
        {
            peak = Math.Max(peak, DesksCommand.MemoryOf(Environment.ProcessId));
        }

        return (Math.Max(peak, DesksCommand.MemoryOf(Environment.ProcessId)), await work);
    }

    private static void Say(FormattableString text) => AnsiConsole.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
