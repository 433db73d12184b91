using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Contracts.Cases;

namespace Hotline.Samples;

/// <summary>The invented matters, answers and names that samples are made of (matters.json).</summary>
public sealed record SampleCorpus
{
    /// <param name="Category">A second-level category.</param>
    /// <param name="Titles">Each belongs to the content of the same index.</param>
    /// <param name="Replies">Of the content of the same index; the last also serves the rest.</param>
    /// <param name="Answers">For consultations: what is said on the line.</param>
    public sealed record Matter(
        string Category,
        CaseType Type,
        IReadOnlyList<string> Titles,
        IReadOnlyList<string> Contents,
        IReadOnlyList<string> Replies,
        IReadOnlyList<string> Internal,
        IReadOnlyList<string> Answers);

    /// <summary>Thanks that name what a unit did.</summary>
    /// <param name="Category">What it was about; <c>null</c> when it was about the unit itself.</param>
    public sealed record Praise(string Unit, string? Category, string Text);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        RespectRequiredConstructorParameters = true,
    };

    public required IReadOnlyList<Matter> Matters { get; init; }
    public required IReadOnlyList<string> UnsolvedReasons { get; init; }
    public required IReadOnlyList<string> DissatisfiedReasons { get; init; }

    /// <summary>Why a case is closed although it is not solved, or not to the requester's liking.</summary>
    public required IReadOnlyList<string> ExplainedReasons { get; init; }

    public required IReadOnlyList<string> ContactNotes { get; init; }
    public required IReadOnlyList<string> MissedNotes { get; init; }
    public required IReadOnlyList<string> ReworkReplies { get; init; }
    public required IReadOnlyList<Praise> PraiseTexts { get; init; }
    public required IReadOnlyList<Praise> BannerTexts { get; init; }
    public required IReadOnlyList<string> Surnames { get; init; }
    public required IReadOnlyList<string> GivenNames { get; init; }
    public required IReadOnlyList<string> EnterpriseNames { get; init; }

    public static SampleCorpus Shipped()
    {
        using var file = typeof(SampleCorpus).Assembly.GetManifestResourceStream("Hotline.Samples.matters.json")!;
        return JsonSerializer.Deserialize<SampleCorpus>(file, Json)!;
    }
}
