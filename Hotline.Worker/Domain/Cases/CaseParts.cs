using System.Collections.Immutable;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>The three answers of a call-back: 是否联系, 是否解决, 是否满意 (domain.md §1.5, T28).</summary>
public sealed record Rating(bool? Contacted, Resolution? Resolution, Satisfaction? Satisfaction);

/// <summary>When the official rating first closed the case, and the unit that answers for it; <c>null</c> for the hotline itself.</summary>
public sealed record RatedClosing(DateTimeOffset At, string? Unit);

/// <summary>A light that was announced for a run of a clock that was due at <paramref name="DueAt"/>.</summary>
public sealed record LightNotice(ClockKind Clock, int? Assignment, int Run, DateTimeOffset DueAt, Light Light);

/// <summary>What kind of case it was taken for from then on; decides its limits.</summary>
public sealed record Classification(DateTimeOffset From, CaseType Type, Urgency Urgency);

/// <summary>How long a case was in a state; <see cref="Until"/> is <c>null</c> for the one it is in.</summary>
public sealed record Stay(CaseStatus Status, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A case that was merged into this one or linked to it, and what of it holds for both.</summary>
public sealed record JoinedCase(string Number, Bond Bond, DateTimeOffset At, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt)
{
    /// <summary>How many assignments the case had had when the other joined it.</summary>
    public int Assignments { get; init; }

    /// <summary>Number of the lead that had the case then; <c>null</c> when nobody had.</summary>
    public int? Lead { get; init; }

    /// <summary>How many replies that lead had handed in, if the last of them stood: what was done by then is not judged anew.</summary>
    public int? Replies { get; init; }
}

/// <summary>会商结论 or 指定: whom the next dispatch must go to.</summary>
public sealed record Conclusion(string Lead, ImmutableArray<string> Supporters, bool Designated);

/// <summary>One approval of a request.</summary>
public sealed record Approval(string Actor, Role Role);

/// <summary>申请, as far as it has come.</summary>
public sealed record UnitRequest
{
    public required int Number { get; init; }
    public required RequestKind Kind { get; init; }
    public required int Assignment { get; init; }
    public required RequestReason Reason { get; init; }
    public required string Unit { get; init; }

    /// <summary>Who applied, and therefore does not approve.</summary>
    public required string Applicant { get; init; }

    public required DateTimeOffset FiledAt { get; init; }
    public string? Suggested { get; init; }

    /// <summary>延期: by how much.</summary>
    public Deadlines.Limit? By { get; init; }

    public DateOnly? TargetOn { get; init; }
    public Metric? Metric { get; init; }
    public RequestStatus Status { get; init; } = RequestStatus.Pending;
    public ImmutableArray<Approval> Approvals { get; init; } = [];

    /// <summary>Nobody decided in time; the shift leader may.</summary>
    public bool Escalated { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public bool IsPending => Status == RequestStatus.Pending;

    public bool Equals(UnitRequest? other) => other is not null
        && (Number, Kind, Assignment, Reason, Unit, Applicant, FiledAt, Suggested)
            == (other.Number, other.Kind, other.Assignment, other.Reason, other.Unit, other.Applicant, other.FiledAt, other.Suggested)
        && (By, TargetOn, Metric, Status, Escalated, SettledAt) == (other.By, other.TargetOn, other.Metric, other.Status, other.Escalated, other.SettledAt)
        && Approvals.SequenceEqual(other.Approvals);

    public override int GetHashCode() => HashCode.Combine(Number, Kind, Status);
}

/// <summary>督办单.</summary>
public sealed record Supervision
{
    public required int Number { get; init; }
    public required string Unit { get; init; }
    public required SupervisionOrigin Origin { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public required DateOnly DueOn { get; init; }
    public SupervisionStatus Status { get; init; } = SupervisionStatus.Issued;
    public DateTimeOffset? SettledAt { get; init; }

    public bool IsOpen => SettledAt is null;
}

/// <summary>附件: a file of the case; its name and content stand apart.</summary>
public sealed record Attachment
{
    public required int Number { get; init; }
    public required FileKind Kind { get; init; }
    public required string ContentType { get; init; }
    public required int Bytes { get; init; }

    /// <summary>Of the content, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The assignment whose evidence it is; <c>null</c> for a file of the hotline.</summary>
    public int? Assignment { get; init; }

    /// <summary>The unit it belongs to; <c>null</c> for a file of the hotline.</summary>
    public string? Unit { get; init; }

    /// <summary>内部: never for the requester; of the hotline's own files, not for units either.</summary>
    public bool Internal { get; init; }

    /// <summary>The account that attached it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When it was removed, and with it its name and content.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public bool IsThere => RemovedAt is null;

    /// <summary>Whether a unit may see it: its own files, and those of the hotline that are not internal.</summary>
    public bool IsFor(string unit) => Unit == unit || (Unit is null && !Internal);

    /// <summary>The same content of the same owner. What another unit attached is not found out by attaching it too.</summary>
    public bool IsSame(FileAttached file) => (Sha256, Unit, Internal) == (file.Sha256, file.Unit, file.Internal);
}
