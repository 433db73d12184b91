using System.Data.Common;
using Hotline.Domain.Scorecards;

namespace Hotline.Storage;

/// <summary>每月一题: every version of every theme, and the rows that its lists begin with.</summary>
public static class ThemeStore
{
    /// <summary>What lists know of a theme.</summary>
    public sealed record ThemeRow
    {
        public string Number { get; init; } = "";
        public int Version { get; init; }

        /// <summary>Its first day.</summary>
        public DateOnly Month { get; init; }

        public string State { get; init; } = "";
    }

    /// <summary>Cases of one day.</summary>
    public sealed record DayCount
    {
        public DateOnly Day { get; init; }
        public int Received { get; init; }
    }

    /// <summary>A case of a theme's matter.</summary>
    public sealed record MatterRow
    {
        public string Number { get; init; } = "";
        public string Status { get; init; } = "";
        public string Category { get; init; } = "";
        public string? Area { get; init; }
        public string? Lead { get; init; }
        public DateTimeOffset RegisteredAt { get; init; }

        /// <summary>The free text of the registration, as stored.</summary>
        public string? Text { get; init; }
    }

    private const string Version = "v.Theme AS Number, v.Version, v.At, v.Actor, v.Unit, v.Kind, v.Body";

    private const string Matter = "c.Number, c.Status, c.Category, c.Area, c.Lead, c.RegisteredAt, t.Body AS Text";

    /// <summary>The theme as it is; <c>null</c> when there is none of this number.</summary>
    public static Task<PaperRow?> FindThemeAsync(this Session db, string number) => db.FindAsync<PaperRow>(
        $"SELECT {Version} FROM Themes h JOIN ThemeVersions v ON v.Theme = h.Number AND v.Version = h.Version WHERE h.Number = @number", new { number });

    /// <summary>Writes the next version, and the rows that follow from it.</summary>
    /// <returns>False, and nothing was written, when another has written it.</returns>
    public static async Task<bool> TrySaveThemeAsync(this Session db, PaperRow row, ThemeRow head, IReadOnlyList<string> units)
    {
        try
        {
            await db.ExecuteAsync(
                """
                INSERT INTO ThemeVersions (Theme, Version, At, Actor, Unit, Kind, Body)
                VALUES (@Number, @Version, @At, @Actor, @Unit, @Kind, @Body)
                """,
                row);
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            return false;
        }

        if (await db.ExecuteAsync("UPDATE Themes SET Version = @Version, Month = @Month, State = @State WHERE Number = @Number", head) == 0)
        {
            await db.ExecuteAsync("INSERT INTO Themes (Number, Version, Month, State) VALUES (@Number, @Version, @Month, @State)", head);
        }

        await db.ExecuteAsync("DELETE FROM ThemeUnits WHERE Theme = @Number", head);
        foreach (var unit in units)
        {
            await db.ExecuteAsync("INSERT INTO ThemeUnits (Theme, Unit, Month) VALUES (@Number, @unit, @Month)", new { head.Number, unit, head.Month });
        }

        return true;
    }

    /// <summary>A page of themes, the newest month first.</summary>
    public static Task<IReadOnlyList<PaperRow>> ListThemesAsync(this Session db, PaperPlace after, int take) => db.ListAsync<PaperRow>(
        $"""
        SELECT {Version} FROM Themes h JOIN ThemeVersions v ON v.Theme = h.Number AND v.Version = h.Version
        WHERE h.Month <= @Day AND (h.Month < @Day OR h.Number < @Number)
        ORDER BY h.Month DESC, h.Number DESC {db.Dialect.Take}
        """,
        new { after.Day, after.Number, take });

    /// <summary>The same of those that a unit has a part in.</summary>
    public static Task<IReadOnlyList<PaperRow>> ListThemesOfUnitAsync(this Session db, string unit, PaperPlace after, int take) => db.ListAsync<PaperRow>(
        $"""
        SELECT {Version} FROM ThemeUnits u JOIN Themes h ON h.Number = u.Theme JOIN ThemeVersions v ON v.Theme = h.Number AND v.Version = h.Version
        WHERE u.Unit = @unit AND u.Month <= @Day AND (u.Month < @Day OR u.Theme < @Number)
        ORDER BY u.Month DESC, u.Theme DESC {db.Dialect.Take}
        """,
        new { unit, after.Day, after.Number, take });

    /// <summary>The themes of a stretch of months as they were at a moment, the oldest first; those made later are left out.</summary>
    public static Task<IReadOnlyList<PaperRow>> ListThemesAtAsync(this Session db, DateOnly from, DateOnly to, DateTimeOffset at, int take) => db.ListAsync<PaperRow>(
        $"""
        SELECT {Version} FROM Themes h JOIN ThemeVersions v ON v.Theme = h.Number
            AND v.Version = (SELECT MAX(w.Version) FROM ThemeVersions w WHERE w.Theme = h.Number AND w.At <= @at)
        WHERE h.Month >= @from AND h.Month <= @to
        ORDER BY h.Month, h.Number {db.Dialect.Take}
        """,
        new { from, to, at, take });

    /// <summary>What was done to a theme, the newest first, without what it said.</summary>
    public static Task<IReadOnlyList<PaperRow>> ListThemeVersionsAsync(this Session db, string number, int before, int take) => db.ListAsync<PaperRow>(
        $"""
        SELECT Theme AS Number, Version, At, Actor, Unit, Kind FROM ThemeVersions
        WHERE Theme = @number AND Version < @before ORDER BY Version DESC {db.Dialect.Take}
        """,
        new { number, before, take });

    /// <summary>Cases of some categories by the day they came in, from what is counted of every day.</summary>
    /// <param name="areas">Only there; empty: everywhere.</param>
    public static Task<IReadOnlyList<DayCount>> CountMatterAsync(
        this Session db, IReadOnlyList<string> categories, IReadOnlyList<string> areas, DateOnly first, DateOnly last) => db.ListAsync<DayCount>(
            """
            SELECT Day, SUM(Count) AS Received FROM Breakdowns
            WHERE Dimension = @dimension AND Value IN @values AND Day >= @first AND Day <= @last GROUP BY Day
            """,
            new
            {
                dimension = areas.Count == 0 ? nameof(Dimension.Category) : nameof(Dimension.Spot),
                values = areas.Count == 0 ? categories : [.. categories.SelectMany(category => areas.Select(area => $"{category}|{area}"))],
                first,
                last,
            });

    /// <summary>A page of those cases, the newest number first.</summary>
    /// <param name="unit">Only those that it has or had an assignment of; <c>null</c>: all.</param>
    public static Task<IReadOnlyList<MatterRow>> ListMatterAsync(
        this Session db, IReadOnlyList<string> categories, IReadOnlyList<string> areas, string? unit, NumberSpan span, int take) => db.ListAsync<MatterRow>(
            areas.Count == 0
                ? $"""
                  SELECT {Matter} FROM Cases c LEFT JOIN CaseTexts t ON t.Number = c.Number AND t.Version = 1
                  WHERE c.Category IN @categories AND c.Number >= @From AND c.Number < @Before
                      AND (@unit IS NULL OR EXISTS (SELECT 1 FROM Assignments a WHERE a.Unit = @unit AND a.Number = c.Number))
                  ORDER BY c.Number DESC {db.Dialect.Take}
                  """
                : $"""
                  SELECT {Matter} FROM Cases c LEFT JOIN CaseTexts t ON t.Number = c.Number AND t.Version = 1
                  WHERE c.Category IN @categories AND c.Area IN @areas AND c.Number >= @From AND c.Number < @Before
                      AND (@unit IS NULL OR EXISTS (SELECT 1 FROM Assignments a WHERE a.Unit = @unit AND a.Number = c.Number))
                  ORDER BY c.Number DESC {db.Dialect.Take}
                  """,
            areas.Count == 0 ? new { categories, unit, span.From, span.Before, take } : new { categories, areas, unit, span.From, span.Before, take });
}
