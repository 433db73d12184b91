using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>撤回申请: by the unit that asked.</summary>
public sealed class RetractRequest(CaseLedger ledger) : ICaseStep<RetractRequest.Command>
{
    public sealed record Command
    {
        /// <summary>Number of the request within the case.</summary>
        public int? Request { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Request).NotEmpty().GreaterThan(0);
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => DecidingRequests.Retract(@case, command.Request!.Value, actor),
            text: null,
            cancellation);
}
