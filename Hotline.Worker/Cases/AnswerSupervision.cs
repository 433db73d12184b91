using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>What a unit says to an order of supervision.</summary>
public abstract record SupervisionCommand
{
    /// <summary>Number of the order within the case.</summary>
    public int? Supervision { get; init; }

    public string? Text { get; init; }
}

/// <summary>What a unit must say to an order of supervision.</summary>
public abstract class SupervisionValidator<TCommand> : AbstractValidator<TCommand>
    where TCommand : SupervisionCommand
{
    protected SupervisionValidator()
    {
        RuleFor(command => command.Supervision).NotEmpty().GreaterThan(0);
        RuleFor(command => command.Text).NotEmpty().Lines(FieldRules.ContentLength);
    }
}

/// <summary>A unit's word on an order: that it was carried out, or that it is not the unit's.</summary>
public abstract class AnswerSupervision<TCommand>(CaseLedger ledger, bool askBack, Func<string?, CaseText> textOf) : ICaseStep<TCommand>
    where TCommand : SupervisionCommand
{
    public Task<Case> ExecuteAsync(string number, int seen, TCommand command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Supervising.Report(@case, command.Supervision!.Value, askBack, actor),
            textOf(command.Text),
            cancellation);
}
