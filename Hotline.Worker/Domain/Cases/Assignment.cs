using System.Collections.Immutable;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

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

    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Tries to reach the requester that failed, in order.</summary>
    public ImmutableArray<DateTimeOffset> FailedContacts { get; init; } = [];

    /// <summary>When the requester was first reached; stops C3.</summary>
    public DateTimeOffset? ContactedAt { get; init; }

    public DateTimeOffset? RepliedAt { get; init; }

    /// <summary>When the lead's reply declared this supporter not needed; its clocks stop and judge nobody.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>是否解决, as the unit states it.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>When the review accepted the reply: the stop of C4 became final.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}
