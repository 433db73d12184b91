using Hotline.Domain.Deadlines;

namespace Hotline.Samples;

/// <summary>Who is at work when.</summary>
public enum Shift
{
    /// <summary>A unit's staff: office hours of working days.</summary>
    Office,

    /// <summary>A unit's sign-off desk: the office day, and daytime on days off, because 24 hours to the first contact run through the weekend.</summary>
    Duty,

    /// <summary>A unit's emergency desk.</summary>
    RoundTheClock,

    /// <summary>The hotline's reviewers, every day.</summary>
    Review,

    /// <summary>The hotline's call-back agents: every day, and at no hour at which people are at table or in bed.</summary>
    Calls,
}

/// <summary>Counts working time in shifts, which are not the calendar's: deadlines are no business of theirs.</summary>
public sealed class SampleShifts(WorkCalendar calendar)
{
    private static readonly (double From, double To)[] Office = [(9, 12), (13, 18)];
    private static readonly (double From, double To)[] Duty = [(8.5, 12), (13, 18)];
    private static readonly (double From, double To)[] DutyOnDaysOff = [(9, 12), (14, 17)];
    private static readonly (double From, double To)[] RoundTheClock = [(0, 24)];
    private static readonly (double From, double To)[] Review = [(8.5, 12), (13, 20)];
    private static readonly (double From, double To)[] Calls = [(9, 12), (14, 20.5)];

    public WorkCalendar Calendar => calendar;

    /// <summary>The instant at which this much work of the shift is done.</summary>
    public DateTimeOffset Advance(DateTimeOffset from, TimeSpan work, Shift shift)
    {
        for (var day = calendar.LocalDay(from); ; day = day.AddDays(1))
        {
            foreach (var (first, last) in HoursOf(day, shift))
            {
                var begin = At(day, first);
                var end = At(day, last);
                begin = begin > from ? begin : from;
                if (begin >= end)
                {
                    continue;
                }

                if (work < end - begin)
                {
                    return begin + work;
                }

                work -= end - begin;
            }
        }
    }

    /// <summary>The first instant of the half-day after this one's: noon parts a day.</summary>
    public DateTimeOffset NextHalfDay(DateTimeOffset from)
    {
        var day = calendar.LocalDay(from);
        return from < At(day, 12) ? At(day, 12) : At(day.AddDays(1), 0);
    }

    public DateTimeOffset At(DateOnly day, double hour) => calendar.StartOfDay(day).ToUniversalTime() + TimeSpan.FromHours(hour);

    private (double From, double To)[] HoursOf(DateOnly day, Shift shift) => shift switch
    {
        Shift.Office => calendar.IsWorkingDay(day) ? Office : [],
        Shift.Duty => calendar.IsWorkingDay(day) ? Duty : DutyOnDaysOff,
        Shift.RoundTheClock => RoundTheClock,
        Shift.Review => Review,
        Shift.Calls => Calls,
        _ => throw new ArgumentOutOfRangeException(nameof(shift), shift, "Unknown shift."),
    };
}
