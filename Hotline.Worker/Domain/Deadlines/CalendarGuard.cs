namespace Hotline.Domain.Deadlines;

/// <summary>What to do about a calendar that ends too soon (domain.md §2.4).</summary>
public enum CalendarWarning
{
    /// <summary>The notice of next year is due: time to import it.</summary>
    NextYearMissing,

    /// <summary>Due dates fall into a year without a notice now; whoever sets one says that this is known.</summary>
    OverrideNeeded,
}

/// <summary>日历缺失: the State Council announces a year's days off once, usually in October or November of the year before.</summary>
public static class CalendarGuard
{
    /// <param name="calendar">The calendar that new cases are counted with.</param>
    /// <param name="today">Today in the calendar's zone.</param>
    /// <returns><c>null</c> while all is well: from 1 October next year's notice is missed, from 15 December its lack is urgent.</returns>
    public static CalendarWarning? Of(WorkCalendar calendar, DateOnly today) =>
        calendar.LastYear > today.Year ? null
        : calendar.LastYear is null || calendar.LastYear < today.Year || today >= new DateOnly(today.Year, 12, 15) ? CalendarWarning.OverrideNeeded
        : today.Month >= 10 ? CalendarWarning.NextYearMissing
        : null;
}
