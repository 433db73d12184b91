using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>How much waits in a queue, counted as far as it tells a person anything, so that it costs the same however much there is.</summary>
public sealed class QueueCounts(Database database)
{
    /// <summary>Nobody works off more in a shift: from here on there are simply very many.</summary>
    public const int Most = 999;

    /// <param name="Waiting">At most <see cref="Most"/>.</param>
    /// <param name="OrMore">There are more than that.</param>
    public sealed record Count(QueueName Queue, int Waiting, bool OrMore);

    /// <param name="queues">Queues of cases, of requests or of orders; not those of assignments.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="AccessRefusedException">Not every case is in the actor's sight.</exception>
    public Task<IReadOnlyList<Count>> ReadAsync(IReadOnlyList<QueueName> queues, Actor actor, CancellationToken cancellation)
    {
        Sight.Of(actor).RequireAll();
        return database.ReadAsync<IReadOnlyList<Count>>(
            async db =>
            {
                var counts = new List<Count>();
                foreach (var queue in queues)
                {
                    var counted = queue switch
                    {
                        QueueName.Requests => await db.CountPendingRequestsAsync(Most + 1),
                        QueueName.Orders => await db.CountOpenOrdersAsync(Most + 1),
                        _ => await db.CountWaitingAsync(CaseQueues.StatusOf(queue), Most + 1),
                    };
                    counts.Add(new Count(queue, Math.Min(counted, Most), counted > Most));
                }

                return counts;
            },
            cancellation);
    }
}
