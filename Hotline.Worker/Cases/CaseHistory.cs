using System.Text;
using Hotline.Accounts;
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
public sealed class CaseHistory(Database database, ZoneBook zone, RequesterVault vault, CasePossibilities possibilities, AccountBook people, TimeProvider clock)
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
        Rating? FinalRating)
    {
        /// <summary>How it stands in the books.</summary>
        public required Standing Standing { get; init; }

        /// <summary>可办事项: the steps that whoever asks may take now.</summary>
        public required IReadOnlyList<CasePossibilities.View> May { get; init; }

        /// <summary>When it ended, however it did; <see cref="ClosedAt"/> only for those that were closed.</summary>
        public DateTimeOffset? EndedAt { get; init; }

        public Survey? Survey { get; init; }

        /// <summary>占有: who works on it in its queue; <c>null</c> in the common pool.</summary>
        public string? ClaimedBy { get; init; }

        /// <summary>姓名; <c>null</c> when no account is known by that.</summary>
        public string? ClaimedByName { get; init; }

        /// <summary>How often the requester was asked for what is missing.</summary>
        public int TimesAsked { get; init; }

        /// <summary>告知途径: why it was guided elsewhere.</summary>
        public GuideReason? Guidance { get; init; }

        public HandOverView? HandedOver { get; init; }

        /// <summary>流转次数, the hop counter.</summary>
        public int Dispatches { get; init; }

        /// <summary>退单次数: approved returns of a lead.</summary>
        public int Returns { get; init; }

        /// <summary>Only a consultation or a designation can dispatch it.</summary>
        public bool NeedsDesignation { get; init; }

        /// <summary>会商结论: whom the next dispatch must go to.</summary>
        public Conclusion? Conclusion { get; init; }

        /// <summary>The units invited to the last consultation.</summary>
        public IReadOnlyList<string> Consulted { get; init; } = [];

        /// <summary>并单: the case it was merged into.</summary>
        public string? MergedInto { get; init; }

        /// <summary>关联: the case that is handled for this one too.</summary>
        public string? Follows { get; init; }

        /// <summary>The case as part of which it was handled, and by whom.</summary>
        public HandledByView? HandledBy { get; init; }

        /// <summary>Cases merged into this one or linked to it.</summary>
        public IReadOnlyList<JoinedCase> Joined { get; init; } = [];

        /// <summary>What was said in these: whoever handles this one handles them too. The newest 50.</summary>
        public IReadOnlyList<JoinedMatter> JoinedMatters { get; init; } = [];

        public IReadOnlyList<RequestView> Requests { get; init; } = [];

        /// <summary>催办 so far, and how many of them were the requester's.</summary>
        public int Reminders { get; init; }

        public int RequestersReminders { get; init; }

        public IReadOnlyList<SupervisionView> Supervisions { get; init; } = [];

        public int Reworks { get; init; }

        /// <summary>拟重办, not yet judged; by whom.</summary>
        public bool ReworkProposed { get; init; }

        public string? ReworkProposedBy { get; init; }

        public string? ReworkProposedByName { get; init; }

        /// <summary>甄别: the last judgement on a bad rating.</summary>
        public bool? RatingJustified { get; init; }

        /// <summary>提级督办: the last rework there is has been ordered.</summary>
        public bool Escalated { get; init; }

        /// <summary>What the case no longer counts for.</summary>
        public IReadOnlyList<Metric> Excluded { get; init; } = [];

        public bool WasReopened { get; init; }

        /// <summary>同一来电: the cases that were registered of the same call.</summary>
        public IReadOnlyList<string> SameCall { get; init; } = [];
    }

    /// <param name="ReceivedAt">Its first contact.</param>
    public sealed record JoinedMatter(string Number, Bond Bond, DateTimeOffset ReceivedAt, string? Title, string? Content, string? Place);

    public sealed record HandOverView(EmergencyService Service, DateTimeOffset At);

    public sealed record HandledByView(string Number, string Lead, IReadOnlyList<string> Supporters);

    /// <summary>申请.</summary>
    /// <param name="By">延期: by how much, e.g. <c>5wd</c>.</param>
    /// <param name="Due">When it must be decided.</param>
    public sealed record RequestView(
        int Number,
        RequestKind Kind,
        int Assignment,
        string Unit,
        string? UnitName,
        RequestReason Reason,
        RequestStatus Status,
        string Applicant,
        DateTimeOffset FiledAt,
        DateTimeOffset? Due,
        string? Suggested,
        string? By,
        DateOnly? TargetOn,
        Metric? Metric,
        IReadOnlyList<ApprovalView> Approvals,
        bool Escalated,
        DateTimeOffset? SettledAt)
    {
        public string? ApplicantName { get; init; }
    }

    /// <summary>Who has said yes, and in which role.</summary>
    /// <param name="ActorName">姓名; <c>null</c> when no account is known by that.</param>
    public sealed record ApprovalView(string Actor, string? ActorName, Role Role);

    /// <summary>督办单.</summary>
    public sealed record SupervisionView(
        int Number,
        string Unit,
        string? UnitName,
        SupervisionOrigin Origin,
        SupervisionStatus Status,
        DateTimeOffset IssuedAt,
        DateOnly DueOn,
        DateTimeOffset? SettledAt);

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
        Resolution? Resolution)
    {
        /// <summary>指定承办: it cannot be given back.</summary>
        public bool Designated { get; init; }

        /// <summary>A resolution date set by the dispatcher.</summary>
        public DateOnly? DueOn { get; init; }

        /// <summary>超时自动签收</summary>
        public bool SignedLate { get; init; }

        public IReadOnlyList<DateTimeOffset> FailedContacts { get; init; } = [];

        /// <summary>单位内部时限, at 24:00 of this day.</summary>
        public DateOnly? InnerDueOn { get; init; }

        /// <summary>How often it was granted more time.</summary>
        public int Extensions { get; init; }

        /// <summary>How often the review sent its reply back.</summary>
        public int SentBack { get; init; }

        public DateTimeOffset? WithdrawnAt { get; init; }

        public DateTimeOffset? DoneAt { get; init; }
    }

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
        IReadOnlyList<string> Explanation)
    {
        /// <summary>Which run of the clock on the case, e.g. the second review; 1 for clocks of an assignment.</summary>
        public int Run { get; init; }

        /// <summary>原时限, before extensions, pauses and caps.</summary>
        public DateTimeOffset? OriginalDue { get; init; }

        /// <summary>Since when it stands still.</summary>
        public DateTimeOffset? PausedAt { get; init; }

        /// <summary>It ended by running out.</summary>
        public bool Missed { get; init; }

        /// <summary>It judges nobody.</summary>
        public bool IsVoid { get; init; }
    }

    public sealed record CallbackView(
        DateTimeOffset At, bool Reached, bool? Contacted, Resolution? Resolution, Satisfaction? Satisfaction);

    /// <param name="Type">Name of the event in Hotline.Contracts, e.g. <c>CaseDispatched</c>.</param>
    /// <param name="Data">What it adds to the head.</param>
    public sealed record Entry(
        int Version, string Type, DateTimeOffset At, string Actor, string? Unit, HotlineEvent Data, CaseText? Text)
    {
        /// <summary>姓名 of who did it; <c>null</c> where that is nobody's business, or no account is known by that.</summary>
        public string? ActorName { get; init; }
    }

    /// <param name="number">The case.</param>
    /// <param name="actor">Whose eyes.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="CaseNotFoundException">No such case in the actor's sight.</exception>
    public async Task<View> ReadAsync(string number, Actor actor, CancellationToken cancellation) =>
        await NamedAsync(await FindAsync(number, actor, cancellation), cancellation);

    private Task<View> FindAsync(string number, Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var @case = await db.SeeCaseAsync(number, actor);
            var texts = await ReadTextsAsync(db, number);
            var sealedRequester = await db.FindRequesterAsync(number);
            var view = ViewOf(
                @case,
                TextOf(texts.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value))),
                BasisOf(@case, texts),
                actor,
                sealedRequester is null ? null : Mask(vault.Open(number, sealedRequester), @case));
            view = view with { JoinedMatters = await JoinedMattersAsync(db, @case) };
            if (Sight.Of(actor).Unit is not { } unit)
            {
                return view;
            }

            var units = UnitsView.Of(unit, @case);
            return units.Cut(
                view,
                TextOf(units.Timeline(await db.ReadEventsAsync(number), texts)
                    .Where(entry => entry.Text is not null && (entry.Unit is null || entry.Unit == unit)).Select(entry => (entry.Version, entry.Text!))));
        },
        cancellation);

    private async Task<View> NamedAsync(View view, CancellationToken cancellation)
    {
        var names = await people.NamesAsync(
            [
                view.ClaimedBy, view.ReworkProposedBy,
                .. view.Requests.Select(request => request.Applicant), .. view.Requests.SelectMany(request => request.Approvals).Select(approval => approval.Actor),
            ],
            cancellation);
        string? NameOf(string? login) => login is null ? null : names.GetValueOrDefault(login);
        return names.Count == 0 ? view : view with
        {
            ClaimedByName = NameOf(view.ClaimedBy),
            ReworkProposedByName = NameOf(view.ReworkProposedBy),
            Requests =
            [
                .. view.Requests.Select(request => request with
                {
                    ApplicantName = NameOf(request.Applicant),
                    Approvals = [.. request.Approvals.Select(approval => approval with { ActorName = NameOf(approval.Actor) })],
                }),
            ],
        };
    }

    // What was said at the intake, with the newest of what is said again later: where it is, the answer, the reply.
    private static CaseText TextOf(IEnumerable<(int Version, CaseText Text)> texts) => texts
        .Aggregate(new CaseText(), (shown, said) => said.Version == 1 ? said.Text : shown with
        {
            Place = said.Text.Place ?? shown.Place,
            Answer = said.Text.Answer ?? shown.Answer,
            PublicReply = said.Text.PublicReply ?? shown.PublicReply,
        });

    private static async Task<IReadOnlyList<JoinedMatter>> JoinedMattersAsync(Session db, Case @case)
    {
        if (@case.Joined.IsEmpty)
        {
            return [];
        }

        var joined = @case.Joined.TakeLast(RelatedCases.MostPerList).ToList();
        var texts = (await db.ListFirstTextsAsync([.. joined.Select(other => other.Number)])).ToDictionary(text => text.Number, text => CaseLedger.ReadText(text.Body));
        return
        [
            .. from other in joined
               let text = texts.GetValueOrDefault(other.Number)
               select new JoinedMatter(other.Number, other.Bond, other.ReceivedAt, text?.Title, text?.Content, text?.Place),
        ];
    }

    private static async Task<Dictionary<int, CaseText>> ReadTextsAsync(Session db, string number) =>
        (await db.ReadTextsAsync(number)).ToDictionary(entry => entry.Key, entry => CaseLedger.ReadText(entry.Value));

    /// <inheritdoc cref="ReadAsync"/>
    public async Task<IReadOnlyList<Entry>> ReadTimelineAsync(string number, Actor actor, CancellationToken cancellation)
    {
        var entries = await ListAsync(number, actor, cancellation);
        var names = await people.NamesAsync(entries.Select(entry => entry.Actor), cancellation);
        return [.. entries.Select(entry => entry with { ActorName = names.GetValueOrDefault(entry.Actor) })];
    }

    private Task<IReadOnlyList<Entry>> ListAsync(string number, Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var events = await db.ReadEventsAsync(number);
            if (events is not [CaseRegistered, ..] || Case.Fold(events) is var @case && !Sight.Of(actor).Covers(@case))
            {
                throw new CaseNotFoundException(number);
            }

            var texts = await ReadTextsAsync(db, number);
            return Sight.Of(actor).Unit is { } unit
                ? UnitsView.Of(unit, @case).Timeline(events, texts)
                :
                [
                    .. events.Select(happened => new Entry(
                        happened.Version, happened.GetType().Name, happened.At, happened.Actor, happened.Unit, happened, texts.GetValueOrDefault(happened.Version))),
                ];
        },
        cancellation);

    private View ViewOf(Case @case, CaseText text, string? basisInWords, Actor actor, MaskedRequester? requester)
    {
        var now = clock.Now();
        var current = zone.Current;
        var basis = current.BasisOf(@case);
        var clocks = DeadlinePlan.Clocks(@case, basis);
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
            RoutingOf(@case, basisInWords),
            [.. @case.Assignments.Select(assignment => ViewOf(assignment, current))],
            [.. clocks.Select(running => ViewOf(running, basis, now))],
            [
                .. @case.Callbacks.Select(attempt => new CallbackView(
                    attempt.At, attempt.Reached, attempt.Contacted, attempt.Resolution, attempt.Satisfaction)),
            ],
            @case.FirstRating,
            @case.FinalRating)
        {
            Standing = @case.Standing,
            May = possibilities.Of(@case, actor),
            EndedAt = @case.EndedAt,
            Survey = @case.Survey,
            ClaimedBy = @case.ClaimedBy,
            TimesAsked = @case.TimesAsked,
            Guidance = @case.Guidance,
            HandedOver = @case.HandedOver is { } handed ? new HandOverView(handed.Service, handed.HandedOverAt) : null,
            Dispatches = @case.Dispatches,
            Returns = @case.Returns,
            NeedsDesignation = @case.NeedsDesignation,
            Conclusion = @case.Conclusion,
            Consulted = @case.Consulted,
            MergedInto = @case.MergedInto,
            Follows = @case.Follows,
            HandledBy = @case.HandledBy is { } by ? new HandledByView(by.By, by.Lead, by.Supporters) : null,
            Joined = @case.Joined,
            Requests = [.. @case.Requests.Select(request => ViewOf(request, clocks, current))],
            Reminders = @case.Reminders,
            RequestersReminders = @case.RequestersReminders,
            Supervisions =
            [
                .. @case.Supervisions.Select(order => new SupervisionView(
                    order.Number, order.Unit, NameOf(order.Unit, current), order.Origin, order.Status, order.IssuedAt, order.DueOn, order.SettledAt)),
            ],
            Reworks = @case.Reworks,
            ReworkProposed = @case.ReworkProposed,
            ReworkProposedBy = @case.ReworkProposedBy,
            RatingJustified = @case.RatingJustified,
            Escalated = @case.Escalated,
            Excluded = @case.Excluded,
            WasReopened = @case.WasReopened,
            SameCall = @case.SameCall,
        };
    }

    private static RequestView ViewOf(UnitRequest request, IReadOnlyList<Clock> clocks, HotlineZone zone) => new(
        request.Number,
        request.Kind,
        request.Assignment,
        request.Unit,
        NameOf(request.Unit, zone),
        request.Reason,
        request.Status,
        request.Applicant,
        request.FiledAt,
        clocks.Single(clock => clock.Kind == ClockKind.Decision && clock.Run == request.Number).DueAt,
        request.Suggested,
        request.By?.ToString(),
        request.TargetOn,
        request.Metric,
        [.. request.Approvals.Select(approval => new ApprovalView(approval.Actor, null, approval.Role))],
        request.Escalated,
        request.SettledAt);

    private static string? NameOf(string code, HotlineZone zone) =>
        zone.Units.TryGetValue(code, out var unit) ? ReadersLanguage.Pick(unit.Name, unit.NameEn) : null;

    private static AssignmentView ViewOf(Assignment assignment, HotlineZone zone) => new(
        assignment.Number,
        assignment.Round,
        assignment.Unit,
        NameOf(assignment.Unit, zone),
        assignment.Role,
        assignment.Status,
        assignment.DispatchedAt,
        assignment.SignedAt,
        assignment.ContactedAt,
        assignment.RepliedAt,
        assignment.Resolution)
    {
        Designated = assignment.Designated,
        DueOn = assignment.DueOn,
        SignedLate = assignment.SignedLate,
        FailedContacts = assignment.FailedContacts,
        InnerDueOn = assignment.InnerDueOn,
        Extensions = assignment.Extensions.Length,
        SentBack = assignment.Replies.Count(reply => reply.ReturnedAt is not null),
        WithdrawnAt = assignment.WithdrawnAt,
        DoneAt = assignment.DoneAt,
    };

    internal static ClockView ViewOf(Clock running, DeadlineBasis basis, DateTimeOffset now) => new(
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
        DeadlineWords.Explain(running, basis))
    {
        Run = running.Run,
        OriginalDue = running.OriginalDueAt,
        PausedAt = running.PausedAt,
        Missed = running.Missed,
        IsVoid = running.IsVoid,
    };

    // A dispatch that takes the case from others has its words at the step's first event, the recall right before it.
    private static string? BasisOf(Case @case, IReadOnlyDictionary<int, CaseText> texts) => @case.Dispatch is { Automatic: false } done
        ? new[] { done.Version, done.Version - 1 }
            .Select(version => texts.GetValueOrDefault(version)?.Basis)
            .FirstOrDefault(words => words is not null)
        : null;

    private static Routing? RoutingOf(Case @case, string? basisInWords) => (@case.Dispatch, @case.Left) switch
    {
        ({ } done, _) => new Routing(done.Automatic, done.Rule, basisInWords ?? done.Basis, done.CatalogueVersion, done.Alternatives, null),
        (_, { } left) => new Routing(false, left.Rule, null, left.CatalogueVersion, [], left.Reason),
        _ => null,
    };

    private static MaskedRequester Mask(Requester requester, Case @case) => @case.Confidential
        ? new MaskedRequester(null, null, null, null, null, Withheld: true)
        : new MaskedRequester(
            @case.Anonymous ? null : MaskName(requester.Name),
            MaskPhone(requester.Phone),
            MaskPhone(requester.ContactPhone),
            requester.Email is { Length: > 0 } email ? $"{FirstOf(email)}***{email[Math.Max(email.LastIndexOf('@'), 0)..]}" : null,
            requester.Company,
            Withheld: false);

    internal static string? MaskName(string? name) => name is { Length: > 0 } ? FirstOf(name) + "**" : null;

    // A character of a rare name, such as 𠮷, is two of the machine's.
    private static string FirstOf(string text) => Rune.GetRuneAt(text, 0).ToString();

    private static string? MaskPhone(string? phone) => phone switch
    {
        null => null,
        { Length: >= 11 } => $"{phone[..3]}****{phone[^4..]}",
        _ => new string('*', phone.Length),
    };
}
