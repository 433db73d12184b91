using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hotline.Storage;

/// <summary>What a search asks for, in the words of the rows; <c>null</c> for whatever does not matter.</summary>
public sealed record CaseFilter
{
    public string? Status { get; init; }
    public string? Standing { get; init; }
    public string? Unit { get; init; }
    public string? PhoneIndex { get; init; }
    public string? Category { get; init; }
    public string? Area { get; init; }
    public string? Type { get; init; }
    public string? Channel { get; init; }
    public string? RequesterKind { get; init; }
    public string? Urgency { get; init; }

    /// <summary>What the title or the content must have in it.</summary>
    public string? Words { get; init; }

    /// <summary>What the number must have in it.</summary>
    public string? Serial { get; init; }

    /// <summary>The moments at which the case's next clock reaches its lights; <c>null</c>: whether or not one runs.</summary>
    public QueueWindow? Window { get; init; }

    /// <summary>The cases looked for are all open, which an index knows.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>The numbers that are looked at: from one on, and before another.</summary>
public sealed record NumberSpan(string From, string Before);

/// <summary>One case found.</summary>
public sealed record FoundRow : RowWithLights
{
    public string Number { get; init; } = "";
    public string Status { get; init; } = "";
    public string Standing { get; init; } = "";
    public string Channel { get; init; } = "";
    public string RequesterKind { get; init; } = "";
    public string Type { get; init; } = "";
    public string Category { get; init; } = "";
    public string? Area { get; init; }
    public string Urgency { get; init; } = "";
    public string? Lead { get; init; }
    public int Round { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? Result { get; init; }
    public string? NextClock { get; init; }

    /// <summary>The free text of the registration, as stored.</summary>
    public string? Text { get; init; }
}

/// <summary>
/// 查询: cases by what is known of them, the newest number first. The filter that leaves the fewest has an index in the order
/// of numbers; the others are looked at case by case, within a stretch of numbers that bounds what a page may cost.
/// </summary>
public static class FindStore
{
    /// <summary>How far a stretch reaches.</summary>
    public sealed record Stretch
    {
        /// <summary>Cases in it.</summary>
        public int Cases { get; init; }

        /// <summary>The last number of it; <c>null</c> when there is none.</summary>
        public string? Last { get; init; }
    }

    /// <summary>The next so many numbers that the index gives.</summary>
    public static async Task<Stretch> FindStretchAsync(this Session db, CaseFilter filter, NumberSpan span, int take) =>
        (await db.FindAsync<Stretch>(
            $"SELECT COUNT(*) AS Cases, MIN(Number) AS Last FROM ({Numbers(filter)} ORDER BY Number DESC {db.Dialect.Take}) q",
            Parameters(filter, span, take)))!;

    /// <summary>Those of them that the whole filter wants.</summary>
    public static Task<IReadOnlyList<FoundRow>> ListFoundAsync(this Session db, CaseFilter filter, NumberSpan span, int take) => db.ListAsync<FoundRow>(
        // The order of a cross join is kept: first the numbers, then what belongs to each.
        $"""
        SELECT c.Number, c.Status, c.Standing, c.Channel, c.RequesterKind, c.Type, c.Category, c.Area, c.Urgency, c.Lead, c.Round,
            c.RegisteredAt, c.ClosedAt, c.Result, c.NextClock, c.NextDueAt, c.NextWarnAt, c.NextOrangeAt, c.NextDoubleRedAt,
            c.NextTripleRedAt, t.Body AS Text
        FROM ({Numbers(filter)}) q CROSS JOIN Cases c LEFT JOIN CaseTexts t ON t.Number = c.Number AND t.Version = 1
        WHERE c.Number = q.Number {string.Concat(Rest(filter, db.Dialect).Select(condition => $" AND {condition}"))}
        ORDER BY q.Number DESC {db.Dialect.Take}
        """,
        Parameters(filter, span, take));

    private const string InSpan = "Number >= @from AND Number < @before";

    private static string Numbers(CaseFilter filter) =>
        (filter switch
        {
            { PhoneIndex: not null } => "SELECT Number FROM Requesters WHERE PhoneIndex = @PhoneIndex",
            { Unit: not null } =>
                $"SELECT Number FROM Assignments WHERE Unit = @Unit AND {InSpan} UNION SELECT Number FROM Invitations WHERE Unit = @Unit",
            { Category: not null } => "SELECT Number FROM Cases WHERE Category = @Category",
            { IsOpen: true } => "SELECT Number FROM Cases WHERE Standing = 'Open'",
            _ => "SELECT Number FROM Cases WHERE 1 = 1",
        }) + " AND " + InSpan;

    private static IEnumerable<string> Rest(CaseFilter filter, SqlDialect dialect)
    {
        (string Column, string? Value)[] exact =
        [
            ("Status", filter.Status), ("Standing", filter.Standing), ("Category", filter.Category), ("Area", filter.Area), ("Type", filter.Type),
            ("Channel", filter.Channel), ("RequesterKind", filter.RequesterKind), ("Urgency", filter.Urgency),
        ];
        foreach (var (column, _) in exact.Where(entry => entry.Value is not null))
        {
            yield return $"c.{column} = @{column}";
        }

        if (filter is { PhoneIndex: not null, Unit: not null })
        {
            yield return """
                (EXISTS (SELECT 1 FROM Assignments a WHERE a.Unit = @Unit AND a.Number = c.Number)
                    OR EXISTS (SELECT 1 FROM Invitations i WHERE i.Unit = @Unit AND i.Number = c.Number))
                """;
        }

        if (filter.Serial is not null)
        {
            yield return "c.Number LIKE @serial";
        }

        if (filter.Words is not null)
        {
            // The row as it is stored leaves few whose fields need be looked at.
            yield return @"t.Body LIKE @stored ESCAPE '\'";
            yield return $@"({dialect.JsonText("t.Body", "title")} LIKE @words ESCAPE '\' OR {dialect.JsonText("t.Body", "content")} LIKE @words ESCAPE '\')";
        }

        if (filter.Window is not null)
        {
            yield return QueueStore.InWindow;
        }
    }

    private static string Pattern(string? text) =>
        $"%{text?.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)}%";

    private static object Parameters(CaseFilter filter, NumberSpan span, int take)
    {
        var window = filter.Window ?? QueueWindow.All;
        return new
        {
            filter.Status,
            filter.Standing,
            filter.Unit,
            filter.PhoneIndex,
            filter.Category,
            filter.Area,
            filter.Type,
            filter.Channel,
            filter.RequesterKind,
            filter.Urgency,
            serial = $"%{filter.Serial}%",
            words = Pattern(filter.Words),
            stored = Pattern(filter.Words is { } words ? JsonEncodedText.Encode(words, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value : null),
            from = span.From,
            before = span.Before,
            dueFrom = window.Due.From,
            dueBefore = window.Due.Before,
            warnFrom = window.Warn.From,
            warnBefore = window.Warn.Before,
            orangeFrom = window.Orange.From,
            orangeBefore = window.Orange.Before,
            doubleRedFrom = window.DoubleRed.From,
            doubleRedBefore = window.DoubleRed.Before,
            tripleRedFrom = window.TripleRed.From,
            tripleRedBefore = window.TripleRed.Before,
            never = QueueStore.Never,
            take,
        };
    }
}
