using Hotline.Accounts;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>The lists people work from.</summary>
public enum QueueName
{
    /// <summary>待派单</summary>
    Dispatch,
    /// <summary>承办单位的任务</summary>
    Unit,
    /// <summary>待审核</summary>
    Review,
    /// <summary>待回访</summary>
    Callback,
    /// <summary>督办: what any unit has open</summary>
    Supervision,
    /// <summary>会商中, of all units or those that one is invited to</summary>
    Consultation,
    /// <summary>待补充</summary>
    Info,
    /// <summary>挂账</summary>
    Book,
    /// <summary>待甄别: a rework is proposed</summary>
    Judgement,
    /// <summary>待审的申请, of all units or of one</summary>
    Requests,
    /// <summary>未办结的督办单, of all units or of one</summary>
    Orders,
}

/// <summary>Whose cases of a queue in which one is claimed.</summary>
public enum ClaimFilter
{
    /// <summary>Those the asker holds.</summary>
    Mine,
    /// <summary>Those nobody holds.</summary>
    Free,
}

/// <summary>Pages of a queue, the most pressing first; by key, so that every page costs the same.</summary>
public sealed class CaseQueues(Database database, AccountBook people, TimeProvider clock)
{
    public const int MostPerPage = 200;

    /// <summary>One line of a queue.</summary>
    /// <param name="Assignment">The assignment's number; <c>null</c> in queues of other things.</param>
    /// <param name="Request">The number of the request; <c>null</c> in queues of other things.</param>
    /// <param name="Supervision">The number of the order; <c>null</c> in queues of other things.</param>
    /// <param name="Kind">Of a request: what is asked for.</param>
    /// <param name="Reason">Why it is asked for, or why the order was issued.</param>
    /// <param name="Escalated">Nobody decided the request in time.</param>
    /// <param name="ClaimedBy">Who works on the case in this queue.</param>
    /// <param name="Clock">The clock that falls due first, e.g. <c>C4-1</c>.</param>
    public sealed record Item(
        string Number,
        int? Assignment,
        int? Request,
        int? Supervision,
        string? Kind,
        string? Reason,
        bool Escalated,
        string? ClaimedBy,
        string? Title,
        string Status,
        string? Unit,
        string? Role,
        int Round,
        string RequesterKind,
        string Type,
        string Category,
        string? Area,
        string Urgency,
        DateTimeOffset RegisteredAt,
        string? Clock,
        DateTimeOffset? Due,
        Light Light)
    {
        /// <summary>签收超时: of an assignment, a timer signed for the unit and none of its people has done anything since.</summary>
        public bool Unattended { get; init; }

        /// <summary>Of the case: what a step that is taken from the list has seen.</summary>
        public int Version { get; init; }

        /// <summary>姓名 of who works on it; <c>null</c> when no account is known by that.</summary>
        public string? ClaimedByName { get; init; }
    }

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <summary>True for the queues in which people claim cases.</summary>
    public static bool HasClaims(QueueName queue) => queue is QueueName.Dispatch or QueueName.Review or QueueName.Callback;

    /// <summary>True for the queues that can be asked for one unit.</summary>
    public static bool OfUnits(QueueName queue) => queue is QueueName.Unit or QueueName.Orders or QueueName.Requests or QueueName.Consultation;

    /// <param name="queue">Which list.</param>
    /// <param name="unit">
    /// Whose, for the queues that are <see cref="OfUnits"/>; for <see cref="QueueName.Unit"/> there must be one. Whoever acts
    /// for a unit means its own.
    /// </param>
    /// <param name="light">Only what shows exactly this light: yellow is not orange, and red is not twice red; <c>null</c> for all.</param>
    /// <param name="claimed">Only these; <c>null</c> for all. For the queues that <see cref="HasClaims"/>.</param>
    /// <param name="actor">Who asks, and who "mine" is.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Lines, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="AccessRefusedException">The queue is another unit's, or the hotline's own.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this queue gave.</exception>
    public async Task<Page> ExecuteAsync(
        QueueName queue, string? unit, Light? light, ClaimFilter? claimed, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        var sight = Sight.Of(actor);
        if (!OfUnits(queue))
        {
            sight.RequireAll();
        }

        var whose = sight.Narrow(unit);
        var now = clock.Now();
        var window = QueueWindow.Of(light, now);
        var place = after is null ? QueuePlace.Start : ParsePlace(after);
        // One more than asked: only if it exists is there a next page.
        var more = take + 1;
        var rows = await database.ReadAsync(
            db => queue switch
            {
                QueueName.Unit => db.ListAssignmentsAsync(whose!, window, place, more),
                QueueName.Supervision => db.ListOpenAssignmentsAsync(window, place, more),
                QueueName.Judgement => db.ListCasesAsync(nameof(CaseStatus.AwaitingCallback), awaitsJudgement: true, window, place, more),
                QueueName.Requests => whose is null ? db.ListPendingRequestsAsync(window, place, more) : db.ListPendingRequestsOfAsync(whose, window, place, more),
                QueueName.Consultation when whose is not null => db.ListInvitationsOfAsync(whose, window, place, more),
                QueueName.Orders => whose is null ? db.ListOpenOrdersAsync(window, place, more) : db.ListOpenOrdersOfAsync(whose, window, place, more),
                _ => claimed switch
                {
                    ClaimFilter.Mine => db.ListClaimedCasesAsync(actor.Name, StatusOf(queue), window, place, more),
                    ClaimFilter.Free => db.ListFreeCasesAsync(StatusOf(queue), window, place, more),
                    _ => db.ListCasesAsync(StatusOf(queue), awaitsJudgement: false, window, place, more),
                },
            },
            cancellation);
        var names = await people.NamesAsync(rows.Select(row => row.ClaimedBy), cancellation);
        return new Page(
            [
                .. rows.Take(take).Select(row => ItemOf(queue, row, now))
                    .Select(item => item with { ClaimedByName = item.ClaimedBy is null ? null : names.GetValueOrDefault(item.ClaimedBy) }),
            ],
            rows.Count <= take ? null : FormatPlace(rows[take - 1]));
    }

    internal static string StatusOf(QueueName queue) => (queue switch
    {
        QueueName.Dispatch => CaseStatus.AwaitingDispatch,
        QueueName.Review => CaseStatus.AwaitingReview,
        QueueName.Callback => CaseStatus.AwaitingCallback,
        QueueName.Consultation => CaseStatus.InConsultation,
        QueueName.Info => CaseStatus.AwaitingInfo,
        QueueName.Book => CaseStatus.OnBook,
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "Not a queue of cases in one state."),
    }).ToString();

    internal static Item ItemOf(QueueName queue, QueueRow row, DateTimeOffset now) => new(
        row.Number,
        queue is QueueName.Unit or QueueName.Supervision ? row.Item : null,
        queue == QueueName.Requests ? row.Item : null,
        queue == QueueName.Orders ? row.Item : null,
        row.Kind,
        row.Reason,
        row.Escalated,
        row.ClaimedBy,
        row.Text is null ? null : CaseLedger.ReadText(row.Text).Title,
        row.Status,
        row.Unit,
        row.Role,
        row.Round,
        row.RequesterKind,
        row.Type,
        row.Category,
        row.Area,
        row.Urgency,
        row.RegisteredAt,
        row.NextClock,
        row.NextDueAt,
        LightOf(row, now)) { Version = row.Version, Unattended = row.IsUnattended };

    internal static Light LightOf(RowWithLights row, DateTimeOffset now) =>
        now >= row.NextTripleRedAt ? Light.TripleRed
        : now >= row.NextDoubleRedAt ? Light.DoubleRed
        : now >= row.NextDueAt ? Light.Red
        : now >= row.NextOrangeAt ? Light.Orange
        : now >= row.NextWarnAt ? Light.Yellow
        : Light.Green;

    // Only what has a due moment stands in a queue.
    internal static string FormatPlace(QueueRow row) => PagePlace.Format(row.NextDueAt!.Value, row.Number, row.Item);

    internal static QueuePlace ParsePlace(string text) =>
        PagePlace.TryParse(text, out var at, out var number, out var item)
            ? new QueuePlace(at, number, item)
            : throw new FormatException($"'{text}' is not a place in a queue.");
}
