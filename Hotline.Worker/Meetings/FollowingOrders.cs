using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Storage;

namespace Hotline.Meetings;

/// <summary>Decisions with an order stand as their order does, wherever it was reported on or settled.</summary>
internal static class FollowingOrders
{
    /// <summary>A decision, to see whether an order follows it; within a write it is looked at again.</summary>
    /// <returns><c>null</c> when the meeting has no such decision.</returns>
    /// <exception cref="MeetingNotFoundException">No such meeting in the actor's sight.</exception>
    public static Task<MeetingDecision?> FindOrderAsync(this Database database, string number, int decision, Actor actor, CancellationToken cancellation) =>
        database.ReadAsync(async db => (await db.SeeMeetingAsync(number, actor)).Decisions.ElementAtOrDefault(decision - 1), cancellation);

    /// <summary>The meeting with each decision in the state of its order, as it is now.</summary>
    public static Task<Meeting> FollowAsync(this Session db, Meeting meeting) => db.FollowAsync(meeting, null);

    /// <summary>The same as it was at a moment, by what had happened to the cases until then.</summary>
    /// <param name="at"><c>null</c> for now.</param>
    public static async Task<Meeting> FollowAsync(this Session db, Meeting meeting, DateTimeOffset? at)
    {
        var orders = new Dictionary<(string, int), (DecisionState State, DateTimeOffset? SettledAt)>();
        foreach (var number in meeting.Decisions.Where(decision => decision.Order is not null).Select(decision => decision.Case!).Distinct())
        {
            var events = (await db.ReadEventsAsync(number)).TakeWhile(happened => at is null || happened.At <= at).ToList();
            foreach (var order in events.Count == 0 ? [] : Case.Fold(events).Supervisions)
            {
                orders[(number, order.Number)] = (
                    MeetingRecords.StateOf(order.Status),
                    events.OfType<SupervisionSettled>().LastOrDefault(settled => settled.Supervision == order.Number && settled.Outcome != SupervisionOutcome.SentBack)?.At);
            }
        }

        return meeting with
        {
            Decisions =
            [
                .. meeting.Decisions.Select(decision =>
                    decision is { Case: { } about, Order: { } order } && orders.TryGetValue((about, order), out var stands)
                        ? decision with { State = stands.State, SettledAt = stands.SettledAt }
                        : decision),
            ],
        };
    }
}
