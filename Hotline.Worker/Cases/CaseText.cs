namespace Hotline.Cases;

/// <summary>
/// Free text of one event. People write names and numbers into it, so it stays out of the event: on its own row, never
/// on the bus.
/// </summary>
public sealed record CaseText
{
    public string? Title { get; init; }

    /// <summary>诉求内容, or what was supplied to it later.</summary>
    public string? Content { get; init; }

    /// <summary>Where the matter is, in words.</summary>
    public string? Place { get; init; }

    /// <summary>The answer given on the line.</summary>
    public string? Answer { get; init; }

    /// <summary>答复内容: what the requester is told.</summary>
    public string? PublicReply { get; init; }

    /// <summary>办理情况: for the hotline and the units only.</summary>
    public string? InternalNote { get; init; }

    /// <summary>Why: of an unsolved matter, a dissatisfied answer, a demanded rework, a step that undoes or moves something.</summary>
    public string? Reason { get; init; }

    /// <summary>撤诉: how the requester's statement was taken down.</summary>
    public StatementKind? Evidence { get; init; }

    /// <summary>What the requester was asked, or the units are to settle in a consultation.</summary>
    public string? Question { get; init; }

    /// <summary>会商纪要</summary>
    public string? Minutes { get; init; }

    /// <summary>单位内部转派: the section or person that has it.</summary>
    public string? To { get; init; }

    /// <summary>派单依据 in the dispatcher's words.</summary>
    public string? Basis { get; init; }

    internal bool IsEmpty => this == new CaseText();
}
