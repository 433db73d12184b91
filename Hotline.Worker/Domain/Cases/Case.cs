using System.Collections.Immutable;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>
/// 工单: what a case is, folded from its events and from nothing else. Immutable; a new event gives a new case.
/// </summary>
public sealed record Case
{
    public required string Number { get; init; }

    /// <summary>Version of the last event.</summary>
    public int Version { get; init; }

    /// <summary>
    /// Version of the last event that was a step, not a notice (<see cref="IsNotice"/>). A person who saw this version has
    /// seen everything that matters to a step, even if a light turned since.
    /// </summary>
    public int StepVersion { get; init; }

    /// <summary>When the last event happened. The next is not before it, even if a machine's clock jumped back.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public CaseStatus Status { get; init; }

    /// <summary>Every state it was in, in order; the clocks of the case itself are read from here.</summary>
    public ImmutableArray<Stay> Stays { get; init; } = [];

    public required Channel Channel { get; init; }
    public required RequesterKind RequesterKind { get; init; }
    public required CaseType Type { get; init; }
    public required string Category { get; init; }
    public string? Area { get; init; }
    public required Urgency Urgency { get; init; }
    /// <summary>As what it was classified, in order; the last is what it is now.</summary>
    public ImmutableArray<Classification> Classifications { get; init; } = [];

    public bool Confidential { get; init; }
    public bool Anonymous { get; init; }
    public bool ReplyWanted { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required int ProfileVersion { get; init; }
    public required int CalendarVersion { get; init; }

    /// <summary>同一来电: the other cases of the same call, each of which goes its own way.</summary>
    public ImmutableArray<string> SameCall { get; init; } = [];

    /// <summary>即时转办: the emergency service that took it over last; <c>null</c> when none did.</summary>
    public EmergencyHandedOver? HandedOver { get; init; }

    /// <summary>How often the requester was asked for what is missing.</summary>
    public int TimesAsked { get; init; }

    /// <summary>1 for the first dispatch; +1 with every rework and with the reopening.</summary>
    public int Round { get; init; }

    public ImmutableArray<Assignment> Assignments { get; init; } = [];

    /// <summary>The last routing decision: dispatched, or left to a dispatcher with the reason.</summary>
    public CaseDispatched? Dispatch { get; init; }

    public CaseLeftToDispatcher? Left { get; init; }

    /// <summary>流转次数, the hop counter: how often the case was dispatched to a lead.</summary>
    public int Dispatches { get; init; }

    /// <summary>退单次数: approved returns of a lead.</summary>
    public int Returns { get; init; }

    /// <summary>The units invited to the last consultation.</summary>
    public ImmutableArray<string> Consulted { get; init; } = [];

    /// <summary>Whom the next dispatch must go to; <c>null</c> when the dispatcher is free.</summary>
    public Conclusion? Conclusion { get; init; }

    public ImmutableArray<UnitRequest> Requests { get; init; } = [];

    /// <summary>挂账: when progress was reported while on the books.</summary>
    public ImmutableArray<DateTimeOffset> BookReports { get; init; } = [];

    public ImmutableArray<CallbackAttempted> Callbacks { get; init; } = [];

    /// <summary>重办 is proposed and not yet judged.</summary>
    public bool ReworkProposed { get; init; }

    /// <summary>Who proposed it, and therefore does not judge.</summary>
    public string? ReworkProposedBy { get; init; }

    /// <summary>甄别: the last judgement on a bad rating; <c>null</c> when there was none.</summary>
    public bool? RatingJustified { get; init; }

    /// <summary>How often it was sent back to the units for rework.</summary>
    public int Reworks { get; init; }

    /// <summary>提级督办: the last rework there is has been ordered.</summary>
    public bool Escalated { get; init; }

    /// <summary>The official rating: the first one given (domain.md §3.4). Rework cannot launder it.</summary>
    public Rating? FirstRating { get; init; }

    /// <summary>The closing that the official rating counts with; a reopening does not change it.</summary>
    public RatedClosing? Rated { get; init; }

    /// <summary>The last rating given; shown beside the first.</summary>
    public Rating? FinalRating { get; init; }

    /// <summary>What the case no longer counts for.</summary>
    public ImmutableArray<Metric> Excluded { get; init; } = [];

    /// <summary>Who works on it in its queue; <c>null</c> in the common pool.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>催办 so far, and how many of them were the requester's.</summary>
    public int Reminders { get; init; }

    public int RequestersReminders { get; init; }

    public ImmutableArray<Supervision> Supervisions { get; init; } = [];

    /// <summary>Cases merged into this one or linked to it.</summary>
    public ImmutableArray<JoinedCase> Joined { get; init; } = [];

    /// <summary>并单: the case it was merged into.</summary>
    public string? MergedInto { get; init; }

    /// <summary>关联: the case that is handled for this one too; <c>null</c> once it was, or when it stands on its own.</summary>
    public string? Follows { get; init; }

    /// <summary>The units that handled it as part of another case.</summary>
    public CaseHandledElsewhere? HandledBy { get; init; }

    public ImmutableArray<LightNotice> Lights { get; init; } = [];

    /// <summary>附件, in the order of their numbers; those that were removed too.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>When it ended, however it did; <c>null</c> while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The state it ended in; archiving does not change it.</summary>
    public CaseStatus? Ending { get; init; }

    /// <summary>办结 time; <c>null</c> for open cases and for those that ended otherwise.</summary>
    public DateTimeOffset? ClosedAt => Ending == CaseStatus.Closed ? EndedAt : null;

    public ClosingResult? Result { get; init; }

    public Survey? Survey { get; init; }

    /// <summary>复查重开 happened; it does so once.</summary>
    public bool WasReopened { get; init; }

    public GuideReason? Guidance { get; init; }

    /// <summary>True once a unit was made responsible; false for direct answers.</summary>
    public bool WasDispatched => Round > 0;

    public Standing Standing => Standings.StandingOf(Ending);

    public bool IsClosed => Ending == CaseStatus.Closed;

    public bool HasEnded => EndedAt is not null;

    /// <summary>First contact, the earliest of it and what was joined to it (anchor: a merge wins nobody time). Starts C0.</summary>
    public DateTimeOffset FirstContactAt => Joined.Aggregate(ReceivedAt, (first, joined) => joined.ReceivedAt < first ? joined.ReceivedAt : first);

    /// <summary>The assignments of the current round that were not given or taken back.</summary>
    public IEnumerable<Assignment> CurrentAssignments => Assignments.Where(assignment => assignment.Round == Round && assignment.Status != AssignmentStatus.Returned);

    /// <summary>主办 of the current round; <c>null</c> while nobody leads.</summary>
    public Assignment? Lead => CurrentAssignments.LastOrDefault(assignment => assignment is { Role: AssignmentRole.Lead, Counts: true });

    // What was handled to its end stays as it ended: a case that was merged after that, and stands on its own again, begins
    // another round, or one round would have two leads.
    private int RoundOfDispatch => Math.Max(Round, 1) + (Lead is { DoneAt: not null } ? 1 : 0);

    /// <summary>The unit that answers for the case in the scorecards; <c>null</c> when the hotline does.</summary>
    public string? Responsible => Result == ClosingResult.AnsweredDirectly ? null : Lead?.Unit ?? HandledBy?.Lead
        ?? (HasEnded ? Assignments.LastOrDefault(assignment => assignment is { Role: AssignmentRole.Lead, Status: AssignmentStatus.Withdrawn })?.Unit : null);

    /// <summary>True when only a consultation or a designation can dispatch it: given back three times (domain.md §1.6).</summary>
    public bool NeedsDesignation => Returns >= Dispatching.MostReturns;

    /// <summary>True when a unit had it and was relieved by the hotline, not by an approved return: it is a unit's to finish.</summary>
    public bool WasTakenBack => Assignments.Any(assignment => assignment is { Role: AssignmentRole.Lead, Status: AssignmentStatus.Withdrawn or AssignmentStatus.Done });

    /// <summary>会商: the units that settle now whose duty it is.</summary>
    public ImmutableArray<string> Invited => Status == CaseStatus.InConsultation ? Consulted : [];

    public bool IsSupervised => Supervisions.Any(order => order.IsOpen);

    /// <summary>True for events that change nothing a person's step depends on.</summary>
    public static bool IsNotice(HotlineEvent happened) => happened is LightTurned or CaseReminded or RequestEscalated or FileAttached or FileRemoved;

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
            Stays = [new Stay(CaseStatus.AwaitingDispatch, registered.At, null)],
            Channel = registered.Channel,
            RequesterKind = registered.RequesterKind,
            Type = registered.Type,
            Category = registered.Category,
            Area = registered.Area,
            Urgency = registered.Urgency,
            Classifications = [new Classification(registered.At, registered.Type, registered.Urgency)],
            Confidential = registered.Confidential,
            Anonymous = registered.Anonymous,
            ReplyWanted = registered.ReplyWanted,
            ReceivedAt = registered.ReceivedAt,
            RegisteredAt = registered.At,
            ProfileVersion = registered.ProfileVersion,
            CalendarVersion = registered.CalendarVersion,
            SameCall = [.. registered.SameCall ?? []],
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

        var next = Attended(happened).After(happened);
        return next with
        {
            Version = happened.Version,
            ChangedAt = happened.At,
            StepVersion = IsNotice(happened) ? StepVersion : happened.Version,
            Stays = next.Status == Status
                ? Stays
                : [.. Stays[..^1], Stays[^1] with { Until = happened.At }, new Stay(next.Status, happened.At, null)],
            // Whoever held it in one queue does not hold it in the next.
            ClaimedBy = next.Status == Status ? next.ClaimedBy : null,
        };
    }

    private Case After(HotlineEvent happened) => happened switch
    {
        CaseAnswered answered => this with
        {
            FirstRating = new Rating(null, answered.Resolution, answered.Satisfaction),
            FinalRating = new Rating(null, answered.Resolution, answered.Satisfaction),
        },
        InformationAsked => this with { Status = CaseStatus.AwaitingInfo, TimesAsked = TimesAsked + 1 },
        InformationSupplied => this with { Status = CaseStatus.AwaitingDispatch },
        CaseReclassified changed => this with
        {
            Type = changed.Type,
            Category = changed.Category,
            Area = changed.Area,
            Urgency = changed.Urgency,
            Classifications = Classifications.Add(new Classification(changed.At, changed.Type, changed.Urgency)),
        },
        EmergencyHandedOver handed => this with { HandedOver = handed },
        CaseGuided guided => Ended(CaseStatus.Guided, guided.At) with { Guidance = guided.Reason },
        CaseVoided voided => Ended(CaseStatus.Voided, voided.At),
        CaseMerged merged => Ended(CaseStatus.Merged, merged.At) with { MergedInto = merged.Into },
        CaseUnmerged => this with { Status = CaseStatus.AwaitingDispatch, EndedAt = null, Ending = null, MergedInto = null },
        CaseLinked linked => Relieved(linked.At) with { Status = CaseStatus.InProgress, Follows = linked.To, Conclusion = null },
        CaseUnlinked => this with { Status = CaseStatus.AwaitingDispatch, Follows = null },
        CaseHandledElsewhere handled => this with { Status = CaseStatus.AwaitingCallback, Follows = null, HandledBy = handled, Round = Math.Max(Round, 1) },
        CaseJoined joined => this with
        {
            Joined = Joined.Add(new JoinedCase(joined.Other, joined.Bond, joined.At, joined.ReceivedAt, joined.DueAt)
            {
                Assignments = Assignments.Length,
                Lead = Lead?.Number,
                Replies = Lead is { RepliedAt: not null } replied ? replied.Replies.Length : null,
            }),
        },
        CaseParted parted => this with { Joined = Joined.RemoveAll(joined => joined.Number == parted.Other) },

        CaseLeftToDispatcher left => this with { Left = left },
        ConsultationOpened opened => Relieved(opened.At) with { Status = CaseStatus.InConsultation, Consulted = [.. opened.Units] },
        ConsultationConcluded concluded => this with
        {
            Status = CaseStatus.AwaitingDispatch,
            Conclusion = new Conclusion(concluded.Lead, [.. concluded.Supporters], concluded.Designated),
        },
        CaseDispatched dispatched => this with
        {
            Status = CaseStatus.InProgress,
            Round = RoundOfDispatch,
            Dispatch = dispatched,
            Dispatches = Dispatches + 1,
            Conclusion = null,
            Assignments = Assignments.AddRange(
                Assigned(dispatched.Units, RoundOfDispatch, dispatched.At, dispatched.DueOn, dispatched.Designated)),
        },
        CaseRecalled recalled => Relieved(recalled.At) with { Status = CaseStatus.AwaitingDispatch },
        SupportAdded added => this with { Assignments = Assignments.AddRange(Assigned([added.Supporter], Round, added.At, null, false)) },
        AssignmentSigned signed => WithAssignment(signed.Assignment, assignment => assignment with
        {
            Status = AssignmentStatus.Working,
            SignedAt = signed.At,
            SignedLate = signed.Automatic,
            IsUnattended = signed.Automatic,
        }),
        RequesterContacted contacted => WithAssignment(contacted.Assignment, assignment => contacted.Reached
            ? assignment with { ContactedAt = assignment.ContactedAt ?? contacted.At }
            : assignment with { FailedContacts = assignment.FailedContacts.Add(contacted.At) }),
        HandlingNoted => this,
        AssignmentDelegated delegated => WithAssignment(delegated.Assignment, assignment => assignment with { InnerDueOn = delegated.DueOn }),
        AssignmentReplied replied => WithReply(replied),

        RequestFiled filed => WithFiled(filed),
        RequestApproved approved => WithApproval(approved),
        RequestRefused refused => Settled(refused.Request, RequestStatus.Refused, refused.At),
        RequestRetracted retracted => Settled(retracted.Request, RequestStatus.Retracted, retracted.At),
        RequestEscalated escalated => WithRequest(escalated.Request, request => request with { Escalated = true }),
        BookProgressed progressed => this with { BookReports = BookReports.Add(progressed.At) },
        CaseReactivated => this with { Status = CaseStatus.InProgress },
        CaseExcluded excluded => this with { Excluded = [.. Excluded.Union(excluded.Metrics).Order()] },

        ReviewReturned returned => this with
        {
            Status = CaseStatus.InProgress,
            Assignments =
            [
                .. Assignments.Select(assignment => returned.Assignments.Contains(assignment.Number)
                    ? assignment with
                    {
                        Status = AssignmentStatus.Working,
                        Replies = [.. assignment.Replies[..^1], assignment.Replies[^1] with { ReturnedAt = returned.At }],
                    }
                    : assignment),
            ],
        },
        ReviewPassed passed => Accepted(passed.At) with { Status = CaseStatus.AwaitingCallback },
        CallbackWaived waived => Accepted(waived.At),
        CaseClaimed claimed => this with { ClaimedBy = claimed.Actor },
        CaseReleased => this with { ClaimedBy = null },
        CallbackAttempted attempt => WithCallback(attempt),
        // The call is made; whoever made it holds nothing while it is judged.
        ReworkProposed proposed => this with { ReworkProposed = true, ReworkProposedBy = proposed.Actor, ClaimedBy = null },
        RatingJudged judged => this with { ReworkProposed = false, ReworkProposedBy = null, RatingJustified = judged.Justified },
        ReworkOrdered rework => NewRound(rework.Round, rework.Units, rework.At) with
        {
            Reworks = Reworks + 1,
            Escalated = Escalated || rework.Escalated,
            ReworkProposed = false,
        },
        CaseClosed closed => WithClosing(closed),
        CaseReopened reopened => NewRound(reopened.Round, reopened.Units, reopened.At) with
        {
            EndedAt = null,
            Ending = null,
            Result = null,
            Survey = null,
            WasReopened = true,
        },
        CaseArchived => this with { Status = CaseStatus.Archived },

        CaseReminded reminded => this with
        {
            Reminders = Reminders + 1,
            RequestersReminders = RequestersReminders + (reminded.Source == ReminderSource.Requester ? 1 : 0),
        },
        InstructionGiven => this,
        SupervisionIssued issued => this with
        {
            Supervisions = Supervisions.Add(new Supervision
            {
                Number = issued.Supervision,
                Unit = issued.Supervised,
                Origin = issued.Origin,
                IssuedAt = issued.At,
                DueOn = issued.DueOn,
            }),
        },
        SupervisionReported reported => WithSupervision(reported.Supervision, order => order with { Status = SupervisionStatus.Reported }),
        SupervisionReturnAsked asked => WithSupervision(asked.Supervision, order => order with { Status = SupervisionStatus.ReturnAsked }),
        SupervisionSettled settled => WithSupervision(settled.Supervision, order => settled.Outcome switch
        {
            SupervisionOutcome.SentBack => order with { Status = SupervisionStatus.Issued },
            SupervisionOutcome.Cancelled => order with { Status = SupervisionStatus.Cancelled, SettledAt = settled.At },
            _ => order with { Status = SupervisionStatus.Completed, SettledAt = settled.At },
        }),

        FileAttached file => this with
        {
            Attachments = Attachments.Add(new Attachment
            {
                Number = file.Attachment,
                Kind = file.Kind,
                ContentType = file.ContentType,
                Bytes = file.Bytes,
                Sha256 = file.Sha256,
                Assignment = file.Assignment,
                Unit = file.Assignment is null ? null : file.Unit,
                Internal = file.Internal,
                By = file.Actor,
                At = file.At,
            }),
        },
        FileRemoved removed => this with
        {
            Attachments = [.. Attachments.Select(attachment => attachment.Number == removed.Attachment ? attachment with { RemovedAt = removed.At } : attachment)],
        },

        DeadlinesRecounted recounted => this with { CalendarVersion = recounted.CalendarVersion },
        LightTurned turned => this with
        {
            Lights = Lights.Add(new LightNotice(turned.Clock, turned.Assignment, turned.Run, turned.DueAt, turned.Light)),
        },
        _ => throw new InvalidOperationException($"A case does not know the event {happened.GetType().Name}."),
    };

    private static IEnumerable<Assignment> Assigned(
        IEnumerable<DispatchedUnit> units, int round, DateTimeOffset at, DateOnly? dueOn, bool designated) =>
        units.Select(unit => new Assignment
        {
            Number = unit.Assignment,
            Round = round,
            Unit = unit.Unit,
            Role = unit.Role,
            DispatchedAt = at,
            DueOn = dueOn,
            Designated = designated && unit.Role == AssignmentRole.Lead,
        });

    private Case NewRound(int round, IEnumerable<DispatchedUnit> units, DateTimeOffset at) => this with
    {
        Status = CaseStatus.InProgress,
        Round = round,
        Assignments = Assignments.AddRange(Assigned(units, round, at, null, false)),
    };

    // What a timer does in a unit's name is not the unit's doing.
    private Case Attended(HotlineEvent happened) =>
        happened.Unit is { } unit && happened.Actor != Actor.System.Name && Assignments.Any(assignment => assignment.IsUnattended && assignment.Unit == unit)
            ? this with
            {
                Assignments = [.. Assignments.Select(assignment => assignment.Unit == unit ? assignment with { IsUnattended = false } : assignment)],
            }
            : this;

    private Case WithAssignment(int number, Func<Assignment, Assignment> change) => this with
    {
        Assignments = [.. Assignments.Select(assignment => assignment.Number == number ? change(assignment) : assignment)],
    };

    private Case WithSupervision(int number, Func<Supervision, Supervision> change) => this with
    {
        Supervisions = [.. Supervisions.Select(order => order.Number == number ? change(order) : order)],
    };

    private Case WithRequest(int number, Func<UnitRequest, UnitRequest> change) => this with
    {
        Requests = [.. Requests.Select(request => request.Number == number ? change(request) : request)],
    };

    private Case WithClosing(CaseClosed closed)
    {
        var next = Ended(CaseStatus.Closed, closed.At) with { Result = closed.Result, Survey = closed.Survey };
        return next.Rated is null && next.FirstRating is { Satisfaction: not null }
            ? next with { Rated = new RatedClosing(closed.At, next.Responsible) }
            : next;
    }

    private Case Ended(CaseStatus ending, DateTimeOffset at) => Relieved(at) with
    {
        Status = ending,
        Ending = ending,
        EndedAt = at,
        Follows = null,
        ReworkProposed = false,
        Supervisions =
        [
            .. Supervisions.Select(order => order.IsOpen ? order with { Status = SupervisionStatus.Cancelled, SettledAt = at } : order),
        ],
    };

    // Whoever still worked on it no longer does, and what they asked for has no object any more.
    private Case Relieved(DateTimeOffset at) => Lapsed(at) with
    {
        Assignments =
        [
            .. Assignments.Select(assignment => assignment.IsOpen || assignment.Status == AssignmentStatus.Replied
                ? assignment with { Status = AssignmentStatus.Withdrawn, WithdrawnAt = at }
                : assignment),
        ],
    };

    private Case Lapsed(DateTimeOffset at, Func<UnitRequest, bool>? which = null) => this with
    {
        Requests =
        [
            // What is asked about the figures of a closed case has its object whatever becomes of the case.
            .. Requests.Select(request => request.IsPending && request.Kind is not (RequestKind.Appeal or RequestKind.Unreasonable) && which?.Invoke(request) != false
                ? request with { Status = RequestStatus.Lapsed, SettledAt = at }
                : request),
        ],
    };

    private Case WithReply(AssignmentReplied replied)
    {
        var next = WithAssignment(replied.Assignment, assignment => assignment with
        {
            Status = AssignmentStatus.Replied,
            Replies = assignment.Replies.Add(new ReplyStay(replied.At, null)),
            Resolution = replied.Resolution,
            Substantiated = replied.Substantiated,
        });
        if (replied.WithoutSupport)
        {
            next = next with
            {
                Assignments = [.. next.Assignments.Select(assignment => assignment.IsOpen && assignment.Round == Round
                    ? assignment with { Status = AssignmentStatus.Withdrawn, WithdrawnAt = replied.At }
                    : assignment)],
            };
        }

        var closed = next.Assignments.Where(assignment => !assignment.IsOpen).Select(assignment => assignment.Number).ToHashSet();
        next = next.Lapsed(replied.At, request => closed.Contains(request.Assignment));
        return next.CurrentAssignments.Any(assignment => assignment.IsOpen) ? next : next with { Status = CaseStatus.AwaitingReview };
    }

    private Case Accepted(DateTimeOffset at) => this with
    {
        Assignments = [.. Assignments.Select(assignment => assignment.Round == Round && assignment.Status == AssignmentStatus.Replied
            ? assignment with { Status = AssignmentStatus.Done, DoneAt = at }
            : assignment)],
    };

    private Case WithFiled(RequestFiled filed)
    {
        var next = this with
        {
            Requests = Requests.Add(new UnitRequest
            {
                Number = filed.Request,
                Kind = filed.Kind,
                Assignment = filed.Assignment,
                Reason = filed.Reason,
                Unit = filed.Unit ?? "",
                Applicant = filed.Actor,
                FiledAt = filed.At,
                Suggested = filed.Suggested,
                By = filed.By is null ? null : Limit.Parse(filed.By),
                TargetOn = filed.TargetOn,
                Metric = filed.Metric,
            }),
        };

        // Whoever asks to give a case back has taken notice of it: C2 ends, and a refusal counts as signed.
        return filed.Kind != RequestKind.Return ? next : next.WithAssignment(filed.Assignment, assignment => assignment with
        {
            Status = AssignmentStatus.ReturnRequested,
            SignedAt = assignment.SignedAt ?? filed.At,
        });
    }

    private Case WithApproval(RequestApproved approved)
    {
        var next = WithRequest(
            approved.Request, request => request with { Approvals = request.Approvals.Add(new Approval(approved.Actor, approved.Role)) });
        if (!approved.Final)
        {
            return next;
        }

        next = next.Settled(approved.Request, RequestStatus.Approved, approved.At);
        var granted = next.Requests.Single(request => request.Number == approved.Request);
        switch (granted.Kind)
        {
            case RequestKind.Return:
                var isLead = Assignments.Single(assignment => assignment.Number == granted.Assignment).Role == AssignmentRole.Lead;
                next = next.WithAssignment(granted.Assignment, assignment => assignment with
                {
                    Status = AssignmentStatus.Returned,
                    WithdrawnAt = approved.At,
                });
                return isLead
                    ? next.Relieved(approved.At) with
                    {
                        Status = CaseStatus.AwaitingDispatch,
                        Returns = Returns + (granted.Reason == RequestReason.InformationMissing ? 0 : 1),
                    }
                    : next;
            case RequestKind.Extension:
                return next.WithAssignment(granted.Assignment, assignment => assignment with
                {
                    Extensions = assignment.Extensions.Add(new GrantedExtension(approved.At, granted.By!.Value)),
                });
            case RequestKind.OnBook:
                return next with { Status = CaseStatus.OnBook };
            default:
                // Support and exclusions come as events of their own.
                return next;
        }
    }

    private Case Settled(int number, RequestStatus status, DateTimeOffset at)
    {
        var settled = Requests.Single(request => request.Number == number);
        var next = WithRequest(number, request => request with { Status = status, SettledAt = at });
        return settled.Kind == RequestKind.Return && status is RequestStatus.Refused or RequestStatus.Retracted
            ? next.WithAssignment(settled.Assignment, assignment => assignment.Status == AssignmentStatus.ReturnRequested
                ? assignment with { Status = AssignmentStatus.Working }
                : assignment)
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
