using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>挂账进展 (T22): the monthly word on a case that is kept on the books.</summary>
public sealed class ReportProgress(CaseLedger ledger) : ICaseStep<ReportProgress.Command>
{
    public sealed record Command
    {
        public string? Text { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Text).NotEmpty().Lines(FieldRules.ContentLength);
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Booking.Report(@case),
            new CaseText { InternalNote = command.Text },
            cancellation);
}
