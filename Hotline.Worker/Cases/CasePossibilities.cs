using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>What somebody may do with a case now (<see cref="Possibilities"/>), by the names that steps have in addresses.</summary>
public sealed class CasePossibilities(Database database, ZoneBook zone, TimeProvider clock)
{
    /// <summary>A step that would be taken now, if what is typed is right.</summary>
    /// <param name="Step">As in <c>POST /api/cases/{number}/{step}</c>.</param>
    /// <param name="Assignments">The assignments it may be taken on; empty for a step that is about none.</param>
    /// <param name="Requests">The same of requests.</param>
    /// <param name="Supervisions">The same of orders of supervision.</param>
    public sealed record View(string Step, IReadOnlyList<int> Assignments, IReadOnlyList<int> Requests, IReadOnlyList<int> Supervisions);

    /// <param name="Version">What a step must have seen for this to hold.</param>
    public sealed record Page(int Version, IReadOnlyList<View> May);

    /// <exception cref="CaseNotFoundException">No such case, or none that the actor may see.</exception>
    public async Task<Page> ReadAsync(string number, Actor actor, CancellationToken cancellation)
    {
        var @case = await database.ReadAsync(db => db.SeeCaseAsync(number, actor), cancellation);
        return new Page(@case.Version, Of(@case, actor));
    }

    /// <summary>The same of a case that was read already.</summary>
    public IReadOnlyList<View> Of(Case @case, Actor actor)
    {
        var current = zone.Current;
        return
        [
            .. Possibilities.Of(@case, actor, current.Catalogue, current.BasisOf(@case), clock.Now())
                .Select(possible => new View(StepNames.Of(possible.Move), possible.Assignments, possible.Requests, possible.Supervisions)),
        ];
    }
}
