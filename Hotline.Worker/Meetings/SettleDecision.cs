using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Meetings;

/// <summary>办结 or 退回重办: a supervisor's or a leader's word on a report, also on the order where there is one.</summary>
public sealed class SettleDecision(Database database, CaseLedger ledger, ZoneBook zone, TimeProvider clock)
{
    public sealed record Command
    {
        /// <summary>Which decision, from 1.</summary>
        public int? Decision { get; init; }

        public DecisionOutcome? Outcome { get; init; }
        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Decision).NotNull();
            RuleFor(command => command.Outcome).NotNull().OneOf();
            RuleFor(command => command.Note).Lines(FieldRules.ContentLength);
            RuleFor(command => command.Note).NotEmpty().When(command => command.Outcome is DecisionOutcome.SentBack);
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
            (@case, order) => Supervising.Settle(
                @case, order, command.Outcome == DecisionOutcome.Done ? SupervisionOutcome.Completed : SupervisionOutcome.SentBack, actor),
            command.Note,
            (db, now) => SettleAsync(db, number, seen, command, actor, now),
            cancellation);

    private async Task<Meeting> SettleAsync(Session db, string number, int seen, Command command, Actor actor, DateTimeOffset now)
    {
        var meeting = await db.FollowAsync(await db.SeeMeetingAsync(number, seen, actor));
        CaseRefusedException.ThrowIf(MeetingRules.WhyNotSettle(meeting, command.Decision!.Value, actor));
        var isDone = command.Outcome == DecisionOutcome.Done;
        var after = await db.SaveMeetingAsync(
            meeting.With(command.Decision.Value, decision => decision with
            {
                State = isDone ? DecisionState.Done : DecisionState.Open,
                SettledAt = isDone ? now : null,
                Reports = decision.Reports.Count == 0
                    ? []
                    : [.. decision.Reports.SkipLast(1), decision.Reports[^1] with { Outcome = command.Outcome, Note = command.Note }],
            }) with { Version = seen + 1 },
            isDone ? MeetingChangeKind.Settled : MeetingChangeKind.SentBack,
            actor,
            zone.Current.Calendar,
            now);
        if (!isDone && after.Decisions[command.Decision.Value - 1] is { Order: null, Unit: var unit })
        {
            await db.TellAsync(number, command.Decision.Value, DecisionNotices.SentBack, unit, now, DecisionNotices.ToUnit(unit));
        }

        return after;
    }
}
