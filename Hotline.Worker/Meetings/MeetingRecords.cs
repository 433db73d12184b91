using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Meetings;
using Hotline.Domain.Scorecards;
using Hotline.Storage;

namespace Hotline.Meetings;

/// <summary>There is no such meeting, or none for this actor: nobody learns which.</summary>
public sealed class MeetingNotFoundException(string number) : Exception($"There is no meeting {number}.");

/// <summary>Somebody else has changed the meeting since.</summary>
public sealed class StaleMeetingException(string number, int seen) : Exception($"Meeting {number} was changed since version {seen}.");

/// <summary>What was done to a meeting.</summary>
public enum MeetingChangeKind
{
    Made,
    Revised,
    Decided,
    Reported,
    Settled,
    SentBack,
}

/// <summary>What the use cases of meetings share: seeing one, and writing its next version, which is also the line in the log.</summary>
internal static class MeetingRecords
{
    /// <exception cref="MeetingNotFoundException">No such meeting, or it is out of the actor's sight.</exception>
    public static async Task<Meeting> SeeMeetingAsync(this Session db, string number, Actor actor) =>
        await db.FindMeetingAsync(number) is { } row && row.Read<Meeting>() is var meeting && Covers(Sight.Of(actor), meeting) ? meeting : throw new MeetingNotFoundException(number);

    /// <exception cref="MeetingNotFoundException">No such meeting in the actor's sight.</exception>
    /// <exception cref="StaleMeetingException">It was changed since <paramref name="seen"/>.</exception>
    public static async Task<Meeting> SeeMeetingAsync(this Session db, string number, int seen, Actor actor) =>
        await db.SeeMeetingAsync(number, actor) is var meeting && meeting.Version == seen ? meeting : throw new StaleMeetingException(number, seen);

    /// <param name="meeting">With its next version.</param>
    /// <param name="calendar">Says when a day is over.</param>
    public static async Task<Meeting> SaveMeetingAsync(
        this Session db, Meeting meeting, MeetingChangeKind kind, Actor actor, WorkCalendar calendar, DateTimeOffset now)
    {
        var row = PaperRow.Of(meeting.Number, meeting.Version, kind, meeting, actor, now);
        var head = new MeetingRow
        {
            Number = meeting.Number,
            Version = meeting.Version,
            HeldOn = meeting.HeldOn,
            LastDay = Period.TryParse(meeting.Period, out var period) ? period.LastDay : meeting.HeldOn,
        };
        var told = (await db.ListDecisionsAsync([meeting.Number])).ToDictionary(known => known.Decision);
        return await db.TrySaveMeetingAsync(
            row,
            head,
            [.. meeting.Units.Concat(meeting.Decisions.Select(decision => decision.Unit)).Distinct()],
            [.. meeting.Decisions.Select((decision, place) => RowOf(meeting.Number, place + 1, decision, told.GetValueOrDefault(place + 1), calendar))])
            ? meeting
            : throw new StaleMeetingException(meeting.Number, meeting.Version - 1);
    }

    /// <summary>Puts a line about a decision into inboxes.</summary>
    public static async Task TellAsync(this Session db, string meeting, int decision, string kind, string unit, DateTimeOffset at, IEnumerable<string> recipients)
    {
        var telling = await db.DrawTellingAsync(meeting, decision);
        foreach (var recipient in recipients)
        {
            await db.InsertNoticeAsync(new NoticeRow
            {
                Recipient = recipient,
                Number = DecisionNotices.NumberOf(meeting, decision),
                Version = telling,
                Kind = kind,
                Unit = unit,
                At = at,
            });
        }
    }

    /// <summary>A decision as it stands: what an order holds the state of is asked of the order.</summary>
    public static DecisionState StateOf(SupervisionStatus status) => status switch
    {
        SupervisionStatus.Issued => DecisionState.Open,
        SupervisionStatus.Reported or SupervisionStatus.ReturnAsked => DecisionState.Reported,
        _ => DecisionState.Done,
    };

    public static Meeting With(this Meeting meeting, int decision, Func<MeetingDecision, MeetingDecision> change) => meeting with
    {
        Decisions = [.. meeting.Decisions.Select((known, place) => place + 1 == decision ? change(known) : known)],
    };

    private static DecisionRow RowOf(string meeting, int number, MeetingDecision decision, DecisionRow? stored, WorkCalendar calendar)
    {
        var over = calendar.EndOfDay(decision.DueOn);
        return new DecisionRow
        {
            Meeting = meeting,
            Decision = number,
            Unit = decision.Unit,
            State = decision.State.ToString(),
            IsOpen = decision.State != DecisionState.Done,
            DueOn = decision.DueOn,
            CaseNumber = decision.Case,
            Supervision = decision.Order,
            // An order has a clock of its own; and what was told while it was open, or moved on from, is not told again.
            NextNoticeAt = decision.State != DecisionState.Open || decision.Order is not null ? null
                : stored is null || stored.DueOn != decision.DueOn || stored.State != nameof(DecisionState.Open) ? over
                : stored.NextNoticeAt,
            Text = decision.Text,
        };
    }

    private static bool Covers(Sight sight, Meeting meeting) => !sight.IsNothing && (sight.Unit is not { } unit || meeting.Concerns(unit));
}
