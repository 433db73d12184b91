using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hotline.Domain.Cases;

namespace Hotline.Api.Ui.Live;

/// <summary>
/// 在场: who has a case open now, in this process. A page enters after it has read the case under its person's rights, and asks
/// only about a case that it shows; so people are seen by those only who may see the case.
/// </summary>
public sealed partial class Presence(ILogger<Presence> logger)
{
    // Each page that is open, even two of one person.
    private readonly ConcurrentDictionary<string, ImmutableList<Visit>> _visits = new(StringComparer.Ordinal);

    /// <summary>Who is in a case has changed; with its number. Raised on the thread of whoever comes or goes.</summary>
    public event Action<string>? Changed;

    /// <summary>Somebody has opened a case, until what is returned is disposed of.</summary>
    /// <param name="number">The case.</param>
    /// <param name="actor">Who it is.</param>
    /// <param name="person">As the others read it.</param>
    public IDisposable Enter(string number, Actor actor, string person)
    {
        var visit = new Visit(this, number, actor, person);
        _visits.AddOrUpdate(number, _ => [visit], (_, others) => others.Add(visit));
        Tell(number);
        return visit;
    }

    /// <summary>
    /// Everybody else who has the case open, each once, in the order of coming. To a unit, people of other units have no
    /// names here either.
    /// </summary>
    public IReadOnlyList<string> Others(string number, Actor asker) => !_visits.TryGetValue(number, out var visits) ? [] :
    [
        .. visits.Where(visit => visit.Actor.Name != asker.Name && (asker.Unit is null || visit.Actor.Unit is null || visit.Actor.Unit == asker.Unit))
            .DistinctBy(visit => visit.Actor.Name).Select(visit => visit.Person),
    ];

    private void Leave(Visit visit)
    {
        // Only an entry that is still empty is taken out, or one who comes meanwhile would be lost.
        var left = _visits.AddOrUpdate(visit.Number, _ => [], (_, others) => others.Remove(visit));
        if (left.IsEmpty)
        {
            _visits.TryRemove(KeyValuePair.Create(visit.Number, left));
        }

        Tell(visit.Number);
    }

    private void Tell(string number)
    {
        foreach (var hear in Changed?.GetInvocationList().Cast<Action<string>>() ?? [])
        {
            try
            {
                hear(number);
            }
            catch (Exception exception)
            {
                // Closed while it was being told, or at fault: the others hear it all the same.
                LogDeaf(logger, number, exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page could not be told who is in {Number}.")]
    private static partial void LogDeaf(ILogger logger, string number, Exception exception);

    private sealed class Visit(Presence presence, string number, Actor actor, string person) : IDisposable
    {
        private int _gone;

        public string Number => number;

        public Actor Actor => actor;

        public string Person => person;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gone, 1) == 0)
            {
                presence.Leave(this);
            }
        }
    }
}
