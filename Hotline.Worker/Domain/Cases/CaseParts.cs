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
