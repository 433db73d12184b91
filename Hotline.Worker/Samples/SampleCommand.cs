using System.CommandLine;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace Hotline.Samples;

/// <summary>Loads the sample quarter from the command line.</summary>
public static class SampleCommand
{
    public static Command Create()
    {
        var command = new Command(
            "sample",
            "Loads the invented third quarter of 2025 (1033 cases, 13 phone praises, 3 banners) into an empty database. Cut off, it goes on where it stopped; loaded already, it does nothing.");
        command.SetAction(async (arguments, cancellation) =>
        {
            var output = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(arguments.InvocationConfiguration.Output) });
            try
            {
                // The host's own builder reads the settings from the same places as every other command.
                var configuration = Host.CreateApplicationBuilder().Configuration;
                var outcome = await SampleProgress.ShowAsync(
                    output, progress => SampleQuarter.LoadAsync(configuration, progress, cancellation));
                output.WriteLine(outcome == SampleOutcome.Loaded ? "The sample quarter 2025Q3 is loaded." : "The sample quarter 2025Q3 was loaded before.");
                return 0;
            }
            catch (SampleRefusedException refused)
            {
                arguments.InvocationConfiguration.Error.WriteLine(refused.Message);
                return 1;
            }
            catch (OperationCanceledException)
            {
                arguments.InvocationConfiguration.Error.WriteLine("Interrupted; the next run goes on from here.");
                return 1;
            }
        });
        return command;
    }
}
