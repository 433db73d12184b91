using System.CommandLine;
using System.Globalization;
using Hotline.Domain.Cases;
using Hotline.Composition;
using Hotline.Domain.Scorecards;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Zone;

/// <summary>The configuration on the command line: out as a sheet, in as a new version, its change log, and what a candidate would do.</summary>
public static class ZoneCommand
{
    private static readonly string[] Sheets = ["catalogue", "profile"];
    private static readonly string[] Importable = ["catalogue", "profile", "calendar", "phrases"];

    public static Command Create() => new("zone", "The zone's configuration: export, import, versions, simulate.")
    {
        Export(), Import(), Versions(), Simulate(),
    };

    private static Command Export()
    {
        var kind = Kind(Sheets);
        var version = new Option<int?>("--version") { Description = "A version; default: the one in effect.", HelpName = "NUMBER" };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Where to; default: standard output.", HelpName = "FILE" };
        var command = new Command("export", "Writes the catalogue's rules or the profile's lines as CSV (UTF-8 with byte order mark).") { kind, version, output };
        command.SetAction((arguments, cancellation) => UseAsync(
            async services =>
            {
                var csv = await services.GetRequiredService<ZoneVersions>().ExportAsync(Chosen(arguments, kind), arguments.GetValue(version), cancellation);
                if (arguments.GetValue(output) is { } file)
                {
                    await File.WriteAllBytesAsync(file.FullName, csv, cancellation);
                    return 0;
                }

                await using var standard = Console.OpenStandardOutput();
                await standard.WriteAsync(csv, cancellation);
                return 0;
            },
            arguments,
            cancellation));
        return command;
    }

    private static Command Import()
    {
        var kind = Kind(Importable);
        var file = InputFile();
        var from = new Option<DateOnly?>("--effective-from")
        {
            Description = "The first day on which it holds, e.g. 2026-01-01: today or later. Needed unless --dry-run.",
            HelpName = "DATE",
            CustomParser = result =>
            {
                if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                {
                    return day;
                }

                result.AddError($"'{result.Tokens[0].Value}' is not a date like 2026-01-01.");
                return null;
            },
        };
        var note = new Option<string?>("--note") { Description = "Why; kept in the change log. Needed unless --dry-run.", HelpName = "TEXT" };
        var by = new Option<string>("--by")
        {
            Description = "Who; kept in the change log. Default: who is logged in.",
            HelpName = "NAME",
            DefaultValueFactory = _ => Environment.UserName,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would change; write nothing." };
        var command = new Command("import", "Makes a new version from a file: catalogue and profile as CSV, the calendar as a JSON notice, phrases and templates as JSON. Nothing is imported if anything is wrong.")
        {
            kind, file, from, note, by, dryRun,
        };
        command.SetAction((arguments, cancellation) => UseAsync(
            async services =>
            {
                var content = await File.ReadAllBytesAsync(arguments.GetRequiredValue(file).FullName, cancellation);
                var wanted = new ImportZone.Command
                {
                    EffectiveFrom = arguments.GetValue(from),
                    Note = arguments.GetValue(note),
                    DryRun = arguments.GetValue(dryRun),
                };
                var (chosen, actor) = (Chosen(arguments, kind), new Actor(arguments.GetRequiredValue(by)));
                var output = arguments.InvocationConfiguration.Output;
                if (chosen == ZoneKind.Calendar)
                {
                    var amendment = await services.GetRequiredService<AmendCalendar>().ExecuteAsync(content, wanted, actor, cancellation);
                    Print(output, amendment.Report);
                    await output.WriteLineAsync($"{amendment.Outdated.Count} open cases are counted with an older calendar.");
                }
                else
                {
                    Print(output, await services.GetRequiredService<ImportZone>().ExecuteAsync(chosen, content, wanted, actor, cancellation));
                }

                return 0;
            },
            arguments,
            cancellation));
        return command;
    }

    private static Command Versions()
    {
        var kind = new Option<ZoneKind?>("--kind") { Description = "Only of this kind." };
        var command = new Command("versions", "The change log: every version, who imported it, when, why, and what changed.") { kind };
        command.SetAction((arguments, cancellation) => UseAsync(
            async services =>
            {
                var output = arguments.InvocationConfiguration.Output;
                foreach (var entry in await services.GetRequiredService<ZoneVersions>().ListAsync(arguments.GetValue(kind), cancellation))
                {
                    await output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(entry.InEffect ? '*' : ' ')} {entry.Kind} {entry.Version}, from {entry.EffectiveFrom:yyyy-MM-dd}, {Origin(entry)}"));
                }

                return 0;
            },
            arguments,
            cancellation));
        return command;
    }

    private static Command Simulate()
    {
        var kind = Kind(Sheets);
        var file = InputFile();
        var period = new Option<Period?>("--period")
        {
            Description = "Cases registered in this quarter, month or year: 2025Q3, 2025-09, 2025. Default: the last full quarter.",
            HelpName = "PERIOD",
            CustomParser = result =>
            {
                if (Period.TryParse(result.Tokens[0].Value, out var parsed))
                {
                    return parsed;
                }

                result.AddError($"'{result.Tokens[0].Value}' is not a period; write 2025Q3, 2025-09 or 2025.");
                return null;
            },
        };
        var command = new Command("simulate", "Replays the cases of a period through a candidate and prints what would differ; writes nothing.") { kind, file, period };
        command.SetAction((arguments, cancellation) => UseAsync(
            async services =>
            {
                var simulate = services.GetRequiredService<SimulateZone>();
                var content = await File.ReadAllBytesAsync(arguments.GetRequiredValue(file).FullName, cancellation);
                var during = arguments.GetValue(period) ?? simulate.LastQuarter();
                var output = arguments.InvocationConfiguration.Output;
                if (Chosen(arguments, kind) == ZoneKind.Catalogue)
                {
                    Print(output, await simulate.ForCatalogueAsync(content, during, cancellation));
                }
                else
                {
                    Print(output, await simulate.ForProfileAsync(content, during, cancellation));
                }

                return 0;
            },
            arguments,
            cancellation));
        return command;
    }

    private static Argument<string> Kind(string[] kinds) =>
        new Argument<string>("kind") { Description = string.Join(", ", kinds) }.AcceptOnlyFromAmong(kinds);

    private static Argument<FileInfo> InputFile() => new Argument<FileInfo>("file") { Description = "The file." }.AcceptExistingOnly();

    private static ZoneKind Chosen(ParseResult arguments, Argument<string> kind) => Enum.Parse<ZoneKind>(arguments.GetRequiredValue(kind), ignoreCase: true);

    // What is wrong with a file is an answer, line by line, and not a fault.
    private static Task<int> UseAsync(Func<IServiceProvider, Task<int>> act, ParseResult arguments, CancellationToken cancellation) =>
        WorkerHost.UseEngineAsync(
            async services =>
            {
                var error = arguments.InvocationConfiguration.Error;
                try
                {
                    return await act(services);
                }
                catch (ImportRefusedException refused)
                {
                    foreach (var mistake in refused.Errors)
                    {
                        await error.WriteLineAsync($"{mistake.Field}: {mistake.Message}");
                    }
                }
                catch (Exception refused) when (refused is ImportConflictException or ZoneVersionNotFoundException)
                {
                    await error.WriteLineAsync(refused.Message);
                }

                return 1;
            },
            cancellation);

    private static string Origin(ZoneVersions.Entry entry) => entry.ImportedAt is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"imported {at:yyyy-MM-dd HH:mm} UTC by {entry.ImportedBy}: {entry.Note} [{entry.Summary}]")
        : "shipped";

    private static void Print(TextWriter output, ImportZone.Report report)
    {
        output.WriteLine(report.DryRun
            ? $"{report.Kind}: would become version {report.Version}; against version {report.Previous} {report.Changes.Count} lines differ. Nothing was written."
            : string.Create(CultureInfo.InvariantCulture, $"{report.Kind}: version {report.Version}, in effect from {report.EffectiveFrom:yyyy-MM-dd}; {report.Changes.Count} lines differ from version {report.Previous}."));
        foreach (var change in report.Changes)
        {
            output.WriteLine($"  {(change.Kind switch { ZoneChangeKind.Added => '+', ZoneChangeKind.Removed => '-', _ => '~' })} {change.Key}");
            foreach (var field in change.Fields)
            {
                output.WriteLine($"      {field.Name}: {field.Before ?? "-"} → {field.After ?? "-"}");
            }
        }
    }

    private static void Print(TextWriter output, SimulateZone.CatalogueReport report)
    {
        output.WriteLine($"{report.Period.Name}: {report.Different} of {report.Cases} cases would be routed otherwise; left to a dispatcher {report.LeftBefore} before, {report.LeftAfter} after.");
        foreach (var move in report.Moves)
        {
            output.WriteLine($"  {move.From ?? "dispatcher"} → {move.To ?? "dispatcher"}: {move.Cases} ({string.Join(", ", move.Samples)})");
        }

        if (report.OtherSupporters > 0)
        {
            output.WriteLine($"  other supporters: {report.OtherSupporters} ({string.Join(", ", report.OtherSupportersSamples)})");
        }

        PrintUnreadable(output, report.Unreadable);
    }

    private static void Print(TextWriter output, SimulateZone.ProfileReport report)
    {
        output.WriteLine($"{report.Period.Name}:");
        foreach (var line in report.Lines.Prepend(report.Total))
        {
            output.WriteLine(
                $"  {line.Line ?? "total"}: {line.Assignments} leads' resolutions; due earlier {line.Earlier}, later {line.Later}; newly late {line.NewlyLate}, newly on time {line.NewlyOnTime}; "
                + $"on time {line.Before.Numerator}/{line.Before.Denominator} → {line.After.Numerator}/{line.After.Denominator}");
        }

        PrintUnreadable(output, report.Unreadable);
    }

    private static void PrintUnreadable(TextWriter output, int count)
    {
        if (count > 0)
        {
            output.WriteLine($"  {count} cases could not be read and are in none of the counts.");
        }
    }
}
