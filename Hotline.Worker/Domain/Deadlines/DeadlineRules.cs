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

    private sealed class Explanation
    {
        private readonly WorkCalendar _calendar;
        private readonly long _start;
        private readonly DateOnly _startDate;

        public Explanation(WorkCalendar calendar, DateTimeOffset start)
        {
            _calendar = calendar;
            _start = start.UtcTicks;
            _startDate = calendar.LocalDay(start);
            Steps.Add(new DeadlineStep
            {
                Kind = DeadlineStepKind.Started,
                From = calendar.Instant(_start),
                To = calendar.Instant(_start),
                FirstDay = _startDate,
                LastDay = _startDate,
            });
        }

        public List<DeadlineStep> Steps { get; } = [];

        public void WorkingDays(int amount)
        {
            SkipStartDay();
            var missing = false;
            var day = _startDate;
            for (var count = 0; count < amount;)
            {
                day = day.AddDays(1);
                missing |= !_calendar.Covers(day);
                if (_calendar.IsWorkingDay(day))
                {
                    Count(day, _calendar.StartOfDay(day), _calendar.EndOfDay(day), days: ++count, time: null);
                }
                else
                {
                    SkipDay(day);
                }
            }

            Due(_calendar.EndOfDay(day), day, missing);
        }

        public void CalendarDays(int amount)
        {
            SkipStartDay();
            var last = _startDate.AddDays(amount);
            Steps.Add(new DeadlineStep
            {
                Kind = DeadlineStepKind.Counted,
                From = _calendar.EndOfDay(_startDate),
                To = _calendar.EndOfDay(last),
                FirstDay = _startDate.AddDays(1),
                LastDay = last,
                RunningDays = amount,
            });
            Due(_calendar.EndOfDay(last), last, missing: false);
        }

        public void PlainTime(long ticks)
        {
            var end = _calendar.Instant(_start + ticks);
            var day = _calendar.LocalDay(end);
            Steps.Add(new DeadlineStep
            {
                Kind = DeadlineStepKind.Counted,
                From = _calendar.Instant(_start),
                To = end,
                FirstDay = _startDate,
                LastDay = day,
                RunningTime = TimeSpan.FromTicks(ticks),
            });
            Due(end, day, missing: false);
        }

        public void WorkingTime(long ticks)
        {
            var today = _calendar.DayOf(_start);
            var missing = !_calendar.Covers(_calendar.FirstDayThatMatters(_start));
            SkipUntilHoursBegin(today);
            var counted = 0L;
            for (var day = today - 1; ; day++)
            {
                var date = DateOnly.FromDayNumber(day);
                if (day >= today)
                {
                    missing |= !_calendar.Covers(day);
                }

                if (!_calendar.IsWorked(day))
                {
                    if (day >= today)
                    {
                        SkipDay(date);
                    }

                    continue;
                }

                foreach (var interval in _calendar.Schedule.Intervals)
                {
                    var (from, to) = _calendar.Bounds(day, interval);
                    from = Math.Max(from, _start);
                    to = Math.Min(to, from + ticks - counted);
                    if (to <= from)
                    {
                        continue;
                    }

                    counted += to - from;
                    Count(date, _calendar.Instant(from), _calendar.Instant(to), days: null, time: TimeSpan.FromTicks(counted));
                    if (counted == ticks)
                    {
                        Due(_calendar.Instant(to), date, missing);
                        return;
                    }
                }
            }
        }

        private void SkipStartDay() => Steps.Add(new DeadlineStep
        {
            Kind = DeadlineStepKind.Skipped,
            From = Steps[0].From,
            To = _calendar.EndOfDay(_startDate),
            FirstDay = _startDate,
            LastDay = _startDate,
            Reason = SkipReason.StartDay,
            DayName = _calendar.NameOf(_startDate),
        });

        private void SkipUntilHoursBegin(int today)
        {
            if (!_calendar.IsWorked(today) || _calendar.IsInHours(Steps[0].From))
            {
                return;
            }

            var until = _calendar.DayStart(today + 1);
            foreach (var interval in _calendar.Schedule.Intervals)
            {
                var opens = _calendar.Bounds(today, interval).Start;
                if (opens > _start)
                {
                    until = Math.Min(until, opens);
                    break;
                }
            }

            Steps.Add(new DeadlineStep
            {
                Kind = DeadlineStepKind.Skipped,
                From = Steps[0].From,
                To = _calendar.Instant(until),
                FirstDay = _startDate,
                LastDay = _startDate,
                Reason = SkipReason.OutsideHours,
                CalendarMissing = !_calendar.Covers(today),
            });
        }

        private void Count(DateOnly day, DateTimeOffset from, DateTimeOffset to, int? days, TimeSpan? time) => Steps.Add(new DeadlineStep
        {
            Kind = _calendar.IsMakeUpDay(day) ? DeadlineStepKind.CountedMakeUpDay : DeadlineStepKind.Counted,
            From = from,
            To = to,
            FirstDay = day,
            LastDay = day,
            DayName = _calendar.NameOf(day),
            RunningDays = days,
            RunningTime = time,
            CalendarMissing = !_calendar.Covers(day),
        });

        private void SkipDay(DateOnly day)
        {
            var name = _calendar.NameOf(day);
            var step = new DeadlineStep
            {
                Kind = DeadlineStepKind.Skipped,
                From = _calendar.StartOfDay(day) is var midnight && midnight.UtcTicks > _start ? midnight : Steps[0].From,
                To = _calendar.EndOfDay(day),
                FirstDay = day,
                LastDay = day,
                Reason = name is null ? SkipReason.Weekend : SkipReason.Holiday,
                DayName = name,
                CalendarMissing = !_calendar.Covers(day),
            };
            if (Steps[^1] is { Kind: DeadlineStepKind.Skipped } last && last.To == step.From
                && (last.Reason, last.DayName, last.CalendarMissing) == (step.Reason, step.DayName, step.CalendarMissing))
            {
                Steps[^1] = last with { To = step.To, LastDay = day };
            }
            else
            {
                Steps.Add(step);
            }
        }

        private void Due(DateTimeOffset at, DateOnly day, bool missing) => Steps.Add(new DeadlineStep
        {
            Kind = DeadlineStepKind.Due,
            From = at,
            To = at,
            FirstDay = day,
            LastDay = day,
            CalendarMissing = missing,
        });
    }
}
