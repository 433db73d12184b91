using FluentValidation;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>复查重开 (T33): on new facts, once.</summary>
public sealed class ReopenCase(CaseLedger ledger, ZoneBook zone) : ICaseStep<ReopenCase.Command>
{
    public sealed record Command
    {
        /// <summary>Who takes it up; the unit that had it when left out.</summary>
        public string? Lead { get; init; }

        /// <summary>What was not known when it closed.</summary>
        public string? NewFacts { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Lead)
                .Must(unit => unit is null || zone.Current.Units.ContainsKey(unit)).WithMessage(_ => ValidationTexts.UnknownUnit);
            RuleFor(command => command.NewFacts).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Reopening.Decide(@case, command.Lead, zone.Current.Catalogue, basis, now, actor),
            new CaseText { Reason = command.NewFacts },
            cancellation);
}
