using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>关联 (T08): another requester's case on the same matter is handled as part of this one, and called back on its own.</summary>
public sealed class LinkCase(CaseLedger ledger) : ICaseStep<LinkCase.Command>
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
            (mine, main, basis, _) => Merging.Link(mine, main, basis),
            new CaseText { Reason = command.Reason },
            cancellation);
}
