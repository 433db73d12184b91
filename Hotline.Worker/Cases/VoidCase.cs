using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>作废: a test, a wrong entry, a nuisance call; by a shift leader (domain.md §1.4).</summary>
public sealed class VoidCase(CaseLedger ledger) : ICaseStep<VoidCase.Command>
{
    public sealed record Command
    {
        public VoidReason? Reason { get; init; }
        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Reason).NotEmpty().OneOf();
            RuleFor(command => command.Note).Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Voiding.Decide(@case, new CaseVoided { Reason = command.Reason!.Value }, actor),
            new CaseText { InternalNote = command.Note },
            cancellation);
}
