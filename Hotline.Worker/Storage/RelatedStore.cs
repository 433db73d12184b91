using Hotline.Domain.Cases;

namespace Hotline.Storage;

/// <summary>Cases by what they share: the caller's number, or the place and the matter. By key, the newest first.</summary>
public static class RelatedStore
{
    /// <summary>The numbers of all cases of one telephone number.</summary>
    /// <param name="phoneIndex">Its blind index.</param>
    /// <param name="before">The last number of the page before.</param>
    public static Task<IReadOnlyList<string>> ListOfCallerAsync(this Session db, string phoneIndex, string before, int take) =>
        db.ListAsync<string>(
            $"SELECT Number FROM Requesters WHERE PhoneIndex = @phoneIndex AND Number < @before ORDER BY Number DESC {db.Dialect.Take}",
            new { phoneIndex, before, take });

    /// <summary>The numbers of all cases of one matter in one area, registered since an instant.</summary>
    /// <param name="since">The earliest registration that counts.</param>
    /// <param name="before">The last case of the page before.</param>
    public static Task<IReadOnlyList<CaseStore.Turn>> ListOfPlaceAsync(
        this Session db, string area, string category, DateTimeOffset since, CaseStore.Turn before, int take) =>
        db.ListAsync<CaseStore.Turn>(
            $"""
            SELECT RegisteredAt AS At, Number FROM Cases
            WHERE Area = @area AND Category = @category AND RegisteredAt >= @since
                AND RegisteredAt <= @At AND (RegisteredAt < @At OR Number < @Number)
            ORDER BY RegisteredAt DESC, Number DESC {db.Dialect.Take}
            """,
            new { area, category, since, before.At, before.Number, take });

    /// <summary>The newest cases of one matter, wherever.</summary>
    /// <param name="from">Only numbers from here on; they begin with the day of registration.</param>
    public static Task<IReadOnlyList<string>> ListOfCategoryAsync(this Session db, string category, string from, int take) =>
        db.ListAsync<string>(
            $"SELECT Number FROM Cases WHERE Category = @category AND Number >= @from ORDER BY Number DESC {db.Dialect.Take}",
            new { category, from, take });

    public static Task<string?> FindPhoneIndexAsync(this Session db, string number) =>
        db.FindAsync<string>("SELECT PhoneIndex FROM Requesters WHERE Number = @number", new { number });

    /// <summary>Some cases, each with the free text of its registration; in no order.</summary>
    public static async Task<IReadOnlyList<(Case Case, string? Text)>> ListCasesAsync(this Session db, IReadOnlyList<string> numbers)
    {
        var events = await db.ListAsync<EventRow>(
            "SELECT Position, Number, Version, Type, At, Actor, Unit, Payload FROM Events WHERE Number IN @numbers ORDER BY Number, Version",
            new { numbers });
        var texts = (await db.ListFirstTextsAsync(numbers)).ToDictionary(row => row.Number, row => row.Body);
        return
        [
            .. events.GroupBy(row => row.Number)
                .Select(same => (Case.Fold(same.Select(EventJson.Read)), texts.GetValueOrDefault(same.Key))),
        ];
    }

    /// <summary>The free text of some cases' registrations; in no order.</summary>
    public static Task<IReadOnlyList<FirstText>> ListFirstTextsAsync(this Session db, IReadOnlyList<string> numbers) =>
        db.ListAsync<FirstText>("SELECT Number, Body FROM CaseTexts WHERE Version = 1 AND Number IN @numbers", new { numbers });

    public sealed record FirstText
    {
        public string Number { get; init; } = "";
        public string Body { get; init; } = "";
    }
}
