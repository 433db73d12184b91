using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Storage;
using Hotline.Themes;
using Hotline.Zone;

namespace Hotline.Meetings;

/// <summary>议定事项: what, who, by when. On a case it is an order of supervision (T38), issued in the same transaction.</summary>
public sealed class DecideInMeeting(Database database, CaseLedger ledger, ZoneBook zone, TimeProvider clock)
{
    // However generously it is spaced out.
    private const int MostNumberCharacters = 40;

    public sealed record Command
    {
        public string? Text { get; init; }

        /// <summary>责任单位.</summary>
        public string? Unit { get; init; }

        /// <summary>Due at 24:00 of this day.</summary>
        public DateOnly? DueOn { get; init; }

        /// <summary>Number of the case it is about.</summary>
        public string? Case { get; init; }

        /// <summary>Number of the theme it is about.</summary>
        public string? Theme { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Text).NotEmpty().Lines(FieldRules.ContentLength);
            RuleFor(command => command.Unit).NotEmpty().UnitOf(zone);
            RuleFor(command => command.DueOn).NotNull();
            RuleFor(command => command.Case).Cascade(CascadeMode.Stop).MaximumLength(MostNumberCharacters)
                .Must(number => number is null || CaseNumber.TryParse(number, out _)).WithMessage(_ => ValidationTexts.CaseNumber);
            RuleFor(command => command.Theme).Line(MostNumberCharacters);
        }
    }

    /// <param name="seen">The version that the actor has seen.</param>
    /// <exception cref="MeetingNotFoundException">No such meeting in the actor's sight.</exception>
    /// <exception cref="StaleMeetingException">It was changed since.</exception>
    /// <exception cref="CaseNotFoundException">No such case in the actor's sight.</exception>
    /// <exception cref="ThemeNotFoundException">No such theme.</exception>
    /// <exception cref="CaseRefusedException">The rule refused, also that of the order.</exception>
    public async Task<Meeting> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation)
    {
        CaseRefusedException.ThrowIf(MeetingRules.WhyNotKeep(actor));
        var now = clock.Now();
        if (command.Case is null)
        {
            return await database.WriteAsync(Lane.People, db => DecideAsync(db, number, seen, command, null, null, actor, now), cancellation);
        }

        Meeting? decided = null;
        var about = CaseNumber.TryParse(command.Case, out var known) ? known : throw new CaseNotFoundException(command.Case);
        await ledger.TakeStepAsync(
            about,
            seen: null,
            actor,
            async (db, @case, basis, at) =>
            {
                var order = Supervising.Issue(@case, command.Unit, command.DueOn, SupervisionOrigin.Ordered, zone.Current.Catalogue, basis, at);
                if (!order.IsRefused)
                {
                    decided = await DecideAsync(db, number, seen, command, about, order.Events.OfType<SupervisionIssued>().Single().Supervision, actor, at);
                }

                return order;
            },
            new CaseText { InternalNote = command.Text },
            cancellation);
        return decided!;
    }

    private async Task<Meeting> DecideAsync(
        Session db, string number, int seen, Command command, string? about, int? order, Actor actor, DateTimeOffset now)
    {
        var meeting = await db.SeeMeetingAsync(number, seen, actor);
        CaseRefusedException.ThrowIf(MeetingRules.WhyNotDecide(meeting, command.DueOn!.Value, zone.Today()));
        if (command.Theme is { } theme)
        {
            await db.SeeThemeAsync(theme, actor);
        }

        var decision = new MeetingDecision
        {
            Text = command.Text!,
            Unit = command.Unit!,
            DueOn = command.DueOn.Value,
            Case = about,
            Order = order,
            Theme = command.Theme,
            DecidedAt = now,
        };
        var after = await db.SaveMeetingAsync(
            meeting with { Version = seen + 1, Decisions = [.. meeting.Decisions, decision] }, MeetingChangeKind.Decided, actor, zone.Current.Calendar, now);
        if (order is null)
        {
            // Of an order the case tells.
            await db.TellAsync(number, after.Decisions.Count, DecisionNotices.Made, decision.Unit, now, DecisionNotices.ToUnit(decision.Unit));
        }

        return after;
    }
}
