namespace Hotline.Contracts.Cases;

/// <summary>催办 (T37).</summary>
public sealed record CaseReminded : HotlineEvent
{
    public required ReminderSource Source { get; init; }

    /// <summary>How many reminders the case has had with this one.</summary>
    public required int Count { get; init; }
}

/// <summary>批示: a leader's word on a case (T39); the words are kept apart. An order of supervision follows at once.</summary>
public sealed record InstructionGiven : HotlineEvent;

/// <summary>督办立项 (T32, T38, T39). C9 starts; the case cannot close while the order is open.</summary>
public sealed record SupervisionIssued : HotlineEvent
{
    /// <summary>Number of the order within the case, from 1.</summary>
    public required int Supervision { get; init; }

    /// <summary>The unit that must act.</summary>
    public required string Supervised { get; init; }

    public required SupervisionOrigin Origin { get; init; }

    /// <summary>Due at 24:00 of this day.</summary>
    public required DateOnly DueOn { get; init; }
}

/// <summary>督办反馈: the unit reports what it did.</summary>
public sealed record SupervisionReported : HotlineEvent
{
    public required int Supervision { get; init; }
}

/// <summary>申请退回: the unit asks to be released from the order.</summary>
public sealed record SupervisionReturnAsked : HotlineEvent
{
    public required int Supervision { get; init; }
}

/// <summary>The supervisor's decision on a report or on a request to be released.</summary>
public sealed record SupervisionSettled : HotlineEvent
{
    public required int Supervision { get; init; }
    public required SupervisionOutcome Outcome { get; init; }
}
