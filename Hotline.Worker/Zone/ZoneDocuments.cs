using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Contracts.Cases;

namespace Hotline.Zone;

/// <summary>The kinds of versioned configuration.</summary>
internal enum ZoneKind
{
    Units,
    Areas,
    Catalogue,
    Profile,
    Calendar,
    Scheme,
}

/// <summary>The shapes of the configuration documents, as they lie in files and in the database.</summary>
internal static class ZoneDocuments
{
    public sealed record Head
    {
        public required int Version { get; init; }
        public required DateOnly EffectiveFrom { get; init; }
    }

    public sealed record Units
    {
        [JsonPropertyName("units")]
        public required IReadOnlyList<ZoneUnit> Items { get; init; }
    }

    public sealed record Areas
    {
        [JsonPropertyName("areas")]
        public required IReadOnlyList<ZoneArea> Items { get; init; }
    }

    public sealed record Catalogue
    {
        public required IReadOnlyList<CategoryTree> Categories { get; init; }
        public required IReadOnlyList<Domain.Dispatch.DispatchRule> Rules { get; init; }
    }

    public sealed record CategoryTree
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string NameEn { get; init; }
        public required RequesterKind Requester { get; init; }
        public required IReadOnlyList<CategoryLeaf> Children { get; init; }
    }

    public sealed record CategoryLeaf
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string NameEn { get; init; }
    }

    public sealed record Profile
    {
        public required IReadOnlyList<Line> Lines { get; init; }
    }

    public sealed record Line
    {
        public required string Key { get; init; }
        public required string Name { get; init; }
        public IReadOnlyList<CaseType> Types { get; init; } = [];
        public IReadOnlyList<Urgency> Urgencies { get; init; } = [];
        public RequesterKind? Requester { get; init; }
        public required string Dispatch { get; init; }
        public required string Sign { get; init; }
        public required string FirstContact { get; init; }
        public required string Resolve { get; init; }
        public required string Review { get; init; }
        public required string Callback { get; init; }
        public required string Rework { get; init; }
    }

    public sealed record Scheme
    {
        public required decimal Response { get; init; }
        public required decimal Resolution { get; init; }
        public required decimal Satisfaction { get; init; }
        public required decimal BasicallySatisfied { get; init; }
        public required decimal PartlySolved { get; init; }
        public required int MinimumSample { get; init; }
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <exception cref="InvalidDataException">The text is not a document of this kind; the message says where.</exception>
    public static T Read<T>(ZoneKind kind, string body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Json)
                ?? throw new InvalidDataException($"The {kind} document is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The {kind} document cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The document this program ships, the zone's first version of its kind.</summary>
    public static string Shipped(ZoneKind kind)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(
            $"Hotline.Zone.Defaults.{kind.ToString().ToLowerInvariant()}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
