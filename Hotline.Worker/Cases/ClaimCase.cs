using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>占有: out of the common pool, so that nobody else does the same meanwhile.</summary>
public sealed class ClaimCase(CaseLedger ledger) : ICaseStep<ClaimCase.Command>
{
    public sealed record Command;

    public sealed class Validator : AbstractValidator<Command>;

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Claiming.Claim(@case, actor),
            text: null,
            cancellation);
}
