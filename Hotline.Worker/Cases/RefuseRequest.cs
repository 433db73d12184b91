using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>驳回申请 (T20).</summary>
public sealed class RefuseRequest(CaseLedger ledger) : ICaseStep<RefuseRequest.Command>
{
    public sealed record Command
    {
        /// <summary>Number of the request within the case.</summary>
        public int? Request { get; init; }

        /// <summary>Why, for the unit.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Request).NotEmpty().GreaterThan(0);
            RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => DecidingRequests.Refuse(@case, command.Request!.Value, actor),
            new CaseText { Reason = command.Reason },
            cancellation);
}
