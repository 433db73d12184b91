using Hotline.Contracts.Praises;

namespace Hotline.Storage;

/// <summary>A praise as its row has it, but for the mark whether it is counted.</summary>
public sealed record PraiseRow
{
    public string Number { get; init; } = "";
    public string Kind { get; init; } = "";

    /// <summary>The unit that is thanked.</summary>
    public string Unit { get; init; } = "";

    public string RequesterKind { get; init; } = "";
    public string? CaseNumber { get; init; }
    public DateTimeOffset At { get; init; }

    public static PraiseRow Of(PraiseRecorded praise) => new()
    {
        Number = praise.Number,
        Kind = praise.Kind.ToString(),
        Unit = praise.Praised,
        RequesterKind = praise.RequesterKind.ToString(),
        CaseNumber = praise.Case,
        At = praise.At,
    };
}

/// <summary>A picture of a praise.</summary>
public sealed record PictureRow
{
    public string Number { get; init; } = "";
    public string ContentType { get; init; } = "";

    /// <summary>Of the content, in hexadecimal digits.</summary>
    public string Sha256 { get; init; } = "";

    public byte[] Content { get; init; } = [];

    /// <summary>When it was attached, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who attached it.</summary>
    public string Actor { get; init; } = "";
}

/// <summary>表扬登记: one row per praise, folded from its one event.</summary>
public static class PraiseStore
{
    public static Task InsertPraiseAsync(this Session db, PraiseRecorded praise) => db.ExecuteAsync(
        """
        INSERT INTO Praises (Number, Kind, Unit, RequesterKind, CaseNumber, At, Uncounted)
        VALUES (@Number, @Kind, @Unit, @RequesterKind, @CaseNumber, @At, 1)
        """,
        PraiseRow.Of(praise));

    /// <summary><c>false</c> when it was counted before.</summary>
    public static async Task<bool> MarkPraiseCountedAsync(this Session db, string number) =>
        await db.ExecuteAsync("UPDATE Praises SET Uncounted = 0 WHERE Number = @number AND Uncounted = 1", new { number }) == 1;

    /// <summary>Sets whether the tallies know a praise, after a rebuild.</summary>
    public static Task ResetPraiseCountedAsync(this Session db, string number, bool isCounted) => db.ExecuteAsync(
        "UPDATE Praises SET Uncounted = @uncounted WHERE Number = @number AND Uncounted <> @uncounted",
        new { number, uncounted = !isCounted });

    /// <summary>The row as stored; <c>null</c> when there is none.</summary>
    public static Task<PraiseRow?> FindPraiseAsync(this Session db, string number) => db.FindAsync<PraiseRow>(
        "SELECT Number, Kind, Unit, RequesterKind, CaseNumber, At FROM Praises WHERE Number = @number", new { number });

    /// <summary>Removes the row, to be made anew; its mark goes with it.</summary>
    public static Task DeletePraiseAsync(this Session db, string number) =>
        db.ExecuteAsync("DELETE FROM Praises WHERE Number = @number", new { number });

    /// <summary>A page of the praises of one kind in a stretch of time, the newest first.</summary>
    /// <param name="db">The use case's own session.</param>
    /// <param name="kind">Name of the kind.</param>
    /// <param name="unit">Only of this unit; <c>null</c> for all.</param>
    /// <param name="from">First instant.</param>
    /// <param name="to">The first instant that no longer belongs to it.</param>
    /// <param name="after">The last row of the page before.</param>
    /// <param name="take">Rows.</param>
    public static Task<IReadOnlyList<PraiseRow>> ListPraisesAsync(
        this Session db, string kind, string? unit, DateTimeOffset from, DateTimeOffset to, CaseStore.Turn after, int take) => db.ListAsync<PraiseRow>(
            $"""
            SELECT Number, Kind, Unit, RequesterKind, CaseNumber, At FROM Praises
            WHERE Kind = @kind{(unit is null ? "" : " AND Unit = @unit")} AND At >= @from AND At <= @last
                AND (At < @At OR (At = @At AND Number < @Number))
            ORDER BY At DESC, Number DESC {db.Dialect.Take}
            """,
            new
            {
                kind,
                unit,
                from,
                // The place is a bound of the index too: a later page begins there instead of skipping everything before it.
                last = after.At < to ? after.At : to.AddTicks(-1),
                after.At,
                after.Number,
                take,
            });

    public static Task<string?> FindPictureHashAsync(this Session db, string number) =>
        db.FindAsync<string>("SELECT Sha256 FROM PraisePictures WHERE Number = @number", new { number });

    public static Task<PictureRow?> FindPictureAsync(this Session db, string number) => db.FindAsync<PictureRow>(
        "SELECT Number, ContentType, Sha256, Content, At, Actor FROM PraisePictures WHERE Number = @number", new { number });

    /// <summary>In the place of the one before, if there is one.</summary>
    public static async Task PutPictureAsync(this Session db, PictureRow row)
    {
        await db.ExecuteAsync("DELETE FROM PraisePictures WHERE Number = @Number", row);
        await db.ExecuteAsync(
            """
            INSERT INTO PraisePictures (Number, ContentType, Sha256, Content, At, Actor)
            VALUES (@Number, @ContentType, @Sha256, @Content, @At, @Actor)
            """,
            row);
    }

    public static Task<IReadOnlyList<string>> ListUncountedPraisesAsync(this Session db, int take, string after = "") =>
        db.ListAsync<string>(
            $"SELECT Number FROM Praises WHERE Uncounted = 1 AND Number > @after ORDER BY Number {db.Dialect.Take}", new { take, after });
}
