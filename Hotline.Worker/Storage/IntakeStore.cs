using System.Data.Common;

namespace Hotline.Storage;

/// <summary>What intake alone needs: number series, idempotency keys, the requester's sealed data, and free text.</summary>
public static class IntakeStore
{
    /// <summary>An idempotency key that was used: for which request, and which case it made.</summary>
    public sealed record UsedKey
    {
        public string Fingerprint { get; init; } = "";
        public string Number { get; init; } = "";
    }

    /// <summary>The next number of a series, from 1. Belongs to the transaction: undone, it is drawn again.</summary>
    public static async Task<int> DrawNumberAsync(this Session db, string series)
    {
        if (await db.FindAsync<int?>(db.Dialect.DrawNumber, new { series }) is { } next)
        {
            return next;
        }

        try
        {
            await db.ExecuteAsync("INSERT INTO NumberSeries (Series, Last) VALUES (@series, 1)", new { series });
            return 1;
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            // Another writer began the series in between.
            return await db.FindAsync<int>(db.Dialect.DrawNumber, new { series });
        }
    }

    public static Task<UsedKey?> FindIntakeKeyAsync(this Session db, string key) =>
        db.FindAsync<UsedKey>("SELECT Fingerprint, Number FROM IntakeKeys WHERE IntakeKey = @key", new { key });

    /// <exception cref="IntakeKeyTakenException">Another request with this key was committed in between.</exception>
    public static async Task InsertIntakeKeyAsync(this Session db, string key, string fingerprint, string number, DateTimeOffset at)
    {
        try
        {
            await db.ExecuteAsync(
                "INSERT INTO IntakeKeys (IntakeKey, Fingerprint, Number, At) VALUES (@key, @fingerprint, @number, @at)",
                new { key, fingerprint, number, at });
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            throw new IntakeKeyTakenException();
        }
    }

    public static Task InsertRequesterAsync(this Session db, string number, byte[] sealedData, string? phoneIndex) => db.ExecuteAsync(
        "INSERT INTO Requesters (Number, Sealed, PhoneIndex) VALUES (@number, @sealedData, @phoneIndex)",
        new { number, sealedData, phoneIndex });

    public static Task<byte[]?> FindRequesterAsync(this Session db, string number) =>
        db.FindAsync<byte[]>("SELECT Sealed FROM Requesters WHERE Number = @number", new { number });

    /// <summary>True when both cases came from one telephone number; never for cases without a number.</summary>
    public static async Task<bool> HaveSameRequesterAsync(this Session db, string number, string other) =>
        await db.FindAsync<int>(
            """
            SELECT COUNT(*) FROM Requesters a JOIN Requesters b ON b.PhoneIndex = a.PhoneIndex
            WHERE a.Number = @number AND b.Number = @other
            """,
            new { number, other }) > 0;

    /// <summary>True when the requester left a telephone number.</summary>
    public static async Task<bool> HasPhoneAsync(this Session db, string number) =>
        await db.FindAsync<int>("SELECT COUNT(*) FROM Requesters WHERE Number = @number AND PhoneIndex IS NOT NULL", new { number }) > 0;

    /// <summary>Any sealed row at all: tells whether a lost key would lose data.</summary>
    public static async Task<bool> HasRequestersAsync(this Session db) =>
        await db.FindAsync<string>($"SELECT Number FROM Requesters ORDER BY Number {db.Dialect.Take}", new { take = 1 }) is not null;

    public static Task InsertTextAsync(this Session db, string number, int version, string body) => db.ExecuteAsync(
        "INSERT INTO CaseTexts (Number, Version, Body) VALUES (@number, @version, @body)", new { number, version, body });

    /// <summary>Free text by the version of the event it belongs to.</summary>
    public static async Task<IReadOnlyDictionary<int, string>> ReadTextsAsync(this Session db, string number) =>
        (await db.ListAsync<TextRow>("SELECT Version, Body FROM CaseTexts WHERE Number = @number ORDER BY Version", new { number }))
            .ToDictionary(row => row.Version, row => row.Body);

    private sealed record TextRow
    {
        public int Version { get; init; }
        public string Body { get; init; } = "";
    }
}

/// <summary>The idempotency key was used by a request that finished first; look it up and answer with its case.</summary>
public sealed class IntakeKeyTakenException() : Exception("The idempotency key has just been used.");
