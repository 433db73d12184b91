using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Meetings;

/// <summary>反馈: the unit says what it has done. Where there is an order on a case, that is reported on in the same transaction.</summary>
public sealed class ReportDecision(Database database, CaseLedger ledger, ZoneBook zone, TimeProvider clock)
{
    public sealed record Command
    {
        /// <summary>Which decision, from 1.</summary>
        public int? Decision { get; init; }

        public string? Text { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Decision).NotNull();
            RuleFor(command => command.Text).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    /// <param name="seen">The version that the actor has seen.</param>
    /// <exception cref="MeetingNotFoundException">No such meeting in the actor's sight.</exception>
    /// <exception cref="StaleMeetingException">It was changed since.</exception>
    /// <exception cref="CaseRefusedException">The rule refused, also that of the order.</exception>
    public Task<Meeting> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.ChangeDecisionAsync(
            database,
            number,
            command.Decision!.Value,
            actor,
            clock.Now(),
            (@case, order) => Supervising.Report(@case, order, askBack: false, actor),
            command.Text,
            (db, now) => ReportAsync(db, number, seen, command, actor, now),
            cancellation);

    private async Task<Meeting> ReportAsync(Session db, string number, int seen, Command command, Actor actor, DateTimeOffset now)
    {
        var meeting = await db.FollowAsync(await db.SeeMeetingAsync(number, seen, actor));
        CaseRefusedException.ThrowIf(MeetingRules.WhyNotReport(meeting, command.Decision!.Value, actor));
        var after = await db.SaveMeetingAsync(
            meeting.With(command.Decision.Value, decision => decision with
            {
                State = DecisionState.Reported,
                Reports = [.. decision.Reports, new DecisionReport(command.Text!, actor.Name, now, null, null)],
            }) with { Version = seen + 1 },
            MeetingChangeKind.Reported,
            actor,
            zone.Current.Calendar,
            now);
        if (after.Decisions[command.Decision.Value - 1] is { Order: null, Unit: var unit })
        {
            await db.TellAsync(number, command.Decision.Value, DecisionNotices.Reported, unit, now, DecisionNotices.ToHotline);
        }

        return after;
    }
}
