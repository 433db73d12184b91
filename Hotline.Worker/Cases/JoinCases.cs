using FluentValidation;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Cases;

/// <summary>What joining a case to another says.</summary>
public abstract record JoinCommand
{
    /// <summary>Number of the case that goes on, as people type it.</summary>
    public string? Into { get; init; }

    /// <summary>Why it is the same matter.</summary>
    public string? Reason { get; init; }
}

/// <summary>What joining a case to another must say.</summary>
public abstract class JoinValidator<TCommand> : AbstractValidator<TCommand>
    where TCommand : JoinCommand
{
    protected JoinValidator()
    {
        RuleFor(command => command.Into).Cascade(CascadeMode.Stop).NotEmpty().Case();
        RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
    }
}

/// <summary>并单 and 关联 (T08): which of the two is the rule's to say (<see cref="Merging"/>).</summary>
public abstract class JoinCases<TCommand>(
    CaseLedger ledger, Func<Case, Case, DeadlineBasis, bool, (Decision Mine, Decision Theirs)> join) : ICaseStep<TCommand>
    where TCommand : JoinCommand
{
    public Task<Case> ExecuteAsync(string number, int seen, TCommand command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeJointStepAsync(
            number, seen, _ => ZoneRules.NumberOf(command.Into!), actor, join, new CaseText { Reason = command.Reason }, cancellation);
}
