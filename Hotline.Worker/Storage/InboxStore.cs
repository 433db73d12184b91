namespace Hotline.Storage;

/// <summary>What of its work a unit has begun with. <c>First</c>: in the first round, where a rework is a stage of its own.</summary>
public enum InboxStage
{
    Any,
    Rework,
    ToSign,
    ToContact,
    FirstToSign,
    FirstToContact,
    FirstOther,
}

/// <summary>One line of a unit's inbox.</summary>
public sealed record InboxRow : RowWithLights
{
    public string Number { get; init; } = "";
    public int Assignment { get; init; }
    public int Version { get; init; }
    public string Status { get; init; } = "";
    public string Role { get; init; } = "";
    public int Round { get; init; }
    public string RequesterKind { get; init; } = "";
    public string Category { get; init; } = "";
    public string? Area { get; init; }
    public string Urgency { get; init; } = "";
    public DateTimeOffset DispatchedAt { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
    public DateTimeOffset? ContactedAt { get; init; }
    public string? NextClock { get; init; }

    /// <summary>A timer signed, and the unit has done nothing since.</summary>
    public bool IsUnattended { get; init; }

    /// <summary>Signed, and the first contact is still due.</summary>
    public bool IsToContact { get; init; }

    /// <summary>The free text of the registration, as stored.</summary>
    public string? Text { get; init; }
}

/// <summary>Assignments that are alike in everything an inbox counts.</summary>
public sealed record InboxCount
{
    public bool IsRed { get; init; }
    public bool IsDueToday { get; init; }
    public bool IsWarned { get; init; }
    public bool IsRework { get; init; }
    public bool IsToSign { get; init; }
    public bool IsToContact { get; init; }
    public int Assignments { get; init; }
}

/// <summary>承办收件箱: what one unit has open, page by page and counted. Which rows are meant, an index says alone: one of all that is open, and one for each stage that few are in.</summary>
public static class InboxStore
{
    /// <summary>What one unit has open of a stage within a window of lights, the most pressing first.</summary>
    public static Task<IReadOnlyList<InboxRow>> ListInboxAsync(
        this Session db, string unit, InboxStage stage, QueueWindow window, QueuePlace after, int take) =>
        db.ListAsync<InboxRow>(
            $"""
            SELECT a.Number, a.Assignment, c.Version, a.Status, a.Role, a.Round, c.RequesterKind, c.Category, c.Area, c.Urgency,
                a.DispatchedAt, a.SignedAt, a.ContactedAt, a.IsUnattended, a.NextClock, a.AwaitsContact AS IsToContact, {QueueStore.LightsOf("a")}, t.Body AS Text
            FROM (
                SELECT Number, Assignment, NextDueAt FROM Assignments
                WHERE Unit = @unit AND IsOpen = 1 AND {QueueStore.InWindow} AND {QueueStore.After("Assignment")} AND {ConditionOf(stage)}
                ORDER BY NextDueAt, Number, Assignment {db.Dialect.Take}) q
            JOIN Assignments a ON a.Number = q.Number AND a.Assignment = q.Assignment
            JOIN Cases c ON c.Number = q.Number
            LEFT JOIN CaseTexts t ON t.Number = q.Number AND t.Version = 1
            ORDER BY q.NextDueAt, q.Number, q.Assignment
            """,
            QueueStore.Parameters(window, after, take, unit: unit));

    /// <summary>What one unit has open, counted; of the first so many that fall due, so that it always costs little.</summary>
    /// <param name="now">Due and warned by then.</param>
    /// <param name="tonight">Due today until then.</param>
    public static Task<IReadOnlyList<InboxCount>> CountInboxAsync(this Session db, string unit, DateTimeOffset now, DateTimeOffset tonight, int take) =>
        db.ListAsync<InboxCount>(
            $"""
            SELECT IsRed, IsDueToday, IsWarned, IsRework, IsToSign, IsToContact, COUNT(*) AS Assignments
            FROM (
                SELECT CASE WHEN NextDueAt <= @now THEN 1 ELSE 0 END AS IsRed, CASE WHEN NextDueAt > @now AND NextDueAt <= @tonight THEN 1 ELSE 0 END AS IsDueToday,
                    CASE WHEN NextWarnAt <= @now AND NextDueAt > @now THEN 1 ELSE 0 END AS IsWarned, CASE WHEN Round > 1 THEN 1 ELSE 0 END AS IsRework,
                    CASE WHEN SignedAt IS NULL THEN 1 ELSE 0 END AS IsToSign, AwaitsContact AS IsToContact
                FROM Assignments WHERE Unit = @unit AND IsOpen = 1 AND NextDueAt IS NOT NULL
                ORDER BY NextDueAt {db.Dialect.Take}) q
            GROUP BY IsRed, IsDueToday, IsWarned, IsRework, IsToSign, IsToContact
            """,
            new { unit, now, tonight, take });

    /// <summary>Those of some cases that a unit has anything to do with, so that what happens there may change its lists.</summary>
    public static Task<IReadOnlyList<string>> ListConcerningAsync(this Session db, IReadOnlyCollection<string> numbers, string unit) =>
        db.ListAsync<string>(
            """
            SELECT Number FROM Assignments WHERE Number IN @numbers AND Unit = @unit
            UNION SELECT Number FROM Supervisions WHERE Number IN @numbers AND Unit = @unit
            UNION SELECT Number FROM Invitations WHERE Number IN @numbers AND Unit = @unit
            """,
            new { numbers, unit });

    private static string ConditionOf(InboxStage stage) => stage switch
    {
        InboxStage.Any => "1 = 1",
        InboxStage.Rework => "Round > 1",
        InboxStage.ToSign => "SignedAt IS NULL",
        InboxStage.ToContact => "AwaitsContact = 1",
        InboxStage.FirstToSign => "Round = 1 AND SignedAt IS NULL",
        InboxStage.FirstToContact => "Round = 1 AND AwaitsContact = 1",
        InboxStage.FirstOther => "Round = 1 AND SignedAt IS NOT NULL AND AwaitsContact = 0",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Unknown stage."),
    };
}
