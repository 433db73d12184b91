namespace Hotline.Domain.Deadlines;

/// <summary>
/// One version of a zone's working calendar: which days are worked (<c>domain.md §2.4</c>), at which hours, in which time
/// zone. Immutable and safe to share between threads. Every method takes instants with any offset and answers with
/// the zone's own; working time is real elapsed time, so an hour skipped by daylight saving does not count.
/// Adding and counting cost the same for a day as for a century: both are look-ups in a running count of working days.
/// </summary>
/// <remarks>
/// Beyond the years of the notice a day is worked if it is a weekday. Callers learn of it by <see cref="Covers(DateOnly)"/> and by
/// <see cref="DueTime.CalendarMissing"/>.
/// </remarks>
public sealed class WorkCalendar
{
    /// <summary>First year for which deadlines are computed.</summary>
    public const int EarliestYear = 1900;

    /// <summary>Last year for which deadlines are computed.</summary>
    public const int LatestYear = 2200;

    private const long TicksPerDay = TimeSpan.TicksPerDay;
    private const int LastDayNumber = 3652058; // 9999-12-31

    private readonly Dictionary<DateOnly, CalendarDay> _notice;
    private readonly ZoneOffsets _offsets;
    private readonly WorkInterval[] _intervals;
    private readonly long _ticksPerDay;

    // Covered days are day numbers [_first, _end); _workedBefore[i] counts the worked ones before _first + i.
    private readonly int _first;
    private readonly int _end;
    private readonly int[] _workedBefore;
    private readonly int[] _worked;

    // Working days whose real length is not the schedule's, because a transition of the zone falls into their hours;
    // _unevenSum[i] is what the first i of them deviate by.
    private readonly int[] _unevenDays;
    private readonly long[] _unevenSum;

    /// <param name="version">Number of this version of the calendar, for the record kept with each deadline.</param>
    /// <param name="days">The notice, in any order. A year with at least one entry counts as covered.</param>
    /// <param name="schedule">Hours of each working day.</param>
    /// <param name="zone">The zone in which days begin and end.</param>
    /// <exception cref="ArgumentException">A date occurs twice, lies outside 1900-2200, or a year between two covered years has no entry.</exception>
    public WorkCalendar(int version, IEnumerable<CalendarDay> days, WorkSchedule schedule, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(zone);
        Version = version;
        Schedule = schedule;
        Zone = zone;
        _offsets = ZoneOffsets.Of(zone);
        _intervals = [.. schedule.Intervals];
        _ticksPerDay = schedule.PerDay.Ticks;
        _notice = [];
        foreach (var day in days)
        {
            if (day.Date.Year is < EarliestYear or > LatestYear)
            {
                throw new ArgumentException($"The calendar names {day.Date:yyyy-MM-dd}, which is outside {EarliestYear}-{LatestYear}.", nameof(days));
            }

            if (!_notice.TryAdd(day.Date, day))
            {
                throw new ArgumentException($"The calendar names {day.Date:yyyy-MM-dd} twice.", nameof(days));
            }
        }

        if (_notice.Count > 0)
        {
            var years = _notice.Keys.Select(date => date.Year).ToHashSet();
            FirstYear = years.Min();
            LastYear = years.Max();
            for (var year = FirstYear.Value; year <= LastYear; year++)
            {
                if (!years.Contains(year))
                {
                    throw new ArgumentException($"The calendar has no entry for {year}, though it covers {FirstYear} and {LastYear}.", nameof(days));
                }
            }

            _first = new DateOnly(FirstYear.Value, 1, 1).DayNumber;
            _end = new DateOnly(LastYear.Value + 1, 1, 1).DayNumber;
        }

        _workedBefore = new int[_end - _first + 1];
        var worked = new List<int>();
        for (var day = _first; day < _end; day++)
        {
            _workedBefore[day - _first] = worked.Count;
            if (_notice.TryGetValue(DateOnly.FromDayNumber(day), out var named) ? !named.IsOffDay : IsWeekday(day))
            {
                worked.Add(day);
            }
        }

        _workedBefore[^1] = worked.Count;
        _worked = [.. worked];
        (_unevenDays, _unevenSum) = FindUnevenDays();
    }

    public int Version { get; }

    public WorkSchedule Schedule { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>First year of the notice; null when the calendar has no entries at all.</summary>
    public int? FirstYear { get; }

    /// <summary>Last year of the notice; null when the calendar has no entries at all.</summary>
    public int? LastYear { get; }

    /// <summary>Whether the notice of this day's year is known.</summary>
    public bool Covers(DateOnly day) => Covers(day.DayNumber);

    public bool IsWorkingDay(DateOnly day) => IsWorked(day.DayNumber);

    /// <summary>A Saturday or Sunday that is worked (调休).</summary>
    public bool IsMakeUpDay(DateOnly day) => IsWorkingDay(day) && !IsWeekday(day.DayNumber);

    /// <summary>The holiday a day belongs to, also for the make-up days of that holiday; null for a day the notice does not mention.</summary>
    public string? NameOf(DateOnly day) => _notice.TryGetValue(day, out var named) ? named.Name : null;

    /// <summary>The n-th working day after <paramref name="start"/>, which itself is not counted; <paramref name="start"/> for n = 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative, or the day lies beyond the year 9999.</exception>
    public DateOnly AddWorkingDays(DateOnly start, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return n == 0 ? start : DateOnly.FromDayNumber(NthWorked(WorkedBefore(start.DayNumber + 1) + n - 1));
    }

    /// <summary>
    /// Working days after <paramref name="a"/>, up to and including <paramref name="b"/>; negative when b is before a, so
    /// that sums over a chain of days always agree.
    /// </summary>
    public int WorkingDaysBetween(DateOnly a, DateOnly b) => (int)(WorkedBefore(b.DayNumber + 1) - WorkedBefore(a.DayNumber + 1));

    /// <summary>00:00 of a local day; where the zone skips it, the first moment of the day that exists.</summary>
    public DateTimeOffset StartOfDay(DateOnly day) => Instant(DayStart(day.DayNumber));

    /// <summary>24:00 of a local day: the moment at which a limit in days is over. Equals <see cref="StartOfDay"/> of the next day.</summary>
    public DateTimeOffset EndOfDay(DateOnly day) => Instant(DayStart(day.DayNumber + 1));

    /// <summary>The day an instant falls on in this calendar's zone.</summary>
    public DateOnly LocalDay(DateTimeOffset instant) =>
        DateOnly.FromDayNumber((int)((instant.UtcTicks + _offsets.At(instant.UtcTicks)) / TicksPerDay));

    /// <summary>The same instant with the zone's offset.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset instant) => Instant(instant.UtcTicks);

    /// <summary>
    /// The first moment at which the working time since <paramref name="start"/> reaches <paramref name="duration"/>: a
    /// duration that exactly fills an interval ends at its closing instant, not at the next opening.
    /// Zero gives <paramref name="start"/> itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative, or the moment lies beyond the year 9999.</exception>
    public DateTimeOffset AddWorkingTime(DateTimeOffset start, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        if (!TryAdvance(start.UtcTicks, duration.Ticks, LastDayNumber - 2, out var utc, out _))
        {
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "The result lies beyond the year 9999.");
        }

        return Instant(utc);
    }

    /// <summary>Working time from <paramref name="a"/> to <paramref name="b"/>; negative when b is before a.</summary>
    public TimeSpan WorkingTimeBetween(DateTimeOffset a, DateTimeOffset b) =>
        TimeSpan.FromTicks(WorkedUntil(b.UtcTicks) - WorkedUntil(a.UtcTicks));

    /// <summary>Whether work is on: an interval's opening instant belongs to it, its closing instant does not.</summary>
    public bool IsInHours(DateTimeOffset instant)
    {
        var utc = instant.UtcTicks;
        var today = DayOf(utc);
        for (var day = today - 1; day <= today; day++)
        {
            if (!IsWorked(day))
            {
                continue;
            }

            foreach (var interval in _intervals)
            {
                var (start, end) = Bounds(day, interval);
                if (start <= utc && utc < end)
                {
                    return true;
                }
            }
        }

        return false;
    }

    internal DateTimeOffset Instant(long utcTicks)
    {
        var offset = _offsets.At(utcTicks);
        return new DateTimeOffset(utcTicks + offset, new TimeSpan(offset));
    }

    internal bool Covers(int day) => day >= _first && day < _end;

    internal bool IsWorked(int day) =>
        Covers(day) ? _workedBefore[day - _first + 1] > _workedBefore[day - _first] : IsWeekday(day);

    /// <summary>How many working days there are before a day, counted from the beginning of the common era.</summary>
    internal long WorkedBefore(int day)
    {
        if (day <= _first)
        {
            return WeekdaysBefore(day);
        }

        return WeekdaysBefore(_first) + (day < _end
            ? _workedBefore[day - _first]
            : _worked.Length + WeekdaysBefore(day) - WeekdaysBefore(_end));
    }

    /// <summary>Opening and closing moment, in UTC ticks, of an interval of the working day with this number.</summary>
    internal (long Start, long End) Bounds(int day, WorkInterval interval)
    {
        var midnight = day * TicksPerDay;
        return (_offsets.ToUtc(midnight + interval.Start.Ticks), _offsets.ToUtc(midnight + interval.End.Ticks));
    }

    /// <summary>
    /// The day that is running at a moment: the last one to have begun. It differs from the date on the clock only where
    /// a zone turns the clock back across midnight, and keeps days in order there.
    /// </summary>
    internal int DayOf(long utcTicks)
    {
        var day = (int)((utcTicks + _offsets.At(utcTicks)) / TicksPerDay);
        return DayStart(day + 1) <= utcTicks ? day + 1 : day;
    }

    internal long DayStart(int day) => _offsets.ToUtc(day * TicksPerDay);

    /// <summary>The first day whose kind matters for working time from this moment on: yesterday while its night shift could still run.</summary>
    internal int FirstDayThatMatters(long utcTicks)
    {
        var today = DayOf(utcTicks);
        return Bounds(today - 1, _intervals[^1]).End > utcTicks ? today - 1 : today;
    }

    /// <summary>
    /// Adds working ticks; false when the result would belong to a working day after <paramref name="lastDay"/>.
    /// <paramref name="day"/> is the working day the result belongs to: in the small hours of a night shift, the day before.
    /// </summary>
    internal bool TryAdvance(long startUtc, long ticks, int lastDay, out long utc, out int day)
    {
        if (ticks == 0)
        {
            utc = startUtc;
            day = DayOf(startUtc);
            return true;
        }

        var done = WorkedUntil(startUtc);
        var available = TicksBefore(lastDay + 1) - done;
        if (ticks > available)
        {
            (utc, day) = (0, 0);
            return false;
        }

        // The day d with TicksBefore(d) < target <= TicksBefore(d + 1). The estimate is exact but for uneven days.
        var target = done + ticks;
        day = NthWorked((target - 1) / _ticksPerDay);
        while (TicksBefore(day) >= target)
        {
            day--;
        }

        while (TicksBefore(day + 1) < target)
        {
            day++;
        }

        var left = target - TicksBefore(day);
        foreach (var interval in _intervals)
        {
            var (start, end) = Bounds(day, interval);
            if (left <= end - start)
            {
                utc = start + left;
                return true;
            }

            left -= end - start;
        }

        throw new System.Diagnostics.UnreachableException("The running count of working time disagrees with the day's intervals.");
    }

    private static bool IsWeekday(int day) => day % 7 < 5; // day 0, 0001-01-01, is a Monday

    private static long WeekdaysBefore(int day) => (day / 7 * 5L) + Math.Min(day % 7, 5);

    private static long NthWeekday(long index) => (index / 5 * 7) + (index % 5);

    /// <summary>The working day before which there are exactly <paramref name="index"/> others.</summary>
    private int NthWorked(long index)
    {
        var inside = index - WeekdaysBefore(_first);
        var day = inside < 0 ? NthWeekday(index)
            : inside < _worked.Length ? _worked[inside]
            : NthWeekday(inside - _worked.Length + WeekdaysBefore(_end));
        return day <= LastDayNumber
            ? (int)day
            : throw new ArgumentOutOfRangeException(nameof(index), index, "The result lies beyond the year 9999.");
    }

    /// <summary>Working time of all working days before a day, in ticks; a night shift counts for the day it starts on.</summary>
    private long TicksBefore(int day)
    {
        var ticks = WorkedBefore(day) * _ticksPerDay;
        if (_unevenDays.Length == 0)
        {
            return ticks;
        }

        var found = Array.BinarySearch(_unevenDays, day);
        return ticks + _unevenSum[found < 0 ? ~found : found];
    }

    /// <summary>Working time before a moment, in ticks. It never falls and never jumps; everything about working time follows from it.</summary>
    private long WorkedUntil(long utc)
    {
        var today = DayOf(utc);
        var ticks = TicksBefore(today - 1);
        for (var day = today - 1; day <= today; day++)
        {
            if (!IsWorked(day))
            {
                continue;
            }

            foreach (var interval in _intervals)
            {
                var (start, end) = Bounds(day, interval);
                if (utc <= start)
                {
                    break;
                }

                ticks += Math.Min(utc, end) - start;
            }
        }

        return ticks;
    }

    private (int[] Days, long[] Sum) FindUnevenDays()
    {
        var days = new List<int>();
        var sum = new List<long> { 0 };
        var next = 0;
        foreach (var transition in _offsets.Transitions)
        {
            // The day of the transition, the one before (its night shift, or the clock going back over midnight) and the one after.
            var around = (int)((transition + _offsets.At(transition)) / TicksPerDay);
            for (var day = Math.Max(around - 2, next); day <= around + 1; day++)
            {
                next = day + 1;
                if (!IsWorked(day))
                {
                    continue;
                }

                var length = 0L;
                foreach (var interval in _intervals)
                {
                    var (start, end) = Bounds(day, interval);
                    length += end - start;
                }

                if (length != _ticksPerDay)
                {
                    days.Add(day);
                    sum.Add(sum[^1] + length - _ticksPerDay);
                }
            }
        }

        return ([.. days], [.. sum]);
    }
}
