namespace Hotline.Storage;

/// <summary>One look at a requester's data.</summary>
public sealed record AccessRow
{
    public string Number { get; init; } = "";
    public DateTimeOffset At { get; init; }

    /// <summary>Tells those of one instant apart.</summary>
    public string Id { get; init; } = "";

    public string Actor { get; init; } = "";

    /// <summary>The unit it was done for; <c>null</c> for the hotline.</summary>
    public string? Unit { get; init; }

    /// <summary>What was shown, e.g. <c>Name,Phone</c>; never what it said.</summary>
    public string Fields { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>Where the request came from; <c>null</c> when it came from no network.</summary>
    public string? Address { get; init; }
}

/// <summary>A place in an access log: the last row seen.</summary>
public sealed record AccessPlace(DateTimeOffset At, string Id)
{
    /// <summary>Behind every row, for the newest first.</summary>
    public static AccessPlace Start { get; } = new(DateTimeOffset.MaxValue, "");
}

/// <summary>查看记录: append only. No statement of this program changes or deletes a row of it.</summary>
public static class AccessStore
{
    public static Task InsertAccessAsync(this Session db, AccessRow row) => db.ExecuteAsync(
        """
        INSERT INTO AccessLog (Number, At, Id, Actor, Unit, Fields, Reason, Address)
        VALUES (@Number, @At, @Id, @Actor, @Unit, @Fields, @Reason, @Address)
        """,
        row);

    /// <summary>Who looked at one case, the newest first.</summary>
    public static Task<IReadOnlyList<AccessRow>> ListAccessAsync(this Session db, string number, AccessPlace before, int take) => db.ListAsync<AccessRow>(
        $"""
        SELECT Number, At, Id, Actor, Unit, Fields, Reason, Address FROM AccessLog
        WHERE Number = @number AND At <= @At AND (At < @At OR Id < @Id)
        ORDER BY At DESC, Id DESC {db.Dialect.Take}
        """,
        new { number, before.At, before.Id, take });
}
