using System.Text;
using Hotline.Composition;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>One case for reading: state, assignments, clocks with their reasons, requester masked; and its timeline.</summary>
public sealed class CaseHistory(Database database, ZoneBook zone, RequesterVault vault, TimeProvider clock)
{
    /// <param name="Version">The ETag: what a step must have seen.</param>
    public sealed record View(
        string Number,
        int Version,
        CaseStatus Status,
        Channel Channel,
        RequesterKind RequesterKind,
        CaseType Type,
        string Category,
        string? CategoryName,
        string? Area,
        Urgency Urgency,
        bool Confidential,
        bool Anonymous,
        bool ReplyWanted,
        DateTimeOffset ReceivedAt,
        DateTimeOffset RegisteredAt,
        DateTimeOffset? ClosedAt,
        ClosingResult? Result,
        int Round,
        CaseText Text,
        MaskedRequester? Requester,
        Routing? Routing,
        IReadOnlyList<AssignmentView> Assignments,
        IReadOnlyList<ClockView> Clocks,
        IReadOnlyList<CallbackView> Callbacks,
        Rating? FirstRating,
        Rating? FinalRating);

    /// <summary>The requester as everybody may see it: 张**, 138****5678, z***@example.com.</summary>
    /// <param name="Name">Not shown of an anonymous requester, not even masked.</param>
    /// <param name="Withheld">保密: there is something, and it is not shown.</param>
    public sealed record MaskedRequester(string? Name, string? Phone, string? ContactPhone, string? Email, string? Company, bool Withheld);

    /// <summary>How the case came to its units, or why it waits for a dispatcher.</summary>
    public sealed record Routing(
        bool Automatic, string? Rule, string? Basis, int CatalogueVersion, IReadOnlyList<string> Alternatives, LeftReason? Left);

    public sealed record AssignmentView(
        int Number,
        int Round,
        string Unit,
        string? UnitName,
        AssignmentRole Role,
        AssignmentStatus Status,
        DateTimeOffset DispatchedAt,
        DateTimeOffset? SignedAt,
        DateTimeOffset? ContactedAt,
        DateTimeOffset? RepliedAt,
        Resolution? Resolution);

    /// <param name="Key">Unique within the case, e.g. <c>C4-1</c>.</param>
    /// <param name="Explanation">Why it is due then, a sentence a step.</param>
    public sealed record ClockView(
        string Key,
        ClockKind Kind,
        int? Assignment,
        string? Unit,
        string? Limit,
        DateTimeOffset StartedAt,
        DateTimeOffset? Due,
        DateTimeOffset? StoppedAt,
        Light Light,
        bool CalendarMissing,
        IReadOnlyList<string> Explanation);

    public sealed record CallbackView(
        DateTimeOffset At, bool Reached, bool? Contacted, Resolution? Resolution, Satisfaction? Satisfaction);

    /// <param name="Type">Name of the event in Hotline.Contracts, e.g. <c>CaseDispatched</c>.</param>
    /// <param name="Data">What it adds to the head.</param>
    public sealed record Entry(
        int Version, string Type, DateTimeOffset At, string Actor, string? Unit, HotlineEvent Data, CaseText? Text);

    /// <exception cref="CaseNotFoundException">No such case.</exception>
    public Task<View> ReadAsync(string number, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var @case = await db.FindCaseAsync(number) ?? throw new CaseNotFoundException(number);
            var texts = await db.ReadTextsAsync(number);
            var sealedRequester = await db.FindRequesterAsync(number);
            return ViewOf(
                @case,
                texts.TryGetValue(1, out var body) ? CaseLedger.ReadText(body) : new CaseText(),
                sealedRequester is null ? null : Mask(vault.Open(number, sealedRequester), @case));
        },
        cancellation);

    /// <exception cref="CaseNotFoundException">No such case.</exception>
    public Task<IReadOnlyList<Entry>> ReadTimelineAsync(string number, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var events = await db.ReadEventsAsync(number);
            if (events is not [CaseRegistered, ..])
            {
                throw new CaseNotFoundException(number);
            }

            var texts = await db.ReadTextsAsync(number);
            return (IReadOnlyList<Entry>)
            [
                .. events.Select(happened => new Entry(
                    happened.Version,
                    happened.GetType().Name,
                    happened.At,
                    happened.Actor,
                    happened.Unit,
                    happened,
                    texts.TryGetValue(happened.Version, out var body) ? CaseLedger.ReadText(body) : null)),
            ];
        },
        cancellation);

    private View ViewOf(Case @case, CaseText text, MaskedRequester? requester)
    {
        var now = clock.Now();
        var current = zone.Current;
        var basis = current.BasisOf(@case);
        return new View(
            @case.Number,
            @case.Version,
            @case.Status,
            @case.Channel,
            @case.RequesterKind,
            @case.Type,
            @case.Category,
            current.Categories.TryGetValue(@case.Category, out var category) ? ReadersLanguage.Pick(category.Name, category.NameEn) : null,
            @case.Area,
            @case.Urgency,
            @case.Confidential,
            @case.Anonymous,
            @case.ReplyWanted,
            @case.ReceivedAt,
            @case.RegisteredAt,
            @case.ClosedAt,
            @case.Result,
            @case.Round,
            text,
            requester,
            RoutingOf(@case),
            [.. @case.Assignments.Select(assignment => ViewOf(assignment, current))],
            [.. DeadlinePlan.Clocks(@case, basis).Select(running => ViewOf(running, basis, now))],
            [
                .. @case.Callbacks.Select(attempt => new CallbackView(
                    attempt.At, attempt.Reached, attempt.Contacted, attempt.Resolution, attempt.Satisfaction)),
            ],
            @case.FirstRating,
            @case.FinalRating);
    }

    private static AssignmentView ViewOf(Assignment assignment, HotlineZone zone) => new(
        assignment.Number,
        assignment.Round,
        assignment.Unit,
        zone.Units.TryGetValue(assignment.Unit, out var unit) ? ReadersLanguage.Pick(unit.Name, unit.NameEn) : null,
        assignment.Role,
        assignment.Status,
        assignment.DispatchedAt,
        assignment.SignedAt,
        assignment.ContactedAt,
        assignment.RepliedAt,
        assignment.Resolution);

    private static ClockView ViewOf(Clock running, DeadlineBasis basis, DateTimeOffset now) => new(
        running.Key,
        running.Kind,
        running.Assignment,
        running.Unit,
        running.Limit?.ToString(),
        running.StartedAt,
        running.DueAt,
        running.StoppedAt,
        running.LightAt(now),
        running.CalendarMissing,
        DeadlineWords.Explain(running, basis));

    private static Routing? RoutingOf(Case @case) => (@case.Dispatch, @case.Left) switch
    {
        ({ } done, _) => new Routing(done.Automatic, done.Rule, done.Basis, done.CatalogueVersion, done.Alternatives, null),
        (_, { } left) => new Routing(false, left.Rule, null, left.CatalogueVersion, [], left.Reason),
        _ => null,
    };

    private static MaskedRequester Mask(Requester requester, Case @case) => @case.Confidential
        ? new MaskedRequester(null, null, null, null, null, Withheld: true)
        : new MaskedRequester(
            !@case.Anonymous && requester.Name is { Length: > 0 } name ? FirstOf(name) + "**" : null,
            MaskPhone(requester.Phone),
            MaskPhone(requester.ContactPhone),
            requester.Email is { Length: > 0 } email ? $"{FirstOf(email)}***{email[Math.Max(email.LastIndexOf('@'), 0)..]}" : null,
            requester.Company,
            Withheld: false);

    // A character of a rare name, such as 𠮷, is two of the machine's.
    private static string FirstOf(string text) => Rune.GetRuneAt(text, 0).ToString();

    private static string? MaskPhone(string? phone) => phone switch
    {
        null => null,
        { Length: >= 11 } => $"{phone[..3]}****{phone[^4..]}",
        _ => new string('*', phone.Length),
    };
}
