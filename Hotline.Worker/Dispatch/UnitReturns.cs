using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Storage;

namespace Hotline.Dispatch;

/// <summary>退单记录: how often a unit gave cases back, why, and what became of it; for whoever decides its next request.</summary>
public sealed class UnitReturns(Database database, TimeProvider clock)
{
    private const int MostLines = 10;

    private static readonly TimeSpan Quarter = TimeSpan.FromDays(90);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <param name="Filed">All, whatever became of them.</param>
    public sealed record Count(int Filed, int Approved, int Refused, int Pending);

    public sealed record OfReason(RequestReason Reason, Count Count);

    /// <param name="Days">How far back.</param>
    public sealed record Span(int Days, Count All, IReadOnlyList<OfReason> Reasons);

    public sealed record Line(string Number, string Category, RequestReason Reason, RequestStatus Status, DateTimeOffset FiledAt, DateTimeOffset? SettledAt);

    /// <param name="Last">The newest ten, however old.</param>
    public sealed record View(string Unit, IReadOnlyList<Span> Spans, IReadOnlyList<Line> Last);

    /// <param name="unit">Code of a unit of the zone.</param>
    public Task<View> ReadAsync(string unit, CancellationToken cancellation)
    {
        var now = clock.Now();
        return database.ReadAsync(
            async db => new View(
                unit,
                [await SpanAsync(db, unit, Quarter, now), await SpanAsync(db, unit, Year, now)],
                [
                    .. (await db.ListRequestsOfUnitAsync(unit, nameof(RequestKind.Return), MostLines)).Select(line => new Line(
                        line.Number, line.Category, Enum.Parse<RequestReason>(line.Reason), Enum.Parse<RequestStatus>(line.Status), line.FiledAt, line.SettledAt)),
                ]),
            cancellation);
    }

    private static async Task<Span> SpanAsync(Session db, string unit, TimeSpan back, DateTimeOffset now)
    {
        var counts = await db.CountRequestsOfUnitAsync(unit, nameof(RequestKind.Return), now - back);
        return new Span(
            back.Days,
            CountOf(counts),
            [
                .. counts.GroupBy(count => Enum.Parse<RequestReason>(count.Reason))
                    .Select(same => new OfReason(same.Key, CountOf(same)))
                    .OrderByDescending(reason => reason.Count.Filed).ThenBy(reason => reason.Reason),
            ]);
    }

    private static Count CountOf(IEnumerable<RequestStore.RequestCount> counts)
    {
        var byStatus = counts.GroupBy(count => count.Status).ToDictionary(same => same.Key, same => same.Sum(count => count.Requests));
        int Of(RequestStatus status) => byStatus.GetValueOrDefault(status.ToString());
        return new Count(byStatus.Values.Sum(), Of(RequestStatus.Approved), Of(RequestStatus.Refused), Of(RequestStatus.Pending));
    }
}
