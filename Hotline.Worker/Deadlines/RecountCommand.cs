using System.CommandLine;
using System.Globalization;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Zone;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Deadlines;

/// <summary>Counts the open cases with the calendar in effect, and prints what moved.</summary>
public static class RecountCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would move." };
        var command = new Command("recount", "Counts the deadlines of open cases with the calendar in effect, and says which moved.") { dryRun };
        command.SetAction((arguments, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var report = await services.GetRequiredService<RecountDeadlines>().ExecuteAsync(arguments.GetValue(dryRun), Actor.System, cancellation);
                var calendar = services.GetRequiredService<ZoneBook>().Current.Calendar;
                string Say(DateTimeOffset at) => calendar.ToLocal(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                var output = arguments.InvocationConfiguration.Output;
                foreach (var change in report.Changes)
                {
                    await output.WriteLineAsync($"{change.Number} {change.Clock} {Say(change.From)} -> {Say(change.To)}{(change.CalendarMissing ? " (日历缺失)" : "")}");
                }

                foreach (var failure in report.Failures)
                {
                    await Console.Error.WriteLineAsync($"{failure.Number}: {failure.Reason}");
                }

                await output.WriteLineAsync(
                    $"{report.Cases} cases {(report.DryRun ? "would be" : "were")} counted with calendar {report.CalendarVersion}; {report.Changes.Count} clocks moved, {report.Failures.Count} cases failed.");
                return report.Failures.Count == 0 ? 0 : 1;
            },
            cancellation));
        return command;
    }
}
