using System.Collections.Immutable;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>The actor asked for what is another's; that there is such a thing is no secret, as with a list of another unit.</summary>
public sealed class AccessRefusedException() : Exception("This is another unit's, or the hotline's own.");

/// <summary>
/// What of the cases somebody may see (domain.md §1.8): all of them, those one unit has or had an assignment of or is consulted
/// about, or none.
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

    /// <summary>
    /// Whether a case is in sight: for a unit one that it has or had, must account for, or is asked to take over; and as long as
    /// it is invited to settle whose duty it is (T09).
    /// </summary>
    public bool Covers(Case @case) => !IsNothing
        && (Unit is null
            || @case.Assignments.Any(assignment => assignment.Unit == Unit)
            || @case.Supervisions.Any(order => order.Unit == Unit)
            || @case.Invited.Contains(Unit)
            || @case.Requests.Any(request => IsAskedToTakeOver(request, Unit))
            || (@case.HandledBy is { } elsewhere && (elsewhere.Lead == Unit || elsewhere.Supporters.Contains(Unit))));

    /// <summary>协商改派: another unit says that it is this one's duty, and this one may agree.</summary>
    internal static bool IsAskedToTakeOver(UnitRequest request, string unit) =>
        request is { Kind: RequestKind.Return, IsPending: true } && request.Suggested == unit;

    /// <summary>The unit whose lists are meant: the own one when none is said; <c>null</c> for every unit.</summary>
    /// <param name="asked">The unit that is asked for.</param>
    /// <exception cref="AccessRefusedException">It is another one.</exception>
    public string? Narrow(string? asked) =>
        IsNothing || (Unit is not null && asked is not null && asked != Unit) ? throw new AccessRefusedException() : Unit ?? asked;

    /// <exception cref="AccessRefusedException">Not every case is in sight.</exception>
    public void RequireAll()
    {
        if (this != All)
        {
            throw new AccessRefusedException();
        }
    }
}

/// <summary>The one way in which people come by a case.</summary>
internal static class SeeingCases
{
    /// <exception cref="CaseNotFoundException">No such case, or it is out of the actor's sight: nobody learns which.</exception>
    public static async Task<Case> SeeCaseAsync(this Session db, string number, Actor actor) =>
        await db.FindCaseAsync(number) is { } @case && Sight.Of(actor).Covers(@case) ? @case : throw new CaseNotFoundException(number);
}
