namespace Hotline.Contracts.Cases;

/// <summary>审核退回: the feedback does not do (T25). C4 goes on as if it had never stopped; the time in review does not count.</summary>
public sealed record ReviewReturned : HotlineEvent
{
    public required IReadOnlyList<Defect> Defects { get; init; }

    /// <summary>The assignments that must reply again.</summary>
    public required IReadOnlyList<int> Assignments { get; init; }
}

/// <summary>免回访: the feedback was accepted and nobody is called (T27). A <see cref="CaseClosed"/> follows at once.</summary>
public sealed record CallbackWaived : HotlineEvent
{
    public required WaiveReason Reason { get; init; }
}

/// <summary>占有: somebody works on it, so nobody else does the same meanwhile (domain.md §1.2).</summary>
public sealed record CaseClaimed : HotlineEvent;

/// <summary>释放: back to the common pool.</summary>
public sealed record CaseReleased : HotlineEvent;

/// <summary>拟重办: the requester is not content; whether that is justified is judged next (T31).</summary>
public sealed record ReworkProposed : HotlineEvent;

/// <summary>甄别: is the bad rating justified (domain.md §3.4)? A rework, or the closing, follows at once.</summary>
public sealed record RatingJudged : HotlineEvent
{
    public required bool Justified { get; init; }
}

/// <summary>复查重开: a closed case begins a new round (T33).</summary>
public sealed record CaseReopened : HotlineEvent
{
    public required int Round { get; init; }
    public required IReadOnlyList<DispatchedUnit> Units { get; init; }
}

/// <summary>归档: nothing about it changes any more (T34).</summary>
public sealed record CaseArchived : HotlineEvent;

/// <summary>重算时限: due moments are counted with another version of the calendar from now on (domain.md §9, S14).</summary>
public sealed record DeadlinesRecounted : HotlineEvent
{
    public required int CalendarVersion { get; init; }
}
