using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>补充 (T05): what was missing is there.</summary>
public sealed class SupplyInformation(CaseLedger ledger) : ICaseStep<SupplyInformation.Command>
{
    public sealed record Command
    {
        /// <summary>What the requester supplied.</summary>
        public string? Text { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Text).NotEmpty().Lines(FieldRules.ContentLength);
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number, seen, actor, (@case, _, _) => Asking.Supply(@case), new CaseText { Content = command.Text }, cancellation);
}
