using System.Collections.Immutable;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>The three answers of a call-back: 是否联系, 是否解决, 是否满意 (domain.md §1.5, T28).</summary>
public sealed record Rating(bool? Contacted, Resolution? Resolution, Satisfaction? Satisfaction);

/// <summary>A light that was announced for a clock.</summary>
public sealed record LightNotice(ClockKind Clock, int? Assignment, Light Light, DateTimeOffset At);

/// <summary>
/// 工单: what a case is, folded from its events and from nothing else. Immutable; a new event gives a new case.
/// </summary>
public sealed record Case
{
    public required string Number { get; init; }

    /// <summary>Version of the last event.</summary>
    public int Version { get; init; }

    /// <summary>
    /// Version of the last event that was a step, not a light. A person who saw this version has seen everything
    /// that matters to a step, even if a light turned since.
    /// </summary>
    public int StepVersion { get; init; }

    /// <summary>When the last event happened. The next is not before it, even if a machine's clock jumped back.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public CaseStatus Status { get; init; }
    public required Channel Channel { get; init; }
    public required RequesterKind RequesterKind { get; init; }
    public required CaseType Type { get; init; }
    public required string Category { get; init; }
    public string? Area { get; init; }
    public required Urgency Urgency { get; init; }
    public bool Confidential { get; init; }
    public bool Anonymous { get; init; }
    public bool ReplyWanted { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required int ProfileVersion { get; init; }
    public required int CalendarVersion { get; init; }

    /// <summary>1 for the first dispatch; +1 with every rework.</summary>
    public int Round { get; init; }

    public ImmutableArray<Assignment> Assignments { get; init; } = [];

    /// <summary>The last routing decision: dispatched, or left to a dispatcher with the reason.</summary>
    public CaseDispatched? Dispatch { get; init; }

    public CaseLeftToDispatcher? Left { get; init; }

    /// <summary>When the current round's last reply reached the hotline; the start of C5.</summary>
    public DateTimeOffset? AwaitingReviewSince { get; init; }

    /// <summary>Review passed, per round: start of C6.</summary>
    public ImmutableArray<DateTimeOffset> ReviewsPassedAt { get; init; } = [];

    public ImmutableArray<CallbackAttempted> Callbacks { get; init; } = [];

    /// <summary>When each rework was ordered: the end of the call-back before it.</summary>
    public ImmutableArray<DateTimeOffset> ReworksAt { get; init; } = [];

    /// <summary>The official rating: the first one given (domain.md §3.4). Rework cannot launder it.</summary>
    public Rating? FirstRating { get; init; }

    /// <summary>The last rating given; shown beside the first.</summary>
    public Rating? FinalRating { get; init; }

    public ImmutableArray<LightNotice> Lights { get; init; } = [];
    public DateTimeOffset? ClosedAt { get; init; }
    public ClosingResult? Result { get; init; }

    /// <summary>True once a unit was made responsible; false for direct answers.</summary>
    public bool WasDispatched => Round > 0;

    public Standing Standing => Standings.StandingOf(Status);

    public bool IsClosed => Status == CaseStatus.Closed;

    public IEnumerable<Assignment> CurrentAssignments => Assignments.Where(assignment => assignment.Round == Round);

    /// <summary>主办 of the current round; <c>null</c> before the first dispatch.</summary>
    public Assignment? Lead => CurrentAssignments.FirstOrDefault(assignment => assignment.Role == AssignmentRole.Lead);

    /// <exception cref="ArgumentException">The events are empty, or do not begin with a registration.</exception>
    public static Case Fold(IEnumerable<HotlineEvent> events)
    {
        Case? @case = null;
        foreach (var happened in events)
        {
            @case = @case is null ? Begin(happened) : @case.Apply(happened);
        }

        return @case ?? throw new ArgumentException("A case has at least one event.", nameof(events));
    }

    private static Case Begin(HotlineEvent first)
    {
        if (first is not CaseRegistered registered)
        {
            throw new ArgumentException($"A case begins with its registration, not with {first.GetType().Name}.", nameof(first));
        }

        return new Case
        {
            Number = registered.Number,
            Version = registered.Version,
            StepVersion = registered.Version,
            ChangedAt = registered.At,
            Status = CaseStatus.AwaitingDispatch,
            Channel = registered.Channel,
            RequesterKind = registered.RequesterKind,
            Type = registered.Type,
            Category = registered.Category,
            Area = registered.Area,
            Urgency = registered.Urgency,
            Confidential = registered.Confidential,
            Anonymous = registered.Anonymous,
            ReplyWanted = registered.ReplyWanted,
            ReceivedAt = registered.ReceivedAt,
            RegisteredAt = registered.At,
            ProfileVersion = registered.ProfileVersion,
            CalendarVersion = registered.CalendarVersion,
        };
    }

    /// <exception cref="InvalidOperationException">The event does not follow this case: wrong number, or a gap in the versions.</exception>
    public Case Apply(HotlineEvent happened)
    {
        if (happened.Number != Number || happened.Version != Version + 1)
        {
            throw new InvalidOperationException(
                $"Event {happened.Number} v{happened.Version} does not follow case {Number} v{Version}.");
        }

        var next = happened switch
        {
            CaseAnswered answered => this with
            {
                FirstRating = new Rating(null, answered.Resolution, answered.Satisfaction),
                FinalRating = new Rating(null, answered.Resolution, answered.Satisfaction),
            },
            CaseDispatched dispatched => this with
            {
                Status = CaseStatus.InProgress,
                Round = 1,
                Dispatch = dispatched,
                Assignments = Assignments.AddRange(Assigned(dispatched.Units, 1, dispatched.At, dispatched.DueOn)),
            },
            CaseLeftToDispatcher left => this with { Left = left },
            AssignmentSigned signed => WithAssignment(signed.Assignment, assignment => assignment with
            {
                Status = AssignmentStatus.Working,
                SignedAt = signed.At,
            }),
            RequesterContacted contacted => WithAssignment(contacted.Assignment, assignment => contacted.Reached
                ? assignment with { ContactedAt = assignment.ContactedAt ?? contacted.At }
                : assignment with { FailedContacts = assignment.FailedContacts.Add(contacted.At) }),
            AssignmentReplied replied => WithReply(replied),
            ReviewPassed passed => this with
            {
                Status = CaseStatus.AwaitingCallback,
                ReviewsPassedAt = ReviewsPassedAt.Add(passed.At),
                Assignments = [.. Assignments.Select(assignment => assignment.Round == Round && assignment.Status == AssignmentStatus.Replied
                    ? assignment with { Status = AssignmentStatus.Done, DoneAt = passed.At }
                    : assignment)],
            },
            CallbackAttempted attempt => WithCallback(attempt),
            ReworkOrdered rework => this with
            {
                Status = CaseStatus.InProgress,
                Round = rework.Round,
                AwaitingReviewSince = null,
                ReworksAt = ReworksAt.Add(rework.At),
                Assignments = Assignments.AddRange(Assigned(rework.Units, rework.Round, rework.At, null)),
            },
            CaseClosed closed => this with { Status = CaseStatus.Closed, ClosedAt = closed.At, Result = closed.Result },
            LightTurned turned => this with
            {
                Lights = Lights.Add(new LightNotice(turned.Clock, turned.Assignment, turned.Light, turned.At)),
            },
            _ => throw new InvalidOperationException($"A case does not know the event {happened.GetType().Name}."),
        };

        return next with
        {
            Version = happened.Version,
            ChangedAt = happened.At,
            StepVersion = happened is LightTurned ? StepVersion : happened.Version,
        };
    }

    private static IEnumerable<Assignment> Assigned(
        IEnumerable<DispatchedUnit> units, int round, DateTimeOffset at, DateOnly? dueOn) =>
        units.Select(unit => new Assignment
        {
            Number = unit.Assignment,
            Round = round,
            Unit = unit.Unit,
            Role = unit.Role,
            DispatchedAt = at,
            DueOn = dueOn,
        });

    private Case WithAssignment(int number, Func<Assignment, Assignment> change) => this with
    {
        Assignments = [.. Assignments.Select(assignment => assignment.Number == number ? change(assignment) : assignment)],
    };

    private Case WithReply(AssignmentReplied replied)
    {
        var next = WithAssignment(replied.Assignment, assignment => assignment with
        {
            Status = AssignmentStatus.Replied,
            RepliedAt = replied.At,
            Resolution = replied.Resolution,
        });
        if (replied.WithoutSupport)
        {
            next = next with
            {
                Assignments = [.. next.Assignments.Select(assignment => assignment is { RepliedAt: null } && assignment.Round == Round
                    ? assignment with { Status = AssignmentStatus.Withdrawn, WithdrawnAt = replied.At }
                    : assignment)],
            };
        }

        return next.CurrentAssignments.All(assignment => assignment.Status is AssignmentStatus.Replied or AssignmentStatus.Withdrawn)
            ? next with { Status = CaseStatus.AwaitingReview, AwaitingReviewSince = replied.At }
            : next;
    }

    private Case WithCallback(CallbackAttempted attempt)
    {
        var next = this with { Callbacks = Callbacks.Add(attempt) };
        if (!attempt.Reached)
        {
            return next;
        }

        var rating = new Rating(attempt.Contacted, attempt.Resolution, attempt.Satisfaction);
        return next with
        {
            // Each answer is official as it was first given: what was left open may be answered later, what was
            // answered stays (domain.md §3.4).
            FirstRating = FirstRating is { } first
                ? new Rating(
                    first.Contacted ?? rating.Contacted, first.Resolution ?? rating.Resolution, first.Satisfaction ?? rating.Satisfaction)
                : rating,
            FinalRating = rating,
        };
    }
}
