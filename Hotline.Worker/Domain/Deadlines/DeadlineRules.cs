namespace Hotline.Domain.Deadlines;

/// <summary>From a start and a limit to the due moment, the warning and the explanation. <c>domain.md §2.1, §2.4, §2.5</c>.</summary>
public static class DeadlineRules
{
    private static readonly int FirstDay = new DateOnly(WorkCalendar.EarliestYear, 1, 1).DayNumber;
    private static readonly int LastDay = new DateOnly(WorkCalendar.LatestYear, 12, 31).DayNumber;

    /// <summary>When the limit is over (<c>domain.md §2.1</c>).</summary>
    /// <param name="calendar">Decides days, hours and zone.</param>
    /// <param name="start">The start of the clock, with any offset.</param>
    /// <param name="limit">How long it may take.</param>
    /// <exception cref="DeadlineOutOfRangeException">The start or the due time lies outside the years 1900 to 2200.</exception>
    /// <exception cref="ArgumentException">The limit was never set.</exception>
    public static DueTime Due(this WorkCalendar calendar, DateTimeOffset start, Limit limit) =>
        TryDue(calendar, start, limit, out var due) ? due : throw OutOfRange(limit);

    /// <summary>As <see cref="Due"/>, but false when the start or the due time lies outside the years 1900 to 2200.</summary>
    /// <exception cref="ArgumentException">The limit was never set.</exception>
    public static bool TryDue(this WorkCalendar calendar, DateTimeOffset start, Limit limit, out DueTime due)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (limit.Amount == 0)
        {
            throw new ArgumentException("The limit was never set.", nameof(limit));
        }

        due = default;
        if (start.Year is < WorkCalendar.EarliestYear - 1 or > WorkCalendar.LatestYear + 1)
        {
            return false;
        }

        var startDay = calendar.LocalDay(start).DayNumber;
        if (startDay < FirstDay || startDay > LastDay)
        {
            return false;
        }

        switch (limit.Kind)
        {
            case LimitKind.WorkingDays:
                if (calendar.WorkedBefore(startDay + 1) + limit.Amount > calendar.WorkedBefore(LastDay + 1))
                {
                    return false;
                }

                var working = calendar.AddWorkingDays(DateOnly.FromDayNumber(startDay), limit.Amount);
                due = new DueTime(calendar.EndOfDay(working), !calendar.Covers(startDay + 1) || !calendar.Covers(working), working);
                return true;

            case LimitKind.CalendarDays:
                if (startDay + limit.Amount > LastDay)
                {
                    return false;
                }

                var day = DateOnly.FromDayNumber(startDay + limit.Amount);
                due = new DueTime(calendar.EndOfDay(day), CalendarMissing: false, day);
                return true;

            case LimitKind.Hours or LimitKind.Minutes:
                var utc = start.UtcTicks + limit.Ticks;
                if (utc > calendar.DayStart(LastDay + 1))
                {
                    return false;
                }

                due = new DueTime(calendar.Instant(utc), CalendarMissing: false);
                return true;

            default:
                if (!calendar.TryAdvance(start.UtcTicks, limit.Ticks, LastDay, out var at, out var lastDay))
                {
                    return false;
                }

                due = new DueTime(
                    calendar.Instant(at), !calendar.Covers(calendar.FirstDayThatMatters(start.UtcTicks)) || !calendar.Covers(lastDay));
                return true;
        }
    }

    /// <summary>
    /// When the light turns yellow (<c>domain.md §2.5</c>): for limits in days one working day before expiry, which is 00:00 of
    /// the last counted day, but never before the start; for hours and minutes when a quarter of the limit is left, in
    /// the limit's own kind of time.
    /// </summary>
    /// <exception cref="DeadlineOutOfRangeException">As for <see cref="Due"/>.</exception>
    public static DateTimeOffset WarnAt(this WorkCalendar calendar, DateTimeOffset start, Limit limit)
    {
        var due = calendar.Due(start, limit);
        if (due.Day is { } lastDay)
        {
            var warning = calendar.StartOfDay(lastDay);
            return warning > start ? warning : calendar.ToLocal(start);
        }

        // A minute is a multiple of four ticks: nothing is rounded.
        var threeQuarters = TimeSpan.FromTicks(limit.Ticks / 4 * 3);
        return limit.IsWorking ? calendar.AddWorkingTime(start, threeQuarters) : calendar.ToLocal(start + threeQuarters);
    }

    /// <summary>
    /// How <see cref="Due"/> comes about, step by step: the start, what counted and what did not, and as the last step the due
    /// moment. Found by walking, not by the calendar's running count, so the two check each other.
    /// </summary>
    /// <exception cref="DeadlineOutOfRangeException">As for <see cref="Due"/>.</exception>
    public static IReadOnlyList<DeadlineStep> Explain(this WorkCalendar calendar, DateTimeOffset start, Limit limit)
    {
        if (!calendar.TryDue(start, limit, out _))
        {
            throw OutOfRange(limit);
        }

        var explanation = new Explanation(calendar, start);
        switch (limit.Kind)
        {
            case LimitKind.WorkingDays:
                explanation.WorkingDays(limit.Amount);
                break;
            case LimitKind.CalendarDays:
                explanation.CalendarDays(limit.Amount);
                break;
            case LimitKind.Hours or LimitKind.Minutes:
                explanation.PlainTime(limit.Ticks);
                break;
            default:
                explanation.WorkingTime(limit.Ticks);
                break;
        }

        return explanation.Steps;
    }

    private static DeadlineOutOfRangeException OutOfRange(Limit limit) =>
        new($"{limit} from here starts or ends outside the years {WorkCalendar.EarliestYear}-{WorkCalendar.LatestYear}.");
}
