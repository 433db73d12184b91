namespace Hotline.Storage;

/// <summary>One entry of one inbox: that something happened to a case, and nothing personal.</summary>
public sealed record NoticeRow
{
    /// <summary>A role, a role of a unit, or a list: <c>Supervisor</c>, <c>Handler@ecology</c>, <c>Digest</c>.</summary>
    public string Recipient { get; init; } = "";

    public string Number { get; init; } = "";

    /// <summary>The event's version within the case.</summary>
    public int Version { get; init; }

    /// <summary>The event's type, e.g. <c>LightTurned</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Of a light that turned: which.</summary>
    public string? Light { get; init; }

    /// <summary>Of a light that turned: on which clock.</summary>
    public string? Clock { get; init; }

    /// <summary>The unit it is about.</summary>
    public string? Unit { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When somebody first read it, UTC.</summary>
    public DateTimeOffset? ReadAt { get; init; }
}

/// <summary>A place in an inbox: the last row seen.</summary>
public sealed record NoticePlace(DateTimeOffset At, string Number, int Version)
{
    /// <summary>Newer than every row.</summary>
    public static NoticePlace Start { get; } = new(DateTimeOffset.MaxValue, "", 0);
}

/// <summary>The inboxes, and what is still to be put into them.</summary>
public static class NoticeStore
{
    private const string Columns = "Recipient, Number, Version, Kind, Light, Clock, Unit, At, ReadAt";

    private const string Before = "At <= @At AND (At < @At OR Number < @Number OR (Number = @Number AND Version < @Version))";

    /// <summary>How far a case has come, and how much of it the inboxes know.</summary>
    public sealed record NoticeMark
    {
        public int Version { get; init; }
        public int NoticedVersion { get; init; }
        public bool Unnoticed { get; init; }
    }

    public static Task<NoticeMark?> FindNoticeMarkAsync(this Session db, string number) =>
        db.FindAsync<NoticeMark>("SELECT Version, NoticedVersion, Unnoticed FROM Cases WHERE Number = @number", new { number });

    /// <summary>Takes a case off the list of those with news. <c>false</c> when it moved on, or somebody else told of it.</summary>
    public static async Task<bool> MarkNoticedAsync(this Session db, string number, int noticed, int version) =>
        await db.ExecuteAsync(
            """
            UPDATE Cases SET NoticedVersion = @version, Unnoticed = 0
            WHERE Number = @number AND Version = @version AND NoticedVersion = @noticed AND Unnoticed = 1
            """,
            new { number, noticed, version }) == 1;

    /// <summary>Sets what the inboxes know of a case whose rows were made anew.</summary>
    public static Task ResetNoticedAsync(this Session db, string number, int noticed) => db.ExecuteAsync(
        "UPDATE Cases SET NoticedVersion = @noticed, Unnoticed = CASE WHEN Version > @noticed THEN 1 ELSE 0 END WHERE Number = @number",
        new { number, noticed });

    public static Task<IReadOnlyList<string>> ListUnnoticedAsync(this Session db, int take, string after = "") => db.ListAsync<string>(
        $"SELECT Number FROM Cases WHERE Unnoticed = 1 AND Number > @after ORDER BY Number {db.Dialect.Take}", new { take, after });

    /// <summary>Adds an entry unless it is there: whoever has read it is not asked to do so again.</summary>
    public static Task InsertNoticeAsync(this Session db, NoticeRow row) => db.ExecuteAsync(
        """
        INSERT INTO Notices (Recipient, Number, Version, Kind, Light, Clock, Unit, At, ReadAt)
        SELECT @Recipient, @Number, @Version, @Kind, @Light, @Clock, @Unit, @At, NULL
        WHERE NOT EXISTS (SELECT 1 FROM Notices WHERE Recipient = @Recipient AND Number = @Number AND Version = @Version)
        """,
        row);

    /// <summary>A page of an inbox, the newest first.</summary>
    public static Task<IReadOnlyList<NoticeRow>> ListNoticesAsync(this Session db, string recipient, NoticePlace after, int take) => db.ListAsync<NoticeRow>(
        $"SELECT {Columns} FROM Notices WHERE Recipient = @recipient AND {Before} ORDER BY At DESC, Number DESC, Version DESC {db.Dialect.Take}",
        new { recipient, take, after.At, after.Number, after.Version });

    /// <summary>The same of what nobody has read.</summary>
    public static Task<IReadOnlyList<NoticeRow>> ListUnreadNoticesAsync(this Session db, string recipient, NoticePlace after, int take) => db.ListAsync<NoticeRow>(
        $"SELECT {Columns} FROM Notices WHERE Recipient = @recipient AND ReadAt IS NULL AND {Before} ORDER BY At DESC, Number DESC, Version DESC {db.Dialect.Take}",
        new { recipient, take, after.At, after.Number, after.Version });

    public static Task<NoticeRow?> FindNoticeAsync(this Session db, string recipient, string number, int version) => db.FindAsync<NoticeRow>(
        $"SELECT {Columns} FROM Notices WHERE Recipient = @recipient AND Number = @number AND Version = @version", new { recipient, number, version });

    /// <summary>The first reading counts.</summary>
    public static Task ReadNoticeAsync(this Session db, string recipient, string number, int version, DateTimeOffset at) => db.ExecuteAsync(
        "UPDATE Notices SET ReadAt = @at WHERE Recipient = @recipient AND Number = @number AND Version = @version AND ReadAt IS NULL",
        new { recipient, number, version, at });

    /// <summary>Resolves what was about telling of a case of which the inboxes know everything by now.</summary>
    public static Task ResolveNoticedPoisonAsync(this Session db, string consumer) => db.ExecuteAsync(
        """
        UPDATE PoisonMessages SET State = 'Resolved'
        WHERE State IN ('Waiting', 'Replayed') AND Consumer = @consumer
            AND EXISTS (SELECT 1 FROM Cases WHERE Cases.Number = PoisonMessages.Number AND Unnoticed = 0)
        """,
        new { consumer });
}
