using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>重算时限: an open case is counted with a newer version of the calendar, on order and on record (domain.md §9, S14).</summary>
public static class Recounting
{
    public static Decision Decide(Case @case, WorkCalendar calendar) =>
        @case.HasEnded || @case.CalendarVersion == calendar.Version
            ? Decision.Nothing
            : Decision.Accept(new DeadlinesRecounted { CalendarVersion = calendar.Version });
}
