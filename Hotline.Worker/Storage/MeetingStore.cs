using System.Data.Common;

namespace Hotline.Storage;

/// <summary>What lists know of a meeting.</summary>
public sealed record MeetingRow
{
    public string Number { get; init; } = "";
    public int Version { get; init; }
    public DateOnly HeldOn { get; init; }

    /// <summary>The last day of the period it looked at.</summary>
    public DateOnly LastDay { get; init; }
}

/// <summary>A decision that is followed up.</summary>
public sealed record DecisionRow
{
    public string Meeting { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Decision { get; init; }

    public string Unit { get; init; } = "";
    public string State { get; init; } = "";
    public bool IsOpen { get; init; }
    public DateOnly DueOn { get; init; }
    public string? CaseNumber { get; init; }
    public int? Supervision { get; init; }

    /// <summary>When its being overdue is to be told; <c>null</c>: never, or told.</summary>
    public DateTimeOffset? NextNoticeAt { get; init; }

    public string Text { get; init; } = "";

    /// <summary>State of the order on the case, where there is one.</summary>
    public string? OrderStatus { get; init; }
}

/// <summary>A place in a list of decisions: the last row seen.</summary>
public sealed record DecisionPlace(DateOnly DueOn, string Meeting, int Decision)
{
    public static DecisionPlace Start { get; } = new(DateOnly.MinValue, "", 0);
}

/// <summary>点评会: every version of every meeting, and its decisions as they are followed up.</summary>
public static class MeetingStore
{
    private const string Version = "v.Meeting AS Number, v.Version, v.At, v.Actor, v.Unit, v.Kind, v.Body";

    private const string Followed = "d.Meeting, d.Decision, d.Unit, d.State, d.IsOpen, d.DueOn, d.CaseNumber, d.Supervision, d.NextNoticeAt, d.Text, s.Status AS OrderStatus";

    /// <summary>The meeting as it is; <c>null</c> when there is none of this number.</summary>
    public static Task<PaperRow?> FindMeetingAsync(this Session db, string number) => db.FindAsync<PaperRow>(
        $"SELECT {Version} FROM Meetings h JOIN MeetingVersions v ON v.Meeting = h.Number AND v.Version = h.Version WHERE h.Number = @number", new { number });

    /// <summary>Writes the next version, and the rows that follow from it; what was told of a decision stays told.</summary>
    /// <returns>False, and nothing was written, when another has written it.</returns>
    public static async Task<bool> TrySaveMeetingAsync(
        this Session db, PaperRow row, MeetingRow head, IReadOnlyList<string> units, IReadOnlyList<DecisionRow> decisions)
    {
        try
        {
            await db.ExecuteAsync(
                """
                INSERT INTO MeetingVersions (Meeting, Version, At, Actor, Unit, Kind, Body)
                VALUES (@Number, @Version, @At, @Actor, @Unit, @Kind, @Body)
                """,
                row);
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            return false;
        }

        if (await db.ExecuteAsync("UPDATE Meetings SET Version = @Version, HeldOn = @HeldOn, LastDay = @LastDay WHERE Number = @Number", head) == 0)
        {
            await db.ExecuteAsync("INSERT INTO Meetings (Number, Version, HeldOn, LastDay) VALUES (@Number, @Version, @HeldOn, @LastDay)", head);
        }

        await db.ExecuteAsync("DELETE FROM MeetingUnits WHERE Meeting = @Number", head);
        foreach (var unit in units)
        {
            await db.ExecuteAsync("INSERT INTO MeetingUnits (Meeting, Unit, HeldOn) VALUES (@Number, @unit, @HeldOn)", new { head.Number, unit, head.HeldOn });
        }

        foreach (var decision in decisions)
        {
            await db.SaveDecisionAsync(decision);
        }

        return true;
    }

    private static async Task SaveDecisionAsync(this Session db, DecisionRow row)
    {
        if (await db.ExecuteAsync(
            """
            UPDATE Decisions SET Unit = @Unit, State = @State, IsOpen = @IsOpen, DueOn = @DueOn, CaseNumber = @CaseNumber,
                Supervision = @Supervision, NextNoticeAt = @NextNoticeAt, Text = @Text
            WHERE Meeting = @Meeting AND Decision = @Decision
            """,
            row) == 0)
        {
            await db.ExecuteAsync(
                """
                INSERT INTO Decisions (Meeting, Decision, Unit, State, IsOpen, DueOn, CaseNumber, Supervision, NextNoticeAt, Told, Text)
                VALUES (@Meeting, @Decision, @Unit, @State, @IsOpen, @DueOn, @CaseNumber, @Supervision, @NextNoticeAt, 0, @Text)
                """,
                row);
        }
    }

    /// <summary>The decisions of some meetings, in their order.</summary>
    public static Task<IReadOnlyList<DecisionRow>> ListDecisionsAsync(this Session db, IReadOnlyList<string> meetings) => db.ListAsync<DecisionRow>(
        $"""
        SELECT {Followed} FROM Decisions d LEFT JOIN Supervisions s ON s.Number = d.CaseNumber AND s.Supervision = d.Supervision
        WHERE d.Meeting IN @meetings ORDER BY d.Meeting, d.Decision
        """,
        new { meetings });

    /// <summary>A page of what is not done, the most pressing first.</summary>
    public static Task<IReadOnlyList<DecisionRow>> ListOpenDecisionsAsync(this Session db, DecisionPlace after, int take) => db.ListAsync<DecisionRow>(
        $"""
        SELECT {Followed} FROM Decisions d LEFT JOIN Supervisions s ON s.Number = d.CaseNumber AND s.Supervision = d.Supervision
        WHERE d.IsOpen = 1 AND s.SettledAt IS NULL
            AND d.DueOn >= @DueOn AND (d.DueOn > @DueOn OR d.Meeting > @Meeting OR (d.Meeting = @Meeting AND d.Decision > @Decision))
        ORDER BY d.DueOn, d.Meeting, d.Decision {db.Dialect.Take}
        """,
        new { after.DueOn, after.Meeting, after.Decision, take });

    /// <summary>The same of one unit's.</summary>
    public static Task<IReadOnlyList<DecisionRow>> ListOpenDecisionsOfUnitAsync(this Session db, string unit, DecisionPlace after, int take) => db.ListAsync<DecisionRow>(
        $"""
        SELECT {Followed} FROM Decisions d LEFT JOIN Supervisions s ON s.Number = d.CaseNumber AND s.Supervision = d.Supervision
        WHERE d.Unit = @unit AND d.IsOpen = 1 AND s.SettledAt IS NULL
            AND d.DueOn >= @DueOn AND (d.DueOn > @DueOn OR d.Meeting > @Meeting OR (d.Meeting = @Meeting AND d.Decision > @Decision))
        ORDER BY d.DueOn, d.Meeting, d.Decision {db.Dialect.Take}
        """,
        new { unit, after.DueOn, after.Meeting, after.Decision, take });

    /// <summary>Decisions whose being overdue is to be told at or before a moment.</summary>
    public static Task<IReadOnlyList<DecisionRow>> ListDecisionsToTellAsync(this Session db, DateTimeOffset now, int take) => db.ListAsync<DecisionRow>(
        $"""
        SELECT Meeting, Decision, Unit, State, IsOpen, DueOn, CaseNumber, Supervision, NextNoticeAt, Text FROM Decisions
        WHERE NextNoticeAt IS NOT NULL AND NextNoticeAt <= @now ORDER BY NextNoticeAt, Meeting, Decision {db.Dialect.Take}
        """,
        new { now, take });

    /// <summary>Takes a decision off that list. <c>false</c> when somebody else told of it, or it was moved.</summary>
    public static async Task<bool> MarkDecisionToldAsync(this Session db, DecisionRow row) => await db.ExecuteAsync(
        "UPDATE Decisions SET NextNoticeAt = NULL WHERE Meeting = @Meeting AND Decision = @Decision AND NextNoticeAt = @NextNoticeAt", row) == 1;

    /// <summary>The number of the next notice about a decision, from 1.</summary>
    public static async Task<int> DrawTellingAsync(this Session db, string meeting, int decision)
    {
        await db.ExecuteAsync("UPDATE Decisions SET Told = Told + 1 WHERE Meeting = @meeting AND Decision = @decision", new { meeting, decision });
        return await db.FindAsync<int>("SELECT Told FROM Decisions WHERE Meeting = @meeting AND Decision = @decision", new { meeting, decision });
    }

    /// <summary>A page of meetings, the latest first.</summary>
    public static Task<IReadOnlyList<PaperRow>> ListMeetingsAsync(this Session db, PaperPlace after, int take) => db.ListAsync<PaperRow>(
        $"""
        SELECT {Version} FROM Meetings h JOIN MeetingVersions v ON v.Meeting = h.Number AND v.Version = h.Version
        WHERE h.HeldOn <= @Day AND (h.HeldOn < @Day OR h.Number < @Number)
        ORDER BY h.HeldOn DESC, h.Number DESC {db.Dialect.Take}
        """,
        new { after.Day, after.Number, take });

    /// <summary>The same of those that a unit took part in, or must do something after.</summary>
    public static Task<IReadOnlyList<PaperRow>> ListMeetingsOfUnitAsync(this Session db, string unit, PaperPlace after, int take) => db.ListAsync<PaperRow>(
        $"""
        SELECT {Version} FROM MeetingUnits u JOIN Meetings h ON h.Number = u.Meeting JOIN MeetingVersions v ON v.Meeting = h.Number AND v.Version = h.Version
        WHERE u.Unit = @unit AND u.HeldOn <= @Day AND (u.HeldOn < @Day OR u.Meeting < @Number)
        ORDER BY u.HeldOn DESC, u.Meeting DESC {db.Dialect.Take}
        """,
        new { unit, after.Day, after.Number, take });

    /// <summary>The last meetings on periods that ended before a day, as they were at a moment; the latest period first.</summary>
    public static Task<IReadOnlyList<PaperRow>> ListMeetingsAtAsync(this Session db, DateOnly before, DateTimeOffset at, int take) => db.ListAsync<PaperRow>(
        $"""
        SELECT {Version} FROM Meetings h JOIN MeetingVersions v ON v.Meeting = h.Number
            AND v.Version = (SELECT MAX(w.Version) FROM MeetingVersions w WHERE w.Meeting = h.Number AND w.At <= @at)
        WHERE h.LastDay < @before
        ORDER BY h.LastDay DESC, h.HeldOn DESC, h.Number DESC {db.Dialect.Take}
        """,
        new { before, at, take });

    /// <summary>What was done to a meeting, the newest first, without what it said.</summary>
    public static Task<IReadOnlyList<PaperRow>> ListMeetingVersionsAsync(this Session db, string number, int before, int take) => db.ListAsync<PaperRow>(
        $"""
        SELECT Meeting AS Number, Version, At, Actor, Unit, Kind FROM MeetingVersions
        WHERE Meeting = @number AND Version < @before ORDER BY Version DESC {db.Dialect.Take}
        """,
        new { number, before, take });
}
