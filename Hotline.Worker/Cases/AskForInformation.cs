using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>待补充 (T04): the requester is asked for what is missing, or asked again.</summary>
public sealed class AskForInformation(CaseLedger ledger) : ICaseStep<AskForInformation.Command>
{
    public sealed record Command
    {
        /// <summary>What is missing; at least one fact.</summary>
        public IReadOnlyList<MissingFact>? Missing { get; init; }

        /// <summary>What was asked, and how it was attempted.</summary>
        public string? Text { get; init; }

        internal InformationAsked Event => new() { Missing = [.. Missing!.Distinct().Order()] };
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Missing).NotEmpty();
            RuleForEach(command => command.Missing).Known();
            RuleFor(command => command.Text).NotEmpty().Told();
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Asking.Decide(@case, command.Event, actor),
            new CaseText { Question = command.Text },
            cancellation);
}
