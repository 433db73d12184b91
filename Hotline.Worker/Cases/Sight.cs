using System.Collections.Immutable;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>
/// What of the cases somebody may see (domain.md §1.8): all of them, those one unit has or had an assignment of, or none.
/// Queries take it, so that a list, a count and a guessed address answer alike.
/// </summary>
/// <param name="Unit">Only the cases of this unit, and of those only what is its own; <c>null</c>: every case.</param>
/// <param name="IsNothing">No case at all: an administrator configures.</param>
public sealed record Sight(string? Unit, bool IsNothing)
{
    private static readonly ImmutableArray<Role> OfTheHotline =
    [
        Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Reviewer, Role.Caller, Role.Supervisor, Role.Assessor, Role.Leader,
    ];

    public static Sight All { get; } = new(null, IsNothing: false);

    public static Sight Nothing { get; } = new(null, IsNothing: true);

    /// <summary>
    /// The hotline's people see all; whoever acts for a unit, that unit's; and whoever only configures, none. Who does both,
    /// as a unit's own reviewer, sees as the unit.
    /// </summary>
    public static Sight Of(Actor actor) =>
        actor == Actor.System ? All
        : actor.Unit is { } unit ? new(unit, IsNothing: false)
        : OfTheHotline.Any(actor.Is) ? All
        : Nothing;

    /// <summary>Whether a case is in sight.</summary>
    public bool Covers(Case @case) => !IsNothing
        && (Unit is null
            || @case.Assignments.Any(assignment => assignment.Unit == Unit)
            || (@case.HandledBy is { } elsewhere && (elsewhere.Lead == Unit || elsewhere.Supporters.Contains(Unit))));
}
