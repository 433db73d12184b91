using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>督办反馈: the unit reports what it did.</summary>
public sealed class ReportSupervision(CaseLedger ledger) : ICaseStep<ReportSupervision.Command>
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
            (@case, _, _) => Supervising.Report(@case, command.Supervision!.Value, askBack: false, actor),
            new CaseText { InternalNote = command.Text },
            cancellation);
}
