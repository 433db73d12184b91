using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>审核通过 (T26).</summary>
public sealed class ReviewFeedback(CaseLedger ledger) : ICaseStep<ReviewFeedback.Command>
{
    public sealed record Command
    {
        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Note).Lines(FieldRules.ContentLength);
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Reviewing.Pass(@case, actor),
            new CaseText { InternalNote = command.Note },
            cancellation);
}
