using Hotline.Domain.Scorecards;

namespace Hotline.Storage;

/// <summary>A place among the rows of a period: the last one read.</summary>
public sealed record PackPlace(DateOnly Day, string Unit, string Number, string Entry)
{
    public static PackPlace StartOf(Period period) => new(period.FirstDay, "", "", "");
}

/// <summary>Everything that counts in a period, from its first day on.</summary>
public static class PackStore
{
    /// <summary>A page of it, in the order of the index.</summary>
    /// <param name="attribution">By what the day was chosen on which it is booked.</param>
    public static Task<IReadOnlyList<CountRow>> ListCountedRowsAsync(this Session db, Attribution attribution, Period period, PackPlace after, int take) => db.ListAsync<CountRow>(
        $"""
        SELECT Number, Entry, Attribution, Day, Unit, Figures FROM CaseCounts
        WHERE Attribution = @attribution AND Day >= @Day AND Day <= @LastDay
            AND (Day > @Day OR Unit > @Unit OR (Unit = @Unit AND (Number > @Number OR (Number = @Number AND Entry > @Entry))))
        ORDER BY Day, Unit, Number, Entry {db.Dialect.Take}
        """,
        new { attribution = attribution.ToString(), after.Day, after.Unit, after.Number, after.Entry, period.LastDay, take });
}
