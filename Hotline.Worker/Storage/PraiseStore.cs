using Hotline.Contracts.Praises;

namespace Hotline.Storage;

/// <summary>表扬登记: one row per praise, folded from its one event.</summary>
public static class PraiseStore
{
    public static Task InsertPraiseAsync(this Session db, PraiseRecorded praise) => db.ExecuteAsync(
        """
        INSERT INTO Praises (Number, Kind, Unit, RequesterKind, CaseNumber, At, Uncounted)
        VALUES (@Number, @kind, @Praised, @requesterKind, @Case, @At, 1)
        """,
        new
        {
            praise.Number,
            kind = praise.Kind.ToString(),
            praise.Praised,
            requesterKind = praise.RequesterKind.ToString(),
            praise.Case,
            praise.At,
        });

    /// <summary><c>false</c> when it was counted before.</summary>
    public static async Task<bool> MarkPraiseCountedAsync(this Session db, string number) =>
        await db.ExecuteAsync("UPDATE Praises SET Uncounted = 0 WHERE Number = @number AND Uncounted = 1", new { number }) == 1;

    /// <summary>Makes every praise uncounted again, before a rebuild marks those it counted.</summary>
    public static Task ResetPraisesAsync(this Session db) => db.ExecuteAsync("UPDATE Praises SET Uncounted = 1 WHERE Uncounted = 0");

    public static Task<IReadOnlyList<string>> ListUncountedPraisesAsync(this Session db, int take) =>
        db.ListAsync<string>($"SELECT Number FROM Praises WHERE Uncounted = 1 ORDER BY Number {db.Dialect.Take}", new { take });
}
