using FluentValidation;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>加派协办 (T17) by the hotline itself; a unit asks for it.</summary>
public sealed class AddSupport(CaseLedger ledger, ZoneBook zone) : ICaseStep<AddSupport.Command>
{
    public sealed record Command
    {
        /// <summary>协办: unit code.</summary>
        public string? Unit { get; init; }

        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Unit).Cascade(CascadeMode.Stop).NotEmpty().Unit(zone);
            RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Dispatching.AddSupport(@case, command.Unit!, zone.Current.Catalogue),
            new CaseText { Reason = command.Reason },
            cancellation);
}
