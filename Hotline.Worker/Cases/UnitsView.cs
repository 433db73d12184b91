using System.Collections.Immutable;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>
/// What a unit sees of a case in its sight (domain.md §1.8): its own assignments, and while it leads those of its supporters;
/// what was joined to it while it works on it; its own requests and orders, those by which it is asked to take over, and the
/// clocks of these; a consultation while it is invited to it; of the timeline what is its own or concerns the whole case. What
/// another unit did, asked or wrote, who did it there, and how the hotline came to its decisions is not shown.
/// </summary>
internal sealed class UnitsView
{
    private readonly string _unit;
    private readonly Case _case;
    private readonly ImmutableHashSet<int> _own;
    private readonly ImmutableHashSet<int> _supporters;

    private UnitsView(string unit, Case @case)
    {
        (_unit, _case) = (unit, @case);
        var own = @case.Assignments.Where(assignment => assignment.Unit == unit).ToList();
        _own = [.. own.Select(assignment => assignment.Number)];
        _supporters =
        [
            .. from lead in own
               where lead.Role == AssignmentRole.Lead
               from support in @case.Assignments
               where support.Role == AssignmentRole.Support && support.Unit != unit && support.Round == lead.Round
                   && support.DispatchedAt >= lead.DispatchedAt && !(support.DispatchedAt >= lead.WithdrawnAt)
               select support.Number,
        ];
    }

    /// <param name="TakesPart">The unit works on the case in the round that the event belongs to.</param>
    private sealed record Moment(UnitsView View, bool TakesPart)
    {
        public bool Owns(int assignment) => View._own.Contains(assignment);

        public bool Sees(int assignment) => Owns(assignment) || View._supporters.Contains(assignment);

        public bool Asked(int request) => View._case.Requests.Any(asked => asked.Number == request && View.Concerns(asked));

        public bool MaySee(int attachment) => View._case.Attachments.Any(file => file.Number == attachment && file.IsFor(View._unit));

        public bool IsOrdered(int supervision) => View._case.Supervisions.Any(order => order.Number == supervision && order.Unit == View._unit);

        public IReadOnlyList<DispatchedUnit> Cut(IReadOnlyList<DispatchedUnit> units) =>
            units.Any(unit => Owns(unit.Assignment)) ? [.. units.Where(unit => Sees(unit.Assignment))] : [];
    }

    /// <summary>For each event what a unit sees of it; <c>null</c>: nothing.</summary>
    private static readonly Dictionary<Type, Func<HotlineEvent, Moment, HotlineEvent?>> Decisions = new()
    {
        // What the whole case is, and how it ends.
        // What else was asked in the same call may be another unit's.
        [typeof(CaseRegistered)] = If<CaseRegistered>((registered, _) => registered with { SameCall = null }),
        [typeof(CaseAnswered)] = Whole,
        [typeof(InformationAsked)] = Whole,
        [typeof(InformationSupplied)] = Whole,
        [typeof(CaseReclassified)] = Whole,
        [typeof(EmergencyHandedOver)] = Whole,
        [typeof(CaseGuided)] = Whole,
        [typeof(CaseVoided)] = Whole,
        [typeof(CaseReactivated)] = Whole,
        [typeof(CaseClosed)] = Whole,
        [typeof(CaseArchived)] = Whole,
        [typeof(DeadlinesRecounted)] = Whole,

        // Which case it follows is another requester's, or another unit's.
        [typeof(CaseMerged)] = If<CaseMerged>((merged, _) => merged with { Into = "" }),
        [typeof(CaseLinked)] = If<CaseLinked>((linked, _) => linked with { To = "" }),
        [typeof(CaseHandledElsewhere)] = If<CaseHandledElsewhere>((handled, moment) => handled.Lead == moment.View._unit ? handled : null),
        [typeof(CaseUnmerged)] = Never,
        [typeof(CaseUnlinked)] = Never,
        // What was joined to it is handled with it.
        [typeof(CaseJoined)] = If<CaseJoined>((joined, moment) => moment.View.WorksNow ? joined : null),
        [typeof(CaseParted)] = If<CaseParted>((parted, moment) => moment.View.WorksNow ? parted : null),

        // How the hotline found out whose duty it is.
        [typeof(CaseLeftToDispatcher)] = Never,
        [typeof(ConsultationOpened)] = If<ConsultationOpened>((opened, moment) =>
            moment.View.IsInvited && moment.View._case.Consulted.SequenceEqual(opened.Units) ? opened : null),
        [typeof(ConsultationConcluded)] = Never,
        [typeof(CaseDispatched)] = If<CaseDispatched>((dispatched, moment) =>
            moment.Cut(dispatched.Units) is { Count: > 0 } units ? dispatched with { Units = units, Alternatives = [] } : null),
        [typeof(CaseRecalled)] = If<CaseRecalled>((recalled, moment) =>
            moment.View._case.Assignments.Any(assignment => moment.Owns(assignment.Number) && assignment.WithdrawnAt == recalled.At) ? recalled : null),
        [typeof(SupportAdded)] = If<SupportAdded>((added, moment) => moment.Sees(added.Supporter.Assignment) ? added : null),
        [typeof(CaseClaimed)] = Never,
        [typeof(CaseReleased)] = Never,

        // The work itself: a lead learns that its supporters have signed and what they reply.
        [typeof(AssignmentSigned)] = If<AssignmentSigned>((signed, moment) => moment.Sees(signed.Assignment) ? signed : null),
        [typeof(AssignmentReplied)] = If<AssignmentReplied>((replied, moment) => moment.Sees(replied.Assignment) ? replied : null),
        [typeof(RequesterContacted)] = If<RequesterContacted>((contacted, moment) => moment.Owns(contacted.Assignment) ? contacted : null),
        [typeof(HandlingNoted)] = If<HandlingNoted>((noted, moment) => moment.Owns(noted.Assignment) ? noted : null),
        [typeof(AssignmentDelegated)] = If<AssignmentDelegated>((delegated, moment) => moment.Owns(delegated.Assignment) ? delegated : null),
        [typeof(FileAttached)] = If<FileAttached>((attached, moment) => moment.MaySee(attached.Attachment) ? attached : null),
        [typeof(FileRemoved)] = If<FileRemoved>((removed, moment) => moment.MaySee(removed.Attachment) ? removed : null),
        [typeof(BookProgressed)] = If<BookProgressed>((progressed, moment) => progressed.Unit == moment.View._unit ? progressed : null),

        [typeof(RequestFiled)] = If<RequestFiled>((filed, moment) => moment.Asked(filed.Request) ? filed : null),
        [typeof(RequestApproved)] = If<RequestApproved>((approved, moment) => moment.Asked(approved.Request) ? approved : null),
        [typeof(RequestRefused)] = If<RequestRefused>((refused, moment) => moment.Asked(refused.Request) ? refused : null),
        [typeof(RequestRetracted)] = If<RequestRetracted>((retracted, moment) => moment.Asked(retracted.Request) ? retracted : null),
        [typeof(RequestEscalated)] = If<RequestEscalated>((escalated, moment) => moment.Asked(escalated.Request) ? escalated : null),
        [typeof(CaseExcluded)] = If<CaseExcluded>((excluded, moment) => moment.Asked(excluded.Request) ? excluded : null),

        // What the hotline says to those who work on it.
        [typeof(ReviewPassed)] = ThoseWhoWork,
        [typeof(ReviewReturned)] = If<ReviewReturned>((returned, moment) =>
            returned.Assignments.Any(moment.Owns) ? returned with { Assignments = [.. returned.Assignments.Where(moment.Sees)] } : null),
        [typeof(CallbackWaived)] = ThoseWhoWork,
        [typeof(CallbackAttempted)] = If<CallbackAttempted>((attempted, moment) => moment.TakesPart ? attempted with { Recording = null } : null),
        [typeof(ReworkProposed)] = Never,
        [typeof(RatingJudged)] = Never,
        [typeof(ReworkOrdered)] = If<ReworkOrdered>((rework, moment) => moment.Cut(rework.Units) is { Count: > 0 } units ? rework with { Units = units } : null),
        [typeof(CaseReopened)] = If<CaseReopened>((reopened, moment) => moment.Cut(reopened.Units) is { Count: > 0 } units ? reopened with { Units = units } : null),
        [typeof(CaseReminded)] = ThoseWhoWork,
        [typeof(InstructionGiven)] = ThoseWhoWork,
        [typeof(SupervisionIssued)] = If<SupervisionIssued>((issued, moment) => moment.IsOrdered(issued.Supervision) ? issued : null),
        [typeof(SupervisionReported)] = If<SupervisionReported>((reported, moment) => moment.IsOrdered(reported.Supervision) ? reported : null),
        [typeof(SupervisionReturnAsked)] = If<SupervisionReturnAsked>((asked, moment) => moment.IsOrdered(asked.Supervision) ? asked : null),
        [typeof(SupervisionSettled)] = If<SupervisionSettled>((settled, moment) => moment.IsOrdered(settled.Supervision) ? settled : null),
        [typeof(LightTurned)] = If<LightTurned>((turned, moment) => turned switch
        {
            { Assignment: { } assignment } => moment.Owns(assignment) ? turned : null,
            { Clock: ClockKind.Total } => turned,
            { Clock: ClockKind.Consultation } => moment.View.IsInvited ? turned : null,
            { Clock: ClockKind.Decision } => moment.Asked(turned.Run) ? turned : null,
            { Clock: ClockKind.Supervision } => moment.IsOrdered(turned.Run) ? turned : null,
            { Clock: ClockKind.BookProgress or ClockKind.BookTarget } => moment.TakesPart ? turned : null,
            _ => null,
        }),
    };

    /// <summary>The events about which it is decided what a unit sees.</summary>
    public static IReadOnlyCollection<Type> Decided => Decisions.Keys;

    /// <param name="unit">Whose eyes.</param>
    /// <param name="case">A case in its sight.</param>
    public static UnitsView Of(string unit, Case @case) => new(unit, @case);

    /// <summary>What of the timeline is shown.</summary>
    /// <param name="events">All of the case.</param>
    /// <param name="texts">What was said with them, by version.</param>
    public IReadOnlyList<CaseHistory.Entry> Timeline(IReadOnlyList<HotlineEvent> events, IReadOnlyDictionary<int, CaseText> texts)
    {
        var entries = new List<CaseHistory.Entry>();
        Case? then = null;
        foreach (var happened in events)
        {
            var before = then;
            then = then is null ? Case.Fold([happened]) : then.Apply(happened);
            // What relieves a unit, or ends its round, still concerns it.
            var moment = new Moment(this, TakesPart(then) || (before is not null && TakesPart(before)));
            if (Decisions[happened.GetType()](happened, moment) is not { } shown)
            {
                continue;
            }

            // That somebody of another unit did it is that unit's, and so are the words; of its supporters a lead reads what they reply.
            var isOthers = happened.Unit is { } other && other != _unit;
            var isSupport = isOthers && happened is AssignmentSigned or AssignmentReplied;
            shown = isOthers ? shown with { Actor = "", Unit = isSupport ? happened.Unit : null } : shown;
            entries.Add(new CaseHistory.Entry(
                shown.Version, shown.GetType().Name, shown.At, shown.Actor, shown.Unit, shown, isOthers && !isSupport ? null : TextOf(happened, texts)));
        }

        return entries;
    }

    /// <summary>What of the state is shown.</summary>
    /// <param name="view">As the hotline sees it.</param>
    /// <param name="text">Made of what this unit may read.</param>
    public CaseHistory.View Cut(CaseHistory.View view, CaseText text)
    {
        var isLead = _case.HandledBy?.Lead == _unit;
        // Whoever was relieved does not read what the requester said of the next.
        var hearsAnswers = TakesPart(_case);
        return view with
        {
            SameCall = [],
            Callbacks = hearsAnswers ? view.Callbacks : [],
            FirstRating = hearsAnswers ? view.FirstRating : null,
            FinalRating = hearsAnswers ? view.FinalRating : null,
            Survey = hearsAnswers ? view.Survey : null,
            Text = text,
            Routing = _case.Dispatch?.Units.Any(unit => _own.Contains(unit.Assignment)) == true && view.Routing is { } routing
                ? routing with { Alternatives = [] }
                : null,
            Assignments =
            [
                .. view.Assignments.Where(assignment => _own.Contains(assignment.Number) || _supporters.Contains(assignment.Number))
                    .Select(assignment => assignment.Unit == _unit ? assignment : assignment with { InnerDueOn = null }),
            ],
            Clocks = [.. view.Clocks.Where(IsShown)],
            Requests =
            [
                .. view.Requests.Where(request => Concerns(_case.Requests[request.Number - 1]))
                    .Select(request => request.Unit == _unit ? request : request with { Applicant = "" }),
            ],
            Supervisions = [.. view.Supervisions.Where(order => order.Unit == _unit)],
            ClaimedBy = null,
            Conclusion = null,
            Consulted = IsInvited ? view.Consulted : [],
            MergedInto = null,
            Follows = null,
            HandledBy = isLead ? view.HandledBy : null,
            Joined = WorksNow ? view.Joined : [],
            JoinedMatters = WorksNow ? view.JoinedMatters : [],
            ReworkProposed = false,
            ReworkProposedBy = null,
            RatingJustified = null,
        };
    }

    private bool IsInvited => _case.Invited.Contains(_unit);

    private bool IsShown(CaseHistory.ClockView clock) => clock switch
    {
        { Assignment: { } assignment } => _own.Contains(assignment) || _supporters.Contains(assignment),
        { Kind: ClockKind.Total } => true,
        { Kind: ClockKind.Consultation, StoppedAt: null } => IsInvited,
        { Kind: ClockKind.Decision } => Concerns(_case.Requests[clock.Run - 1]),
        { Kind: ClockKind.Supervision } => _case.Supervisions.Any(order => order.Number == clock.Run && order.Unit == _unit),
        { Kind: ClockKind.BookProgress or ClockKind.BookTarget } => _case.Lead?.Unit == _unit,
        _ => false,
    };

    private bool WorksNow => _case.CurrentAssignments.Any(assignment => assignment.Unit == _unit && assignment.Counts);

    private bool Concerns(UnitRequest request) => request.Unit == _unit || Sight.IsAskedToTakeOver(request, _unit);

    private bool TakesPart(Case @case) =>
        @case.CurrentAssignments.Any(assignment => assignment.Unit == _unit && assignment.Counts)
        || (@case.HandledBy is { } elsewhere && (elsewhere.Lead == _unit || elsewhere.Supporters.Contains(_unit)));

    // One step takes a case from a unit and gives it to the next, and its words stand with the first half: why, for those who
    // lose it; on what ground and to do what, for those who get it.
    private static CaseText? TextOf(HotlineEvent happened, IReadOnlyDictionary<int, CaseText> texts)
    {
        var said = texts.GetValueOrDefault(happened.Version);
        return happened switch
        {
            // Why it was joined is the hotline's own; what the other caller said stands with the joined matters.
            CaseJoined or CaseParted => null,
            CaseRecalled when said is not null => new CaseText { Reason = said.Reason },
            CaseDispatched { Automatic: false } when said is null && texts.TryGetValue(happened.Version - 1, out var step) && step.Basis is not null =>
                new CaseText { InternalNote = step.InternalNote, Basis = step.Basis },
            _ => said,
        };
    }

    private static HotlineEvent? Whole(HotlineEvent happened, Moment moment) => happened;

    private static HotlineEvent? Never(HotlineEvent happened, Moment moment) => null;

    private static HotlineEvent? ThoseWhoWork(HotlineEvent happened, Moment moment) => moment.TakesPart ? happened : null;

    private static Func<HotlineEvent, Moment, HotlineEvent?> If<TEvent>(Func<TEvent, Moment, TEvent?> decide)
        where TEvent : HotlineEvent => (happened, moment) => decide((TEvent)happened, moment);
}
