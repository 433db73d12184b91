using Hotline.Domain.Deadlines;
using Hotline.Zone;

namespace Hotline.Tests.Support;

/// <summary>Calendars and instants the deadline tests share.</summary>
internal static class Calendars
{
    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    public static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>The shipped notice 2019-2026, 09:00-12:00 and 13:00-18:00, Shanghai.</summary>
    public static readonly WorkCalendar China = With("09:00-12:00,13:00-18:00");

    public static WorkCalendar With(string schedule) => new(1, CalendarFile.Shipped(), WorkSchedule.Parse(schedule), Shanghai);

    /// <summary>No notice at all: weekdays only.</summary>
    public static WorkCalendar Bare(string schedule, TimeZoneInfo zone) => new(1, [], WorkSchedule.Parse(schedule), zone);

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    public static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
