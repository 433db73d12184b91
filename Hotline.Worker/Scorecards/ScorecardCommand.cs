using System.CommandLine;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards.Pack;
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
        var freeze = new Option<bool>("--freeze") { Description = "Keep it as it is now, for ever; later changes are shown beside it as corrections." };
        var by = new Option<string>("--by")
        {
            Description = "Who freezes it; kept with it. Default: who is logged in.",
            HelpName = "NAME",
            DefaultValueFactory = _ => Environment.UserName,
        };
        var docx = new Option<string>("--docx") { Description = "Write the pack of the review meeting as a document.", HelpName = "FILE" };
        var xlsx = new Option<string>("--xlsx") { Description = "Write it as a workbook, with the rows behind the figures.", HelpName = "FILE" };
        var english = new Option<bool>("--english") { Description = "The pack in English." };
        var command = new Command("scorecard", "Prints the scorecard of a period: the three rates by unit, with numerators and denominators.") { period, freeze, by, docx, xlsx, english };
        command.SetAction((arguments, cancellation) => WorkerHost.UseEngineAsync(
            async services =>
            {
                var wanted = arguments.GetRequiredValue(period);
                if (arguments.GetValue(freeze))
                {
                    try
                    {
                        await services.GetRequiredService<FreezePeriod>().ExecuteAsync(wanted, new Actor(arguments.GetRequiredValue(by)), cancellation);
                    }
                    catch (CaseRefusedException refused)
                    {
                        await arguments.InvocationConfiguration.Error.WriteLineAsync(refused.Message);
                        return 1;
                    }
                }

                var page = await services.GetRequiredService<ReadScorecard>().ShowAsync(wanted, cancellation);
                var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(arguments.InvocationConfiguration.Output) });
                var zone = services.GetRequiredService<ZoneBook>().Current;
                ScorecardTable.Print(console, page.Card, zone);
                ScorecardTable.PrintFreezing(console, page, zone);
                return await WritePackAsync(
                    services.GetRequiredService<MakePack>(), wanted, arguments.GetValue(english), arguments.GetValue(docx), arguments.GetValue(xlsx),
                    arguments.InvocationConfiguration.Error, cancellation);
            },
            cancellation));
        return command;
    }

    private static async Task<int> WritePackAsync(
        MakePack make, Period period, bool english, string? docx, string? xlsx, TextWriter error, CancellationToken cancellation)
    {
        if ((docx ?? xlsx) is null)
        {
            return 0;
        }

        try
        {
            var pack = await make.ExecuteAsync(period, english, cancellation);
            await WriteFileAsync(docx, file => MakePack.WriteDocumentAsync(pack, file, cancellation));
            await WriteFileAsync(xlsx, file => make.WriteWorkbookAsync(pack, file, cancellation));
            return 0;
        }
        catch (Exception refused) when (refused is CaseRefusedException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    // Under another name until it is whole.
    private static async Task WriteFileAsync(string? path, Func<Stream, Task> write)
    {
        if (path is null)
        {
            return;
        }

        var part = path + ".part";
        try
        {
            await using (var file = File.Create(part))
            {
                await write(file);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
