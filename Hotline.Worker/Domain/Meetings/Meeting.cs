namespace Hotline.Domain.Meetings;

/// <summary>How far a decision of a meeting has come.</summary>
public enum DecisionState
{
    /// <summary>Its unit works on it.</summary>
    Open,

    /// <summary>Its unit has not reported, and the day is over.</summary>
    Overdue,

    /// <summary>Its unit has reported; a supervisor or a leader looks at it.</summary>
    Reported,

    /// <summary>办结.</summary>
    Done,
}

/// <summary>What becomes of a report.</summary>
public enum DecisionOutcome
{
    Done,

    /// <summary>退回重办: the unit reports again.</summary>
    SentBack,
}

/// <summary>书记点评会 (domain.md §3.7): a meeting on a period, whose decisions are followed up until they are done.</summary>
public sealed record Meeting
{
    /// <summary>E.g. <c>M2025-3</c>: the third meeting held in 2025.</summary>
    public string Number { get; init; } = "";

    /// <summary>Counts its changes from 1; the ETag.</summary>
    public int Version { get; init; }

    /// <summary>Name of the period it looked at, e.g. <c>2025Q3</c>.</summary>
    public string Period { get; init; } = "";

    public DateOnly HeldOn { get; init; }

    /// <summary>主持人, by office rather than by name.</summary>
    public string Chair { get; init; } = "";

    /// <summary>Units that took part.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    public string? Summary { get; init; }

    /// <summary>Numbered from 1 by their place.</summary>
    public IReadOnlyList<MeetingDecision> Decisions { get; init; } = [];

    /// <summary>Whether a unit took part, or must do something that was decided.</summary>
    public bool Concerns(string unit) => Units.Contains(unit) || Decisions.Any(decision => decision.Unit == unit);
}

/// <summary>One decision: what, who, by when.</summary>
public sealed record MeetingDecision
{
    public string Text { get; init; } = "";

    /// <summary>责任单位.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Due at 24:00 of this day.</summary>
    public DateOnly DueOn { get; init; }

    /// <summary>The case it is about, on which an order of supervision was issued.</summary>
    public string? Case { get; init; }

    /// <summary>Number of that order within the case: it holds the state.</summary>
    public int? Order { get; init; }

    /// <summary>The theme it is about.</summary>
    public string? Theme { get; init; }

    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>As stored: never overdue, which is a matter of the moment.</summary>
    public DecisionState State { get; init; }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<DecisionReport> Reports { get; init; } = [];

    public DateTimeOffset? SettledAt { get; init; }

    /// <param name="today">In the zone.</param>
    public DecisionState StateOn(DateOnly today) => State == DecisionState.Open && today > DueOn ? DecisionState.Overdue : State;
}

/// <summary>What a unit says it has done, and what was said to that.</summary>
/// <param name="Outcome"><c>null</c> until somebody has looked at it.</param>
public sealed record DecisionReport(string Text, string By, DateTimeOffset At, DecisionOutcome? Outcome, string? Note);
