using Hotline.Contracts.Deadlines;

namespace Hotline.Contracts.Cases;

/// <summary>受理: a case was taken in (domain.md §1.5, T02).</summary>
public sealed record CaseRegistered : HotlineEvent
{
    public required Channel Channel { get; init; }
    public required RequesterKind RequesterKind { get; init; }
    public required CaseType Type { get; init; }

    /// <summary>Category code of the catalogue, e.g. <c>C0501</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Street, park or community code; <c>null</c> when the place was not given.</summary>
    public string? Area { get; init; }

    public required Urgency Urgency { get; init; }

    /// <summary>保密: units see the matter, not the requester.</summary>
    public bool Confidential { get; init; }

    /// <summary>匿名: the requester gave no name.</summary>
    public bool Anonymous { get; init; }

    /// <summary>是否需要回复.</summary>
    public bool ReplyWanted { get; init; } = true;

    /// <summary>First contact, UTC: the start of C0, which is never reset (domain.md §2.1).</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Version of the deadline profile this case is judged by, for its whole life.</summary>
    public required int ProfileVersion { get; init; }

    /// <summary>Version of the working calendar its due dates are counted with.</summary>
    public required int CalendarVersion { get; init; }

    /// <summary>一人多诉: the numbers of the other cases that were registered of the same call; <c>null</c> when it was one matter.</summary>
    public IReadOnlyList<string>? SameCall { get; init; }
}

/// <summary>直接答复: answered on the line, without a unit (T03). A <see cref="CaseClosed"/> follows at once.</summary>
public sealed record CaseAnswered : HotlineEvent
{
    /// <summary>Knowledge article the answer was taken from, if any.</summary>
    public string? Article { get; init; }

    /// <summary>Solved, as the caller said on the line; <c>null</c> when not asked.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>Rating captured on the line; <c>null</c> when not asked.</summary>
    public Satisfaction? Satisfaction { get; init; }
}

/// <summary>One unit's share of a dispatch or of a rework.</summary>
public sealed record DispatchedUnit
{
    /// <summary>Number of the assignment within the case, from 1 and never used twice.</summary>
    public required int Assignment { get; init; }

    public required string Unit { get; init; }
    public required AssignmentRole Role { get; init; }
}

/// <summary>派单: one lead and any supporting units became responsible (T11). C1 stops; C2, C3 and C4 start.</summary>
public sealed record CaseDispatched : HotlineEvent
{
    public required IReadOnlyList<DispatchedUnit> Units { get; init; }

    /// <summary>True when the catalogue decided without a dispatcher.</summary>
    public required bool Automatic { get; init; }

    /// <summary>The catalogue line, e.g. <c>R-C0501</c>; <c>null</c> when a dispatcher chose freely.</summary>
    public string? Rule { get; init; }

    /// <summary>派单依据 as the catalogue states it, or who decided without it; a dispatcher's own words are kept apart.</summary>
    public required string Basis { get; init; }

    /// <summary>Version of the catalogue that was looked at.</summary>
    public required int CatalogueVersion { get; init; }

    /// <summary>Lead units of the less specific rules that would have matched too, best first.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>A resolution date earlier than the profile's, set by the dispatcher: due at 24:00 of it.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>指定承办: the lead cannot give the case back (T10).</summary>
    public bool Designated { get; init; }
}

/// <summary>The catalogue was asked and did not decide; the case stays in the dispatchers' pool.</summary>
public sealed record CaseLeftToDispatcher : HotlineEvent
{
    public required LeftReason Reason { get; init; }
    public string? Rule { get; init; }
    public required int CatalogueVersion { get; init; }
}

/// <summary>签收 (T12). C2 stops.</summary>
public sealed record AssignmentSigned : HotlineEvent
{
    public required int Assignment { get; init; }

    /// <summary>超时自动签收 (T13): nobody signed in time, so C2 counts as missed.</summary>
    public bool Automatic { get; init; }
}

/// <summary>首次联系, or an attempt at it (T14).</summary>
public sealed record RequesterContacted : HotlineEvent
{
    public required int Assignment { get; init; }
    public required ContactMeans Means { get; init; }

    /// <summary>False: tried and not reached.</summary>
    public required bool Reached { get; init; }
}

/// <summary>反馈: a unit handed in its result (T24). Its C4 stops, for good once the review passes.</summary>
public sealed record AssignmentReplied : HotlineEvent
{
    public required int Assignment { get; init; }

    /// <summary>诉求属实.</summary>
    public required bool Substantiated { get; init; }

    /// <summary>是否联系诉求人, as the unit states it.</summary>
    public required bool Contacted { get; init; }

    public required Resolution Resolution { get; init; }

    /// <summary>The lead declares that supporters who have not replied are not needed.</summary>
    public bool WithoutSupport { get; init; }

    /// <summary>超职责: beyond what the unit may do.</summary>
    public bool BeyondDuty { get; init; }
}

/// <summary>审核通过: the hotline accepted the feedback of the current round (T26). C5 stops, C6 starts.</summary>
public sealed record ReviewPassed : HotlineEvent;

/// <summary>回访登记: one attempt to call the requester back, with the three answers when reached (T28).</summary>
public sealed record CallbackAttempted : HotlineEvent
{
    public required bool Reached { get; init; }

    /// <summary>是否联系: did the unit contact you?</summary>
    public bool? Contacted { get; init; }

    public Resolution? Resolution { get; init; }

    /// <summary><c>null</c> with <see cref="Reached"/>: reached, but gave no rating (未评价).</summary>
    public Satisfaction? Satisfaction { get; init; }

    /// <summary>办理真实度: was done what the unit says was done; <c>null</c> when not asked.</summary>
    public bool? Truthful { get; init; }

    /// <summary>录音编号 of the call: an id of the telephone system, never a name or a number of somebody.</summary>
    public string? Recording { get; init; }
}

/// <summary>重办: back to the units as a new round; the first rating is kept (T31).</summary>
public sealed record ReworkOrdered : HotlineEvent
{
    /// <summary>提级督办 (T32): the rework goes with an order of supervision and is the last one.</summary>
    public bool Escalated { get; init; }

    /// <summary>The round that begins, 2 for the first rework.</summary>
    public required int Round { get; init; }

    public required IReadOnlyList<DispatchedUnit> Units { get; init; }
}

/// <summary>办结 (T03, T29). All clocks stop.</summary>
public sealed record CaseClosed : HotlineEvent
{
    public required ClosingResult Result { get; init; }

    /// <summary>Whether the requester was asked before.</summary>
    public Survey Survey { get; init; } = Survey.Answered;
}

/// <summary>
/// A running clock reached a light. Written once per clock, due moment and light, also after downtime (domain.md §2.5).
/// </summary>
public sealed record LightTurned : HotlineEvent
{
    public required ClockKind Clock { get; init; }

    /// <summary>The assignment whose clock it is; <c>null</c> for clocks of the case.</summary>
    public int? Assignment { get; init; }

    /// <summary>Which run of the clock: the second review, the third request. 1 for clocks of an assignment.</summary>
    public int Run { get; init; } = 1;

    public required Light Light { get; init; }

    /// <summary>When it falls, or fell, due; UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }
}
