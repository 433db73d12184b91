using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Storage;

namespace Hotline.Meetings;

/// <summary>Decisions with an order stand as their order does, wherever it was reported on or settled.</summary>
internal static class FollowingOrders
{
    /// <summary>Changes a meeting by one of its decisions; where an order follows that, the order takes its step in the same transaction.</summary>
    /// <param name="decision">Which, from 1.</param>
    /// <param name="step">What the order's case says to it.</param>
    /// <param name="said">What is said with that step.</param>
    /// <param name="change">Writes the meeting's next version at a moment.</param>
    /// <exception cref="MeetingNotFoundException">No such meeting in the actor's sight.</exception>
    /// <exception cref="CaseRefusedException">The order's rule refused.</exception>
    public static async Task<Meeting> ChangeDecisionAsync(
        this CaseLedger ledger,
        Database database,
        string number,
        int decision,
        Actor actor,
        DateTimeOffset now,
        Func<Case, int, Decision> step,
        string? said,
        Func<Session, DateTimeOffset, Task<Meeting>> change,
        CancellationToken cancellation)
    {
        // To see whether an order follows it; within the write it is looked at again.
        var followed = await database.ReadAsync(async db => (await db.SeeMeetingAsync(number, actor)).Decisions.ElementAtOrDefault(decision - 1), cancellation);
        if (followed is not { Case: { } about, Order: { } order })
        {
            return await database.WriteAsync(Lane.People, db => change(db, now), cancellation);
        }

        Meeting? changed = null;
        await ledger.TakeStepAsync(
            about,
            seen: null,
            actor,
            async (db, @case, _, at) =>
            {
                var taken = step(@case, order);
                if (!taken.IsRefused)
                {
                    changed = await change(db, at);
                }

                return taken;
            },
            new CaseText { InternalNote = said },
            cancellation);
        return changed!;
    }

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
