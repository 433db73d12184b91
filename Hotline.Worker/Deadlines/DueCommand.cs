using System.CommandLine;
using System.Globalization;
using System.Text;
using Hotline.Domain.Deadlines;
using Hotline.Zone;

namespace Hotline.Deadlines;

/// <summary>
/// The deadline calculator of the command line: lines <c>START LIMIT</c> in, one due time a line out. It starts no host and
/// opens no database, so that a hundred thousand lines are a matter of a second.
/// </summary>
public static class DueCommand
{
    private const int ChunkLength = 32 * 1024;

    /// <summary>The command <c>due</c>, reading standard input.</summary>
    public static Command Create()
    {
        var schedule = new Option<WorkSchedule>("--schedule")
        {
            Description = "Working hours of each working day, e.g. 09:00-12:00,13:00-18:00.",
            HelpName = "HOURS",
            DefaultValueFactory = _ => WorkSchedule.Default,
            CustomParser = result =>
            {
                if (!WorkSchedule.TryParse(result.Tokens[0].Value, out var parsed, out var error))
                {
                    result.AddError(error);
                }

                return parsed;
            },
        };
        var zone = new Option<string>("--zone")
        {
            Description = "Time zone in which days begin and results are printed.",
            HelpName = "ZONE",
            DefaultValueFactory = _ => "Asia/Shanghai",
        };
        zone.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } name && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var _))
            {
                result.AddError($"There is no time zone '{name}' on this machine.");
            }
        });
        var calendar = new Option<FileInfo?>("--calendar")
        {
            Description = "Another calendar: a JSON list of {date, name, isOffDay}. Default: the national one that is shipped.",
            HelpName = "FILE",
        };
        var explain = new Option<bool>("--explain") { Description = "Print the steps beneath each result." };
        var command = new Command("due", "Reads lines 'START LIMIT' and prints when each limit is over. START is a date or an ISO 8601 instant with offset; LIMIT is like 5wd (working days), 3d, 24h, 30m, 480wm (working minutes) or 4wh.")
        {
            schedule, calendar, zone, explain,
        };
        command.SetAction(arguments =>
        {
            var error = arguments.InvocationConfiguration.Error;
            WorkCalendar ready;
            try
            {
                var days = arguments.GetValue(calendar) is { } file ? Read(file) : CalendarFile.Shipped();
                ready = new WorkCalendar(1, days, arguments.GetRequiredValue(schedule), TimeZoneInfo.FindSystemTimeZoneById(arguments.GetRequiredValue(zone)));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
            {
                error.WriteLine(unreadable.Message);
                return 1;
            }

            using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, ChunkLength);
            return Run(ready, arguments.GetValue(explain), input, arguments.InvocationConfiguration.Output, error);
        });
        return command;
    }

    /// <summary>Answers every line of the input. Blank lines and lines beginning with # print nothing.</summary>
    /// <param name="calendar">Decides days, hours and zone.</param>
    /// <param name="explain">Whether the steps follow each result, indented.</param>
    /// <param name="input">Lines <c>START LIMIT</c>.</param>
    /// <param name="output">One result a line; the word <c>error</c> for a bad line, so that lines stay aligned.</param>
    /// <param name="error">Reasons of bad lines by line number, the first being 1; one warning for each year without calendar.</param>
    /// <returns>0 when every line was good, otherwise 1.</returns>
    public static int Run(
        WorkCalendar calendar, bool explain, TextReader input, TextWriter output, TextWriter error)
    {
        var chunk = new StringBuilder(ChunkLength + 1024);
        var yearsWarned = new HashSet<int>();
        var exitCode = 0;
        var number = 0;
        while (input.ReadLine() is { } line)
        {
            number++;
            var text = line.AsSpan().Trim().TrimStart('\uFEFF');
            if (text.IsEmpty || text[0] == '#')
            {
                continue;
            }

            if (TryRead(calendar, text, out var start, out var limit, out var due, out var reason))
            {
                PrintDue(chunk, due);
                if (due.CalendarMissing)
                {
                    WarnOfYears(calendar, start, limit, due, yearsWarned, error);
                }

                if (explain)
                {
                    foreach (var step in calendar.Explain(start, limit))
                    {
                        Print(chunk, step, limit);
                        Flush(chunk, output, ChunkLength);
                    }
                }
            }
            else
            {
                chunk.Append("error\n");
                error.WriteLine($"line {number}: {reason}");
                exitCode = 1;
            }

            // Whoever waits for an answer before asking on, at a keyboard or through a pipe, gets it now.
            Flush(chunk, output, 0);
        }

        Flush(chunk, output, 0);
        output.Flush();
        return exitCode;
    }

    private static IReadOnlyList<CalendarDay> Read(FileInfo file)
    {
        using var stream = file.OpenRead();
        return CalendarFile.Parse(stream);
    }

    private static bool TryRead(
        WorkCalendar calendar, ReadOnlySpan<char> text, out DateTimeOffset start, out Limit limit, out DueTime due, out string? reason)
    {
        (start, limit, due) = (default, default, default);
        var gap = text.IndexOfAny(' ', '\t');
        if (gap < 0)
        {
            reason = "expected START and LIMIT, e.g. 2026-04-28 5wd.";
            return false;
        }

        var last = text[gap..].Trim();
        if (last.IndexOfAny(' ', '\t') >= 0)
        {
            reason = "expected START and LIMIT only, e.g. 2026-04-28 5wd.";
            return false;
        }

        if (!StartTime.TryParse(text[..gap], out var typed, out reason) || !Limit.TryParse(last, out limit, out reason))
        {
            return false;
        }

        var inRange = typed.Date.Year is >= WorkCalendar.EarliestYear - 1 and <= WorkCalendar.LatestYear + 1;
        if (inRange)
        {
            start = typed.Instant ?? calendar.StartOfDay(typed.Date);
        }

        if (!inRange || !calendar.TryDue(start, limit, out due))
        {
            reason = $"the start or the due time lies outside the years {WorkCalendar.EarliestYear}-{WorkCalendar.LatestYear}.";
            return false;
        }

        return true;
    }

    private static void WarnOfYears(
        WorkCalendar calendar, DateTimeOffset start, Limit limit, DueTime due, HashSet<int> warned, TextWriter error)
    {
        var first = calendar.LocalDay(start).AddDays(limit.IsInDays ? 1 : 0);
        var last = due.Day ?? calendar.LocalDay(due.At.AddTicks(-1));
        for (var year = first.Year; year <= last.Year; year++)
        {
            if (!calendar.Covers(new DateOnly(year, 1, 1)) && warned.Add(year))
            {
                error.WriteLine($"warning: the calendar has no entries for {year}; only weekdays were counted.");
            }
        }
    }

    private static void PrintDue(StringBuilder chunk, DueTime due)
    {
        if (due.Day is { } day)
        {
            Append(chunk, day);
        }
        else
        {
            Append(chunk, due.At);
        }

        chunk.Append('\n');
    }

    private static void Print(StringBuilder chunk, DeadlineStep step, Limit limit)
    {
        chunk.Append("  ");
        switch (step.Kind)
        {
            case DeadlineStepKind.Started:
                chunk.Append("started ");
                Append(chunk, step.From);
                chunk.Append(", limit ").Append(limit);
                break;
            case DeadlineStepKind.Due:
                chunk.Append("due     ");
                if (limit.IsInDays)
                {
                    Append(chunk, step.LastDay);
                    chunk.Append(" 24:00, that is ");
                }

                Append(chunk, step.To);
                break;
            default:
                chunk.Append(step.Kind == DeadlineStepKind.Skipped ? "skipped " : "counted ");
                Extent(chunk, step);
                Remark(chunk, step);
                break;
        }

        if (step.CalendarMissing)
        {
            chunk.Append(" [calendar missing]");
        }

        chunk.Append('\n');
    }

    private static void Extent(StringBuilder chunk, DeadlineStep step)
    {
        if (step.RunningTime is not null || step.Reason is SkipReason.OutsideHours)
        {
            Append(chunk, step.From);
            chunk.Append(" to ");
            Append(chunk, step.To);
            return;
        }

        Append(chunk, step.FirstDay);
        if (step.LastDay > step.FirstDay)
        {
            chunk.Append(" to ");
            Append(chunk, step.LastDay);
        }
        else
        {
            chunk.Append(' ').Append(step.FirstDay.DayOfWeek.ToString().AsSpan(0, 3));
        }
    }

    private static void Remark(StringBuilder chunk, DeadlineStep step)
    {
        if (step.Kind == DeadlineStepKind.CountedMakeUpDay)
        {
            chunk.Append(", make-up day");
        }

        chunk.Append(step.Reason switch
        {
            SkipReason.StartDay => ", start day",
            SkipReason.Weekend => ", weekend",
            SkipReason.Holiday => ", holiday",
            SkipReason.OutsideHours => ", outside working hours",
            _ => "",
        });
        if (step.DayName is { Length: > 0 } name)
        {
            chunk.Append(' ').Append(name);
        }

        if (step.RunningDays is { } days)
        {
            chunk.Append(CultureInfo.InvariantCulture, $", day {days}");
        }

        if (step.RunningTime is { } time)
        {
            chunk.Append(CultureInfo.InvariantCulture, $", {time.TotalMinutes:0.##} min so far");
        }
    }

    private static void Append(StringBuilder chunk, DateOnly day) => chunk.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}");

    private static void Append(StringBuilder chunk, DateTimeOffset instant) =>
        chunk.Append(CultureInfo.InvariantCulture, $"{instant:yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz}");

    private static void Flush(StringBuilder chunk, TextWriter output, int beyond)
    {
        if (chunk.Length > beyond)
        {
            output.Write(chunk);
            chunk.Clear();
        }
    }
}
