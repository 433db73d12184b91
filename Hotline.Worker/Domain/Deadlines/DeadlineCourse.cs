using System.Globalization;

namespace Hotline.Domain.Deadlines;

/// <summary>Why a clock stood still for a while.</summary>
public enum PauseReason
{
    /// <summary>待补充: the requester was asked for what is missing.</summary>
    AwaitingInfo,
    /// <summary>挂账</summary>
    OnBook,
    /// <summary>The case was with somebody else, or nobody, before the unit got it back.</summary>
    Elsewhere,
    /// <summary>审核: the time between a reply and its being sent back (T25).</summary>
    InReview,
}

/// <summary>Something that changes when a running clock falls due.</summary>
/// <param name="At">When it happened, UTC.</param>
public abstract record CourseTurn(DateTimeOffset At);

/// <summary>The clock stood still from <see cref="CourseTurn.At"/>.</summary>
/// <param name="Until">When it went on; <c>null</c> while it stands.</param>
/// <param name="Least">What is left at least when it goes on; applies when nothing but the pause made it late.</param>
public sealed record Pause(DateTimeOffset At, DateTimeOffset? Until, PauseReason Reason, Limit? Least) : CourseTurn(At);

/// <summary>The limit was lengthened by so much.</summary>
public sealed record Extension(DateTimeOffset At, Limit By) : CourseTurn(At);

/// <summary>Due no later than this.</summary>
public sealed record Cap(DateTimeOffset At, DateTimeOffset DueAt) : CourseTurn(At);

/// <summary>
/// The way of one clock from its start to its due moment: a limit, and the pauses, extensions and caps on the way. The due
/// moment is always counted from the start through every turn; nothing is ever added to a stored one (domain.md §2.1).
/// </summary>
/// <remarks>
/// A limit in days counts whole days: a day on which the clock ran at all is used up, and after a pause counting begins
/// with the next day, as after a start (domain.md §9, S7 and S8). A clock that was late when a pause began stays late.
/// </remarks>
public sealed class DeadlineCourse
{
    private readonly WorkCalendar _calendar;
    private readonly Limit _limit;
    private readonly List<Leg> _legs = [];
    private Leg _leg;

    /// <summary>A stretch between two turns.</summary>
    /// <param name="Anchor">Where counting begins.</param>
    /// <param name="Amount">Days for limits in days, ticks otherwise; 0 when a cap alone decides.</param>
    /// <param name="DueAt">Where it leads.</param>
    /// <param name="Turn">What ended it; <c>null</c> for the last.</param>
    /// <param name="Left">What was left when a pause ended it.</param>
    private sealed record Leg(DateTimeOffset Anchor, long Amount, DateTimeOffset DueAt, CourseTurn? Turn = null, long? Left = null);

    private DeadlineCourse(WorkCalendar calendar, DateTimeOffset start, Limit limit)
    {
        _calendar = calendar;
        _limit = limit;
        Start = start;
        Total = limit.IsInDays ? limit.Amount : limit.Ticks;
        _leg = new Leg(start, Total, Advance(start, Total));
        OriginalDueAt = _leg.DueAt;
    }

    public DateTimeOffset Start { get; }

    /// <summary>原时限: the due moment before any turn.</summary>
    public DateTimeOffset OriginalDueAt { get; }

    /// <summary>The first moment that is late.</summary>
    public DateTimeOffset DueAt => _leg.DueAt;

    /// <summary>Since when the clock stands still; <c>null</c> when it goes.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>One working day before expiry, or with a quarter of the limit left (domain.md §2.5).</summary>
    public DateTimeOffset WarnAt => _limit.IsInDays ? Later(_calendar.StartOfDay(LastDay), _leg.Anchor) : Before(Total / 4);

    /// <summary>At noon of the last day, or with a tenth of the limit left (domain.md §2.5).</summary>
    public DateTimeOffset OrangeAt => _limit.IsInDays
        ? Later(_calendar.StartOfDay(LastDay).AddHours(12), _leg.Anchor)
        : Before(Total / 10);

    /// <summary>The end of the second and of the fifth working day after expiry (domain.md §2.5).</summary>
    public DateTimeOffset OverdueBy(int workingDays) => _calendar.EndOfDay(_calendar.AddWorkingDays(LastDay, workingDays));

    /// <summary>Some of it was counted by weekday only, in a year without a calendar (日历缺失).</summary>
    public bool CalendarMissing => _limit.IsWorking
        && _legs.Append(_leg).Any(leg => !_calendar.Covers(_calendar.LocalDay(leg.Anchor)) || !_calendar.Covers(DayBefore(leg.DueAt)));

    /// <summary>The limit with all its extensions, in days or ticks.</summary>
    private long Total { get; set; }

    private DateOnly LastDay => DayBefore(DueAt);

    /// <param name="calendar">Decides days, hours and zone.</param>
    /// <param name="start">Where the clock starts.</param>
    /// <param name="limit">How long it may run.</param>
    /// <param name="turns">What happened to it, in any order; pauses do not overlap, or count once where they do.</param>
    /// <exception cref="DeadlineOutOfRangeException">The start or the due moment lies outside the years 1900 to 2200.</exception>
    public static DeadlineCourse Of(WorkCalendar calendar, DateTimeOffset start, Limit limit, IEnumerable<CourseTurn> turns)
    {
        var course = new DeadlineCourse(calendar, start, limit);
        foreach (var turn in turns.OrderBy(turn => turn.At))
        {
            course.Take(turn);
        }

        return course;
    }

    /// <summary>A clock that is due at 24:00 of a day that somebody set.</summary>
    public static DeadlineCourse OfDate(WorkCalendar calendar, DateTimeOffset start, DateOnly day) => Of(
        calendar,
        start,
        Limit.CalendarDays(Math.Max(1, day.DayNumber - calendar.LocalDay(start).DayNumber)),
        [new Cap(start, calendar.EndOfDay(day))]);

    /// <summary>How the due moment comes about, step by step, each stretch of time once.</summary>
    public IReadOnlyList<DeadlineStep> Explain()
    {
        var steps = new List<DeadlineStep>();
        // Up to where the way from the present anchor was told already; a longer limit only adds what comes after.
        DateTimeOffset? told = null;
        foreach (var leg in _legs.Append(_leg))
        {
            steps.RemoveAll(step => step.Kind == DeadlineStepKind.Due);
            steps.AddRange(Walk(leg)
                .Where(step => steps.Count == 0 || step.Kind != DeadlineStepKind.Started)
                .Select(step => step.Kind == DeadlineStepKind.Due || told is null ? step : From(step, told.Value))
                .OfType<DeadlineStep>()
                .ToList());
            switch (leg.Turn)
            {
                case Pause pause:
                    steps.RemoveAll(step => step.Kind == DeadlineStepKind.Due || (step.From >= pause.At && step.Kind != DeadlineStepKind.Started));
                    steps.Add(Marked(DeadlineStepKind.Paused, pause.At, pause.Until ?? pause.At) with
                    {
                        Pause = pause.Reason,
                        Left = leg.Left is { } left ? Print(left) : null,
                    });
                    // While it stands nobody knows which days will count.
                    told = pause.Until is null ? DateTimeOffset.MaxValue : null;
                    break;
                case Extension extension:
                    steps.Add(Marked(DeadlineStepKind.Extended, extension.At, extension.At) with { Left = extension.By.ToString() });
                    told = leg.DueAt;
                    break;
                case Cap cap:
                    steps = [.. steps.Select(step => IsOnTheWay(step) ? Until(step, cap.DueAt) : step).OfType<DeadlineStep>()];
                    steps.Add(Marked(DeadlineStepKind.Capped, cap.At, cap.At));
                    break;
                default:
                    break;
            }
        }

        return steps;
    }

    private static bool IsOnTheWay(DeadlineStep step) =>
        step.Kind is DeadlineStepKind.Counted or DeadlineStepKind.CountedMakeUpDay or DeadlineStepKind.Skipped;

    // What of a step lies after a moment; null for nothing.
    private DeadlineStep? From(DeadlineStep step, DateTimeOffset moment) =>
        step.To <= moment ? null
        : step.From >= moment ? step
        : step with { From = _calendar.ToLocal(moment), FirstDay = _calendar.LocalDay(moment) };

    // What of a step lies before a moment; null for nothing.
    private DeadlineStep? Until(DeadlineStep step, DateTimeOffset moment) =>
        step.From >= moment ? null
        : step.To <= moment ? step
        : step with
        {
            To = _calendar.ToLocal(moment),
            LastDay = DayBefore(moment),
            RunningDays = step.RunningDays - (step.LastDay.DayNumber - DayBefore(moment).DayNumber),
            RunningTime = step.RunningTime - (step.To - moment),
        };

    private void Take(CourseTurn turn)
    {
        switch (turn)
        {
            case Cap cap when cap.DueAt < DueAt:
                Next(turn, _leg.Anchor, amount: 0, cap.DueAt);
                break;
            case Extension extension when extension.By.IsInDays == _limit.IsInDays && extension.By.IsWorking == _limit.IsWorking:
                var more = extension.By.IsInDays ? extension.By.Amount : extension.By.Ticks;
                Total += more;
                // Counted on from the day it was due, which is the same as a longer limit from the start.
                // A cap may lie before the start; then that day is where it goes on, not the start.
                var from = DueAt <= _leg.Anchor ? DueAt.AddTicks(-1) : _leg.Anchor;
                var onward = Between(from, DueAt) + more;
                Next(turn, from, onward, Advance(from, onward));
                break;
            case Pause pause when pause.At < DueAt && !(pause.Until <= _leg.Anchor) && PausedAt is null:
                Stand(pause with { At = Later(pause.At, _leg.Anchor) });
                break;
            default:
                // A looser cap, or a pause of a clock that was late already: nothing changes.
                break;
        }
    }

    private void Stand(Pause pause)
    {
        var left = Between(pause.At, DueAt);
        if (pause.Until is not { } until)
        {
            PausedAt = pause.At;
            Next(pause, _leg.Anchor, _leg.Amount, DueAt, left);
            return;
        }

        if (pause.Least is { } least && least.IsInDays == _limit.IsInDays)
        {
            left = Math.Max(left, least.IsInDays ? least.Amount : least.Ticks);
        }

        Next(pause, until, left, Advance(until, left), left);
    }

    private void Next(CourseTurn turn, DateTimeOffset anchor, long amount, DateTimeOffset dueAt, long? left = null)
    {
        _legs.Add(_leg with { Turn = turn, Left = left });
        _leg = new Leg(anchor, amount, dueAt);
    }

    private DateTimeOffset Advance(DateTimeOffset from, long amount) =>
        !_limit.IsInDays ? AdvanceTime(from, amount)
        : amount == 0 ? _calendar.EndOfDay(_calendar.LocalDay(from))
        : _calendar.Due(from, new Limit(_limit.Kind, (int)amount)).At;

    private DateTimeOffset AdvanceTime(DateTimeOffset from, long ticks) => _limit.IsWorking
        ? _calendar.AddWorkingTime(from, TimeSpan.FromTicks(ticks))
        : _calendar.ToLocal(from.AddTicks(ticks));

    /// <summary>Days after the day of <paramref name="from"/> up to and with the last one, or the time between.</summary>
    private long Between(DateTimeOffset from, DateTimeOffset to) => _limit.Kind switch
    {
        LimitKind.WorkingDays => Math.Max(0, _calendar.WorkingDaysBetween(_calendar.LocalDay(from), DayBefore(to))),
        LimitKind.CalendarDays => Math.Max(0, DayBefore(to).DayNumber - _calendar.LocalDay(from).DayNumber),
        LimitKind.Hours or LimitKind.Minutes => (to - from).Ticks,
        _ => _calendar.WorkingTimeBetween(from, to).Ticks,
    };

    private DateTimeOffset Before(long left)
    {
        var whole = Between(_leg.Anchor, DueAt);
        return whole <= left ? _calendar.ToLocal(_leg.Anchor) : AdvanceTime(_leg.Anchor, whole - left);
    }

    private IReadOnlyList<DeadlineStep> Walk(Leg leg)
    {
        var explanation = new Explanation(_calendar, leg.Anchor);
        switch (_limit.Kind)
        {
            case var _ when leg.Amount == 0:
                explanation.Date(leg.DueAt, DayBefore(leg.DueAt));
                break;
            case LimitKind.WorkingDays:
                explanation.WorkingDays((int)leg.Amount);
                break;
            case LimitKind.CalendarDays:
                explanation.CalendarDays((int)leg.Amount);
                break;
            case LimitKind.Hours or LimitKind.Minutes:
                explanation.PlainTime(leg.Amount);
                break;
            default:
                explanation.WorkingTime(leg.Amount);
                break;
        }

        return explanation.Steps;
    }

    private DeadlineStep Marked(DeadlineStepKind kind, DateTimeOffset from, DateTimeOffset to) => new()
    {
        Kind = kind,
        From = _calendar.ToLocal(from),
        To = _calendar.ToLocal(to),
        FirstDay = _calendar.LocalDay(from),
        LastDay = _calendar.LocalDay(to),
    };

    private string Print(long amount) => _limit.IsInDays
        ? string.Create(CultureInfo.InvariantCulture, $"{amount}{(_limit.IsWorking ? "wd" : "d")}")
        : string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(amount).TotalMinutes:0.##}{(_limit.IsWorking ? "wm" : "m")}");

    // Due at 24:00 of a day belongs to that day, not to the next one's first instant.
    private DateOnly DayBefore(DateTimeOffset due) => _calendar.LocalDay(due.AddTicks(-1));

    private DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : _calendar.ToLocal(b);
}
