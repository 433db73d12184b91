using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Contracts.Cases;

namespace Hotline.Samples;

/// <summary>What people write when a case does not go straight from dispatch to closing (loop.json). Invented like the rest.</summary>
public sealed record SampleWords
{
    /// <summary>Something that is not the hotline's, as its caller tells it.</summary>
    public sealed record Guided(GuideReason Reason, string Category, CaseType Type, string Title, string Content);

    /// <summary>An emergency that somebody calls the hotline about.</summary>
    public sealed record Emergency(EmergencyService Service, string Category, CaseType Type, string Title, string Content);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        RespectRequiredConstructorParameters = true,
    };

    public required IReadOnlyList<string> AskTexts { get; init; }
    public required IReadOnlyList<string> AskAgainTexts { get; init; }
    public required IReadOnlyList<string> Supplies { get; init; }
    public required IReadOnlyList<string> GuidedByUnit { get; init; }
    public required IReadOnlyList<string> AnsweredByDesk { get; init; }
    public required IReadOnlyDictionary<RequestReason, IReadOnlyList<string>> ReturnEvidence { get; init; }
    public required IReadOnlyList<string> ReturnNotes { get; init; }
    public required IReadOnlyList<string> ReturnRefusals { get; init; }
    public required IReadOnlyList<string> DispatchBases { get; init; }
    public required string DesignatedBasis { get; init; }
    public required string ConcludedBasis { get; init; }
    public required IReadOnlyList<string> ConsultQuestions { get; init; }
    public required IReadOnlyList<string> Minutes { get; init; }
    public required IReadOnlyList<string> RedispatchReasons { get; init; }
    public required IReadOnlyList<string> RecallReasons { get; init; }
    public required IReadOnlyList<string> ReclassifyReasons { get; init; }
    public required IReadOnlyDictionary<RequestReason, IReadOnlyList<string>> ExtensionEvidence { get; init; }
    public required IReadOnlyList<string> ExtensionRefusals { get; init; }
    public required IReadOnlyList<string> ExtensionNotes { get; init; }
    public required IReadOnlyDictionary<RequestReason, IReadOnlyList<string>> BookEvidence { get; init; }
    public required IReadOnlyList<string> BookPlans { get; init; }
    public required IReadOnlyList<string> BookProgress { get; init; }
    public required IReadOnlyList<string> BookRefusals { get; init; }
    public required IReadOnlyList<string> BookNotes { get; init; }
    public required IReadOnlyList<string> Reactivations { get; init; }
    public required IReadOnlyList<string> SupportEvidence { get; init; }
    public required IReadOnlyList<string> SupportNotes { get; init; }
    public required IReadOnlyList<string> SupportRefusals { get; init; }
    public required IReadOnlyList<string> AddSupportReasons { get; init; }
    public required IReadOnlyList<string> DelegateTo { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required IReadOnlyList<string> PublicNotes { get; init; }
    public required IReadOnlyList<string> RemindNotes { get; init; }
    public required IReadOnlyList<string> ReturnOfReview { get; init; }
    public required IReadOnlyList<string> SupplementedReplies { get; init; }

    /// <summary>By the reason's place in <see cref="WaiveReason"/>.</summary>
    public required IReadOnlyList<string> WaiveNotes { get; init; }

    public required IReadOnlyList<string> Withdrawals { get; init; }
    public required IReadOnlyList<string> Justified { get; init; }
    public required IReadOnlyList<string> Unjustified { get; init; }
    public required string Escalated { get; init; }
    public required IReadOnlyList<string> Requirements { get; init; }
    public required IReadOnlyList<string> Reports { get; init; }
    public required IReadOnlyList<string> ThinReports { get; init; }
    public required IReadOnlyList<string> AskedBack { get; init; }
    public required IReadOnlyList<string> Settled { get; init; }
    public required IReadOnlyList<string> SentBack { get; init; }
    public required IReadOnlyList<string> Cancelled { get; init; }
    public required IReadOnlyList<string> Instructions { get; init; }
    public required IReadOnlyList<string> NewFacts { get; init; }
    public required IReadOnlyDictionary<RequestReason, IReadOnlyList<string>> Unreasonable { get; init; }
    public required IReadOnlyList<string> UnreasonableRefusals { get; init; }
    public required IReadOnlyList<string> Granted { get; init; }
    public required IReadOnlyDictionary<RequestReason, IReadOnlyList<string>> Appeals { get; init; }
    public required IReadOnlyList<string> AppealRefusals { get; init; }
    public required IReadOnlyList<string> MergeReasons { get; init; }
    public required IReadOnlyList<string> LinkReasons { get; init; }
    public required IReadOnlyList<string> PartReasons { get; init; }

    /// <summary>Begins what the same requester says again.</summary>
    public required string Again { get; init; }

    /// <summary>Begins what another requester says of the same matter.</summary>
    public required string Others { get; init; }

    public required IReadOnlyDictionary<VoidReason, IReadOnlyList<string>> VoidNotes { get; init; }
    public required string VoidTitle { get; init; }
    public required string VoidContent { get; init; }

    [JsonPropertyName("guided")]
    public required IReadOnlyList<Guided> GuidedMatters { get; init; }

    public required IReadOnlyList<Emergency> Emergencies { get; init; }

    public static SampleWords Shipped()
    {
        using var file = typeof(SampleWords).Assembly.GetManifestResourceStream("Hotline.Samples.loop.json")!;
        return JsonSerializer.Deserialize<SampleWords>(file, Json)!;
    }
}
