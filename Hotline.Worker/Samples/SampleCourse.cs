using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Samples;

/// <summary>How the requester answers one call-back, and what the hotline makes of it.</summary>
/// <param name="Outcome"><c>null</c> for the usual: what is not solved, or not to the requester's liking, is proposed for rework.</param>
/// <param name="Justified">What the supervisor finds, if a rework is proposed.</param>
public sealed record PlannedAnswer(
    Resolution Resolution, Satisfaction? Satisfaction, bool Contacted = true, CallbackOutcome? Outcome = null, bool Justified = true)
{
    public bool ProposesRework => Outcome is null && (Resolution != Resolution.Solved || Satisfaction == Contracts.Cases.Satisfaction.Dissatisfied);
}

/// <summary>What is out of the ordinary about how a unit keeps its times in the first round.</summary>
[Flags]
public enum Slips
{
    None = 0,
    /// <summary>Nobody signs; the deadline does (T13).</summary>
    SignsLate = 1,
    ContactsLate = 2,
    RepliesLate = 4,
    /// <summary>By so much that an order of supervision is issued by itself.</summary>
    RepliesTooLate = 8,
}

/// <summary>How a case comes in.</summary>
public enum Arriving
{
    Complete,
    /// <summary>Something is missing, and supplied.</summary>
    Asked,
    /// <summary>Something is missing, and never supplied.</summary>
    GivenUp,
    /// <summary>It turns out to be no case.</summary>
    Void,
}

/// <summary>What happens between the first dispatch and the first reply.</summary>
public enum Episode
{
    None,
    Returned,
    ReturnedTwice,
    ReturnedThrice,
    ReturnEscalated,
    ReturnAgreed,
    ReturnRefused,
    ReturnRetracted,
    ReturnedForInformation,
    ReturnedToConsult,
    ReturnedToGuide,
    ReturnedToAnswer,
    Redispatched,
    Recalled,
    Reclassified,
    Extended,
    ExtendedTwice,
    ExtensionRefused,
    OnBook,
    OnBookUntilTarget,
    BookRefused,
    Supported,
    SupportRefused,
    SupportAdded,
}

/// <summary>How a case ends.</summary>
public enum Ending
{
    CalledBack,
    Waived,
    Unreached,
    Withdrawn,
}

/// <summary>How an order of supervision goes.</summary>
public enum Ordered
{
    No,
    Reported,
    SentBack,
    Released,
    Instructed,
    Reminded,
}

/// <summary>What a unit asks for once the case has closed.</summary>
public sealed record PlannedExclusion(RequestKind Kind, RequestReason Reason, Metric? Metric, bool IsGranted);

/// <summary>What is out of the ordinary about one dispatched case; nothing is about most of them.</summary>
public sealed record SampleCourse
{
    public static SampleCourse Plain { get; } = new();

    public Arriving Arriving { get; init; }
    public Episode Episode { get; init; }
    public Slips Slips { get; init; }

    /// <summary>The answer after each round.</summary>
    public IReadOnlyList<PlannedAnswer> Answers { get; init; } = [new(Resolution.Solved, Satisfaction.Satisfied)];

    public Ending Ending { get; init; }
    public WaiveReason? Waived { get; init; }

    /// <summary>How often the review sends the first reply back.</summary>
    public int ReviewReturns { get; init; }

    /// <summary>How often the requester asks to hurry.</summary>
    public int Reminders { get; init; }

    public Ordered Ordered { get; init; }

    public PlannedExclusion? Exclusion { get; init; }

    public bool IsReopened { get; init; }

    /// <summary>An emergency service is told beside the unit.</summary>
    public bool IsHandedOver { get; init; }

    public bool IsPlain => ReferenceEquals(this, Plain);
}
