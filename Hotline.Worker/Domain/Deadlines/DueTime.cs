namespace Hotline.Domain.Deadlines;

/// <summary>When a limit is over.</summary>
/// <param name="At">The due instant with the zone's offset; the first instant that is late is the one after it.</param>
/// <param name="CalendarMissing">
/// Days of a year whose notice is not known were taken by their weekday only: the due time may change when the notice comes
/// (<c>domain.md §2.4</c>). Never set for limits that ignore the calendar.
/// </param>
/// <param name="Day">For a limit in days, the local day at whose 24:00 it is due; otherwise null.</param>
public readonly record struct DueTime(DateTimeOffset At, bool CalendarMissing, DateOnly? Day = null);

/// <summary>A deadline starts or ends outside the years 1900 to 2200.</summary>
public sealed class DeadlineOutOfRangeException(string message) : Exception(message);
