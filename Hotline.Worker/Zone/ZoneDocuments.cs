using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;

namespace Hotline.Zone;

/// <summary>The kinds of versioned configuration.</summary>
public enum ZoneKind
{
    Units,
    Areas,
    Catalogue,
    Profile,
    Calendar,
    Scheme,
    Phrases,
}

/// <summary>The shapes of the configuration documents, as they lie in files and in the database.</summary>
internal static class ZoneDocuments
{
    /// <summary>What every document begins with; the calendar alone keeps the format of the public lists, which has none.</summary>
    public abstract record Document
    {
        public required int Version { get; init; }

        /// <summary>The first day, in the zone's time, on which new cases are judged by it.</summary>
        public required DateOnly EffectiveFrom { get; init; }
    }

    public sealed record Units : Document
    {
        [JsonPropertyName("units")]
        public required IReadOnlyList<ZoneUnit> Items { get; init; }
    }

    public sealed record Areas : Document
    {
        [JsonPropertyName("areas")]
        public required IReadOnlyList<ZoneArea> Items { get; init; }
    }

    public sealed record Catalogue : Document
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

        /// <summary>What people call it as well; left out: as the program has it.</summary>
        public IReadOnlyList<string>? Aliases { get; init; }

        /// <summary>即时转办: the services that have a case of it, while nobody knows more; left out: as the program has it.</summary>
        public IReadOnlyList<EmergencyService>? Emergencies { get; init; }
    }

    public sealed record Profile : Document
    {
        /// <summary>Left out in whole or in part: as the program has it.</summary>
        public Common? Common { get; init; }

        /// <summary>Left out: the province's.</summary>
        public IReadOnlyList<Ceiling>? Ceilings { get; init; }

        public required IReadOnlyList<Line> Lines { get; init; }
    }

    public sealed record Common
    {
        public string? Redispatch { get; init; }
        public string? Supplement { get; init; }
        public string? DecideReturn { get; init; }
        public string? Decide { get; init; }
        public string? BookProgress { get; init; }
        public string? AfterBook { get; init; }
        public string? Reopen { get; init; }
        public string? Unreasonable { get; init; }
        public string? Archive { get; init; }
        public IReadOnlyList<string>? NeverOnBook { get; init; }
    }

    public sealed record Ceiling
    {
        public required IReadOnlyList<CaseType> Types { get; init; }
        public required string Limit { get; init; }
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
        public required string ReworkSign { get; init; }
        public required string ReworkFirstContact { get; init; }
        public required string Rework { get; init; }

        /// <summary>Left out: no extension is granted.</summary>
        public string? Extension { get; init; }

        public string ReturnWindow { get; init; } = "1wd";
        public string Consultation { get; init; } = "1wd";
    }

    public sealed record Scheme : Document, ISchemeContent
    {
        public decimal? Response { get; init; }
        public decimal? Resolution { get; init; }
        public decimal? Satisfaction { get; init; }
        public required decimal BasicallySatisfied { get; init; }
        public required decimal PartlySolved { get; init; }
        public required int MinimumSample { get; init; }
        public OfficialRating? Rating { get; init; }
        public Attribution? Attribution { get; init; }
        public Treatment? NotAnswered { get; init; }
        public Treatment? Unreached { get; init; }
        public decimal? Full { get; init; }
        public IReadOnlyList<Component>? Components { get; init; }
    }

    /// <summary>
    /// What a scheme says: either the three weights, which are of 100 points, or components. All that is left out is as it was
    /// before there was more than the weights.
    /// </summary>
    public interface ISchemeContent
    {
        decimal? Response { get; }
        decimal? Resolution { get; }
        decimal? Satisfaction { get; }
        decimal BasicallySatisfied { get; }
        decimal PartlySolved { get; }
        int MinimumSample { get; }
        OfficialRating? Rating { get; }
        Attribution? Attribution { get; }
        Treatment? NotAnswered { get; }
        Treatment? Unreached { get; }

        /// <summary>What the components' points sum to; left out: 100.</summary>
        decimal? Full { get; }

        IReadOnlyList<Component>? Components { get; }
    }

    /// <summary>One component of a composite; proportional, unless a target and a slope are given.</summary>
    public sealed record Component
    {
        public required string Indicator { get; init; }
        public required decimal Points { get; init; }

        /// <summary>Per cent.</summary>
        public decimal? Target { get; init; }

        /// <summary>Points for each per cent short of the target.</summary>
        public decimal? Slope { get; init; }

        /// <summary>The least points; left out: none.</summary>
        public decimal? Floor { get; init; }
    }

    public sealed record Phrases : Document
    {
        [JsonPropertyName("phrases")]
        public required IReadOnlyList<ZonePhrase> Items { get; init; }

        /// <summary>Left out, as in documents from before there were any: the program's.</summary>
        public IReadOnlyList<ZoneTemplate>? Templates { get; init; }
    }

    /// <summary>What an import of phrases may hold.</summary>
    public sealed record PhraseLists
    {
        public IReadOnlyList<ZonePhrase>? Phrases { get; init; }
        public IReadOnlyList<ZoneTemplate>? Templates { get; init; }
    }

    /// <summary>What an import of units holds: all of them.</summary>
    public sealed record UnitList
    {
        public required IReadOnlyList<ZoneUnit> Units { get; init; }
    }

    /// <summary>What an import of a scheme holds.</summary>
    public sealed record SchemeWeights : ISchemeContent
    {
        public decimal? Response { get; init; }
        public decimal? Resolution { get; init; }
        public decimal? Satisfaction { get; init; }
        public required decimal BasicallySatisfied { get; init; }
        public required decimal PartlySolved { get; init; }
        public required int MinimumSample { get; init; }
        public OfficialRating? Rating { get; init; }
        public Attribution? Attribution { get; init; }
        public Treatment? NotAnswered { get; init; }
        public Treatment? Unreached { get; init; }
        public decimal? Full { get; init; }
        public IReadOnlyList<Component>? Components { get; init; }
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // A misspelt member would quietly change what the document says.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
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

    /// <summary>The text that <see cref="Read"/> reads.</summary>
    public static string Write<T>(T document) => JsonSerializer.Serialize(document, Json);

    /// <exception cref="InvalidDataException">It contradicts itself; <see cref="SchemeFile.Check"/> says how.</exception>
    public static ScorecardScheme SchemeOf(ISchemeContent content, int version) => SchemeFile.Check(content) is [var first, ..]
        ? throw new InvalidDataException($"The scheme is wrong at {first.Field}: {first.Rule}.")
        : new ScorecardScheme(
            version, ComponentsOf(content), content.Full ?? 100, content.BasicallySatisfied, content.PartlySolved, content.MinimumSample)
        {
            Rating = content.Rating ?? default,
            Attribution = content.Attribution ?? default,
            NotAnswered = content.NotAnswered ?? default,
            Unreached = content.Unreached ?? default,
        };

    /// <summary>The components, or what three weights stand for.</summary>
    public static IReadOnlyList<SchemeComponent> ComponentsOf(ISchemeContent content) => content.Components is { } components
        ? [.. components.Select(component => new SchemeComponent(
            component.Indicator,
            component.Points,
            component is { Target: { } target, Slope: { } slope } ? new Linear(target, slope, component.Floor ?? 0) : Proportional.Instance))]
        : [new("R1", content.Response ?? 0), new("R2", content.Resolution ?? 0), new("R3", content.Satisfaction ?? 0)];

    /// <exception cref="ArgumentException">The lines contradict each other.</exception>
    /// <exception cref="FormatException">A limit is none.</exception>
    public static DeadlineProfile ProfileOf(Profile document) => new(
        document.Version, [.. document.Lines.Select(LineOf)], document.Common is { } common ? CommonOf(common) : null);

    public static IReadOnlyList<ProfileCeiling> CeilingsOf(Profile document) => document.Ceilings is { } ceilings
        ? [.. ceilings.Select(ceiling => new ProfileCeiling(ceiling.Types, Limit.Parse(ceiling.Limit)))]
        : ProfileCeiling.Sichuan2025;

    public static IReadOnlyList<ZoneTemplate> TemplatesOf(Phrases document) =>
        document.Templates ?? Read<Phrases>(ZoneKind.Phrases, Shipped(ZoneKind.Phrases)).Templates ?? [];

    private static ProfileLine LineOf(Line line) => new(
        line.Key,
        line.Types,
        line.Urgencies,
        line.Requester,
        Limit.Parse(line.Dispatch),
        Limit.Parse(line.Sign),
        Limit.Parse(line.FirstContact),
        Limit.Parse(line.Resolve),
        Limit.Parse(line.Review),
        Limit.Parse(line.Callback),
        Limit.Parse(line.ReworkSign),
        Limit.Parse(line.ReworkFirstContact),
        Limit.Parse(line.Rework))
    {
        Extension = line.Extension is null ? null : Limit.Parse(line.Extension),
        ReturnWindow = Limit.Parse(line.ReturnWindow),
        Consultation = Limit.Parse(line.Consultation),
    };

    private static ProfileCommon CommonOf(Common common)
    {
        var usual = ProfileCommon.Default;
        static Limit Or(string? text, Limit usual) => text is null ? usual : Limit.Parse(text);
        return new ProfileCommon
        {
            Redispatch = Or(common.Redispatch, usual.Redispatch),
            Supplement = Or(common.Supplement, usual.Supplement),
            DecideReturn = Or(common.DecideReturn, usual.DecideReturn),
            Decide = Or(common.Decide, usual.Decide),
            BookProgress = Or(common.BookProgress, usual.BookProgress),
            AfterBook = Or(common.AfterBook, usual.AfterBook),
            Reopen = Or(common.Reopen, usual.Reopen),
            Unreasonable = Or(common.Unreasonable, usual.Unreasonable),
            Archive = Or(common.Archive, usual.Archive),
            NeverOnBook = common.NeverOnBook ?? usual.NeverOnBook,
        };
    }

    /// <summary>Version and first day of a document.</summary>
    public static (int Version, DateOnly EffectiveFrom) HeadOf(ZoneKind kind, string body)
    {
        Document head = kind switch
        {
            ZoneKind.Units => Read<Units>(kind, body),
            ZoneKind.Areas => Read<Areas>(kind, body),
            ZoneKind.Catalogue => Read<Catalogue>(kind, body),
            ZoneKind.Profile => Read<Profile>(kind, body),
            ZoneKind.Scheme => Read<Scheme>(kind, body),
            ZoneKind.Phrases => Read<Phrases>(kind, body),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of document has no head."),
        };
        return (head.Version, head.EffectiveFrom);
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
