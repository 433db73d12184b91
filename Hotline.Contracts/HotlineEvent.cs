namespace Hotline.Contracts;

/// <summary>
/// Something that happened and will not change: the head that every event of the log shares.
/// Carries no personal data; free text and requesters are kept apart and never travel.
/// </summary>
public abstract record HotlineEvent
{
    /// <summary>The case (or praise) it belongs to, e.g. <c>250926-000017-3</c>.</summary>
    public string Number { get; init; } = "";

    /// <summary>Position within that case, from 1. Consumers compare it to see whether they are behind or ahead.</summary>
    public int Version { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who did it: an account, or <c>system</c>. Never a requester.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The unit on whose behalf it was done; <c>null</c> when the hotline itself acted.</summary>
    public string? Unit { get; init; }
}
