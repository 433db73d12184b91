namespace Hotline.Storage;

/// <summary>What the log does not say of a file: its name, and its content.</summary>
public sealed record AttachmentRow
{
    public string Number { get; init; } = "";
    public int Attachment { get; init; }

    /// <summary>Cleaned; it may hold a person's name, so it goes with the content.</summary>
    public string Name { get; init; } = "";

    public int Bytes { get; init; }

    /// <summary>Of the content, in hexadecimal digits.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Empty where only the rest was asked for.</summary>
    public byte[] Content { get; init; } = [];
}

/// <summary>附件: names and contents of cases' files. A row goes when its file is removed; the event stays.</summary>
public static class AttachmentStore
{
    public static Task InsertAttachmentAsync(this Session db, AttachmentRow row) => db.ExecuteAsync(
        """
        INSERT INTO Attachments (Number, Attachment, Name, Bytes, Sha256, Content)
        VALUES (@Number, @Attachment, @Name, @Bytes, @Sha256, @Content)
        """,
        row);

    /// <summary>With its content; <c>null</c> when there is none, or it was removed.</summary>
    public static Task<AttachmentRow?> FindAttachmentAsync(this Session db, string number, int attachment) => db.FindAsync<AttachmentRow>(
        "SELECT Number, Attachment, Name, Bytes, Sha256, Content FROM Attachments WHERE Number = @number AND Attachment = @attachment",
        new { number, attachment });

    /// <summary>All of one case, without their contents.</summary>
    public static Task<IReadOnlyList<AttachmentRow>> ListAttachmentsAsync(this Session db, string number) => db.ListAsync<AttachmentRow>(
        "SELECT Number, Attachment, Name, Bytes, Sha256 FROM Attachments WHERE Number = @number ORDER BY Attachment", new { number });

    /// <summary>All between two numbers, both included, without their contents: for comparing them with the log.</summary>
    public static Task<IReadOnlyList<AttachmentRow>> ListAttachmentsBetweenAsync(this Session db, string first, string last) => db.ListAsync<AttachmentRow>(
        """
        SELECT Number, Attachment, Name, Bytes, Sha256 FROM Attachments WHERE Number >= @first AND Number <= @last ORDER BY Number, Attachment
        """,
        new { first, last });

    public static Task DeleteAttachmentAsync(this Session db, string number, int attachment) => db.ExecuteAsync(
        "DELETE FROM Attachments WHERE Number = @number AND Attachment = @attachment", new { number, attachment });
}
