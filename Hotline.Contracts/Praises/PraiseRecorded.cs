namespace Hotline.Contracts.Praises;

/// <summary>表扬方式: counted apart from requests and apart from each other (domain.md §0).</summary>
public enum PraiseKind
{
    /// <summary>电话表扬</summary>
    Phone,
    /// <summary>锦旗</summary>
    Banner,
    /// <summary>感谢信</summary>
    Letter,
}

/// <summary>表扬登记: a unit was thanked. Its number is the praise's own.</summary>
public sealed record PraiseRecorded : HotlineEvent
{
    public required PraiseKind Kind { get; init; }

    /// <summary>The unit that was thanked.</summary>
    public required string Praised { get; init; }

    public required Cases.RequesterKind RequesterKind { get; init; }

    /// <summary>The case the thanks refer to, if any.</summary>
    public string? Case { get; init; }
}
