using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Support;

/// <summary>
/// What happened to one case, event by event, written down without asking any rule: the state that a domain test starts from.
/// </summary>
internal sealed class Story
{
    public const string Lead = "urban-enforcement";
    public const string Supporter = "natural-resources";

    /// <summary>Somebody of the hotline, with every role.</summary>
    public static readonly Actor Agent = new("agent");

    private readonly List<HotlineEvent> _events = [];
    private DateTimeOffset _now;

    private Story(CaseRegistered registration, string at)
    {
        _now = At(at);
        Then(registration with { ReceivedAt = registration.ReceivedAt == default ? _now : registration.ReceivedAt });
    }

    /// <summary>The one valid registration that tests change by <c>with</c>: an ordinary request for help.</summary>
    public static CaseRegistered Registration { get; } = new()
    {
        Channel = Channel.Phone,
        RequesterKind = RequesterKind.Citizen,
        Type = CaseType.Help,
        Category = "C0107",
        Urgency = Urgency.General,
        ReceivedAt = default,
        ProfileVersion = 1,
        CalendarVersion = 1,
    };

    /// <summary>S1 of domain.md §9 begins on a Friday before a make-up Sunday.</summary>
    public static Story Begin(CaseRegistered? registration = null, string at = "2025-09-26T16:40:00+08:00") => new(registration ?? Registration, at);

    public static Story Dispatched(string at = "2025-09-26T16:55:00+08:00") => Begin().On(at).Dispatch(Lead);

    public static Story Signed() => Dispatched().Sign(1);

    public static Story InReview() => Signed().Reply(1);

    public static Story InCallback() => InReview().Review();

    public Case Case => Case.Fold(_events);

    public IReadOnlyList<HotlineEvent> Events => _events;

    public DateTimeOffset Now => _now;

    public Story On(string instant)
    {
        _now = At(instant);
        return this;
    }

    public Story Then(params HotlineEvent[] happened)
    {
        foreach (var next in happened)
        {
            _events.Add(next with { Number = "250926-000001-0", Version = _events.Count + 1, At = _now, Actor = "tester" });
        }

        return this;
    }

    public Story Dispatch(string lead, params string[] supporters) => Then(Dispatch(Units(1, lead, supporters)));

    public static CaseDispatched Dispatch(IReadOnlyList<DispatchedUnit> units) =>
        new() { Units = units, Automatic = true, Basis = "basis", CatalogueVersion = 1 };

    public static IReadOnlyList<DispatchedUnit> Units(int first, string lead, params string[] supporters) =>
    [
        .. supporters.Prepend(lead).Select((unit, index) => new DispatchedUnit
        {
            Assignment = first + index,
            Unit = unit,
            Role = index == 0 ? AssignmentRole.Lead : AssignmentRole.Support,
        }),
    ];

    public Story Sign(int assignment) => Then(new AssignmentSigned { Assignment = assignment });

    public Story Contact(int assignment, bool reached) =>
        Then(new RequesterContacted { Assignment = assignment, Means = ContactMeans.Phone, Reached = reached });

    public Story Reply(int assignment, bool withoutSupport = false) => Then(ReplyOf(assignment) with { WithoutSupport = withoutSupport });

    public static AssignmentReplied ReplyOf(int assignment) =>
        new() { Assignment = assignment, Substantiated = true, Contacted = false, Resolution = Resolution.Solved };

    public Story Review() => Then(new ReviewPassed());

    public Story CallBack(Resolution? resolution, Satisfaction? satisfaction, bool contacted = true) => Then(CallbackOf(resolution, satisfaction, contacted));

    public static CallbackAttempted CallbackOf(Resolution? resolution, Satisfaction? satisfaction, bool contacted = true) =>
        new() { Reached = true, Contacted = contacted, Resolution = resolution, Satisfaction = satisfaction };

    /// <summary>The same lead once more.</summary>
    public Story Rework(int round, int assignment) => Then(new ReworkOrdered { Round = round, Units = Units(assignment, Lead) });

    public Story Close(ClosingResult result = ClosingResult.Solved) => Then(new CaseClosed { Result = result });
}
