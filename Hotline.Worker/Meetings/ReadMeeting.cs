using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Meetings;

/// <summary>One meeting with its decisions as they stand, and what was done to it. A unit's people see what is theirs of it.</summary>
public sealed class ReadMeeting(Database database, ZoneBook zone)
{
    public const int MostPerPage = 200;

    /// <param name="Decisions">Those in the reader's sight.</param>
    public sealed record View(
        string Number, int Version, string Period, DateOnly HeldOn, string Chair, IReadOnlyList<string> Units, string? Summary, IReadOnlyList<DecisionView> Decisions);

    /// <param name="Number">From 1, as the meeting counts.</param>
    /// <param name="Order">Number of the order on the case.</param>
    public sealed record DecisionView(
        int Number,
        string Text,
        string Unit,
        DateOnly DueOn,
        DecisionState State,
        string? Case,
        int? Order,
        string? Theme,
        DateTimeOffset DecidedAt,
        DateTimeOffset? SettledAt,
        IReadOnlyList<DecisionReport> Reports);

    /// <summary>One line of the log.</summary>
    public sealed record Change(int Version, DateTimeOffset At, string Actor, string? Unit, MeetingChangeKind Kind);

    /// <exception cref="MeetingNotFoundException">No such meeting in the actor's sight.</exception>
    public Task<View> ExecuteAsync(string number, Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var meeting = await db.FollowAsync(await db.SeeMeetingAsync(number, actor));
            var (unit, today) = (Sight.Of(actor).Unit, zone.Today());
            return new View(
                meeting.Number,
                meeting.Version,
                meeting.Period,
                meeting.HeldOn,
                meeting.Chair,
                meeting.Units,
                meeting.Summary,
                [
                    .. meeting.Decisions.Index().Where(decision => unit is null || decision.Item.Unit == unit).Select(decision => new DecisionView(
                        decision.Index + 1,
                        decision.Item.Text,
                        decision.Item.Unit,
                        decision.Item.DueOn,
                        decision.Item.StateOn(today),
                        decision.Item.Case,
                        decision.Item.Order,
                        decision.Item.Theme,
                        decision.Item.DecidedAt,
                        decision.Item.SettledAt,
                        decision.Item.Reports)),
                ]);
        },
        cancellation);

    /// <summary>What was done to it, the newest first; a unit's people see what that unit did.</summary>
    /// <param name="before">Only versions before this one; <c>null</c> for the first page.</param>
    /// <exception cref="MeetingNotFoundException">No such meeting in the actor's sight.</exception>
    public Task<IReadOnlyList<Change>> ListChangesAsync(string number, Actor actor, int? before, int take, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            await db.SeeMeetingAsync(number, actor);
            var unit = Sight.Of(actor).Unit;
            return (IReadOnlyList<Change>)
            [
                .. (await db.ListMeetingVersionsAsync(number, before ?? int.MaxValue, take)).Where(row => unit is null || row.Unit == unit)
                    .Select(row => new Change(row.Version, row.At, row.Actor, row.Unit, Enum.Parse<MeetingChangeKind>(row.Kind))),
            ];
        },
        cancellation);
}
