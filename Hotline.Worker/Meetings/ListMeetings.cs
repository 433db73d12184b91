using System.Globalization;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Meetings;

/// <summary>Meetings, the latest first. A unit's people see those they took part in or must do something after, and of their decisions their own.</summary>
public sealed class ListMeetings(Database database, ZoneBook zone)
{
    public const int MostPerPage = 100;

    /// <param name="Decisions">Those in the reader's sight.</param>
    /// <param name="Overdue">Of them.</param>
    public sealed record Item(string Number, string Period, DateOnly HeldOn, string Chair, int Decisions, int Done, int Overdue);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <exception cref="AccessRefusedException">The actor sees no meetings.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public Task<Page> ExecuteAsync(Actor actor, string? after, int take, CancellationToken cancellation)
    {
        var unit = Sight.Of(actor).Narrow(null);
        var place = after is null ? PaperPlace.Start : ParsePlace(after);
        return database.ReadAsync(
            async db =>
            {
                var rows = unit is null ? await db.ListMeetingsAsync(place, take + 1) : await db.ListMeetingsOfUnitAsync(unit, place, take + 1);
                List<Meeting> meetings = [.. rows.Take(take).Select(row => row.Read<Meeting>())];
                var decisions = meetings.Count == 0 ? [] : await db.ListDecisionsAsync([.. meetings.Select(meeting => meeting.Number)]);
                var today = zone.Today();
                return new Page(
                    [
                        .. meetings.Select(meeting =>
                        {
                            var states = decisions.Where(row => row.Meeting == meeting.Number && (unit is null || row.Unit == unit)).Select(row => StateOf(row, today)).ToList();
                            return new Item(
                                meeting.Number,
                                meeting.Period,
                                meeting.HeldOn,
                                meeting.Chair,
                                states.Count,
                                states.Count(state => state == DecisionState.Done),
                                states.Count(state => state == DecisionState.Overdue));
                        }),
                    ],
                    rows.Count <= take ? null : string.Create(CultureInfo.InvariantCulture, $"{meetings[^1].HeldOn:yyyy-MM-dd}_{meetings[^1].Number}"));
            },
            cancellation);
    }

    internal static DecisionState StateOf(DecisionRow row, DateOnly today) =>
        new MeetingDecision
        {
            DueOn = row.DueOn,
            State = row.OrderStatus is null ? Enum.Parse<DecisionState>(row.State) : MeetingRecords.StateOf(Enum.Parse<SupervisionStatus>(row.OrderStatus)),
        }.StateOn(today);

    private static PaperPlace ParsePlace(string text) =>
        text.Split('_') is [var held, var number] && DateOnly.TryParseExact(held, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new PaperPlace(day, number)
            : throw new FormatException($"'{text}' is not a place in the list of meetings.");
}
