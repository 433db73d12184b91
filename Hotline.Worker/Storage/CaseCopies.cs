using Hotline.Domain.Scorecards;

namespace Hotline.Storage;

/// <summary>Many cases from few, for measuring: each copy has its own events and rows, as if it had been lived through.</summary>
public static class CaseCopies
{
    private static readonly string[] Statements =
    [
        """
        INSERT INTO Events (Number, Version, Type, At, Actor, Unit, Payload, RelayedAt)
        SELECT CONCAT(@mark, Number), Version, Type, At, Actor, Unit, Payload, At FROM Events WHERE Number >= @first AND Number <= @last
        """,
        """
        INSERT INTO Cases (Number, Version, Status, Standing, Channel, RequesterKind, Type, Category, Area, Urgency, Lead, Round,
            RegisteredAt, ClosedAt, Result, ClaimedBy, AwaitsJudgement, NextClock, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt,
            NextTripleRedAt, AwaitsRouting, CountedVersion, Uncounted, NoticedVersion, Unnoticed)
        SELECT CONCAT(@mark, Number), Version, Status, Standing, Channel, RequesterKind, Type, Category, Area, Urgency, Lead, Round,
            RegisteredAt, ClosedAt, Result, ClaimedBy, AwaitsJudgement, NextClock, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt,
            NextTripleRedAt, AwaitsRouting, CountedVersion, Uncounted, NoticedVersion, Unnoticed
        FROM Cases WHERE Number >= @first AND Number <= @last
        """,
        """
        INSERT INTO Assignments (Number, Assignment, Round, Unit, Role, Status, IsOpen, DispatchedAt, SignedAt,
            ContactedAt, RepliedAt, AwaitsContact, IsUnattended, NextClock, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt)
        SELECT CONCAT(@mark, Number), Assignment, Round, Unit, Role, Status, IsOpen, DispatchedAt, SignedAt,
            ContactedAt, RepliedAt, AwaitsContact, IsUnattended, NextClock, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt
        FROM Assignments WHERE Number >= @first AND Number <= @last
        """,
        """
        INSERT INTO Clocks (Number, Clock, Kind, Assignment, Unit, StartedAt, DueAt, WarnAt, StoppedAt, CalendarMissing,
            Announced, NextNoticeAt)
        SELECT CONCAT(@mark, Number), Clock, Kind, Assignment, Unit, StartedAt, DueAt, WarnAt, StoppedAt, CalendarMissing,
            Announced, NextNoticeAt
        FROM Clocks WHERE Number >= @first AND Number <= @last
        """,
        """
        INSERT INTO Requests (Number, Request, Kind, Unit, Assignment, Reason, Status, Escalated, FiledAt, SettledAt, DueAt,
            NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt)
        SELECT CONCAT(@mark, Number), Request, Kind, Unit, Assignment, Reason, Status, Escalated, FiledAt, SettledAt, DueAt,
            NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt
        FROM Requests WHERE Number >= @first AND Number <= @last
        """,
        """
        INSERT INTO Supervisions (Number, Supervision, Unit, Origin, Status, IssuedAt, SettledAt, DueAt,
            NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt)
        SELECT CONCAT(@mark, Number), Supervision, Unit, Origin, Status, IssuedAt, SettledAt, DueAt,
            NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt
        FROM Supervisions WHERE Number >= @first AND Number <= @last
        """,
        """
        INSERT INTO CaseCounts (Number, Entry, Attribution, Day, Unit, RequesterKind, Figures)
        SELECT CONCAT(@mark, Number), Entry, Attribution, Day, Unit, RequesterKind, Figures FROM CaseCounts WHERE Number >= @first AND Number <= @last
        """,
        """
        INSERT INTO CaseTexts (Number, Version, Body)
        SELECT CONCAT(@mark, Number), Version, Body FROM CaseTexts WHERE Number >= @first AND Number <= @last
        """,
    ];

    /// <summary>Copies all cases from one number to another. Sums and balance know nothing of it; <see cref="MultiplySumsAsync"/> tells the sums.</summary>
    /// <param name="db">The use case's own session.</param>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last number.</param>
    /// <param name="mark">Goes in front of each number; the copies must not lie between the two.</param>
    public static async Task CopyCasesAsync(this Session db, string first, string last, string mark)
    {
        foreach (var statement in Statements)
        {
            await db.ExecuteAsync(statement, new { first, last, mark });
        }
    }

    /// <summary>Makes the sums those of so many copies of every case; praises were not copied.</summary>
    public static async Task MultiplySumsAsync(this Session db, int times)
    {
        var counts = Figures.All.Except([Figure.PraisedByPhone, Figure.Banners, Figure.Letters]);
        await db.ExecuteAsync($"UPDATE Tallies SET {string.Join(", ", counts.Select(figure => $"{figure} = {figure} * @times"))}", new { times });
        await db.ExecuteAsync("UPDATE Breakdowns SET Count = Count * @times", new { times });
    }
}
