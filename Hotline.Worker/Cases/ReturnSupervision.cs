using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>督办单申请退回: the unit asks to be released from an order.</summary>
public sealed class ReturnSupervision(CaseLedger ledger) : ICaseStep<ReturnSupervision.Command>
{
    public sealed record Command
    {
        /// <summary>Number of the order within the case.</summary>
        public int? Supervision { get; init; }

        public string? Text { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Supervision).NotEmpty().GreaterThan(0);
            RuleFor(command => command.Text).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Supervising.Report(@case, command.Supervision!.Value, askBack: true, actor),
            new CaseText { Reason = command.Text },
            cancellation);
}
