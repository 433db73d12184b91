using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>督办立项 (T38).</summary>
public sealed class SuperviseCase(CaseLedger ledger, ZoneBook zone) : ICaseStep<SuperviseCase.Command>
{
    public sealed record Command
    {
        /// <summary>Who must act; the lead when left out.</summary>
        public string? Unit { get; init; }

        /// <summary>Due at 24:00 of this day; when left out in three working days, and no later than the unit's own limit ends.</summary>
        public DateOnly? DueOn { get; init; }

        /// <summary>督办要求: what must be done.</summary>
        public string? Requirement { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Unit)
                .Must(unit => unit is null || zone.Current.Units.ContainsKey(unit)).WithMessage(_ => ValidationTexts.UnknownUnit);
            RuleFor(command => command.Requirement).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Supervising.Issue(@case, command.Unit, command.DueOn, SupervisionOrigin.Ordered, zone.Current.Catalogue, basis, now),
            new CaseText { InternalNote = command.Requirement },
            cancellation);
}
