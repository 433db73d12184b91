using System.Collections.Immutable;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>A reply that was handed in, and when the review sent it back; <c>null</c> while it stands.</summary>
public sealed record ReplyStay(DateTimeOffset RepliedAt, DateTimeOffset? ReturnedAt);

/// <summary>延期: a resolution limit was lengthened, when and by how much.</summary>
public sealed record GrantedExtension(DateTimeOffset At, Limit By);

/// <summary>
/// 承办任务: one unit's share of one round, with its own state and clocks. A rework makes new assignments; the old ones
/// stay as they ended, so that history stays honest (domain.md §1.3).
/// </summary>
public sealed record Assignment
{
    public required int Number { get; init; }
    public required int Round { get; init; }
    public required string Unit { get; init; }
    public required AssignmentRole Role { get; init; }
    public AssignmentStatus Status { get; init; } = AssignmentStatus.Pending;

    /// <summary>When C2, C3 and C4 started.</summary>
    public required DateTimeOffset DispatchedAt { get; init; }

    /// <summary>A resolution date set by the dispatcher, earlier than the profile's.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>指定承办: it cannot be given back.</summary>
    public bool Designated { get; init; }

    /// <summary>When the unit took notice: it signed, asked to give the case back, or was made to sign by the deadline.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>超时自动签收: C2 ended, and was missed.</summary>
    public bool SignedLate { get; init; }

    /// <summary>签收超时: a timer signed for the unit, and none of its people has done anything in the case since.</summary>
    public bool IsUnattended { get; init; }

    /// <summary>Tries to reach the requester that failed, in order.</summary>
    public ImmutableArray<DateTimeOffset> FailedContacts { get; init; } = [];

    /// <summary>When the requester was first reached; stops C3.</summary>
    public DateTimeOffset? ContactedAt { get; init; }

    /// <summary>Every reply of this assignment; all but the last were sent back by the review.</summary>
    public ImmutableArray<ReplyStay> Replies { get; init; } = [];

    /// <summary>When the reply that stands was handed in.</summary>
    public DateTimeOffset? RepliedAt => Replies is [.., { ReturnedAt: null } last] ? last.RepliedAt : null;

    public ImmutableArray<GrantedExtension> Extensions { get; init; } = [];

    /// <summary>单位内部时限, at 24:00 of this day (T16).</summary>
    public DateOnly? InnerDueOn { get; init; }

    /// <summary>When it was taken back, given back with approval, or ended with its case; its clocks stop and judge nobody.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>When the unit was through with it, for now or for good: the stop of its resolution clock.</summary>
    public DateTimeOffset? HandedInAt => RepliedAt ?? WithdrawnAt;

    /// <summary>是否解决, as the unit states it.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>诉求属实, as the unit states it; <c>null</c> before its first reply.</summary>
    public bool? Substantiated { get; init; }

    /// <summary>When the review accepted the reply: the stop of C4 became final.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The unit still has something to do.</summary>
    public bool IsOpen => Status is AssignmentStatus.Pending or AssignmentStatus.Working or AssignmentStatus.ReturnRequested;

    /// <summary>It takes part: open, replied or done.</summary>
    public bool Counts => Status is not (AssignmentStatus.Returned or AssignmentStatus.Withdrawn);

    public bool Equals(Assignment? other) => other is not null
        && (Number, Round, Unit, Role, Status, DispatchedAt, DueOn) == (other.Number, other.Round, other.Unit, other.Role, other.Status, other.DispatchedAt, other.DueOn)
        && (Designated, SignedAt, SignedLate, IsUnattended, ContactedAt, InnerDueOn, WithdrawnAt, Resolution, Substantiated, DoneAt)
            == (other.Designated, other.SignedAt, other.SignedLate, other.IsUnattended, other.ContactedAt, other.InnerDueOn, other.WithdrawnAt, other.Resolution, other.Substantiated, other.DoneAt)
        && FailedContacts.SequenceEqual(other.FailedContacts)
        && Replies.SequenceEqual(other.Replies)
        && Extensions.SequenceEqual(other.Extensions);

    public override int GetHashCode() => HashCode.Combine(Number, Unit, Status);
}
