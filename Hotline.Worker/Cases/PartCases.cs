using FluentValidation;
using Hotline.Domain;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>What parting a case from another says.</summary>
public abstract record PartCommand
{
    /// <summary>Why it is another matter.</summary>
    public string? Reason { get; init; }
}

/// <summary>What parting a case from another must say.</summary>
public abstract class PartValidator<TCommand> : AbstractValidator<TCommand>
    where TCommand : PartCommand
{
    protected PartValidator() => RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
}

/// <summary>撤销并单 and 解除关联: the case stands on its own again.</summary>
public abstract class PartCases<TCommand>(
    CaseLedger ledger, Func<Case, string?> mainOf, Func<Case, Case, (Decision Mine, Decision Theirs)> part) : ICaseStep<TCommand>
    where TCommand : PartCommand
{
    public Task<Case> ExecuteAsync(string number, int seen, TCommand command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeJointStepAsync(
            number,
            seen,
            mine => mainOf(mine) ?? mine.Number,
            actor,
            (mine, main, _, _) => part(mine, main),
            new CaseText { Reason = command.Reason },
            cancellation);
}
