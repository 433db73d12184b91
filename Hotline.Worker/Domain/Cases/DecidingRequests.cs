using System.Collections.Immutable;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Cases;

/// <summary>
/// Who decides a request, and what follows (T17, T19, T20, T22, T40, T41). The applicant never does, nor anybody of its unit;
/// where two must approve, they are two people.
/// </summary>
public static class DecidingRequests
{
    /// <param name="case">The case.</param>
    /// <param name="number">The request.</param>
    /// <param name="catalogue">Whom a support or a hand-over by agreement may go to.</param>
    /// <param name="actor">Who approves.</param>
    public static Decision Approve(Case @case, int number, DispatchCatalogue catalogue, Actor actor)
    {
        if (Check(@case, number, CaseStep.Approve, out var request) is { } refusal)
        {
            return refusal;
        }

        if (WhyNot(request, actor) is { } no)
        {
            return no;
        }

        if (IsAgreed(@case, request, actor))
        {
            return Agree(@case, request, catalogue, actor);
        }

        var open = Open(@case, request);
        var mine = open.FindIndex(roles => roles.Any(actor.Is));
        if (mine < 0)
        {
            return new Refusal("request.needs_higher_role", $"{request.Kind} is decided by {open.SelectMany(roles => roles).Distinct().Cast<Enum>()}.");
        }

        var approved = new RequestApproved { Request = number, Role = open[mine].First(actor.Is), Final = open.Count == 1 };
        if (approved.Final && request is { Kind: RequestKind.Return, Reason: RequestReason.InformationMissing } && @case.TimesAsked > 0)
        {
            return Decision.Refuse("ask.once", "The requester was asked before; what is still missing is for the unit to find out.");
        }

        return approved.Final && request.Kind == RequestKind.Support && Dispatching.WhyNotSupport(@case, request.Suggested!, catalogue) is { } late
            ? late
            : Decision.Accept([approved, .. approved.Final ? Consequences(@case, request) : []]);
    }

    public static Decision Refuse(Case @case, int number, Actor actor)
    {
        if ((Check(@case, number, CaseStep.Refuse, out var request) ?? WhyNot(request, actor)) is { } refusal)
        {
            return refusal;
        }

        return Open(@case, request).Any(roles => roles.Any(actor.Is))
            ? Decision.Accept(new RequestRefused { Request = number })
            : Decision.Refuse("request.needs_higher_role", $"{request.Kind} is refused by {Open(@case, request).SelectMany(roles => roles).Distinct().Cast<Enum>()}, who could approve it.");
    }

    /// <summary>撤回: by the unit that asked.</summary>
    public static Decision Retract(Case @case, int number, Actor actor)
    {
        if (Check(@case, number, CaseStep.Retract, out var request) is { } refusal)
        {
            return refusal;
        }

        return actor.Unit is { } unit && unit != request.Unit
            ? Decision.Refuse("request.other_unit", $"Request {number} is {request.Unit}'s.")
            : Decision.Accept(new RequestRetracted { Request = number, Unit = request.Unit });
    }

    /// <summary>
    /// Whose approval is needed: for each entry one person who holds one of its roles. Silence adds the shift leader
    /// (domain.md §1.5, T19–T22, T40, T41; §2.1, C8).
    /// </summary>
    public static IReadOnlyList<ImmutableArray<Role>> Deciders(Case @case, UnitRequest request)
    {
        ImmutableArray<Role>[] deciders = request.Kind switch
        {
            RequestKind.Return when @case.Returns == 0 => [[Role.Dispatcher, Role.ShiftLeader, Role.Supervisor, Role.Leader]],
            RequestKind.Return => [[Role.ShiftLeader, Role.Supervisor, Role.Leader]],
            // 复杂疑难 has the longest limits there are; more than that is a leader's word (domain.md §2.3).
            RequestKind.Extension when Extensions(@case, request) == 0 && @case.Urgency != Urgency.Complex => [[Role.Dispatcher, Role.Supervisor, Role.Leader]],
            RequestKind.Extension => [[Role.Leader]],
            RequestKind.OnBook => [[Role.Supervisor], [Role.Leader]],
            RequestKind.Support => [[Role.Dispatcher, Role.ShiftLeader, Role.Supervisor]],
            RequestKind.Unreasonable => [[Role.Assessor], [Role.Leader]],
            RequestKind.Appeal => [[Role.Assessor]],
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "Unknown kind of request."),
        };
        return request.Escalated && deciders is [var one] && one.Contains(Role.Dispatcher) && !one.Contains(Role.ShiftLeader)
            ? [one.Add(Role.ShiftLeader)]
            : deciders;
    }

    private static int Extensions(Case @case, UnitRequest request) =>
        @case.Assignments.Single(assignment => assignment.Number == request.Assignment).Extensions.Length;

    // What is still to be approved, given what was.
    private static List<ImmutableArray<Role>> Open(Case @case, UnitRequest request)
    {
        var open = Deciders(@case, request).ToList();
        foreach (var approval in request.Approvals)
        {
            open.RemoveAt(open.FindIndex(roles => roles.Contains(approval.Role)));
        }

        return open;
    }

    private static Refusal? Check(Case @case, int number, CaseStep step, out UnitRequest request)
    {
        request = @case.Requests.FirstOrDefault(candidate => candidate.Number == number)!;
        if (CaseLifecycle.Check(@case, step) is { } refusal)
        {
            return refusal;
        }

        return request is null ? new Refusal("request.not_found", $"The case has no request {number}.")
            : !request.IsPending ? new Refusal("request.settled", $"Request {number} is {request.Status} already.")
            : null;
    }

    private static Refusal? WhyNot(UnitRequest request, Actor actor) =>
        actor.Name == request.Applicant ? new Refusal("request.own", "Nobody decides what they asked for themselves.")
        : actor.Unit == request.Unit ? new Refusal("request.own", "A unit does not decide what it asked for itself.")
        : request.Approvals.Any(approval => approval.Actor == actor.Name) ? new Refusal("request.approved_before", "Two people approve, not one twice.")
        : null;

    private static IEnumerable<HotlineEvent> Consequences(Case @case, UnitRequest request)
    {
        switch (request.Kind)
        {
            case RequestKind.Return when IsLead(@case, request) && request.Reason == RequestReason.InformationMissing:
                // What is missing is asked of the requester, not of another unit (domain.md §1.6).
                yield return new InformationAsked { Missing = [] };
                break;
            case RequestKind.Return when IsLead(@case, request) && @case.Returns + 1 >= Dispatching.MostReturns:
                // The third return: whose it is cannot be left to one dispatcher any more (domain.md §1.6).
                yield return new ConsultationOpened
                {
                    Units = [.. @case.Assignments.Where(assignment => assignment.Status is AssignmentStatus.Returned or AssignmentStatus.ReturnRequested).Select(assignment => assignment.Unit).Distinct()],
                    Automatic = true,
                };
                break;
            case RequestKind.Support:
                yield return Dispatching.Support(@case, request.Suggested!);
                break;
            case RequestKind.Unreasonable:
                // Kept in the response rate: the unit was to contact the requester all the same (domain.md §3.4).
                yield return new CaseExcluded { Metrics = [Metric.Resolution, Metric.Satisfaction], Reason = request.Reason, Request = request.Number };
                break;
            case RequestKind.Appeal:
                yield return new CaseExcluded { Metrics = [request.Metric!.Value], Reason = request.Reason, Request = request.Number };
                break;
            default:
                break;
        }
    }

    private static bool IsLead(Case @case, UnitRequest request) =>
        @case.Assignments.Single(assignment => assignment.Number == request.Assignment).Role == AssignmentRole.Lead;

    // 协商改派: the unit that was suggested takes it of its own accord, and no dispatcher is needed (domain.md §1.6).
    private static bool IsAgreed(Case @case, UnitRequest request, Actor actor) =>
        request.Kind == RequestKind.Return && actor.Unit is not null && actor.Unit == request.Suggested
        && IsLead(@case, request) && @case.Returns + 1 < Dispatching.MostReturns
        && !Dispatching.GaveBack(@case, request.Suggested);

    private static Decision Agree(Case @case, UnitRequest request, DispatchCatalogue catalogue, Actor actor) =>
        catalogue.WhyNot(request.Suggested!) is { } refusal ? refusal
            : !actor.Is(Role.UnitHead) ? Decision.Refuse("request.needs_higher_role", "The head of the suggested unit takes the case over.")
            : Decision.Accept(
                new RequestApproved { Request = request.Number, Role = Role.UnitHead, Final = true },
                new CaseDispatched
                {
                    Units = Dispatching.Number(@case, request.Suggested!, []),
                    Automatic = false,
                    Basis = "协商改派",
                    CatalogueVersion = catalogue.Version,
                    // The dispatcher's date goes with the case, and who agreed to take it does not give it back.
                    DueOn = @case.Assignments.Single(assignment => assignment.Number == request.Assignment).DueOn,
                    Designated = true,
                });
}
