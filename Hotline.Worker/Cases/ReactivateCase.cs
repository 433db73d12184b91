using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>销账 (T23): off the books before its target date.</summary>
public sealed class ReactivateCase(CaseLedger ledger) : ICaseStep<ReactivateCase.Command>
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
            number,
            seen,
            actor,
            (@case, _, _) => Booking.Reactivate(@case),
            new CaseText { Reason = command.Reason },
            cancellation);
}
