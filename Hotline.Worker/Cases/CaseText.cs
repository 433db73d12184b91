namespace Hotline.Cases;

/// <summary>
/// Free text of one event. People write names and numbers into it, so it stays out of the event: on its own row, never
/// on the bus.
/// </summary>
public sealed record CaseText
{
    public string? Title { get; init; }
    public string? Content { get; init; }

    /// <summary>Where the matter is, in words.</summary>
    public string? Place { get; init; }

    /// <summary>The answer given on the line.</summary>
    public string? Answer { get; init; }

    /// <summary>答复内容: what the requester is told.</summary>
    public string? PublicReply { get; init; }

    /// <summary>办理情况: for the hotline and the units only.</summary>
    public string? InternalNote { get; init; }

    /// <summary>Why: of an unsolved matter, a dissatisfied answer, a demanded rework.</summary>
    public string? Reason { get; init; }

    /// <summary>撤诉: how the requester's statement was taken down.</summary>
    public StatementKind? Evidence { get; init; }

    internal bool IsEmpty => this == new CaseText();
}
