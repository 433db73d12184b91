using System.Data.Common;

namespace Hotline.Storage;

/// <summary>The head of a frozen scorecard as it is stored.</summary>
public sealed record FrozenRow
{
    public string Period { get; init; } = "";
    public DateTimeOffset FrozenAt { get; init; }
    public string FrozenBy { get; init; } = "";
    public string Head { get; init; } = "";
    public string Hash { get; init; } = "";
}

/// <summary>One unit's line of it.</summary>
public sealed record FrozenLineRow
{
    public string Period { get; init; } = "";
    public string Unit { get; init; } = "";
    public string Line { get; init; } = "";
}

/// <summary>What was frozen of a period beside its lines: the whole report, and the hashes over it and over the rows behind it.</summary>
public sealed record FrozenReportRow
{
    public string Freeze { get; init; } = "";
    public string Period { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public DateOnly FirstDay { get; init; }
    public DateOnly LastDay { get; init; }
    public int SchemeVersion { get; init; }

    /// <summary>SHA-256 of <see cref="Report"/>, in lower-case hexadecimal.</summary>
    public string ReportHash { get; init; } = "";

    /// <summary>The same of the rows.</summary>
    public string RowsHash { get; init; } = "";

    /// <summary>How many rows.</summary>
    public long Lines { get; init; }

    /// <summary>Empty where only the rest was asked for.</summary>
    public byte[] Report { get; init; } = [];
}

/// <summary>Some rows of a unit's day, compressed.</summary>
public sealed record FrozenPartRow
{
    public string Freeze { get; init; } = "";
    public string Attribution { get; init; } = "";
    public DateOnly Day { get; init; }
    public string Unit { get; init; } = "";
    public int Part { get; init; }

    /// <summary>The figures that any of the rows is part of.</summary>
    public long Figures { get; init; }

    public int Lines { get; init; }
    public byte[] Content { get; init; } = [];
}

/// <summary>A place among the parts: the last one read.</summary>
public sealed record FrozenPartPlace(string Attribution, DateOnly Day, string Unit, int Part);

/// <summary>What a row was before it first changed after the freezing.</summary>
public sealed record MovedRow
{
    public string Freeze { get; init; } = "";
    public string Number { get; init; } = "";
    public string Entry { get; init; } = "";

    /// <summary><c>null</c>: there was no such row.</summary>
    public string? Attribution { get; init; }

    public DateOnly? Day { get; init; }
    public string? Unit { get; init; }
    public long Figures { get; init; }
}

/// <summary>Frozen scorecards: written once, never changed and never removed.</summary>
public static class FreezeStore
{
    public static Task<FrozenRow?> FindFrozenAsync(this Session db, string period) =>
        db.FindAsync<FrozenRow>("SELECT Period, FrozenAt, FrozenBy, Head, Hash FROM FrozenScorecards WHERE Period = @period", new { period });

    public static Task<IReadOnlyList<FrozenRow>> ListFrozenAsync(this Session db) =>
        db.ListAsync<FrozenRow>("SELECT Period, FrozenAt, FrozenBy, Head, Hash FROM FrozenScorecards ORDER BY Period");

    public static Task<IReadOnlyList<FrozenLineRow>> ListFrozenLinesAsync(this Session db, string period) =>
        db.ListAsync<FrozenLineRow>("SELECT Period, Unit, Line FROM FrozenScorecardLines WHERE Period = @period ORDER BY Unit", new { period });

    /// <returns>False, and nothing was written, when the period is frozen.</returns>
    public static async Task<bool> TryInsertFrozenAsync(this Session db, FrozenRow row)
    {
        try
        {
            await db.ExecuteAsync(
                "INSERT INTO FrozenScorecards (Period, FrozenAt, FrozenBy, Head, Hash) VALUES (@Period, @FrozenAt, @FrozenBy, @Head, @Hash)", row);
            return true;
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    public static Task InsertFrozenLineAsync(this Session db, FrozenLineRow row) =>
        db.ExecuteAsync("INSERT INTO FrozenScorecardLines (Period, Unit, Line) VALUES (@Period, @Unit, @Line)", row);

    /// <summary>Begins a freezing that is not finished; what changes from here on is noted for it.</summary>
    public static Task InsertPendingAsync(this Session db, FrozenReportRow row) => db.ExecuteAsync(
        """
        INSERT INTO FrozenReports (Freeze, Period, State, StartedAt, FirstDay, LastDay, SchemeVersion, ReportHash, RowsHash, Lines, Report)
        VALUES (@Freeze, @Period, 'Pending', @StartedAt, @FirstDay, @LastDay, 0, '', '', 0, @Report)
        """,
        row);

    /// <summary>The last thing that a freezing writes.</summary>
    /// <returns>False, and nothing was written, when another has taken its place.</returns>
    public static async Task<bool> TryFinishFreezeAsync(this Session db, FrozenReportRow row) => await db.ExecuteAsync(
        """
        UPDATE FrozenReports SET State = 'Frozen', SchemeVersion = @SchemeVersion, ReportHash = @ReportHash, RowsHash = @RowsHash, Lines = @Lines, Report = @Report
        WHERE Freeze = @Freeze AND State = 'Pending'
        """,
        row) == 1;

    /// <summary>Removes what freezings left that were never finished: those of this period, and all that began before an instant.</summary>
    public static async Task DeletePendingAsync(this Session db, string period, DateTimeOffset before)
    {
        foreach (var freeze in await db.ListAsync<string>(
            "SELECT Freeze FROM FrozenReports WHERE State = 'Pending' AND (Period = @period OR StartedAt < @before)", new { period, before }))
        {
            await db.ExecuteAsync("DELETE FROM FrozenParts WHERE Freeze = @freeze", new { freeze });
            await db.DeleteMovesAsync(freeze);
            await db.ExecuteAsync("DELETE FROM FrozenReports WHERE Freeze = @freeze", new { freeze });
        }
    }

    /// <summary>With the report; <c>null</c> when it is not frozen, or was before there were reports.</summary>
    public static Task<FrozenReportRow?> FindFrozenReportAsync(this Session db, string period) => db.FindAsync<FrozenReportRow>(
        """
        SELECT Freeze, Period, StartedAt, FirstDay, LastDay, SchemeVersion, ReportHash, RowsHash, Lines, Report FROM FrozenReports
        WHERE Period = @period AND State = 'Frozen'
        """,
        new { period });

    public static Task InsertFrozenPartAsync(this Session db, FrozenPartRow row) => db.ExecuteAsync(
        """
        INSERT INTO FrozenParts (Freeze, Attribution, Day, Unit, Part, Figures, Lines, Content)
        VALUES (@Freeze, @Attribution, @Day, @Unit, @Part, @Figures, @Lines, @Content)
        """,
        row);

    /// <summary>The parts in their order: by attribution, day, unit.</summary>
    public static Task<IReadOnlyList<FrozenPartRow>> ListFrozenPartsAsync(this Session db, string freeze, FrozenPartPlace after, int take) => db.ListAsync<FrozenPartRow>(
        $"""
        SELECT Freeze, Attribution, Day, Unit, Part, Figures, Lines, Content FROM FrozenParts
        WHERE Freeze = @freeze AND Attribution = @Attribution AND Day >= @Day
            AND (Day > @Day OR Unit > @Unit OR (Unit = @Unit AND Part > @Part))
        ORDER BY Day, Unit, Part {db.Dialect.Take}
        """,
        new { freeze, after.Attribution, after.Day, after.Unit, after.Part, take });

    /// <summary>The parts that hold any of what is sought, the newest day first.</summary>
    /// <param name="units">Only these; <c>null</c> for all.</param>
    public static Task<IReadOnlyList<FrozenPartRow>> FindFrozenPartsAsync(
        this Session db, string freeze, SoughtFigures sought, IReadOnlyList<string>? units, FrozenPartPlace from, int take) => db.ListAsync<FrozenPartRow>(
            $"""
            SELECT Freeze, Attribution, Day, Unit, Part, Figures, Lines, Content FROM FrozenParts
            WHERE Freeze = @freeze AND Attribution = @Attribution AND Day <= @Day
                AND (Day < @Day OR Unit < @Unit OR (Unit = @Unit AND Part < @Part)) AND (Figures & @any) <> 0 {(units is null ? "" : "AND Unit IN @units")}
            ORDER BY Day DESC, Unit DESC, Part DESC {db.Dialect.Take}
            """,
            new { freeze, from.Attribution, from.Day, from.Unit, from.Part, any = Domain.Scorecards.Figures.Of(sought.Any), units, take });

    /// <summary>Whether anything is frozen, or being frozen, that ends on a day or later.</summary>
    public static async Task<bool> IsAnyFrozenSinceAsync(this Session db, DateOnly day) =>
        await db.FindAsync<int>("SELECT COUNT(*) FROM FrozenReports WHERE LastDay >= @day", new { day }) > 0;

    /// <summary>Notes, for each frozen period that a row is or was in, what it was before.</summary>
    /// <param name="before"><c>null</c>: there was none.</param>
    /// <param name="now"><c>null</c>: there is none any more.</param>
    public static Task NoteMoveAsync(this Session db, CountRow? before, CountRow? now) => db.ExecuteAsync(
        """
        INSERT INTO FrozenMoves (Freeze, Number, Entry, Attribution, Day, Unit, Figures)
        SELECT r.Freeze, @Number, @Entry, @Attribution, @Day, @Unit, @Figures FROM FrozenReports r
        WHERE ((r.FirstDay <= @Day AND r.LastDay >= @Day) OR (r.FirstDay <= @NewDay AND r.LastDay >= @NewDay))
            AND NOT EXISTS (SELECT 1 FROM FrozenMoves m WHERE m.Freeze = r.Freeze AND m.Number = @Number AND m.Entry = @Entry)
        """,
        new
        {
            (before ?? now)!.Number,
            (before ?? now)!.Entry,
            before?.Attribution,
            before?.Day,
            before?.Unit,
            Figures = before?.Figures ?? 0,
            NewDay = now?.Day,
        });

    public static async Task<bool> HasMovesAsync(this Session db, string freeze) =>
        await db.FindAsync<string>("SELECT MIN(Number) FROM FrozenMoves WHERE Freeze = @freeze", new { freeze }) is not null;

    public static Task DeleteMovesAsync(this Session db, string freeze) => db.ExecuteAsync("DELETE FROM FrozenMoves WHERE Freeze = @freeze", new { freeze });

    /// <summary>A page of the rows that changed, in the order of numbers.</summary>
    public static Task<IReadOnlyList<MovedRow>> ListMovesAsync(this Session db, string freeze, string number, string entry, int take) => db.ListAsync<MovedRow>(
        $"""
        SELECT Freeze, Number, Entry, Attribution, Day, Unit, Figures FROM FrozenMoves
        WHERE Freeze = @freeze AND Number >= @number AND (Number > @number OR Entry > @entry) ORDER BY Number, Entry {db.Dialect.Take}
        """,
        new { freeze, number, entry, take });

    /// <summary>The rows of some cases that changed.</summary>
    public static Task<IReadOnlyList<MovedRow>> ListMovesOfAsync(this Session db, string freeze, IReadOnlyList<string> numbers) => db.ListAsync<MovedRow>(
        "SELECT Freeze, Number, Entry, Attribution, Day, Unit, Figures FROM FrozenMoves WHERE Freeze = @freeze AND Number IN @numbers", new { freeze, numbers });
}
