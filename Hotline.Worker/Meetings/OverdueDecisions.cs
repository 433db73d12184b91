using Hotline.Composition;
using Hotline.Storage;

namespace Hotline.Meetings;

/// <summary>
/// Finds decisions whose day has passed and tells the unit and the supervisors, once each. Any number may sweep: whoever takes
/// a decision off the list tells of it. Those with an order have its clock and its ladder.
/// </summary>
public sealed class OverdueDecisions(Database database, TimeProvider clock)
{
    private const int Page = 100;

    /// <returns>How many were told of; an idle sweep is one look at an index.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var (told, now) = (0, clock.Now());
        while (true)
        {
            var due = await database.ReadAsync(db => db.ListDecisionsToTellAsync(now, Page), cancellation);
            foreach (var row in due)
            {
                told += await database.WriteAsync(
                    Lane.Backlog,
                    async db =>
                    {
                        if (!await db.MarkDecisionToldAsync(row))
                        {
                            return 0;
                        }

                        await db.TellAsync(
                            row.Meeting,
                            row.Decision,
                            DecisionNotices.Overdue,
                            row.Unit,
                            now,
                            DecisionNotices.ToUnit(row.Unit).Concat(DecisionNotices.ToHotline));
                        return 1;
                    },
                    cancellation);
            }

            if (due.Count < Page)
            {
                return told;
            }
        }
    }
}
