using System.Diagnostics.CodeAnalysis;
using Hotline.Contracts;

namespace Hotline.Domain;

/// <summary>What a rule answers to a request: the events that now hold, or the reason why not.</summary>
public sealed class Decision
{
    private Decision(IReadOnlyList<HotlineEvent> events, Refusal? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    /// <summary>The events to append, in order. Empty when refused, or when there is nothing left to do.</summary>
    public IReadOnlyList<HotlineEvent> Events { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    /// <summary>Already so: for steps that a timer or a message may ask for more than once.</summary>
    public static Decision Nothing { get; } = new([], null);

    public static Decision Accept(params IReadOnlyList<HotlineEvent> events) => new(events, null);

    public static Decision Refuse(string code, string reason) => new([], new Refusal(code, reason));

    public static implicit operator Decision(Refusal refusal) => new([], refusal);

    public static Decision FromRefusal(Refusal refusal) => refusal;
}

/// <summary>The rules say no.</summary>
/// <param name="Code">Stable, for programs and translations, e.g. <c>case.step_not_allowed</c>.</param>
/// <param name="Reason">An English sentence for people; carries no personal data.</param>
public sealed record Refusal(string Code, string Reason);
