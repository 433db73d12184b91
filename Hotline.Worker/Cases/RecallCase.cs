using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>撤回 (T36): the units are relieved, and the case waits for a dispatcher.</summary>
public sealed class RecallCase(CaseLedger ledger) : ICaseStep<RecallCase.Command>
{
    public sealed record Command
    {
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number, seen, actor, (@case, _, _) => Dispatching.Recall(@case), new CaseText { Reason = command.Reason }, cancellation);
}
