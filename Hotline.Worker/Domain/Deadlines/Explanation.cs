namespace Hotline.Domain.Deadlines;

/// <summary>Walks from a start to its due moment and writes down what counted and what did not.</summary>
internal sealed class Explanation
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

    /// <summary>A date that was set and not counted.</summary>
    public void Date(DateTimeOffset at, DateOnly day) => Due(at, day, missing: false);

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
