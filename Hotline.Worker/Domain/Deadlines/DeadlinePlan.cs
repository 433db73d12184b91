using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;

namespace Hotline.Domain.Deadlines;

/// <summary>
/// All clocks of a case, computed from its events (as the fold holds them) and the rules the case is judged by.
/// Pure: the same events give the same clocks, so a stored clock can always be checked against this (domain.md §2.1).
/// </summary>
public static class DeadlinePlan
{
    /// <summary>How many failed attempts, in at least two different half-days, count as a first contact (domain.md §1.5, T14).</summary>
    private const int AttemptsThatCount = 3;

    /// <summary>C0 first, then the case's own clocks and each assignment's, in the order they started.</summary>
    public static IReadOnlyList<Clock> Clocks(Case @case, DeadlineBasis basis)
    {
        var line = basis.LineFor(@case);
        var clocks = new List<Clock>
        {
            new() { Kind = ClockKind.Total, StartedAt = @case.ReceivedAt, StoppedAt = @case.ClosedAt },
            Run(
                @case,
                basis,
                ClockKind.Dispatch,
                @case.RegisteredAt,
                line.Dispatch,
                @case.Dispatch?.At ?? @case.ClosedAt),
        };

        foreach (var assignment in @case.Assignments)
        {
            clocks.AddRange(Of(@case, assignment, basis, line));
        }

        for (var round = 0; round < @case.ReviewsPassedAt.Length; round++)
        {
            var passed = @case.ReviewsPassedAt[round];
            clocks.Add(Run(@case, basis, ClockKind.Review, RepliedAt(@case, round + 1), line.Review, passed) with { Run = round + 1 });
            clocks.Add(Run(
                @case,
                basis,
                ClockKind.Callback,
                passed,
                line.Callback,
                round < @case.ReworksAt.Length ? @case.ReworksAt[round] : @case.ClosedAt,
                round + 1));
        }

        if (@case.Status == CaseStatus.AwaitingReview)
        {
            clocks.Add(Run(@case, basis, ClockKind.Review, @case.AwaitingReviewSince!.Value, line.Review, null, @case.Round));
        }

        return clocks;
    }

    /// <summary>The reasons of one clock's due date, step by step; empty for C0, which has none.</summary>
    public static IReadOnlyList<DeadlineStep> Explain(Clock clock, WorkCalendar calendar) =>
        clock.Limit is { } limit ? calendar.Explain(clock.StartedAt, limit) : [];

    private static IEnumerable<Clock> Of(Case @case, Assignment assignment, DeadlineBasis basis, ProfileLine line)
    {
        Clock Mine(ClockKind kind, Limit limit, DateTimeOffset? stoppedAt) =>
            Run(@case, basis, kind, assignment.DispatchedAt, limit, stoppedAt ?? assignment.WithdrawnAt, 1, assignment);

        var isRework = assignment.Round > 1;
        yield return Mine(ClockKind.Sign, isRework ? line.ReworkSign : line.Sign, assignment.SignedAt);

        // A reply is no contact: without one the clock runs on until the review accepts that there was none.
        yield return Mine(
            ClockKind.FirstContact,
            isRework ? line.ReworkFirstContact : line.FirstContact,
            FirstContact(assignment, basis.Calendar) ?? assignment.DoneAt);
        if (isRework)
        {
            yield return Mine(ClockKind.Rework, line.Rework, assignment.RepliedAt);
            yield break;
        }

        var resolve = Mine(ClockKind.Resolve, line.Resolve, assignment.RepliedAt);
        yield return assignment.DueOn is { } date && basis.Calendar.EndOfDay(date) < resolve.DueAt
            ? resolve with
            {
                Limit = null,
                DueAt = basis.Calendar.EndOfDay(date),
                WarnAt = Later(basis.Calendar.StartOfDay(date), resolve.StartedAt),
            }
            : resolve;
    }

    // C3 stops when the requester was reached, or with the third failed attempt if the attempts fell in two half-days.
    private static DateTimeOffset? FirstContact(Assignment assignment, WorkCalendar calendar)
    {
        for (var count = AttemptsThatCount; count <= assignment.FailedContacts.Length; count++)
        {
            var halfDays = assignment.FailedContacts.Take(count).Select(attempt => HalfDay(attempt, calendar)).Distinct().Count();
            if (halfDays >= 2 && !(assignment.ContactedAt < assignment.FailedContacts[count - 1]))
            {
                return assignment.FailedContacts[count - 1];
            }
        }

        return assignment.ContactedAt;
    }

    private static (DateOnly Day, bool Afternoon) HalfDay(DateTimeOffset instant, WorkCalendar calendar)
    {
        var local = calendar.ToLocal(instant);
        return (DateOnly.FromDateTime(local.DateTime), local.Hour >= 12);
    }

    private static DateTimeOffset RepliedAt(Case @case, int round) =>
        @case.Assignments.Where(assignment => assignment.Round == round).Max(assignment => assignment.RepliedAt)!.Value;

    private static Clock Run(
        Case @case,
        DeadlineBasis basis,
        ClockKind kind,
        DateTimeOffset startedAt,
        Limit limit,
        DateTimeOffset? stoppedAt,
        int run = 1,
        Assignment? assignment = null)
    {
        var due = basis.Calendar.Due(startedAt, limit);
        return new Clock
        {
            Kind = kind,
            Assignment = assignment?.Number,
            Run = run,
            Unit = assignment?.Unit,
            StartedAt = startedAt,
            Limit = limit,
            DueAt = due.At,
            WarnAt = basis.Calendar.WarnAt(startedAt, limit),
            StoppedAt = stoppedAt,
            CalendarMissing = due.CalendarMissing,
            Announced = Announced(@case, kind, assignment?.Number, startedAt, stoppedAt),
        };
    }

    // A notice belongs to the run of the clock that was going when it was given.
    private static Light Announced(Case @case, ClockKind kind, int? assignment, DateTimeOffset startedAt, DateTimeOffset? stoppedAt)
    {
        var highest = Light.Green;
        foreach (var notice in @case.Lights)
        {
            var mine = notice.Clock == kind && notice.Assignment == assignment;
            if (mine && notice.Light > highest && notice.At >= startedAt && !(notice.At > stoppedAt))
            {
                highest = notice.Light;
            }
        }

        return highest;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
