using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>督办办结, 退回重办, or 同意退回: the supervisor's decision on an order.</summary>
public sealed class SettleSupervision(CaseLedger ledger) : ICaseStep<SettleSupervision.Command>
{
    public sealed record Command
    {
        /// <summary>Number of the order within the case.</summary>
        public int? Supervision { get; init; }

        public SupervisionOutcome? Outcome { get; init; }
        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Supervision).NotEmpty().GreaterThan(0);
            RuleFor(command => command.Outcome).NotNull().OneOf();
            RuleFor(command => command.Note).Lines(FieldRules.ContentLength);

            // An order, perhaps a leader's own, is not released or sent back without a word of record.
            RuleFor(command => command.Note).NotEmpty()
                .When(command => command.Outcome is SupervisionOutcome.Cancelled or SupervisionOutcome.SentBack);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Supervising.Settle(@case, command.Supervision!.Value, command.Outcome!.Value, actor),
            new CaseText { InternalNote = command.Note },
            cancellation);
}
