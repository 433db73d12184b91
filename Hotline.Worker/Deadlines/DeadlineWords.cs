using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Hotline.Domain.Deadlines;

namespace Hotline.Deadlines;

/// <summary>Says in words why a clock is due when it is: Chinese first, English by culture (DeadlineWords.resx).</summary>
public static partial class DeadlineWords
{
    private static readonly ResourceManager Texts = new("Hotline.Deadlines.DeadlineWords", typeof(DeadlineWords).Assembly);

    /// <summary>One sentence a step; the first names the limit and its versions, the last the due moment.</summary>
    /// <param name="clock">Any clock but C0, which has no due time and gets one sentence.</param>
    /// <param name="basis">The versions the case is judged by.</param>
    public static IReadOnlyList<string> Explain(Clock clock, DeadlineBasis basis)
    {
        if (clock.DueAt is not { } due)
        {
            return [Say("Total")];
        }

        var calendar = basis.Calendar;
        if (clock.Limit is not { } limit)
        {
            return [Say($"SetFor{clock.Kind}"), Say("DueAt", DueWords(due, calendar))];
        }

        List<string> sentences =
        [
            Say("Limit", Say(clock.Kind.ToString()), LimitInWords(limit.ToString()), basis.Profile.Version, calendar.Version),
            .. DeadlinePlan.Explain(clock).Select(step => Sentence(step, calendar)),
        ];
        if (clock.CalendarMissing)
        {
            sentences.Add(Say("CalendarMissing"));
        }

        return sentences;
    }

    /// <summary>A limit as people say it, e.g. <c>5wd</c>: five working days. What is none, as it is; nothing of nothing.</summary>
    public static string LimitInWords(string? limit) => limit is not null && Written().Match(limit) is { Success: true } written
        ? Say($"Limit.{written.Groups["unit"].Value}", written.Groups["amount"].Value)
        : limit ?? "";

    [GeneratedRegex(@"\A(?<amount>\d+(\.\d+)?)(?<unit>wd|wm|wh|d|h|m)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();

    private static string Sentence(DeadlineStep step, WorkCalendar calendar) => step.Kind switch
    {
        DeadlineStepKind.Started => Say("Started", Moment(step.From)),
        DeadlineStepKind.Counted => step.RunningDays is { } days
            ? Say("CountedDays", Days(step), days)
            : Say("CountedTime", Times(step), Running(step)),
        DeadlineStepKind.CountedMakeUpDay => step.RunningDays is { } days
            ? Say("CountedMakeUpDay", Days(step), days, step.DayName ?? "")
            : Say("CountedMakeUpTime", Times(step), Running(step), step.DayName ?? ""),
        DeadlineStepKind.Skipped => step.Reason switch
        {
            SkipReason.StartDay => Say("SkippedStartDay", Days(step)),
            SkipReason.Weekend => Say("SkippedWeekend", Days(step)),
            SkipReason.Holiday => Say("SkippedHoliday", Days(step), step.DayName ?? ""),
            SkipReason.OutsideHours => Say("SkippedOutsideHours", Times(step)),
            _ => throw new InvalidOperationException($"Unknown reason {step.Reason}."),
        },
        DeadlineStepKind.Paused => step.From == step.To
            ? Say("Standing", Moment(step.From), Say($"PauseFor{step.Pause}"), LimitInWords(step.Left))
            : Say("Paused", Moment(step.From), Moment(step.To), Say($"PauseFor{step.Pause}"), LimitInWords(step.Left)),
        DeadlineStepKind.Extended => Say("Extended", Moment(step.From), LimitInWords(step.Left)),
        DeadlineStepKind.Capped => Say("Capped", Moment(step.From)),
        DeadlineStepKind.Due => Say("DueAt", DueWords(step.From, calendar)),
        _ => throw new InvalidOperationException($"Unknown step {step.Kind}."),
    };

    // 24:00 of a day reads better than 00:00 of the next, and is what the rule says.
    private static string DueWords(DateTimeOffset due, WorkCalendar calendar)
    {
        var local = calendar.ToLocal(due);
        return local.TimeOfDay == TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{local.AddDays(-1):yyyy-MM-dd} 24:00")
            : Moment(local);
    }

    private static string Moment(DateTimeOffset local) => local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Days(DeadlineStep step)
    {
        var first = Day(step.FirstDay);
        return step.FirstDay == step.LastDay
            ? first
            : $"{first} – {Day(step.LastDay)}";
    }

    // The weekday in the reader's language; the rest of the date is the same for all.
    private static string Day(DateOnly day) =>
        $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(day.DayOfWeek)}";

    private static string Times(DeadlineStep step) => DateOnly.FromDateTime(step.From.DateTime) == DateOnly.FromDateTime(step.To.DateTime)
        ? string.Create(CultureInfo.InvariantCulture, $"{Day(step.FirstDay)} {step.From:HH:mm}–{step.To:HH:mm}")
        : string.Create(CultureInfo.InvariantCulture, $"{step.From:yyyy-MM-dd HH:mm} – {step.To:yyyy-MM-dd HH:mm}");

    // Hours beyond a day stay hours: a limit of 24h counts to 24 hours, not to one day.
    private static string Running(DeadlineStep step)
    {
        var time = step.RunningTime!.Value;
        var parts = new (long Amount, string Name)[] { ((long)time.TotalHours, "Hours"), (time.Minutes, "Minutes"), (time.Seconds, "Seconds") }
            .Where(part => part.Amount > 0).Select(part => Say(part.Name, part.Amount)).ToList();
        return parts.Count == 0 ? Say("Minutes", 0) : string.Join(' ', parts);
    }

    private static string Say(string name, params object[] values) => string.Format(
        CultureInfo.InvariantCulture,
        Texts.GetString(name, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"DeadlineWords.resx lacks '{name}'."),
        values);
}
