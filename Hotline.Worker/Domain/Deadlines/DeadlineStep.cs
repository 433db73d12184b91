namespace Hotline.Domain.Deadlines;

/// <summary>What a line of a deadline's explanation says.</summary>
public enum DeadlineStepKind
{
    /// <summary>The clock starts.</summary>
    Started,

    /// <summary>Days or time that count.</summary>
    Counted,

    /// <summary>As <see cref="Counted"/>, on a Saturday or Sunday worked in exchange for a holiday (调休).</summary>
    CountedMakeUpDay,

    /// <summary>Days or time that do not count; <see cref="DeadlineStep.Reason"/> says why.</summary>
    Skipped,

    /// <summary>The clock stood still from <see cref="DeadlineStep.From"/> to <see cref="DeadlineStep.To"/>, with <see cref="DeadlineStep.Left"/> left; still does if they are equal.</summary>
    Paused,

    /// <summary>The limit was lengthened by <see cref="DeadlineStep.Left"/>.</summary>
    Extended,

    /// <summary>An earlier due moment holds, from another case, the lead or a dispatcher.</summary>
    Capped,

    /// <summary>The due moment; always the last step, and the only one of its kind.</summary>
    Due,
}

/// <summary>Why something does not count.</summary>
public enum SkipReason
{
    /// <summary>Limits in days begin with the day after the start.</summary>
    StartDay,

    Weekend,

    /// <summary>A day off by the notice, with its name.</summary>
    Holiday,

    /// <summary>The clock was started on a working day, but not in working hours.</summary>
    OutsideHours,
}

/// <summary>
/// One line of the explanation of a deadline, as data: the words for it are the screen's. Equal skipped days in a row are
/// one step.
/// </summary>
public sealed record DeadlineStep
{
    public required DeadlineStepKind Kind { get; init; }

    /// <summary>First moment of the step, with the zone's offset.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the step; equals <see cref="From"/> for <see cref="DeadlineStepKind.Started"/> and <see cref="DeadlineStepKind.Due"/>.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>First local day of the step; working time of a night shift belongs to the day the shift starts on.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Last local day of the step, included. For a due step at 24:00, the day that ends then.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Only for <see cref="DeadlineStepKind.Skipped"/>.</summary>
    public SkipReason? Reason { get; init; }

    /// <summary>Only for <see cref="DeadlineStepKind.Paused"/>.</summary>
    public PauseReason? Pause { get; init; }

    /// <summary>A stretch of the limit's own kind of time, e.g. <c>3wd</c>.</summary>
    public string? Left { get; init; }

    /// <summary>The holiday's name in the notice, for a holiday or its make-up day.</summary>
    public string? DayName { get; init; }

    /// <summary>Days counted so far, this step included; only for counted steps of limits in days.</summary>
    public int? RunningDays { get; init; }

    /// <summary>Time counted so far, this step included; only for counted steps of limits in hours or minutes.</summary>
    public TimeSpan? RunningTime { get; init; }

    /// <summary>The notice of the year is not known: these days were taken by their weekday. On the due step: anywhere on the way.</summary>
    public bool CalendarMissing { get; init; }
}
