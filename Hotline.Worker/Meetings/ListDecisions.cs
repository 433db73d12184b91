using System.Globalization;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Meetings;

/// <summary>Decisions that are not done, the most pressing first, and what a review pack says of the last meetings'.</summary>
public sealed class ListDecisions(Database database, ZoneBook zone, TimeProvider clock)
{
    public const int MostPerPage = 200;

    // What was not done after so many meetings is found in the list, not in the pack.
    private const int MostMeetings = 12;

    /// <param name="Decision">Its number within the meeting, from 1.</param>
    public sealed record Item(string Meeting, int Decision, string Text, string Unit, DateOnly DueOn, DecisionState State, string? Case);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <summary>A decision as a review pack shows it: its unit by its code, no personal data but what was written into it.</summary>
    /// <param name="Decision">Its number within the meeting, from 1.</param>
    /// <param name="State">As at the moment asked for.</param>
    /// <param name="Report">The last that the unit has said to it here.</param>
    public sealed record PackDecision(
        string Meeting,
        string Period,
        DateOnly HeldOn,
        int Decision,
        string Text,
        string Unit,
        DateOnly DueOn,
        DecisionState State,
        string? Case,
        string? Theme,
        string? Report,
        DateTimeOffset? ReportedAt,
        DateTimeOffset? SettledAt);

    /// <param name="unit">Only of this unit; the own one for who acts for one.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <exception cref="AccessRefusedException">The actor sees no meetings, or asks for another unit's.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public async Task<Page> ExecuteAsync(string? unit, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        var only = Sight.Of(actor).Narrow(unit);
        var place = after is null ? DecisionPlace.Start : ParsePlace(after);
        var today = zone.Today();
        var rows = await database.ReadAsync(
            db => only is null ? db.ListOpenDecisionsAsync(place, take + 1) : db.ListOpenDecisionsOfUnitAsync(only, place, take + 1), cancellation);
        return new Page(
            [.. rows.Take(take).Select(row => new Item(row.Meeting, row.Decision, row.Text, row.Unit, row.DueOn, ListMeetings.StateOf(row, today), row.CaseNumber))],
            rows.Count <= take
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{rows[take - 1].DueOn:yyyy-MM-dd}_{rows[take - 1].Meeting}_{rows[take - 1].Decision}"));
    }

    /// <summary>
    /// What the pack on a period says of earlier decisions: all of the meetings on the last period before it, and of older ones
    /// whatever was not done; each as it stood at a moment.
    /// </summary>
    /// <param name="period">Of the pack.</param>
    /// <param name="at">The moment; now when left out.</param>
    /// <param name="cancellation">Ends the read.</param>
    public Task<IReadOnlyList<PackDecision>> ForPackAsync(Period period, DateTimeOffset? at, CancellationToken cancellation)
    {
        var moment = at ?? clock.Now();
        var today = zone.Current.Calendar.LocalDay(moment);
        return database.ReadAsync(
            async db =>
            {
                var meetings = (await db.ListMeetingsAtAsync(period.LastDay, moment, MostMeetings)).Select(row => row.Read<Meeting>()).ToList();
                var shown = new List<PackDecision>();
                foreach (var meeting in meetings)
                {
                    foreach (var (place, decision) in (await db.FollowAsync(meeting, moment)).Decisions.Index())
                    {
                        if (meeting.Period == meetings[0].Period || decision.State != DecisionState.Done)
                        {
                            var last = decision.Reports.Count == 0 ? null : decision.Reports[^1];
                            shown.Add(new PackDecision(
                                meeting.Number,
                                meeting.Period,
                                meeting.HeldOn,
                                place + 1,
                                decision.Text,
                                decision.Unit,
                                decision.DueOn,
                                decision.StateOn(today),
                                decision.Case,
                                decision.Theme,
                                last?.Text,
                                last?.At,
                                decision.SettledAt));
                        }
                    }
                }

                return (IReadOnlyList<PackDecision>)shown;
            },
            cancellation);
    }

    private static DecisionPlace ParsePlace(string text) =>
        text.Split('_') is [var due, var meeting, var number]
        && DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var decision)
            ? new DecisionPlace(day, meeting, decision)
            : throw new FormatException($"'{text}' is not a place in the list of decisions.");
}
