using FluentValidation;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Callbacks;

/// <summary>甄别 (T31, T32): is the bad rating justified?</summary>
public sealed class JudgeRating(CaseLedger ledger) : ICaseStep<JudgeRating.Command>
{
    public sealed record Command
    {
        public bool? Justified { get; init; }

        /// <summary>Why; for the units what the rework must achieve.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Justified).NotNull();
            RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Judging.Decide(@case, new RatingJudged { Justified = command.Justified!.Value }, basis, now, actor),
            new CaseText { Reason = command.Reason },
            cancellation);
}
