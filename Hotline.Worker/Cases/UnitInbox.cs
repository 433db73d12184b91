using System.Globalization;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>Where an assignment stands in its unit's inbox: once, where it presses most; in this order.</summary>
public enum InboxLane
{
    /// <summary>红: overdue.</summary>
    Red,
    /// <summary>今日到期</summary>
    Today,
    /// <summary>黄: yellow or orange, and due on a later day.</summary>
    Yellow,
    /// <summary>重办</summary>
    Rework,
    /// <summary>待签收</summary>
    ToSign,
    /// <summary>待联系</summary>
    ToContact,
    /// <summary>办理中: nothing but the work itself remains.</summary>
    Working,
}

/// <summary>What of its inbox a unit looks at. A kind shows all that is of it, however else it presses.</summary>
public enum InboxView
{
    /// <summary>全部: every assignment once, lane by lane.</summary>
    All,
    /// <summary>红</summary>
    Red,
    /// <summary>今日到期</summary>
    Today,
    /// <summary>黄: yellow or orange, due today too.</summary>
    Yellow,
    /// <summary>重办</summary>
    Rework,
    /// <summary>待签收</summary>
    ToSign,
    /// <summary>待联系</summary>
    ToContact,
    /// <summary>申请中: the unit's requests that wait to be decided.</summary>
    Requests,
    /// <summary>督办: orders addressed to the unit.</summary>
    Orders,
    /// <summary>会商: those the unit is invited to.</summary>
    Consultations,
}

/// <summary>承办收件箱: the work of one unit as a clerk goes through it, the most pressing first; by key, so that every page costs the same.</summary>
public sealed class UnitInbox(Database database, ZoneBook zone, CaseQueues queues, TimeProvider clock)
{
    public const int MostPerPage = 200;

    /// <summary>Beyond so many open assignments of one unit counts say "at least".</summary>
    public const int MostCounted = 2000;

    private const int MostItemsCounted = 200;

    /// <summary>One line.</summary>
    /// <param name="Assignment">Its number; <c>null</c> of an order to a unit without one.</param>
    /// <param name="Version">The version of the case that this was read of; 0 where no step is taken from the line.</param>
    /// <param name="Clock">The clock that falls due first, e.g. <c>C4-1</c>.</param>
    /// <param name="Request">申请中: its number.</param>
    /// <param name="Supervision">督办: its number.</param>
    /// <param name="Kind">What is asked for.</param>
    /// <param name="Reason">Why it is asked for, or ordered.</param>
    public sealed record Item(
        string Number,
        int? Assignment,
        int Version,
        InboxLane Lane,
        string? Title,
        string Status,
        AssignmentRole? Role,
        int Round,
        RequesterKind RequesterKind,
        string Category,
        string? Area,
        Urgency Urgency,
        bool IsSigned,
        string? Clock,
        DateTimeOffset? Due,
        Light Light,
        int? Request,
        int? Supervision,
        string? Kind,
        string? Reason)
    {
        /// <summary>签收超时: a timer signed, and nobody of the unit has done anything since.</summary>
        public bool Unattended { get; init; }

        /// <summary>Tells the line from others of the same view.</summary>
        public string Key => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Assignment}/{Request}/{Supervision}");
    }

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <param name="Lanes">How many stand in each lane of <see cref="InboxView.All"/>.</param>
    /// <param name="Views">How many each view has.</param>
    /// <param name="IsCut">There are more than <see cref="MostCounted"/>; the most pressing were counted.</param>
    public sealed record Counts(IReadOnlyDictionary<InboxLane, int> Lanes, IReadOnlyDictionary<InboxView, int> Views, bool IsCut);

    /// <param name="view">What of it.</param>
    /// <param name="actor">Who asks; the inbox is that of the actor's unit.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Lines, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="AccessRefusedException">The actor acts for no unit.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this view gave.</exception>
    public async Task<Page> ReadAsync(InboxView view, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        var unit = UnitOf(actor);
        if (Of(view) is { } queue)
        {
            var page = await queues.ExecuteAsync(queue, unit, null, null, actor, after, take, cancellation);
            return new Page([.. page.Items.Select(ItemOf)], page.Next);
        }

        var now = clock.Now();
        var tonight = TonightOf(now);
        var (lane, place) = after is null ? (InboxLane.Red, QueuePlace.Start) : ParsePlace(after);
        // One more than asked: only if it exists is there a next page.
        var rows = await database.ReadAsync(
            async db =>
            {
                var found = new List<InboxRow>();
                if (view != InboxView.All)
                {
                    var (stage, window) = Of(view, now, tonight);
                    return [.. await db.ListInboxAsync(unit, stage, window, place, take + 1)];
                }

                for (; lane <= InboxLane.Working && found.Count <= take; lane++, place = QueuePlace.Start)
                {
                    var (stage, window) = Of(lane, now, tonight);
                    found.AddRange(await db.ListInboxAsync(unit, stage, window, place, take + 1 - found.Count));
                }

                return found;
            },
            cancellation);
        var items = rows.Take(take).Select(row => ItemOf(row, now, tonight)).ToList();
        return new Page(items, rows.Count <= take ? null : FormatPlace(items[^1].Lane, rows[take - 1]));
    }

    /// <inheritdoc cref="ReadAsync"/>
    public async Task<Counts> CountAsync(Actor actor, CancellationToken cancellation)
    {
        var unit = UnitOf(actor);
        var now = clock.Now();
        var (counts, requests, orders, invitations) = await database.ReadAsync(
            async db => (
                await db.CountInboxAsync(unit, now, TonightOf(now), MostCounted),
                await db.ListPendingRequestsOfAsync(unit, QueueWindow.All, QueuePlace.Start, MostItemsCounted),
                await db.ListOpenOrdersOfAsync(unit, QueueWindow.All, QueuePlace.Start, MostItemsCounted),
                await db.ListInvitationsOfAsync(unit, QueueWindow.All, QueuePlace.Start, MostItemsCounted)),
            cancellation);
        int Sum(Func<InboxCount, bool> which) => counts.Where(which).Sum(count => count.Assignments);
        var total = Sum(_ => true);
        return new Counts(
            Enum.GetValues<InboxLane>().ToDictionary(lane => lane, lane => Sum(count => LaneOf(count) == lane)),
            new Dictionary<InboxView, int>
            {
                [InboxView.All] = total,
                [InboxView.Red] = Sum(count => count.IsRed),
                [InboxView.Today] = Sum(count => count.IsDueToday),
                [InboxView.Yellow] = Sum(count => count.IsWarned),
                [InboxView.Rework] = Sum(count => count.IsRework),
                [InboxView.ToSign] = Sum(count => count.IsToSign),
                [InboxView.ToContact] = Sum(count => count.IsToContact),
                [InboxView.Requests] = requests.Count,
                [InboxView.Orders] = orders.Count,
                [InboxView.Consultations] = invitations.Count,
            },
            IsCut: total == MostCounted);
    }

    // What the hotline does among itself, or with the requester before a unit has the case, moves no unit's work.
    private static readonly HashSet<string> Elsewhere =
    [
        nameof(CaseRegistered), nameof(CaseAnswered), nameof(InformationAsked), nameof(InformationSupplied), nameof(CaseGuided), nameof(EmergencyHandedOver),
        nameof(CaseLeftToDispatcher), nameof(CaseClaimed), nameof(CaseReleased), nameof(CaseJoined), nameof(CaseParted), nameof(CallbackAttempted),
        nameof(CallbackWaived), nameof(ReworkProposed), nameof(RatingJudged), nameof(CaseArchived),
    ];

    /// <summary>Whether an event of this type can change any unit's inbox; of which units, <see cref="ConcernsAsync"/> says.</summary>
    public static bool MayConcern(string type) => !Elsewhere.Contains(type);

    /// <summary>Those of some cases in which what happens may change the inbox.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<IReadOnlyList<string>> ConcernsAsync(IReadOnlyCollection<string> numbers, Actor actor, CancellationToken cancellation) =>
        database.ReadAsync(db => db.ListConcerningAsync(numbers, UnitOf(actor)), cancellation);

    // What is no assignment of the unit's stands in a queue of its own.
    private static QueueName? Of(InboxView view) => view switch
    {
        InboxView.Requests => QueueName.Requests,
        InboxView.Orders => QueueName.Orders,
        InboxView.Consultations => QueueName.Consultation,
        _ => null,
    };

    private static string UnitOf(Actor actor) => Sight.Of(actor).Unit ?? throw new AccessRefusedException();

    private DateTimeOffset TonightOf(DateTimeOffset now)
    {
        var calendar = zone.Current.Calendar;
        return calendar.EndOfDay(calendar.LocalDay(now));
    }

    private static (InboxStage Stage, QueueWindow Window) Of(InboxLane lane, DateTimeOffset now, DateTimeOffset tonight)
    {
        // Due at or before an instant is before its next tick.
        var (reached, later) = (now.AddTicks(1), tonight.AddTicks(1));
        var ahead = QueueWindow.All with { Due = Span.Any with { From = later }, Warn = Span.Any with { From = reached } };
        return lane switch
        {
            InboxLane.Red => (InboxStage.Any, QueueWindow.All with { Due = Span.Any with { Before = reached } }),
            InboxLane.Today => (InboxStage.Any, QueueWindow.All with { Due = new Span(reached, later) }),
            InboxLane.Yellow => (InboxStage.Any, ahead with { Warn = Span.Any with { Before = reached } }),
            InboxLane.Rework => (InboxStage.Rework, ahead),
            InboxLane.ToSign => (InboxStage.FirstToSign, ahead),
            InboxLane.ToContact => (InboxStage.FirstToContact, ahead),
            InboxLane.Working => (InboxStage.FirstOther, ahead),
            _ => throw new ArgumentOutOfRangeException(nameof(lane), lane, "Unknown lane."),
        };
    }

    private static (InboxStage Stage, QueueWindow Window) Of(InboxView view, DateTimeOffset now, DateTimeOffset tonight) => view switch
    {
        InboxView.Red => Of(InboxLane.Red, now, tonight),
        InboxView.Today => Of(InboxLane.Today, now, tonight),
        InboxView.Yellow => (InboxStage.Any, QueueWindow.All with { Due = Span.Any with { From = now.AddTicks(1) }, Warn = Span.Any with { Before = now.AddTicks(1) } }),
        InboxView.Rework => (InboxStage.Rework, QueueWindow.All),
        InboxView.ToSign => (InboxStage.ToSign, QueueWindow.All),
        InboxView.ToContact => (InboxStage.ToContact, QueueWindow.All),
        _ => throw new ArgumentOutOfRangeException(nameof(view), view, "Not one kind of assignment."),
    };

    private static InboxLane LaneOf(InboxCount count) =>
        count.IsRed ? InboxLane.Red
        : count.IsDueToday ? InboxLane.Today
        : count.IsWarned ? InboxLane.Yellow
        : count.IsRework ? InboxLane.Rework
        : count.IsToSign ? InboxLane.ToSign
        : count.IsToContact ? InboxLane.ToContact
        : InboxLane.Working;

    private static InboxLane LaneOf(InboxRow row, DateTimeOffset now, DateTimeOffset tonight) =>
        row.NextDueAt <= now ? InboxLane.Red
        : row.NextDueAt <= tonight ? InboxLane.Today
        : row.NextWarnAt <= now ? InboxLane.Yellow
        : row.Round > 1 ? InboxLane.Rework
        : row.SignedAt is null ? InboxLane.ToSign
        : row.IsToContact ? InboxLane.ToContact
        : InboxLane.Working;

    private static Item ItemOf(InboxRow row, DateTimeOffset now, DateTimeOffset tonight) => new(
        row.Number,
        row.Assignment,
        row.Version,
        LaneOf(row, now, tonight),
        TitleOf(row.Text),
        row.Status,
        Enum.Parse<AssignmentRole>(row.Role),
        row.Round,
        Enum.Parse<RequesterKind>(row.RequesterKind),
        row.Category,
        row.Area,
        Enum.Parse<Urgency>(row.Urgency),
        row.SignedAt is not null,
        row.NextClock,
        row.NextDueAt,
        CaseQueues.LightOf(row, now),
        Request: null,
        Supervision: null,
        Kind: null,
        Reason: null) { Unattended = row.IsUnattended };

    private static Item ItemOf(CaseQueues.Item item) => new(
        item.Number,
        Assignment: null,
        Version: 0,
        InboxLane.Working,
        item.Title,
        item.Status,
        Role: null,
        item.Round,
        Enum.Parse<RequesterKind>(item.RequesterKind),
        item.Category,
        item.Area,
        Enum.Parse<Urgency>(item.Urgency),
        IsSigned: true,
        item.Clock,
        item.Due,
        item.Light,
        item.Request,
        item.Supervision,
        item.Kind,
        item.Reason);

    private static string? TitleOf(string? text) => text is null ? null : CaseLedger.ReadText(text).Title;

    private static string FormatPlace(InboxLane lane, InboxRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)lane}_{PagePlace.Format(row.NextDueAt!.Value, row.Number, row.Assignment)}");

    private static (InboxLane Lane, QueuePlace Place) ParsePlace(string text) =>
        text.Split('_', 2) is [var first, var rest] && Enum.TryParse<InboxLane>(first, out var lane) && Enum.IsDefined(lane)
            && PagePlace.TryParse(rest, out var at, out string number, out var item)
            ? (lane, new QueuePlace(at, number, item))
            : throw new FormatException($"'{text}' is not a place in an inbox.");
}
