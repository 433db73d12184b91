using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>直接答复 of a case that waits for dispatch (T03).</summary>
public sealed class AnswerCase(CaseLedger ledger) : ICaseStep<AnswerCase.Command>
{
    public sealed record Command
    {
        public string? Text { get; init; }
        public string? Article { get; init; }
        public Resolution? Resolution { get; init; }
        public Satisfaction? Satisfaction { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Text).NotEmpty().Told();
            RuleFor(command => command.Article).Line(50);
            RuleFor(command => command.Resolution).OneOf();
            RuleFor(command => command.Satisfaction).OneOf();
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Answering.Decide(
                @case,
                new CaseAnswered { Article = command.Article, Resolution = command.Resolution, Satisfaction = command.Satisfaction },
                actor),
            new CaseText { Answer = command.Text },
            cancellation);
}
