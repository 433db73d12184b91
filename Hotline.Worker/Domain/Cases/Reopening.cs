using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Cases;

/// <summary>复查重开 (T33): once, within its limit, on new facts; a new round, and the first rating stays.</summary>
public static class Reopening
{
    /// <param name="lead">Who takes it up; the unit that had it when <c>null</c>.</param>
    public static Decision Decide(Case @case, string? lead, DispatchCatalogue catalogue, DeadlineBasis basis, DateTimeOffset now, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Reopen) is { } refusal)
        {
            return refusal;
        }

        var unit = lead ?? @case.Responsible;
        return @case.WasReopened ? Decision.Refuse("reopen.once", "A case is reopened once; what is new now is a case of its own.")
            : now >= basis.Calendar.Due(@case.ClosedAt!.Value, basis.Profile.Common.Reopen).At
                ? Decision.Refuse("reopen.window_closed", $"A case is reopened within {basis.Profile.Common.Reopen} of its closing.")
            : !actor.Is(Role.Supervisor) && !actor.Is(Role.Leader)
                ? Decision.Refuse("reopen.needs_supervisor", "A supervisor or a leader reopens a case.")
            : unit is null ? Decision.Refuse("reopen.no_unit", "No unit had this case; name the one that takes it up.")
            : catalogue.WhyNot(unit) is { } unknown ? unknown
            : Decision.Accept(new CaseReopened { Round = @case.Round + 1, Units = Dispatching.Number(@case, unit, []) });
    }
}
