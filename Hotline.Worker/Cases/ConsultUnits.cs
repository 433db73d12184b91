using FluentValidation;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>会商 (T09): the units settle whose duty it is.</summary>
public sealed class ConsultUnits(CaseLedger ledger, ZoneBook zone) : ICaseStep<ConsultUnits.Command>
{
    public sealed record Command
    {
        /// <summary>The units invited: unit codes, two or more.</summary>
        public IReadOnlyList<string>? Units { get; init; }

        /// <summary>What they are to settle.</summary>
        public string? Question { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Units).NotEmpty();
            RuleForEach(command => command.Units).Cascade(CascadeMode.Stop).NotEmpty().Unit(zone);
            RuleFor(command => command.Question).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Consulting.Open(@case, command.Units!, zone.Current.Catalogue, actor),
            new CaseText { Question = command.Question },
            cancellation);
}
