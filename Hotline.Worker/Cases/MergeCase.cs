using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>并单 (T08): the same requester's second case on one matter ends, and follows the first.</summary>
public sealed class MergeCase(CaseLedger ledger) : ICaseStep<MergeCase.Command>
{
    public sealed record Command
    {
        /// <summary>Number of the case that goes on, as people type it.</summary>
        public string? Into { get; init; }

        /// <summary>Why it is the same matter.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Into).Cascade(CascadeMode.Stop).NotEmpty().Case();
            RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeJointStepAsync(
            number,
            seen,
            _ => ZoneRules.NumberOf(command.Into!),
            actor,
            (mine, main, basis, sameRequester) => Merging.Merge(mine, main, sameRequester, basis),
            new CaseText { Reason = command.Reason },
            cancellation);
}
