namespace Hotline.Contracts.Cases;

/// <summary>会商: whose duty it is must be settled (T09). C1 stops, C10 starts.</summary>
public sealed record ConsultationOpened : HotlineEvent
{
    public required IReadOnlyList<string> Units { get; init; }

    /// <summary>True after the third approved return, which nobody needs to ask for (domain.md §1.6).</summary>
    public bool Automatic { get; init; }
}

/// <summary>会商结论: who leads, and who supports (T10). C1 starts again.</summary>
public sealed record ConsultationConcluded : HotlineEvent
{
    public required string Lead { get; init; }
    public IReadOnlyList<string> Supporters { get; init; } = [];

    /// <summary>指定承办: the lead cannot give the case back.</summary>
    public required bool Designated { get; init; }
}

/// <summary>撤回: the units are relieved, the case waits for a dispatcher (T36).</summary>
public sealed record CaseRecalled : HotlineEvent;

/// <summary>加派协办: another unit supports the current round; due no later than its lead (T17).</summary>
public sealed record SupportAdded : HotlineEvent
{
    public required DispatchedUnit Supporter { get; init; }
}

/// <summary>单位内部转派: a section or person within the unit has it, due no later than the unit (T16).</summary>
public sealed record AssignmentDelegated : HotlineEvent
{
    public required int Assignment { get; init; }

    /// <summary>Due at 24:00 of this day, within the unit.</summary>
    public required DateOnly DueOn { get; init; }
}

/// <summary>办理过程记录 (T15); the words are kept apart.</summary>
public sealed record HandlingNoted : HotlineEvent
{
    public required int Assignment { get; init; }

    /// <summary>The requester may read it.</summary>
    public required bool Public { get; init; }
}

/// <summary>申请: a unit asks for something that the hotline or a leader must approve (T17, T18, T21, T22, T40, T41). C8 starts.</summary>
public sealed record RequestFiled : HotlineEvent
{
    /// <summary>Number of the request within the case, from 1.</summary>
    public required int Request { get; init; }

    public required RequestKind Kind { get; init; }

    /// <summary>The assignment it is about; the applicant's last one for requests about a closed case.</summary>
    public required int Assignment { get; init; }

    public required RequestReason Reason { get; init; }

    /// <summary>退单: whose duty it is instead. 加派: who shall support.</summary>
    public string? Suggested { get; init; }

    /// <summary>延期: by how much, e.g. <c>5wd</c>.</summary>
    public string? By { get; init; }

    /// <summary>挂账: when it will be taken up again.</summary>
    public DateOnly? TargetOn { get; init; }

    /// <summary>考核申诉: about what.</summary>
    public Metric? Metric { get; init; }
}

/// <summary>One of those who must approve a request did; with the last of them it holds (通过).</summary>
public sealed record RequestApproved : HotlineEvent
{
    public required int Request { get; init; }

    /// <summary>The role in which it was approved.</summary>
    public required Role Role { get; init; }

    /// <summary>True when nobody else has to approve.</summary>
    public required bool Final { get; init; }
}

/// <summary>驳回</summary>
public sealed record RequestRefused : HotlineEvent
{
    public required int Request { get; init; }
}

/// <summary>撤回: the applicant no longer asks for it.</summary>
public sealed record RequestRetracted : HotlineEvent
{
    public required int Request { get; init; }
}

/// <summary>Nobody decided in time: the shift leader is asked (domain.md §2.1, C8).</summary>
public sealed record RequestEscalated : HotlineEvent
{
    public required int Request { get; init; }
}

/// <summary>挂账进展: the monthly word on a case that is kept on the books (T22).</summary>
public sealed record BookProgressed : HotlineEvent;

/// <summary>销账: a case comes off the books (T23). C4 goes on with what was left of it.</summary>
public sealed record CaseReactivated : HotlineEvent
{
    /// <summary>True when the target date did it.</summary>
    public bool Automatic { get; init; }
}

/// <summary>剔除: the case no longer counts for these metrics; what was answered is kept (domain.md §3.4).</summary>
public sealed record CaseExcluded : HotlineEvent
{
    public required IReadOnlyList<Metric> Metrics { get; init; }
    public required RequestReason Reason { get; init; }

    /// <summary>The request that was granted.</summary>
    public required int Request { get; init; }
}
