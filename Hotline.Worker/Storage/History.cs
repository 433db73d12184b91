using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;

namespace Hotline.Storage;

/// <summary>All that the log says of one number, and what it folds to: a case, a praise, or a reason why it does not.</summary>
public sealed record History
{
    private History()
    {
    }

    public required string Number { get; init; }

    /// <summary>Oldest first; empty when they cannot be read.</summary>
    public IReadOnlyList<HotlineEvent> Events { get; private init; } = [];

    public Case? Case { get; private init; }

    public PraiseRecorded? Praise { get; private init; }

    /// <summary>Why it cannot be read or folded; <c>null</c> when it can.</summary>
    public string? Problem { get; private init; }

    /// <param name="number">The number they belong to.</param>
    /// <param name="rows">Its rows in the log, oldest first.</param>
    public static History Of(string number, IReadOnlyList<EventRow> rows)
    {
        for (var version = 1; version <= rows.Count; version++)
        {
            if (rows[version - 1].Version != version)
            {
                return new History { Number = number, Problem = $"version {version} is missing" };
            }
        }

        try
        {
            List<HotlineEvent> events = [.. rows.Select(EventJson.Read)];
            return events switch
            {
                [CaseRegistered, ..] => new History { Number = number, Events = events, Case = Case.Fold(events) },
                [PraiseRecorded praise] => new History { Number = number, Events = events, Praise = praise },
                _ => new History { Number = number, Problem = $"{events[0].GetType().Name} begins neither a case nor a praise" },
            };
        }
        catch (Exception exception)
        {
            // Whatever it is, it must not keep the walk from the others.
            return new History { Number = number, Problem = exception.Message };
        }
    }
}

/// <summary>Some histories cannot be read, so nothing can be made from the log; nothing was changed.</summary>
public sealed class UnreadableLogException(IReadOnlyDictionary<string, string> problems)
    : Exception("The log cannot be read everywhere; nothing was changed. " + string.Join("; ", problems.Select(entry => $"{entry.Key}: {entry.Value}")))
{
    /// <summary>Number → why.</summary>
    public IReadOnlyDictionary<string, string> Problems => problems;
}
