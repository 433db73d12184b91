using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>What the review makes of a feedback.</summary>
public enum ReviewOutcome
{
    /// <summary>审核通过: the requester is called back next.</summary>
    Pass,
    /// <summary>审核退回</summary>
    Return,
    /// <summary>免回访办结</summary>
    Close,
}

/// <summary>审核: passed (T26), sent back (T25), or closed without a call-back (T27).</summary>
public sealed class ReviewFeedback(CaseLedger ledger) : ICaseStep<ReviewFeedback.Command>
{
    public sealed record Command
    {
        public ReviewOutcome? Outcome { get; init; }

        /// <summary>退回: what is wrong.</summary>
        public IReadOnlyList<Defect>? Defects { get; init; }

        /// <summary>退回: who must reply again; the lead when left out.</summary>
        public IReadOnlyList<int>? Assignments { get; init; }

        /// <summary>免回访: why nobody is called.</summary>
        public WaiveReason? WaiveReason { get; init; }

        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Outcome).NotNull().OneOf();
            RuleFor(command => command.Note).Lines(FieldRules.ContentLength);
            RuleFor(command => command.WaiveReason).OneOf();
            RuleForEach(command => command.Defects).Enumerated();
            RuleForEach(command => command.Assignments).GreaterThan(0);
            When(command => command.Outcome == ReviewOutcome.Return, () => RuleFor(command => command.Defects).NotEmpty())
                .Otherwise(() =>
                {
                    RuleFor(command => command.Defects).Empty().WithMessage(_ => ValidationTexts.OnlyWhenSentBack);
                    RuleFor(command => command.Assignments).Empty().WithMessage(_ => ValidationTexts.OnlyWhenSentBack);
                });
            // Nobody but the requester can say so; what was said, and where it is recorded, stays with the case.
            RuleFor(command => command.Note).NotEmpty().When(command => command.WaiveReason == Contracts.Cases.WaiveReason.CallbackDeclined);
            When(command => command.Outcome == ReviewOutcome.Close, () => RuleFor(command => command.WaiveReason).NotEmpty())
                .Otherwise(() => RuleFor(command => command.WaiveReason).Empty().WithMessage(_ => ValidationTexts.OnlyWhenWaived));
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (db, @case, _, _) => DecideAsync(db, @case, command, actor),
            new CaseText { InternalNote = command.Note },
            cancellation);

    private static async Task<Decision> DecideAsync(Session db, Case @case, Command command, Actor actor) => command.Outcome switch
    {
        ReviewOutcome.Pass => Reviewing.Pass(@case, actor),
        ReviewOutcome.Return => Reviewing.Return(
            @case, new ReviewReturned { Defects = [.. command.Defects!.Distinct()], Assignments = command.Assignments ?? [] }, actor),
        // Whether there is a number to call is asked where it cannot change before the case closes.
        ReviewOutcome.Close => Reviewing.Waive(
            @case, new CallbackWaived { Reason = command.WaiveReason!.Value }, await db.HasPhoneAsync(@case.Number), actor),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.Outcome, "Unknown outcome."),
    };
}
