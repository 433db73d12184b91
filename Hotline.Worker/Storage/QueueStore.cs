namespace Hotline.Storage;

/// <summary>A place in a list ordered by due time: the last row seen.</summary>
public sealed record QueuePlace(DateTimeOffset DueAt, string Number, int Assignment)
{
    /// <summary>Before every row.</summary>
    public static QueuePlace Start { get; } = new(DateTimeOffset.MinValue, "", 0);
}

/// <summary>A window of due and warning times: what makes a light.</summary>
/// <param name="DueFrom">Due at or after.</param>
/// <param name="DueBefore">Due before.</param>
/// <param name="WarnFrom">Turns yellow at or after.</param>
/// <param name="WarnBefore">Turns yellow before.</param>
public sealed record QueueWindow(DateTimeOffset DueFrom, DateTimeOffset DueBefore, DateTimeOffset WarnFrom, DateTimeOffset WarnBefore);

/// <summary>One line of a queue.</summary>
public sealed record QueueRow
{
    public string Number { get; init; } = "";

    /// <summary>0 in queues of cases, the assignment's number in queues of assignments.</summary>
    public int Assignment { get; init; }

    public string Status { get; init; } = "";
    public string? Unit { get; init; }
    public string? Role { get; init; }
    public int Round { get; init; }
    public string RequesterKind { get; init; } = "";
    public string Type { get; init; } = "";
    public string Category { get; init; } = "";
    public string? Area { get; init; }
    public string Urgency { get; init; } = "";
    public DateTimeOffset RegisteredAt { get; init; }
    public string? NextClock { get; init; }
    public DateTimeOffset? NextDueAt { get; init; }
    public DateTimeOffset? NextWarnAt { get; init; }

    /// <summary>The free text of the registration, as stored.</summary>
    public string? Text { get; init; }
}

/// <summary>
/// Pages of the queues, by key and never by offset: page 1,000 costs what page 1 costs. Which rows stand on a page is
/// answered by an index alone, whatever the light; only the page's own rows are looked up.
/// </summary>
public static class QueueStore
{
    private const string After =
        "(NextDueAt > @dueAt OR (NextDueAt = @dueAt AND (Number > @number OR (Number = @number AND Assignment > @assignment))))";

    private const string InWindow =
        "NextDueAt >= @dueFrom AND NextDueAt < @dueBefore AND NextWarnAt >= @warnFrom AND NextWarnAt < @warnBefore";

    /// <summary>Cases in one state, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListCasesAsync(
        this Session db, string status, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            $"""
            SELECT c.Number, 0 AS Assignment, c.Status, c.Lead AS Unit, c.Round, c.RequesterKind, c.Type, c.Category, c.Area,
                c.Urgency, c.RegisteredAt, c.NextClock, c.NextDueAt, c.NextWarnAt, t.Body AS Text
            FROM (
                SELECT Number, NextDueAt FROM Cases
                WHERE Status = @status AND {InWindow} AND (NextDueAt > @dueAt OR (NextDueAt = @dueAt AND Number > @number))
                ORDER BY NextDueAt, Number {db.Dialect.Take}) q
            JOIN Cases c ON c.Number = q.Number
            LEFT JOIN CaseTexts t ON t.Number = q.Number AND t.Version = 1
            ORDER BY q.NextDueAt, q.Number
            """,
            Parameters(window, after, take, status, null));

    /// <summary>What one unit has open, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListAssignmentsAsync(
        this Session db, string unit, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            AssignmentsWhere($"Unit = @unit AND IsOpen = 1 AND {InWindow} AND {After}", db.Dialect.Take),
            Parameters(window, after, take, null, unit));

    /// <summary>What any unit has open, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListOpenAssignmentsAsync(
        this Session db, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            AssignmentsWhere($"IsOpen = 1 AND {InWindow} AND {After}", db.Dialect.Take),
            Parameters(window, after, take, null, null));

    private static string AssignmentsWhere(string condition, string takeClause) => $"""
        SELECT a.Number, a.Assignment, a.Status, a.Unit, a.Role, a.Round, c.RequesterKind, c.Type, c.Category, c.Area,
            c.Urgency, c.RegisteredAt, a.NextClock, a.NextDueAt, a.NextWarnAt, t.Body AS Text
        FROM (
            SELECT Number, Assignment, NextDueAt FROM Assignments
            WHERE {condition}
            ORDER BY NextDueAt, Number, Assignment {takeClause}) q
        JOIN Assignments a ON a.Number = q.Number AND a.Assignment = q.Assignment
        JOIN Cases c ON c.Number = q.Number
        LEFT JOIN CaseTexts t ON t.Number = q.Number AND t.Version = 1
        ORDER BY q.NextDueAt, q.Number, q.Assignment
        """;

    private static object Parameters(QueueWindow window, QueuePlace after, int take, string? status, string? unit) => new
    {
        status,
        unit,
        // The place is a bound of the index too: a later page begins there instead of skipping everything before it.
        dueFrom = after.DueAt > window.DueFrom ? after.DueAt : window.DueFrom,
        dueBefore = window.DueBefore,
        warnFrom = window.WarnFrom,
        warnBefore = window.WarnBefore,
        dueAt = after.DueAt,
        number = after.Number,
        assignment = after.Assignment,
        take,
    };
}
