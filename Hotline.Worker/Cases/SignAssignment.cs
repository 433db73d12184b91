using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>签收 (T12).</summary>
public sealed class SignAssignment(CaseLedger ledger) : ICaseStep<SignAssignment.Command>
{
    public sealed record Command
    {
        /// <summary>Number of the assignment within the case.</summary>
        public int? Assignment { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Assignment).NotEmpty().GreaterThan(0);
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number, seen, actor, (@case, _, _) => Signing.Decide(@case, command.Assignment!.Value), null, cancellation);
}
