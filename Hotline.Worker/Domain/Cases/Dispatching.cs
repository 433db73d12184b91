using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Cases;

/// <summary>What a dispatcher decides.</summary>
/// <param name="Lead">主办.</param>
/// <param name="Supporters">协办, without the lead and without repeats.</param>
/// <param name="DueOn">An earlier resolution date, or <c>null</c> for the profile's.</param>
/// <param name="Designated">指定承办: the lead cannot give it back.</param>
public sealed record DispatchOrder(string Lead, IReadOnlyList<string> Supporters, DateOnly? DueOn, bool Designated);

/// <summary>派单: by the catalogue, or by a dispatcher who names the units (T11); 改派, 撤回 and 加派 (T17, T36).</summary>
public static class Dispatching
{
    /// <summary>派单依据 in the event when no line of the catalogue is followed.</summary>
    public const string ByHand = "派单员指定";

    /// <summary>三次退单: after this many approved returns only a consultation or a designation dispatches a case (domain.md §1.6).</summary>
    public const int MostReturns = 3;

    /// <summary>
    /// What the catalogue decides. Asked again for a case that was dispatched or looked at before, it decides nothing:
    /// the message may come twice, and a sweep may ask too.
    /// </summary>
    public static Decision ByCatalogue(Case @case, DispatchCatalogue catalogue)
    {
        if (!AwaitsCatalogue(@case))
        {
            return Decision.Nothing;
        }

        var route = catalogue.Route(@case.Category, @case.Area, @case.RequesterKind);
        if (route.Left is { } reason)
        {
            return Decision.Accept(new CaseLeftToDispatcher
            {
                Reason = reason,
                Rule = route.Rule?.Id,
                CatalogueVersion = catalogue.Version,
            });
        }

        return Decision.Accept(new CaseDispatched
        {
            Units = Number(@case, route.Lead!, route.Supporters),
            Automatic = true,
            Rule = route.Rule!.Id,
            Basis = route.Rule.Basis,
            CatalogueVersion = catalogue.Version,
            Alternatives = route.Alternatives,
        });
    }

    /// <summary>True when neither the catalogue nor a person has said yet whose it is, and nobody works on saying so.</summary>
    public static bool AwaitsCatalogue(Case @case) =>
        @case is { Status: CaseStatus.AwaitingDispatch, Left: null, Dispatch: null, Conclusion: null, ClaimedBy: null, HandledBy: null }
        && @case.Stays.All(stay => stay.Status is CaseStatus.AwaitingDispatch or CaseStatus.AwaitingInfo);

    /// <summary>派单 (T11).</summary>
    public static Decision ByDispatcher(
        Case @case, DispatchOrder order, DispatchCatalogue catalogue, DeadlineBasis deadlines, DateTimeOffset now, Actor actor) =>
        (CaseLifecycle.Check(@case, CaseStep.Dispatch, actor) ?? WhyNot(@case, order, catalogue, deadlines, now, actor)) is { } refusal
            ? refusal
            : Decision.Accept(Dispatched(@case, order, catalogue));

    /// <summary>改派: taken from the units and given to others in one step (T36).</summary>
    public static Decision Again(
        Case @case, DispatchOrder order, DispatchCatalogue catalogue, DeadlineBasis deadlines, DateTimeOffset now, Actor actor)
    {
        if ((CaseLifecycle.Check(@case, CaseStep.Redispatch) ?? WhyNotRecalled(@case)
            ?? WhyNot(@case, order, catalogue, deadlines, now, actor)) is { } refusal)
        {
            return refusal;
        }

        return @case.Lead is { } lead && lead.Unit == order.Lead
            ? Decision.Refuse("dispatch.same_lead", "The case is with this unit already; a fresh start would only give it fresh time.")
            : Decision.Accept(new CaseRecalled(), Dispatched(@case, order, catalogue));
    }

    /// <summary>撤回 into the dispatchers' pool (T36).</summary>
    public static Decision Recall(Case @case) =>
        (CaseLifecycle.Check(@case, CaseStep.Recall) ?? WhyNotRecalled(@case)) is { } refusal ? refusal : Decision.Accept(new CaseRecalled());

    /// <summary>加派协办 (T17).</summary>
    public static Decision AddSupport(Case @case, string unit, DispatchCatalogue catalogue)
    {
        if ((CaseLifecycle.Check(@case, CaseStep.AddSupport) ?? WhyNotSupport(@case, unit, catalogue)) is { } refusal)
        {
            return refusal;
        }

        return Decision.Accept(Support(@case, unit));
    }

    internal static SupportAdded Support(Case @case, string unit) => new()
    {
        Supporter = new DispatchedUnit { Assignment = @case.Assignments.Length + 1, Unit = unit, Role = AssignmentRole.Support },
    };

    internal static Refusal? WhyNotSupport(Case @case, string unit, DispatchCatalogue catalogue) =>
        catalogue.WhyNot(unit)
        ?? (@case.Status == CaseStatus.OnBook ? new Refusal("support.on_book", "The case is on the books; support is added when it is taken up again.")
            : @case.Lead is null or { IsOpen: false } ? new Refusal("support.no_lead", "Only a lead that is still at work can be supported.")
            : @case.CurrentAssignments.Any(assignment => assignment.Counts && assignment.Unit == unit)
                ? new Refusal("dispatch.unit_twice", "A unit takes part in a round once: one lead, each supporter once.")
                : null);

    /// <summary>Every unit exists and takes cases, and none is named twice.</summary>
    internal static Refusal? WhyNotUnits(IReadOnlyList<string> units, DispatchCatalogue catalogue) =>
        units.Select(catalogue.WhyNot).FirstOrDefault(reason => reason is not null)
        ?? (units.Distinct().Count() != units.Count
            ? new Refusal("dispatch.unit_twice", "A unit takes part in a round once: one lead, each supporter once.")
            : null);

    /// <summary>指定承办 is not a dispatcher's to decide (T10).</summary>
    internal static bool MayDesignate(Actor actor) => actor.Is(Role.ShiftLeader) || actor.Is(Role.Supervisor) || actor.Is(Role.Leader);

    /// <summary>The hand-over by number: lead first, supporters in the order given.</summary>
    internal static IReadOnlyList<DispatchedUnit> Number(Case @case, string lead, IEnumerable<string> supporters) =>
    [
        .. supporters.Prepend(lead).Select((unit, index) => new DispatchedUnit
        {
            Assignment = @case.Assignments.Length + index + 1,
            Unit = unit,
            Role = index == 0 ? AssignmentRole.Lead : AssignmentRole.Support,
        }),
    ];

    private static Refusal? WhyNot(
        Case @case, DispatchOrder order, DispatchCatalogue catalogue, DeadlineBasis deadlines, DateTimeOffset now, Actor actor)
    {
        if (WhyNotUnits([order.Lead, .. order.Supporters], catalogue) is { } refusal)
        {
            return refusal;
        }

        if (order.Designated && @case.Conclusion is not { Designated: true } && !MayDesignate(actor))
        {
            return new Refusal("dispatch.needs_higher_role", "A unit is designated by a shift leader, a supervisor or a leader.");
        }

        if (@case.Conclusion is { } conclusion && conclusion.Lead != order.Lead)
        {
            return new Refusal("dispatch.not_as_concluded", $"The consultation concluded that '{conclusion.Lead}' leads.");
        }

        if (@case.Conclusion is null && !order.Designated)
        {
            if (@case.NeedsDesignation)
            {
                return new Refusal(
                    "dispatch.needs_designation", $"Given back {@case.Returns} times: only a consultation or a designation dispatches it now.");
            }

            if (GaveBack(@case, order.Lead))
            {
                return new Refusal("dispatch.returned_by_unit", $"'{order.Lead}' gave this case back with approval; it leads only if designated.");
            }
        }

        return order.DueOn is { } date ? CheckDue(@case, date, deadlines, now) : null;
    }

    /// <summary>What the catalogue proposes to a dispatcher: not again a unit that gave the case back with approval.</summary>
    public static DispatchRoute Propose(Case @case, DispatchCatalogue catalogue) =>
        catalogue.Route(@case.Category, @case.Area, @case.RequesterKind, [.. GaveBack(@case)]);

    /// <summary>The unit gave this case back as not its own; for want of information does not count.</summary>
    internal static bool GaveBack(Case @case, string unit) => GaveBack(@case).Contains(unit);

    private static IEnumerable<string> GaveBack(Case @case) => @case.Requests
        .Where(request => request is { Kind: RequestKind.Return, Status: RequestStatus.Approved } && request.Reason != RequestReason.InformationMissing)
        .Select(request => request.Unit);

    // Guard of T36: before the lead has handed in its result.
    private static Refusal? WhyNotRecalled(Case @case) =>
        @case.Follows is { } main ? new Refusal("case.follows", $"The case is handled as part of {main}; unlink it first.")
        : @case.Lead is { IsOpen: true } ? null
        : new Refusal("recall.replied", "The lead has replied; send the reply back instead.");

    private static CaseDispatched Dispatched(Case @case, DispatchOrder order, DispatchCatalogue catalogue)
    {
        var route = catalogue.Route(@case.Category, @case.Area, @case.RequesterKind);
        return new CaseDispatched
        {
            Units = Number(@case, order.Lead, order.Supporters),
            Automatic = false,
            Rule = route.Lead == order.Lead ? route.Rule?.Id : null,
            // The person's own words are free text, and stay out of the event.
            Basis = route.Lead == order.Lead ? route.Rule?.Basis ?? ByHand : ByHand,
            CatalogueVersion = catalogue.Version,
            Alternatives = [.. route.Alternatives.Prepend(route.Lead).OfType<string>().Where(unit => unit != order.Lead).Distinct()],
            DueOn = order.DueOn,
            Designated = order.Designated || @case.Conclusion is { Designated: true },
        };
    }

    // Guard of T11: the calendar must exist for a date that a person names, and a dispatcher may shorten the limit, never lengthen it.
    private static Refusal? CheckDue(Case @case, DateOnly dueOn, DeadlineBasis basis, DateTimeOffset now)
    {
        if (!basis.Calendar.Covers(dueOn))
        {
            return new Refusal(
                "deadline.beyond_calendar",
                $"{dueOn:yyyy-MM-dd} lies beyond the working calendar, which ends with {basis.Calendar.LastYear}.");
        }

        if (basis.Calendar.EndOfDay(dueOn) <= now)
        {
            return new Refusal("deadline.in_the_past", $"{dueOn:yyyy-MM-dd} is over already.");
        }

        var latest = basis.Calendar.Due(now, basis.LineFor(@case).Resolve).At;
        return basis.Calendar.EndOfDay(dueOn) > latest
            ? new Refusal(
                "deadline.beyond_limit",
                $"{dueOn:yyyy-MM-dd} is later than the limit of this kind of case allows ({basis.LineFor(@case).Resolve}).")
            : null;
    }
}
