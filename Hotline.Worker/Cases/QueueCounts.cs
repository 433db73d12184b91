using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>How much waits in a queue, counted as far as it tells a person anything, so that it costs the same however much there is.</summary>
public sealed class QueueCounts(Database database, TimeProvider clock)
{
    /// <summary>Nobody works off more in a shift: from here on there are simply very many.</summary>
    public const int Most = 999;

    /// <param name="Waiting">At most <see cref="Most"/>.</param>
    /// <param name="OrMore">There are more than that.</param>
    public sealed record Count(QueueName Queue, int Waiting, bool OrMore);

    /// <param name="Soon">Yellow or orange, of those counted.</param>
    /// <param name="Late">Past their due moment, of those counted: the most pressing are counted first.</param>
    public sealed record Pile(int Waiting, bool OrMore, int Soon, int Late);

    /// <summary>What presses in one queue: of cases, or <see cref="QueueName.Supervision"/>.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <param name="queue">Which.</param>
    public async Task<Pile> WeighAsync(QueueName queue, Actor actor, CancellationToken cancellation)
    {
        Sight.Of(actor).RequireAll();
        var now = clock.Now();
        var counted = await database.ReadAsync(
            db => queue == QueueName.Supervision ? db.CountPressingAssignmentsAsync(now, Most + 1) : db.CountPressingAsync(CaseQueues.StatusOf(queue), now, Most + 1), cancellation);
        return new Pile(Math.Min(counted.Waiting, Most), counted.Waiting > Most, counted.Soon, counted.Late);
    }

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
