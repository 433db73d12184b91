using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>释放: back into the common pool.</summary>
public sealed class ReleaseCase(CaseLedger ledger) : ICaseStep<ReleaseCase.Command>
{
    public sealed record Command;

    public sealed class Validator : AbstractValidator<Command>;

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Claiming.Release(@case, actor),
            text: null,
            cancellation);
}
