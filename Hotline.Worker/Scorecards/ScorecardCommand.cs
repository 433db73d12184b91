using System.CommandLine;
using Hotline.Composition;
using Hotline.Domain.Scorecards;
using Hotline.Zone;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Hotline.Scorecards;

/// <summary>Prints a period's scorecard.</summary>
public static class ScorecardCommand
{
    public static Command Create()
    {
        var period = new Argument<Period>("period")
        {
            Description = "A quarter, month or year: 2025Q3, 2025-09, 2025.",
            CustomParser = result =>
            {
                if (!Period.TryParse(result.Tokens[0].Value, out var parsed))
                {
                    result.AddError($"'{result.Tokens[0].Value}' is not a period; write 2025Q3, 2025-09 or 2025.");
                }

                return parsed;
            },
        };
        var command = new Command("scorecard", "Prints the scorecard of a period: the three rates by unit, with numerators and denominators.") { period };
        command.SetAction((arguments, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var scorecard = await services.GetRequiredService<ReadScorecard>().ExecuteAsync(arguments.GetRequiredValue(period), cancellation);
                var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(arguments.InvocationConfiguration.Output) });
                ScorecardTable.Print(console, scorecard, services.GetRequiredService<ZoneBook>().Current);
                return 0;
            },
            cancellation));
        return command;
    }
}
