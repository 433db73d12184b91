using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Storage;

/// <summary>Cases and the rows folded from them.</summary>
public static class CaseStore
{
    private const string CaseColumns = """
        Number, Version, Status, Channel, RequesterKind, Type, Category, Area, Urgency, Lead, Round, RegisteredAt,
        ClosedAt, Result, Standing, ClaimedBy, AwaitsJudgement, NextClock, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt,
        NextTripleRedAt, AwaitsRouting
        """;

    private const string AssignmentColumns = """
        Number, Assignment, Round, Unit, Role, Status, IsOpen, DispatchedAt, SignedAt, ContactedAt, RepliedAt, AwaitsContact, IsUnattended, NextClock,
        NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt
        """;

    private const string ClockColumns = """
        Number, Clock, Kind, Assignment, Unit, StartedAt, DueAt, WarnAt, StoppedAt, CalendarMissing, Announced, NextNoticeAt
        """;

    private const string RequestColumns = """
        Number, Request, Kind, Unit, Assignment, Reason, Status, Escalated, FiledAt, SettledAt, DueAt, NextDueAt, NextWarnAt,
        NextOrangeAt, NextDoubleRedAt, NextTripleRedAt
        """;

    private const string SupervisionColumns = """
        Number, Supervision, Unit, Origin, Status, IssuedAt, SettledAt, DueAt, NextDueAt, NextWarnAt, NextOrangeAt,
        NextDoubleRedAt, NextTripleRedAt
        """;

    private const string InvitationColumns = "Number, Invitation, Unit, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt";

    /// <summary>The case as it stands, folded from its events; <c>null</c> when there is none with this number.</summary>
    public static async Task<Case?> FindCaseAsync(this Session db, string number) =>
        await db.ReadEventsAsync(number) is { Count: > 0 } events && events[0] is CaseRegistered
            ? Case.Fold(events)
            : null;

    /// <summary>
    /// Writes the rows of a case that differ from those of <paramref name="before"/>.
    /// </summary>
    /// <param name="db">The use case's own session.</param>
    /// <param name="before">The case as its stored rows show it; <c>null</c> for a new one.</param>
    /// <param name="after">The case as it stands now.</param>
    /// <param name="basisBefore">The versions it was judged by then: a recount changes them, and rows that look the same by the new ones are not.</param>
    /// <param name="basis">The versions it is judged by now.</param>
    /// <param name="countable">True when the tallies must look at the case again.</param>
    /// <param name="noticeable">True when the inboxes must.</param>
    public static async Task SaveRowsAsync(this Session db, Case? before, Case after, DeadlineBasis basisBefore, DeadlineBasis basis, bool countable, bool noticeable)
    {
        var old = before is null ? null : CaseRows.Of(before, basisBefore);
        var rows = CaseRows.Of(after, basis);
        if (old is null)
        {
            await db.InsertAsync(rows.Case, countable, noticeable);
        }
        else
        {
            await db.UpdateAsync(rows.Case, countable, noticeable);
        }

        await db.MoveStandingAsync(after.Number, before?.Standing, after.Standing);
        await SaveAsync(rows.Assignments, old?.Assignments, row => row.Assignment, db.InsertAsync, db.UpdateAsync);
        await SaveAsync(rows.Clocks, old?.Clocks, row => row.Clock, db.InsertAsync, db.UpdateAsync);
        await SaveAsync(rows.Requests, old?.Requests, row => row.Request, db.InsertAsync, db.UpdateAsync);
        await SaveAsync(rows.Supervisions, old?.Supervisions, row => row.Supervision, db.InsertAsync, db.UpdateAsync);
        await SaveAsync(rows.Invitations, old?.Invitations, row => row.Invitation, db.InsertAsync, db.UpdateAsync);
        if (old?.Invitations.Count > rows.Invitations.Count)
        {
            await db.DeleteInvitationsAsync(after.Number, rows.Invitations.Count);
        }
    }

    private static async Task SaveAsync<TRow, TKey>(
        IReadOnlyList<TRow> rows, IReadOnlyList<TRow>? old, Func<TRow, TKey> keyOf, Func<TRow, Task> insert, Func<TRow, Task> update)
        where TRow : class
    {
        foreach (var row in rows)
        {
            var stored = old?.FirstOrDefault(candidate => EqualityComparer<TKey>.Default.Equals(keyOf(candidate), keyOf(row)));
            if (stored is null)
            {
                await insert(row);
            }
            else if (!stored.Equals(row))
            {
                await update(row);
            }
        }
    }

    /// <summary>The rows as stored, in the order <see cref="CaseRows.Of"/> gives them; <c>null</c> when there are none.</summary>
    public static async Task<CaseRows?> FindRowsAsync(this Session db, string number) =>
        await db.FindAsync<CaseRow>($"SELECT {CaseColumns} FROM Cases WHERE Number = @number", new { number }) is { } row
            ? new CaseRows(
                row,
                await db.ListAsync<AssignmentRow>(
                    $"SELECT {AssignmentColumns} FROM Assignments WHERE Number = @number ORDER BY Assignment", new { number }),
                await db.ListAsync<ClockRow>(
                    $"SELECT {ClockColumns} FROM Clocks WHERE Number = @number ORDER BY Clock", new { number }),
                await db.ListAsync<RequestRow>(
                    $"SELECT {RequestColumns} FROM Requests WHERE Number = @number ORDER BY Request", new { number }),
                await db.ListAsync<SupervisionRow>(
                    $"SELECT {SupervisionColumns} FROM Supervisions WHERE Number = @number ORDER BY Supervision", new { number }),
                await db.ListAsync<InvitationRow>(
                    $"SELECT {InvitationColumns} FROM Invitations WHERE Number = @number ORDER BY Invitation", new { number }))
            : null;

    /// <summary>Removes the rows of a case, to be folded anew; what the tallies and the inboxes know of it goes with it.</summary>
    public static async Task DeleteRowsAsync(this Session db, string number)
    {
        await db.ExecuteAsync("DELETE FROM Requests WHERE Number = @number", new { number });
        await db.ExecuteAsync("DELETE FROM Supervisions WHERE Number = @number", new { number });
        await db.DeleteInvitationsAsync(number, keep: 0);
        if (Enum.TryParse<Standing>(await db.FindAsync<string>("SELECT Standing FROM Cases WHERE Number = @number", new { number }), out var standing))
        {
            await db.MoveStandingAsync(number, standing, null);
        }

        await db.ExecuteAsync("DELETE FROM Clocks WHERE Number = @number", new { number });
        await db.ExecuteAsync("DELETE FROM Assignments WHERE Number = @number", new { number });
        await db.ExecuteAsync("DELETE FROM Cases WHERE Number = @number", new { number });
    }

    /// <summary>A case in a list that is ordered by an instant; the last of a page says where the next one begins.</summary>
    public sealed record Turn
    {
        public static readonly Turn Start = new();

        public DateTimeOffset At { get; init; }
        public string Number { get; init; } = "";
    }

    /// <summary>Cases that the catalogue has not looked at although they are older than <paramref name="before"/>.</summary>
    public static Task<IReadOnlyList<Turn>> ListAwaitingRoutingAsync(this Session db, DateTimeOffset before, int take, Turn after) =>
        db.ListAsync<Turn>(
            $"""
            SELECT RegisteredAt AS At, Number FROM Cases
            WHERE AwaitsRouting = 1 AND RegisteredAt <= @before
                AND RegisteredAt >= @At AND (RegisteredAt > @At OR Number > @Number)
            ORDER BY RegisteredAt, Number {db.Dialect.Take}
            """,
            new { before, take, after.At, after.Number });

    /// <summary>
    /// Cases whose clocks have a light to announce at or before <paramref name="now"/>, once for each instant and clock; a
    /// case's clocks of one instant may be cut off by the end of a page.
    /// </summary>
    public static Task<IReadOnlyList<Turn>> ListLightsDueAsync(this Session db, DateTimeOffset now, int take, Turn after) =>
        db.ListAsync<Turn>(
            $"""
            SELECT NextNoticeAt AS At, Number FROM Clocks
            WHERE NextNoticeAt IS NOT NULL AND NextNoticeAt <= @now
                AND NextNoticeAt >= @At AND (NextNoticeAt > @At OR Number > @Number)
            ORDER BY NextNoticeAt, Number {db.Dialect.Take}
            """,
            new { now, take, after.At, after.Number });

    /// <summary>Cases that ended in a state at or before an instant and are not archived, the earliest first.</summary>
    public static Task<IReadOnlyList<Turn>> ListEndedAsync(this Session db, string status, DateTimeOffset before, int take, Turn after) =>
        db.ListAsync<Turn>(
            $"""
            SELECT ClosedAt AS At, Number FROM Cases
            WHERE Status = @status AND ClosedAt <= @before
                AND ClosedAt >= @At AND (ClosedAt > @At OR Number > @Number)
            ORDER BY ClosedAt, Number {db.Dialect.Take}
            """,
            new { status, before, take, after.At, after.Number });

    /// <summary>Cases open at an instant: registered before it, and closed at or after it or not at all.</summary>
    public static async Task<int> CountOpenAtAsync(this Session db, DateTimeOffset at) =>
        await db.FindAsync<int>(
            "SELECT COUNT(*) FROM Cases WHERE ClosedAt IS NULL AND RegisteredAt < @at", new { at })
        + await db.FindAsync<int>(
            "SELECT COUNT(*) FROM Cases WHERE ClosedAt >= @at AND RegisteredAt < @at", new { at });

    public static Task<int> CountCasesAsync(this Session db) => db.FindAsync<int>("SELECT COUNT(*) FROM Cases");

    private static Task InsertAsync(this Session db, CaseRow row, bool uncounted, bool unnoticed) => db.ExecuteAsync(
        """
        INSERT INTO Cases (Number, Version, Status, Channel, RequesterKind, Type, Category, Area, Urgency, Lead, Round,
            RegisteredAt, ClosedAt, Result, Standing, ClaimedBy, AwaitsJudgement, NextClock, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt,
            NextTripleRedAt, AwaitsRouting, CountedVersion, Uncounted, NoticedVersion, Unnoticed)
        VALUES (@Number, @Version, @Status, @Channel, @RequesterKind, @Type, @Category, @Area, @Urgency, @Lead, @Round,
            @RegisteredAt, @ClosedAt, @Result, @Standing, @ClaimedBy, @AwaitsJudgement, @NextClock, @NextDueAt, @NextWarnAt,
            @NextOrangeAt, @NextDoubleRedAt, @NextTripleRedAt, @AwaitsRouting, 0, @uncounted, 0, @unnoticed)
        """,
        With(row, uncounted, unnoticed));

    private static Task UpdateAsync(this Session db, CaseRow row, bool uncounted, bool unnoticed) => db.ExecuteAsync(
        """
        UPDATE Cases SET Version = @Version, Status = @Status, Type = @Type, Category = @Category, Area = @Area,
            Urgency = @Urgency, Lead = @Lead, Round = @Round, ClosedAt = @ClosedAt, Result = @Result, Standing = @Standing, ClaimedBy = @ClaimedBy,
            AwaitsJudgement = @AwaitsJudgement, NextClock = @NextClock, NextDueAt = @NextDueAt, NextWarnAt = @NextWarnAt, NextOrangeAt = @NextOrangeAt,
            NextDoubleRedAt = @NextDoubleRedAt, NextTripleRedAt = @NextTripleRedAt,
            AwaitsRouting = @AwaitsRouting, Uncounted = CASE WHEN @uncounted = 1 THEN 1 ELSE Uncounted END,
            Unnoticed = CASE WHEN @unnoticed = 1 THEN 1 ELSE Unnoticed END
        WHERE Number = @Number
        """,
        With(row, uncounted, unnoticed));

    private static Task InsertAsync(this Session db, AssignmentRow row) => db.ExecuteAsync(
        """
        INSERT INTO Assignments (Number, Assignment, Round, Unit, Role, Status, IsOpen, DispatchedAt, SignedAt,
            ContactedAt, RepliedAt, AwaitsContact, IsUnattended, NextClock, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt)
        VALUES (@Number, @Assignment, @Round, @Unit, @Role, @Status, @IsOpen, @DispatchedAt, @SignedAt,
            @ContactedAt, @RepliedAt, @AwaitsContact, @IsUnattended, @NextClock, @NextDueAt, @NextWarnAt, @NextOrangeAt, @NextDoubleRedAt, @NextTripleRedAt)
        """,
        row);

    private static Task UpdateAsync(this Session db, AssignmentRow row) => db.ExecuteAsync(
        """
        UPDATE Assignments SET Status = @Status, IsOpen = @IsOpen, SignedAt = @SignedAt, ContactedAt = @ContactedAt,
            RepliedAt = @RepliedAt, AwaitsContact = @AwaitsContact, IsUnattended = @IsUnattended, NextClock = @NextClock, NextDueAt = @NextDueAt, NextWarnAt = @NextWarnAt,
            NextOrangeAt = @NextOrangeAt, NextDoubleRedAt = @NextDoubleRedAt, NextTripleRedAt = @NextTripleRedAt
        WHERE Number = @Number AND Assignment = @Assignment
        """,
        row);

    private static Task InsertAsync(this Session db, ClockRow row) => db.ExecuteAsync(
        """
        INSERT INTO Clocks (Number, Clock, Kind, Assignment, Unit, StartedAt, DueAt, WarnAt, StoppedAt, CalendarMissing,
            Announced, NextNoticeAt)
        VALUES (@Number, @Clock, @Kind, @Assignment, @Unit, @StartedAt, @DueAt, @WarnAt, @StoppedAt, @CalendarMissing,
            @Announced, @NextNoticeAt)
        """,
        row);

    private static Task UpdateAsync(this Session db, ClockRow row) => db.ExecuteAsync(
        """
        UPDATE Clocks SET StartedAt = @StartedAt, DueAt = @DueAt, WarnAt = @WarnAt, StoppedAt = @StoppedAt, CalendarMissing = @CalendarMissing,
            Announced = @Announced, NextNoticeAt = @NextNoticeAt
        WHERE Number = @Number AND Clock = @Clock
        """,
        row);

    private static Task InsertAsync(this Session db, RequestRow row) => db.ExecuteAsync(
        """
        INSERT INTO Requests (Number, Request, Kind, Unit, Assignment, Reason, Status, Escalated, FiledAt, SettledAt, DueAt,
            NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt)
        VALUES (@Number, @Request, @Kind, @Unit, @Assignment, @Reason, @Status, @Escalated, @FiledAt, @SettledAt, @DueAt,
            @NextDueAt, @NextWarnAt, @NextOrangeAt, @NextDoubleRedAt, @NextTripleRedAt)
        """,
        row);

    private static Task UpdateAsync(this Session db, RequestRow row) => db.ExecuteAsync(
        """
        UPDATE Requests SET Status = @Status, Escalated = @Escalated, SettledAt = @SettledAt, DueAt = @DueAt,
            NextDueAt = @NextDueAt, NextWarnAt = @NextWarnAt, NextOrangeAt = @NextOrangeAt, NextDoubleRedAt = @NextDoubleRedAt,
            NextTripleRedAt = @NextTripleRedAt
        WHERE Number = @Number AND Request = @Request
        """,
        row);

    private static Task InsertAsync(this Session db, SupervisionRow row) => db.ExecuteAsync(
        """
        INSERT INTO Supervisions (Number, Supervision, Unit, Origin, Status, IssuedAt, SettledAt, DueAt, NextDueAt,
            NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt)
        VALUES (@Number, @Supervision, @Unit, @Origin, @Status, @IssuedAt, @SettledAt, @DueAt, @NextDueAt,
            @NextWarnAt, @NextOrangeAt, @NextDoubleRedAt, @NextTripleRedAt)
        """,
        row);

    private static Task UpdateAsync(this Session db, SupervisionRow row) => db.ExecuteAsync(
        """
        UPDATE Supervisions SET Status = @Status, SettledAt = @SettledAt, DueAt = @DueAt, NextDueAt = @NextDueAt,
            NextWarnAt = @NextWarnAt, NextOrangeAt = @NextOrangeAt, NextDoubleRedAt = @NextDoubleRedAt,
            NextTripleRedAt = @NextTripleRedAt
        WHERE Number = @Number AND Supervision = @Supervision
        """,
        row);

    private static Task InsertAsync(this Session db, InvitationRow row) => db.ExecuteAsync(
        """
        INSERT INTO Invitations (Number, Invitation, Unit, NextDueAt, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt)
        VALUES (@Number, @Invitation, @Unit, @NextDueAt, @NextWarnAt, @NextOrangeAt, @NextDoubleRedAt, @NextTripleRedAt)
        """,
        row);

    private static Task UpdateAsync(this Session db, InvitationRow row) => db.ExecuteAsync(
        """
        UPDATE Invitations SET Unit = @Unit, NextDueAt = @NextDueAt, NextWarnAt = @NextWarnAt, NextOrangeAt = @NextOrangeAt,
            NextDoubleRedAt = @NextDoubleRedAt, NextTripleRedAt = @NextTripleRedAt
        WHERE Number = @Number AND Invitation = @Invitation
        """,
        row);

    private static Task DeleteInvitationsAsync(this Session db, string number, int keep) =>
        db.ExecuteAsync("DELETE FROM Invitations WHERE Number = @number AND Invitation > @keep", new { number, keep });

    private static object With(CaseRow row, bool uncounted, bool unnoticed) => new
    {
        row.Number,
        row.Version,
        row.Status,
        row.Channel,
        row.RequesterKind,
        row.Type,
        row.Category,
        row.Area,
        row.Urgency,
        row.Lead,
        row.Round,
        row.RegisteredAt,
        row.ClosedAt,
        row.Result,
        row.Standing,
        row.ClaimedBy,
        row.AwaitsJudgement,
        row.NextClock,
        row.NextDueAt,
        row.NextWarnAt,
        row.NextOrangeAt,
        row.NextDoubleRedAt,
        row.NextTripleRedAt,
        row.AwaitsRouting,
        uncounted,
        unnoticed,
    };
}
