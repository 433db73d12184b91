using System.Collections.Immutable;
using Hotline.Contracts;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>
/// Whose step it is: for each event that a step begins with, the roles of which its actor must hold one
/// (domain.md §1.5, column "Who"). What follows from a step in the same decision is nobody's step and is not asked about.
/// </summary>
public static class Duties
{
    private static readonly ImmutableArray<Role> Line = [Role.Agent, Role.ShiftLeader, Role.Dispatcher];
    private static readonly ImmutableArray<Role> Dispatch = [Role.Dispatcher, Role.ShiftLeader, Role.Supervisor, Role.Leader];
    private static readonly ImmutableArray<Role> Units = [Role.Handler, Role.UnitHead];
    private static readonly ImmutableArray<Role> Review = [Role.Reviewer, Role.Supervisor];
    private static readonly ImmutableArray<Role> Oversight = [Role.Supervisor, Role.Leader];
    private static readonly ImmutableArray<Role> Queues =
        [Role.Agent, Role.Dispatcher, Role.Reviewer, Role.Caller, Role.ShiftLeader, Role.Supervisor];

    // Whoever works on a case has evidence to add.
    private static readonly ImmutableArray<Role> Files =
        [.. Line, .. Units, Role.Reviewer, Role.Caller, Role.Supervisor];

    // Timers, messages, and what only ever follows from somebody's step.
    private static readonly ImmutableArray<Role> Nobody = [];

    /// <summary>Who may cause an event; an empty list: nobody but the system.</summary>
    public static IReadOnlyDictionary<Type, ImmutableArray<Role>> Roles { get; } = new Dictionary<Type, ImmutableArray<Role>>
    {
        [typeof(CaseRegistered)] = Line,
        [typeof(CaseAnswered)] = Line,
        [typeof(InformationAsked)] = Line,
        [typeof(InformationSupplied)] = Line,
        [typeof(CaseGuided)] = Line,
        [typeof(EmergencyHandedOver)] = Line,
        [typeof(CaseMerged)] = Line,
        [typeof(CaseUnmerged)] = Line,
        [typeof(CaseLinked)] = Line,
        [typeof(CaseUnlinked)] = Line,
        [typeof(CaseVoided)] = [Role.ShiftLeader],

        [typeof(CaseReclassified)] = Dispatch,
        [typeof(CaseRecalled)] = Dispatch,
        [typeof(SupportAdded)] = Dispatch,
        [typeof(ConsultationOpened)] = Dispatch,
        [typeof(ConsultationConcluded)] = Dispatch,
        [typeof(CaseDispatched)] = Dispatch,

        [typeof(AssignmentSigned)] = Units,
        [typeof(RequesterContacted)] = Units,
        [typeof(HandlingNoted)] = Units,
        [typeof(AssignmentDelegated)] = Units,
        [typeof(AssignmentReplied)] = Units,
        [typeof(RequestFiled)] = Units,
        [typeof(RequestRetracted)] = Units,
        [typeof(BookProgressed)] = Units,
        [typeof(SupervisionReported)] = Units,
        [typeof(SupervisionReturnAsked)] = Units,

        [typeof(ReviewPassed)] = Review,
        [typeof(ReviewReturned)] = Review,
        [typeof(CallbackWaived)] = Review,
        [typeof(CallbackAttempted)] = [Role.Caller],
        [typeof(CaseClaimed)] = Queues,
        [typeof(CaseReleased)] = Queues,

        [typeof(RatingJudged)] = Oversight,
        [typeof(CaseReactivated)] = Oversight,
        [typeof(SupervisionIssued)] = Oversight,
        [typeof(SupervisionSettled)] = Oversight,
        [typeof(CaseReopened)] = Oversight,
        [typeof(InstructionGiven)] = [Role.Leader],
        [typeof(CaseReminded)] = [Role.Agent, Role.Caller, Role.ShiftLeader, Role.Supervisor, Role.Leader],

        // As a step's own event it is 撤诉 alone (T35).
        [typeof(CaseClosed)] = [Role.Agent, Role.Caller, Role.ShiftLeader],

        [typeof(FileAttached)] = Files,
        [typeof(FileRemoved)] = Files,

        [typeof(DeadlinesRecounted)] = [Role.Administrator],
        [typeof(CaseLeftToDispatcher)] = Nobody,
        [typeof(LightTurned)] = Nobody,
        [typeof(RequestEscalated)] = Nobody,
        [typeof(CaseExcluded)] = Nobody,
        [typeof(ReworkProposed)] = Nobody,
        [typeof(ReworkOrdered)] = Nobody,
        [typeof(CaseHandledElsewhere)] = Nobody,
        [typeof(CaseJoined)] = Nobody,
        [typeof(CaseParted)] = Nobody,
        [typeof(CaseArchived)] = Nobody,
    };

    /// <summary>What <see cref="DecidingRequests"/> asks for by itself: who decides depends on what is asked, and how often.</summary>
    public static IReadOnlySet<Type> DecidedElsewhere { get; } = new HashSet<Type> { typeof(RequestApproved), typeof(RequestRefused) };

    /// <param name="first">The step's own event: the first of its decision.</param>
    /// <param name="case">The case before it; <c>null</c> when it begins with it.</param>
    /// <param name="actor">Who asks.</param>
    /// <returns>Why it is not this actor's step; <c>null</c> when it is.</returns>
    public static Refusal? WhyNot(HotlineEvent first, Case? @case, Actor actor)
    {
        if (actor == Actor.System)
        {
            return null;
        }

        if (!DecidedElsewhere.Contains(first.GetType()) && !(Roles.TryGetValue(first.GetType(), out var roles) && roles.Any(actor.Is)))
        {
            return new Refusal("actor.role_missing", $"This step is for {Roles.GetValueOrDefault(first.GetType(), Nobody).Cast<Enum>()}.");
        }

        if (actor.Unit is not { } unit)
        {
            return null;
        }

        return first.Unit is { } theirs && theirs != unit
            ? new Refusal("actor.other_unit", $"This is the step of '{theirs}'.")
            // 办、审、访分离: nobody checks what the own unit did.
            : first is ReviewPassed or ReviewReturned or CallbackWaived or CallbackAttempted or RatingJudged && TakesPart(@case, unit)
                ? new Refusal("actor.own_work", "Nobody reviews, calls back or judges what the own unit handled.")
                : null;
    }

    private static bool TakesPart(Case? @case, string unit) => @case is not null
        && (@case.Assignments.Any(assignment => assignment.Unit == unit)
            || @case.HandledBy is { } elsewhere && (elsewhere.Lead == unit || elsewhere.Supporters.Contains(unit)));
}
