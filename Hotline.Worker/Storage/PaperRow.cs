using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Domain.Cases;

namespace Hotline.Storage;

/// <summary>One version of a theme or of a meeting: who made it, and what it then said.</summary>
public sealed record PaperRow
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public string Number { get; init; } = "";

    /// <summary>Counts the changes from 1.</summary>
    public int Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who made it.</summary>
    public string Actor { get; init; } = "";

    /// <summary>For which unit; <c>null</c> for the hotline itself.</summary>
    public string? Unit { get; init; }

    /// <summary>What was done.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The whole of it, as JSON.</summary>
    public string Body { get; init; } = "";

    /// <param name="number">Of the paper.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="paper">What it then says.</param>
    public static PaperRow Of<T>(string number, int version, Enum kind, T paper, Actor actor, DateTimeOffset now) => new()
    {
        Number = number,
        Version = version,
        At = now,
        Actor = actor.Name,
        Unit = actor.Unit,
        Kind = kind.ToString(),
        Body = JsonSerializer.Serialize(paper, Json),
    };

    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, Json)!;
}

/// <summary>A place in a list of papers by day: the last row seen.</summary>
public sealed record PaperPlace(DateOnly Day, string Number)
{
    /// <summary>Newer than every row.</summary>
    public static PaperPlace Start { get; } = new(DateOnly.MaxValue, "");
}
