using FluentValidation;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>派单 by a dispatcher (T11). The catalogue's own dispatch is <see cref="Dispatch.RouteCase"/>.</summary>
public sealed class DispatchCase(CaseLedger ledger, ZoneBook zone) : ICaseStep<DispatchCase.Command>
{
    public record Command
    {
        /// <summary>主办: unit code.</summary>
        public string? Lead { get; init; }

        /// <summary>协办: unit codes.</summary>
        public IReadOnlyList<string>? Supporters { get; init; }

        /// <summary>派单依据 in words; a person who departs from the catalogue says why.</summary>
        public string? Basis { get; init; }

        /// <summary>An earlier resolution date than the profile's; due at its 24:00.</summary>
        public DateOnly? DueOn { get; init; }

        /// <summary>指定承办: the lead cannot give the case back.</summary>
        public bool Designated { get; init; }

        /// <summary>派单意见, for the units.</summary>
        public string? Note { get; init; }
    }

    public sealed class Validator(ZoneBook zone) : ValidatorOf<Command>(zone);

    /// <summary>What every order to units must say, whatever else a step asks for.</summary>
    public abstract class ValidatorOf<TCommand> : AbstractValidator<TCommand>
        where TCommand : Command
    {
        protected ValidatorOf(ZoneBook zone)
        {
            RuleFor(command => command.Lead).Cascade(CascadeMode.Stop).NotEmpty().Unit(zone);
            RuleForEach(command => command.Supporters).Cascade(CascadeMode.Stop).NotEmpty().Unit(zone);
            RuleFor(command => command.Basis).NotEmpty().Line(200);
            RuleFor(command => command.Note).Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Dispatching.ByDispatcher(@case, OrderOf(command), zone.Current.Catalogue, basis, now, actor),
            new CaseText { InternalNote = command.Note, Basis = command.Basis },
            cancellation);

    internal static DispatchOrder OrderOf(Command command) =>
        new(command.Lead!, command.Supporters ?? [], command.DueOn, command.Designated);
}
