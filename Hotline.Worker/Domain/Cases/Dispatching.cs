using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Cases;

/// <summary>派单: by the catalogue, or by a dispatcher who names the units (T11).</summary>
public static class Dispatching
{
    /// <summary>
    /// What the catalogue decides. Asked again for a case that was dispatched or looked at before, it decides nothing:
    /// the message may come twice, and a sweep may ask too.
    /// </summary>
    public static Decision ByCatalogue(Case @case, DispatchCatalogue catalogue)
    {
        if (@case.Status != CaseStatus.AwaitingDispatch || @case.Left is not null)
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

    /// <param name="lead">主办.</param>
    /// <param name="supporters">协办, without the lead and without repeats.</param>
    /// <param name="basis">派单依据; a person who departs from the catalogue says why.</param>
    /// <param name="dueOn">An earlier resolution date, or <c>null</c> for the profile's.</param>
    public static Decision ByDispatcher(
        Case @case,
        string lead,
        IReadOnlyList<string> supporters,
        string basis,
        DateOnly? dueOn,
        DispatchCatalogue catalogue,
        DeadlineBasis deadlines,
        DateTimeOffset now)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Dispatch) is { } refusal)
        {
            return refusal;
        }

        foreach (var unit in supporters.Prepend(lead))
        {
            if (catalogue.WhyNot(unit) is { } reason)
            {
                return reason;
            }
        }

        if (supporters.Contains(lead) || supporters.Distinct().Count() != supporters.Count)
        {
            return Decision.Refuse("dispatch.unit_twice", "A unit takes part in a round once: one lead, each supporter once.");
        }

        if (dueOn is { } date && CheckDue(@case, date, deadlines, now) is { } late)
        {
            return late;
        }

        var route = catalogue.Route(@case.Category, @case.Area, @case.RequesterKind);
        return Decision.Accept(new CaseDispatched
        {
            Units = Number(@case, lead, supporters),
            Automatic = false,
            Rule = route.Lead == lead ? route.Rule?.Id : null,
            Basis = basis,
            CatalogueVersion = catalogue.Version,
            Alternatives = [.. route.Alternatives.Prepend(route.Lead).OfType<string>().Where(unit => unit != lead).Distinct()],
            DueOn = dueOn,
        });
    }

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

    // Guard of T11: the calendar must exist for the due date, and a dispatcher may shorten the limit, never lengthen it.
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
