using FluentValidation;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>改派 (T36): taken from the units and given to others in one step.</summary>
public sealed class RedispatchCase(CaseLedger ledger, ZoneBook zone) : ICaseStep<RedispatchCase.Command>
{
    public sealed record Command : DispatchCase.Command
    {
        /// <summary>Why it is taken from the units that have it.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : DispatchCase.ValidatorOf<Command>
    {
        public Validator(ZoneBook zone)
            : base(zone) => RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Dispatching.Again(@case, DispatchCase.OrderOf(command), zone.Current.Catalogue, basis, now, actor),
            new CaseText { InternalNote = command.Note, Reason = command.Reason, Basis = command.Basis },
            cancellation);
}
