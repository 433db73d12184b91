namespace Hotline.Contracts.Cases;

/// <summary>
/// 附件: a file was attached. Its name and its content stand apart: people write names into the one, and the other can be
/// taken away.
/// </summary>
public sealed record FileAttached : HotlineEvent
{
    /// <summary>Number of the file within the case, from 1.</summary>
    public required int Attachment { get; init; }

    public required FileKind Kind { get; init; }

    /// <summary>What the content itself says it is, e.g. <c>image/jpeg</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Size of the content.</summary>
    public required int Bytes { get; init; }

    /// <summary>Of the content, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The assignment whose evidence it is; <c>null</c> for a file of the hotline.</summary>
    public int? Assignment { get; init; }

    /// <summary>内部: never for the requester; of the hotline's own files, not for units either.</summary>
    public bool Internal { get; init; }
}

/// <summary>删除附件: the content and the name are gone; that there was a file stays.</summary>
public sealed record FileRemoved : HotlineEvent
{
    public required int Attachment { get; init; }
}
