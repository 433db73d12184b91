using System.Data.Common;
using Hotline.Domain.Scorecards;

namespace Hotline.Storage;

/// <summary>One thing that a case counts for, as the tallies have counted it (<see cref="Contribution.Part"/>).</summary>
public sealed record CountRow
{
    public string Number { get; init; } = "";
    public string Entry { get; init; } = "";
    public string Attribution { get; init; } = "";
    public DateOnly Day { get; init; }
    public string Unit { get; init; } = "";
    public string RequesterKind { get; init; } = "";

    /// <summary>The figures it is part of (<see cref="Domain.Scorecards.Figures"/>).</summary>
    public long Figures { get; init; }

    public static CountRow Of(string number, Contribution.Part part) => new()
    {
        Number = number,
        Entry = part.Entry,
        Attribution = part.Key.Attribution.ToString(),
        Day = part.Key.Day,
        Unit = part.Key.Unit,
        RequesterKind = part.Key.RequesterKind.ToString(),
        Figures = Domain.Scorecards.Figures.Of(part.Counts),
    };

    /// <summary>Whether this is the row of a part of the same case.</summary>
    public bool IsOf(Contribution.Part part) => Entry == part.Entry
        && Day == part.Key.Day
        && Unit == part.Key.Unit
        && Figures == Domain.Scorecards.Figures.Of(part.Counts)
        && RequesterKind == part.Key.RequesterKind.ToString()
        && Attribution == part.Key.Attribution.ToString();
}

/// <summary>A day of a unit on which something counts.</summary>
public sealed record CountedDay
{
    public DateOnly Day { get; init; }
    public string Unit { get; init; } = "";
}

/// <summary>A place in a list of what counts, the newest day first: the last row seen.</summary>
public sealed record CountPlace(DateOnly Day, string Unit, string Number, string Entry)
{
    /// <summary>Before every row.</summary>
    public static CountPlace Start { get; } = new(DateOnly.MaxValue, "~", "~", "~");
}

/// <summary>Which figures sum up to what is sought, and which of their cases are not meant.</summary>
/// <param name="Attribution">By what the day was chosen on which they are booked.</param>
public sealed record SoughtFigures(IReadOnlyList<Figure> Any, IReadOnlyList<Figure> None, Attribution Attribution = Attribution.Closed)
{
    // As the columns of the tallies are named. The figures sought at once never share a case, and those not meant are within them.
    public string Sum => string.Join(" + ", Any) + string.Concat(None.Select(figure => $" - {figure}"));
}

/// <summary>
/// The cases behind the tallies. What is sought is found in two steps: the tallies know the days and units on which there
/// is any, and of one unit's day an index holds every row; so a rare figure of a great quarter costs no more than a common one.
/// </summary>
public static class CountStore
{
    private const string Columns = "Number, Entry, Attribution, Day, Unit, RequesterKind, Figures";

    public static Task<IReadOnlyList<CountRow>> ListCountsOfAsync(this Session db, string first, string last) => db.ListAsync<CountRow>(
        $"SELECT {Columns} FROM CaseCounts WHERE Number >= @first AND Number <= @last ORDER BY Number, Entry", new { first, last });

    /// <summary>The same for a walk through all of them.</summary>
    public static Task<IReadOnlyList<CountRow>> ListManyCountsAsync(this Session db, string first, string last) => db.ListAsync(
        $"SELECT {Columns} FROM CaseCounts WHERE Number >= @first AND Number <= @last ORDER BY Number, Entry", new { first, last }, RowOf);

    /// <summary>Makes the rows of a case those of its parts; what agrees is not touched.</summary>
    public static async Task SaveCountsAsync(this Session db, string number, IReadOnlyList<Contribution.Part> parts)
    {
        var stored = (await db.ListCountsOfAsync(number, number)).ToDictionary(row => row.Entry);
        var missing = new List<CountRow>();
        var moves = new List<(CountRow? Before, CountRow? Now)>();
        foreach (var row in parts.Select(part => CountRow.Of(number, part)))
        {
            if (!stored.Remove(row.Entry, out var old))
            {
                missing.Add(row);
                moves.Add((null, row));
            }
            else if (old != row)
            {
                await db.ExecuteAsync(
                    "UPDATE CaseCounts SET Attribution = @Attribution, Day = @Day, Unit = @Unit, RequesterKind = @RequesterKind, Figures = @Figures WHERE Number = @Number AND Entry = @Entry", row);
                moves.Add((old, row));
            }
        }

        foreach (var gone in stored.Values)
        {
            await db.ExecuteAsync("DELETE FROM CaseCounts WHERE Number = @Number AND Entry = @Entry", gone);
            moves.Add((gone, null));
        }

        await db.ExecuteAsync(
            """
            INSERT INTO CaseCounts (Number, Entry, Attribution, Day, Unit, RequesterKind, Figures)
            VALUES (@Number, @Entry, @Attribution, @Day, @Unit, @RequesterKind, @Figures)
            """,
            missing);

        // What happens now is of no frozen day, and costs one look.
        if (moves.Count > 0 && await db.IsAnyFrozenSinceAsync(moves.Min(move => FirstOf(move.Before?.Day, move.Now?.Day))))
        {
            foreach (var (before, now) in moves)
            {
                await db.NoteMoveAsync(before, now);
            }
        }
    }

    private static DateOnly FirstOf(DateOnly? one, DateOnly? other) => one is { } day && !(other < day) ? day : other!.Value;

    /// <summary>The unit after another that anything counts for on a day; <c>null</c> after the last.</summary>
    public static Task<string?> FindNextCountedUnitAsync(this Session db, Attribution attribution, DateOnly day, string unit) => db.FindAsync<string>(
        "SELECT MIN(Unit) FROM CaseCounts WHERE Attribution = @attribution AND Day = @day AND Unit > @unit",
        new { attribution = attribution.ToString(), day, unit });

    /// <summary>What counts on one day of one unit, in the order of numbers.</summary>
    public static Task<IReadOnlyList<CountRow>> ListCountedAsync(
        this Session db, Attribution attribution, DateOnly day, string unit, string number, string entry, int take) => db.ListAsync<CountRow>(
            $"""
            SELECT Number, Entry, Attribution, Day, Unit, Figures FROM CaseCounts
            WHERE Attribution = @attribution AND Day = @day AND Unit = @unit AND Number >= @number AND (Number > @number OR Entry > @entry)
            ORDER BY Number, Entry {db.Dialect.Take}
            """,
            new { attribution = attribution.ToString(), day, unit, number, entry, take });

    // In the order of the columns.
    private static CountRow RowOf(DbDataReader reader) => new()
    {
        Number = reader.GetString(0),
        Entry = reader.GetString(1),
        Attribution = reader.GetString(2),
        Day = DapperSetup.DayOf(reader.GetValue(3)),
        Unit = reader.GetString(4),
        RequesterKind = reader.GetString(5),
        Figures = reader.GetInt64(6),
    };

    /// <summary>The days of a period, the newest first, and on each the units, that have anything of what is sought.</summary>
    /// <param name="units">Only these; <c>null</c> for all.</param>
    public static Task<IReadOnlyList<CountedDay>> ListCountedDaysAsync(
        this Session db, SoughtFigures sought, Period period, IReadOnlyList<string>? units, CountPlace from, int take) => db.ListAsync<CountedDay>(
            $"""
            SELECT Day, Unit FROM Tallies
            WHERE Attribution = @attribution AND Day >= @FirstDay AND Day <= @day AND (Day < @day OR Unit <= @unit) AND ({sought.Sum}) <> 0 {(units is null ? "" : "AND Unit IN @units")}
            GROUP BY Day, Unit ORDER BY Day DESC, Unit DESC {db.Dialect.Take}
            """,
            new { attribution = sought.Attribution.ToString(), period.FirstDay, day = from.Day < period.LastDay ? from.Day : period.LastDay, unit = from.Day <= period.LastDay ? from.Unit : "~", units, take });

    /// <summary>What counts on one day of one unit.</summary>
    public static Task<IReadOnlyList<CountRow>> ListCountsAsync(
        this Session db, SoughtFigures sought, CountedDay on, string number, string entry, int take) => db.ListAsync<CountRow>(
            $"""
            SELECT {Columns} FROM CaseCounts
            WHERE Attribution = @attribution AND Day = @Day AND Unit = @Unit AND Number <= @number AND (Number < @number OR Entry < @entry)
                AND (Figures & @any) <> 0 AND (Figures & @none) = 0
            ORDER BY Number DESC, Entry DESC {db.Dialect.Take}
            """,
            new { attribution = sought.Attribution.ToString(), on.Day, on.Unit, number, entry, any = Figures.Of(sought.Any), none = Figures.Of(sought.None), take });

    /// <summary>Cases that are open and were registered before an instant, the newest first.</summary>
    public static Task<IReadOnlyList<CaseStore.Turn>> ListStillOpenAsync(this Session db, DateTimeOffset moment, CaseStore.Turn before, int take) =>
        db.ListAsync<CaseStore.Turn>(
            $"""
            SELECT RegisteredAt AS At, Number FROM Cases
            WHERE ClosedAt IS NULL AND RegisteredAt < @moment AND RegisteredAt <= @At AND (RegisteredAt < @At OR Number < @Number)
            ORDER BY RegisteredAt DESC, Number DESC {db.Dialect.Take}
            """,
            new { moment, before.At, before.Number, take });

    /// <summary>Cases that were open at an instant and have ended since, the first to end first.</summary>
    public static Task<IReadOnlyList<CaseStore.Turn>> ListEndedSinceAsync(this Session db, DateTimeOffset moment, CaseStore.Turn after, int take) =>
        db.ListAsync<CaseStore.Turn>(
            $"""
            SELECT ClosedAt AS At, Number FROM Cases
            WHERE ClosedAt >= @moment AND ClosedAt >= @At AND RegisteredAt < @moment AND (ClosedAt > @At OR Number > @Number)
            ORDER BY ClosedAt, Number {db.Dialect.Take}
            """,
            new { moment, after.At, after.Number, take });
}
