using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Scorecards;

/// <summary>
/// 通报: when the report of a month or a week is told. A month's on the first working day after it, a week's on the Monday
/// after it, both at 08:00 of the zone's time.
/// </summary>
public static class CircularPlan
{
    /// <summary>After a long standstill no more than these are told late, the newest.</summary>
    public const int MostMissed = 12;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(8);

    public static DateTimeOffset DueAt(Period period, WorkCalendar calendar)
    {
        var day = period.LastDay.AddDays(1);
        while (period.Kind == PeriodKind.Month && !calendar.IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return calendar.StartOfDay(day) + Hour;
    }

    /// <summary>
    /// What is due and was not made, the oldest first: everything since the last one, or without a last one the newest alone,
    /// because nobody waits for what was before the hotline.
    /// </summary>
    /// <param name="kind">A month or a week.</param>
    /// <param name="last">The newest that was made; <c>null</c> for none.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="calendar">Whose days are worked.</param>
    public static IReadOnlyList<Period> Due(PeriodKind kind, Period? last, DateTimeOffset now, WorkCalendar calendar)
    {
        var period = At(kind, calendar.LocalDay(now)).Previous();
        if (DueAt(period, calendar) > now)
        {
            period = period.Previous();
        }

        var due = new List<Period>();
        while (due.Count < MostMissed && (last is null ? due.Count == 0 : period.FirstDay > last.FirstDay))
        {
            due.Add(period);
            period = period.Previous();
        }

        due.Reverse();
        return due;
    }

    // Any period of a kind finds the one of a day.
    private static Period At(PeriodKind kind, DateOnly day) => new Period("", day, day) { Kind = kind }.At(day);
}
