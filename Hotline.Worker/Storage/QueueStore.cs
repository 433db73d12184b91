using Hotline.Contracts.Deadlines;

namespace Hotline.Storage;

/// <summary>A place in a list ordered by due time: the last row seen.</summary>
/// <param name="Item">The assignment, request or order within the case; 0 in lists of cases.</param>
public sealed record QueuePlace(DateTimeOffset DueAt, string Number, int Item)
{
    /// <summary>Before every row.</summary>
    public static QueuePlace Start { get; } = new(DateTimeOffset.MinValue, "", 0);
}

/// <summary>From an instant on, and before another.</summary>
public sealed record Span(DateTimeOffset From, DateTimeOffset Before)
{
    public static Span Any { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
}

/// <summary>When the moments lie at which a clock reaches each light: what makes a light, so that an index can answer it.</summary>
public sealed record QueueWindow(Span Warn, Span Orange, Span Due, Span DoubleRed, Span TripleRed)
{
    public static QueueWindow All { get; } = new(Span.Any, Span.Any, Span.Any, Span.Any, Span.Any);

    /// <summary>The rows that show exactly this light now; all for <c>null</c>.</summary>
    public static QueueWindow Of(Light? light, DateTimeOffset now)
    {
        // Reached means "at or before now"; a span is half open, so its edge is the next tick.
        var next = now.AddTicks(1);
        var (reached, ahead) = (Span.Any with { Before = next }, Span.Any with { From = next });
        return light switch
        {
            null => All,
            Light.Green => All with { Warn = ahead },
            // What is not due yet lies behind a bound of the index; said although the other bound implies it.
            Light.Yellow => All with { Warn = reached, Orange = ahead, Due = ahead },
            Light.Orange => All with { Orange = reached, Due = ahead },
            Light.Red => All with { Due = reached, DoubleRed = ahead },
            Light.DoubleRed => All with { Due = reached, DoubleRed = reached, TripleRed = ahead },
            Light.TripleRed => All with { Due = reached, TripleRed = reached },
            _ => throw new ArgumentOutOfRangeException(nameof(light), light, "Unknown light."),
        };
    }
}

/// <summary>One line of a queue.</summary>
public sealed record QueueRow : RowWithLights
{
    public string Number { get; init; } = "";

    /// <summary>The number of the assignment, request or order within the case; 0 in queues of cases.</summary>
    public int Item { get; init; }

    /// <summary>Of the case.</summary>
    public int Version { get; init; }

    public string Status { get; init; } = "";
    public string? Unit { get; init; }
    public string? Role { get; init; }

    /// <summary>What is asked for, in the queue of requests.</summary>
    public string? Kind { get; init; }

    /// <summary>Why it is asked for, or ordered.</summary>
    public string? Reason { get; init; }

    /// <summary>Nobody decided the request in time.</summary>
    public bool Escalated { get; init; }

    /// <summary>Of an assignment: a timer signed, and the unit has done nothing since.</summary>
    public bool IsUnattended { get; init; }

    public string? ClaimedBy { get; init; }
    public int Round { get; init; }
    public string RequesterKind { get; init; } = "";
    public string Type { get; init; } = "";
    public string Category { get; init; } = "";
    public string? Area { get; init; }
    public string Urgency { get; init; } = "";
    public DateTimeOffset RegisteredAt { get; init; }
    public string? NextClock { get; init; }

    /// <summary>The free text of the registration, as stored.</summary>
    public string? Text { get; init; }
}

/// <summary>
/// Pages of the queues, by key and never by offset: page 1,000 costs what page 1 costs. Which rows stand on a page is
/// answered by an index alone, whatever the light; only the page's own rows are looked up.
/// </summary>
public static class QueueStore
{
    // Rows written before the exact lights were known have none: they turn red, and no redder, until they are folded anew.
    internal const string InWindow =
        """
        NextDueAt >= @dueFrom AND NextDueAt < @dueBefore AND NextWarnAt >= @warnFrom AND NextWarnAt < @warnBefore
            AND COALESCE(NextOrangeAt, NextDueAt) >= @orangeFrom AND COALESCE(NextOrangeAt, NextDueAt) < @orangeBefore
            AND COALESCE(NextDoubleRedAt, @never) >= @doubleRedFrom AND COALESCE(NextDoubleRedAt, @never) < @doubleRedBefore
            AND COALESCE(NextTripleRedAt, @never) >= @tripleRedFrom AND COALESCE(NextTripleRedAt, @never) < @tripleRedBefore
        """;

    internal static DateTimeOffset Never { get; } = DateTimeOffset.MaxValue.AddTicks(-1);

    /// <summary>Cases in one state, the most pressing first; those whose rating waits to be judged stand in a list of their own.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListCasesAsync(
        this Session db, string status, bool awaitsJudgement, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            CasesWhere($"Status = @status AND AwaitsJudgement = @awaitsJudgement AND {InWindow}", db.Dialect.Take),
            Parameters(window, after, take, status: status, awaitsJudgement: awaitsJudgement));

    /// <summary>Those of them that nobody holds.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListFreeCasesAsync(
        this Session db, string status, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            CasesWhere($"Status = @status AND AwaitsJudgement = @awaitsJudgement AND ClaimedBy IS NULL AND {InWindow}", db.Dialect.Take),
            Parameters(window, after, take, status: status));

    /// <summary>Those of them that one person holds.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListClaimedCasesAsync(
        this Session db, string claimedBy, string status, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            CasesWhere($"ClaimedBy = @claimedBy AND Status = @status AND AwaitsJudgement = @awaitsJudgement AND {InWindow}", db.Dialect.Take),
            Parameters(window, after, take, status: status, claimedBy: claimedBy));

    /// <summary>What one unit has open, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListAssignmentsAsync(
        this Session db, string unit, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            AssignmentsWhere($"Unit = @unit AND IsOpen = 1 AND {InWindow}", db.Dialect.Take), Parameters(window, after, take, unit: unit));

    /// <summary>Those of them that a timer signed for and nobody has begun with, or the others.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListAssignmentsAsync(
        this Session db, string unit, bool unattended, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            AssignmentsWhere($"Unit = @unit AND IsOpen = 1 AND IsUnattended = {(unattended ? 1 : 0)} AND {InWindow}", db.Dialect.Take),
            Parameters(window, after, take, unit: unit));

    /// <summary>What any unit has open, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListOpenAssignmentsAsync(this Session db, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(AssignmentsWhere($"IsOpen = 1 AND {InWindow}", db.Dialect.Take), Parameters(window, after, take));

    /// <inheritdoc cref="ListAssignmentsAsync(Session, string, bool, QueueWindow, QueuePlace, int)"/>
    public static Task<IReadOnlyList<QueueRow>> ListOpenAssignmentsAsync(this Session db, bool unattended, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            AssignmentsWhere($"IsOpen = 1 AND IsUnattended = {(unattended ? 1 : 0)} AND {InWindow}", db.Dialect.Take), Parameters(window, after, take));

    /// <summary>申请 that wait to be decided, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListPendingRequestsAsync(this Session db, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            ItemsWhere("Requests", "Request", "r.Status, r.Kind, r.Reason, r.Escalated", InWindow, db.Dialect.Take),
            Parameters(window, after, take));

    /// <summary>申请 of one unit that wait to be decided, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListPendingRequestsOfAsync(this Session db, string unit, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            ItemsWhere("Requests", "Request", "r.Status, r.Kind, r.Reason, r.Escalated", $"Unit = @unit AND {InWindow}", db.Dialect.Take),
            Parameters(window, after, take, unit: unit));

    /// <summary>督办单 that are open, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListOpenOrdersAsync(this Session db, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            ItemsWhere("Supervisions", "Supervision", "r.Status, r.Origin AS Reason", InWindow, db.Dialect.Take),
            Parameters(window, after, take));

    /// <summary>督办单 of one unit that are open, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListOpenOrdersOfAsync(this Session db, string unit, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            ItemsWhere("Supervisions", "Supervision", "r.Status, r.Origin AS Reason", $"Unit = @unit AND {InWindow}", db.Dialect.Take),
            Parameters(window, after, take, unit: unit));

    /// <summary>会商中 to which one unit is invited, the most pressing first.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListInvitationsOfAsync(this Session db, string unit, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<QueueRow>(
            ItemsWhere("Invitations", "Invitation", "c.Status", $"Unit = @unit AND {InWindow}", db.Dialect.Take),
            Parameters(window, after, take, unit: unit));

    private static string CasesWhere(string condition, string takeClause) => $"""
        SELECT c.Number, 0 AS Item, c.Version, c.Status, c.Lead AS Unit, c.ClaimedBy, c.Round, c.RequesterKind, c.Type, c.Category, c.Area,
            c.Urgency, c.RegisteredAt, c.NextClock, {LightsOf("c")}, t.Body AS Text
        FROM (
            SELECT Number, NextDueAt FROM Cases
            WHERE {condition} AND (NextDueAt > @dueAt OR (NextDueAt = @dueAt AND Number > @number))
            ORDER BY NextDueAt, Number {takeClause}) q
        JOIN Cases c ON c.Number = q.Number
        LEFT JOIN CaseTexts t ON t.Number = q.Number AND t.Version = 1
        ORDER BY q.NextDueAt, q.Number
        """;

    private static string AssignmentsWhere(string condition, string takeClause) => $"""
        SELECT a.Number, a.Assignment AS Item, c.Version, a.Status, a.Unit, a.Role, a.Round, c.RequesterKind, c.Type, c.Category, c.Area,
            c.Urgency, c.RegisteredAt, a.IsUnattended, a.NextClock, {LightsOf("a")}, t.Body AS Text
        FROM (
            SELECT Number, Assignment, NextDueAt FROM Assignments
            WHERE {condition} AND {After("Assignment")}
            ORDER BY NextDueAt, Number, Assignment {takeClause}) q
        JOIN Assignments a ON a.Number = q.Number AND a.Assignment = q.Assignment
        JOIN Cases c ON c.Number = q.Number
        LEFT JOIN CaseTexts t ON t.Number = q.Number AND t.Version = 1
        ORDER BY q.NextDueAt, q.Number, q.Assignment
        """;

    // Only what waits has a next due moment.
    private static string ItemsWhere(string table, string key, string columns, string condition, string takeClause) => $"""
        SELECT r.Number, r.{key} AS Item, c.Version, r.Unit, {columns}, c.Round, c.RequesterKind, c.Type, c.Category, c.Area,
            c.Urgency, c.RegisteredAt, {LightsOf("r")}, t.Body AS Text
        FROM (
            SELECT Number, {key}, NextDueAt FROM {table}
            WHERE {condition} AND {After(key)}
            ORDER BY NextDueAt, Number, {key} {takeClause}) q
        JOIN {table} r ON r.Number = q.Number AND r.{key} = q.{key}
        JOIN Cases c ON c.Number = q.Number
        LEFT JOIN CaseTexts t ON t.Number = q.Number AND t.Version = 1
        ORDER BY q.NextDueAt, q.Number, q.{key}
        """;

    internal static string After(string key) =>
        $"(NextDueAt > @dueAt OR (NextDueAt = @dueAt AND (Number > @number OR (Number = @number AND {key} > @item))))";

    internal static string LightsOf(string alias) =>
        $"{alias}.NextDueAt, {alias}.NextWarnAt, {alias}.NextOrangeAt, {alias}.NextDoubleRedAt, {alias}.NextTripleRedAt";

    internal static object Parameters(
        QueueWindow window, QueuePlace after, int take, string? status = null, string? unit = null, string? claimedBy = null, bool awaitsJudgement = false) => new
    {
        status,
        unit,
        claimedBy,
        awaitsJudgement,
        // The place is a bound of the index too: a later page begins there instead of skipping everything before it.
        dueFrom = after.DueAt > window.Due.From ? after.DueAt : window.Due.From,
        dueBefore = window.Due.Before,
        warnFrom = window.Warn.From,
        warnBefore = window.Warn.Before,
        orangeFrom = window.Orange.From,
        orangeBefore = window.Orange.Before,
        doubleRedFrom = window.DoubleRed.From,
        doubleRedBefore = window.DoubleRed.Before,
        tripleRedFrom = window.TripleRed.From,
        tripleRedBefore = window.TripleRed.Before,
        never = Never,
        dueAt = after.DueAt,
        number = after.Number,
        item = after.Item,
        take,
    };
}
