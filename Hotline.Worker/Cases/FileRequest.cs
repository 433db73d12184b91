using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>What every 申请 says.</summary>
public abstract record RequestCommand
{
    /// <summary>The assignment it is about; for a closed case the one that was handled.</summary>
    public int? Assignment { get; init; }

    public RequestReason? Reason { get; init; }

    /// <summary>依据: the clause, the circumstances, the proof; for whoever decides.</summary>
    public string? Evidence { get; init; }
}

/// <summary>What every 申请 must say; which reasons fit which kind is the rule's to judge (<see cref="Requesting"/>).</summary>
public abstract class RequestValidator<TCommand> : AbstractValidator<TCommand>
    where TCommand : RequestCommand
{
    protected RequestValidator()
    {
        RuleFor(command => command.Assignment).NotEmpty().GreaterThan(0);
        RuleFor(command => command.Reason).NotNull().OneOf();
        RuleFor(command => command.Evidence).NotEmpty().Lines(FieldRules.ContentLength);
    }
}

/// <summary>申请: files what a unit asks for (T17, T18, T21, T22, T40, T41). Each kind is a step of its own and adds its own part.</summary>
public abstract class FileRequest<TCommand>(RequestKind kind, CaseLedger ledger, ZoneBook zone) : ICaseStep<TCommand>
    where TCommand : RequestCommand
{
    public Task<Case> ExecuteAsync(string number, int seen, TCommand command, Actor actor, CancellationToken cancellation)
    {
        var filed = Complete(command, new RequestFiled
        {
            // Numbered by the rule.
            Request = 0,
            Kind = kind,
            Assignment = command.Assignment!.Value,
            Reason = command.Reason!.Value,
        });
        return ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Requesting.Decide(@case, filed, zone.Current.Catalogue, basis, now, actor),
            TextOf(command),
            cancellation);
    }

    /// <summary>Adds what only this kind of request says.</summary>
    protected virtual RequestFiled Complete(TCommand command, RequestFiled filed) => filed;

    protected virtual CaseText TextOf(TCommand command) => new() { Reason = command.Evidence };
}
