using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>撤销并单: a merged case stands on its own again.</summary>
public sealed class UnmergeCase(CaseLedger ledger) : ICaseStep<UnmergeCase.Command>
{
    public sealed record Command
    {
        /// <summary>Why it is another matter.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeJointStepAsync(
            number,
            seen,
            mine => mine.MergedInto ?? mine.Number,
            actor,
            (mine, main, _, _) => Merging.Unmerge(mine, main),
            new CaseText { Reason = command.Reason },
            cancellation);
}
