using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>单位内部转派 (T16): a section or person within the unit has it, due no later than the unit.</summary>
public sealed class DelegateAssignment(CaseLedger ledger) : ICaseStep<DelegateAssignment.Command>
{
    public sealed record Command
    {
        public int? Assignment { get; init; }

        /// <summary>Due at its 24:00, within the unit.</summary>
        public DateOnly? DueOn { get; init; }

        /// <summary>The section or person.</summary>
        public string? To { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Assignment).NotEmpty().GreaterThan(0);
            RuleFor(command => command.DueOn).NotEmpty();
            RuleFor(command => command.To).NotEmpty().Line(100);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Noting.Delegate(
                @case, new AssignmentDelegated { Assignment = command.Assignment!.Value, DueOn = command.DueOn!.Value }, basis, now),
            new CaseText { To = command.To },
            cancellation);
}
