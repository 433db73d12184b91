using System.Globalization;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
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
}

/// <summary>Pages of a queue, the most pressing first; by key, so that every page costs the same.</summary>
public sealed class CaseQueues(Database database, TimeProvider clock)
{
    public const int MostPerPage = 200;

    /// <summary>One line of a queue.</summary>
    /// <param name="Assignment">The assignment's number; <c>null</c> in queues of cases.</param>
    /// <param name="Clock">The clock that falls due first, e.g. <c>C4-1</c>.</param>
    public sealed record Item(
        string Number,
        int? Assignment,
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
        Light Light);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <param name="queue">Which list.</param>
    /// <param name="unit">Whose tasks; for <see cref="QueueName.Unit"/>, and for it only.</param>
    /// <param name="light">Only these; <c>null</c> for all.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Lines, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this queue gave.</exception>
    public async Task<Page> ExecuteAsync(
        QueueName queue, string? unit, Light? light, string? after, int take, CancellationToken cancellation)
    {
        var now = clock.Now();
        var window = WindowOf(light, now);
        var place = after is null ? QueuePlace.Start : ParsePlace(after);
        // One more than asked: only if it exists is there a next page.
        var more = take + 1;
        var rows = await database.ReadAsync(
            db => queue switch
            {
                QueueName.Dispatch => db.ListCasesAsync(nameof(CaseStatus.AwaitingDispatch), window, place, more),
                QueueName.Review => db.ListCasesAsync(nameof(CaseStatus.AwaitingReview), window, place, more),
                QueueName.Callback => db.ListCasesAsync(nameof(CaseStatus.AwaitingCallback), window, place, more),
                QueueName.Unit => db.ListAssignmentsAsync(unit!, window, place, more),
                QueueName.Supervision => db.ListOpenAssignmentsAsync(window, place, more),
                _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "Unknown queue."),
            },
            cancellation);
        return new Page(
            [.. rows.Take(take).Select(row => ItemOf(row, now))],
            rows.Count <= take ? null : FormatPlace(rows[take - 1]));
    }

    private static Item ItemOf(QueueRow row, DateTimeOffset now) => new(
        row.Number,
        row.Assignment == 0 ? null : row.Assignment,
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
        now >= row.NextDueAt ? Light.Red : now >= row.NextWarnAt ? Light.Yellow : Light.Green);

    private static QueueWindow WindowOf(Light? light, DateTimeOffset now)
    {
        var (first, last) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        // Due and warned are "at or before now"; the windows are half open, so their edge is the next tick.
        var next = now.AddTicks(1);
        return light switch
        {
            null => new QueueWindow(first, last, first, last),
            Light.Green => new QueueWindow(next, last, next, last),
            Light.Yellow => new QueueWindow(next, last, first, next),
            Light.Red => new QueueWindow(first, next, first, last),
            _ => throw new ArgumentOutOfRangeException(nameof(light), light, "Unknown light."),
        };
    }

    private static string FormatPlace(QueueRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.NextDueAt?.UtcTicks}_{row.Number}_{row.Assignment}");

    private static QueuePlace ParsePlace(string text) =>
        text.Split('_') is [var ticks, var number, var assignment]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && int.TryParse(assignment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new QueuePlace(new DateTimeOffset(at, TimeSpan.Zero), number, index)
            : throw new FormatException($"'{text}' is not a place in a queue.");
}
