using FluentValidation;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>凭据: how a requester's statement was taken down.</summary>
public enum StatementKind
{
    /// <summary>录音</summary>
    Recording,
    /// <summary>书面</summary>
    Written,
}

/// <summary>撤诉 (T35), on a recorded or written statement.</summary>
public sealed class WithdrawCase(CaseLedger ledger) : ICaseStep<WithdrawCase.Command>
{
    public sealed record Command
    {
        public StatementKind? Evidence { get; init; }

        /// <summary>What the requester stated.</summary>
        public string? Statement { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Evidence).NotNull().OneOf();
            RuleFor(command => command.Statement).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Withdrawing.Decide(@case),
            new CaseText { Reason = command.Statement, Evidence = command.Evidence },
            cancellation);
}
