using FluentValidation;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Callbacks;

/// <summary>回访登记 (T28), with what follows from it: closed (T29, T30), or a rework proposed (T31).</summary>
public sealed class RecordCallback(CaseLedger ledger) : ICaseStep<RecordCallback.Command>
{
    public sealed record Command
    {
        public bool? Reached { get; init; }

        /// <summary>是否联系</summary>
        public bool? Contacted { get; init; }

        /// <summary>是否解决</summary>
        public Resolution? Resolution { get; init; }

        /// <summary>是否满意; left out when the requester gives no rating.</summary>
        public Satisfaction? Satisfaction { get; init; }

        /// <summary>
        /// What to do next; left out for the usual: propose to rework what is unsolved or unsatisfied while the limit allows. Close,
        /// not reached: the requester is given up (无法联系).
        /// </summary>
        public CallbackOutcome? Outcome { get; init; }

        /// <summary>What the requester said, or what the rework must achieve.</summary>
        public string? Reason { get; init; }

        /// <summary>办理真实度: was done what the unit says was done; left out when not asked.</summary>
        public bool? Truthful { get; init; }

        /// <summary>录音编号: an id of letters, digits, dots, dashes and underscores, at most 64.</summary>
        public string? Recording { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Reached).NotEmpty();
            RuleFor(command => command.Resolution).OneOf();
            RuleFor(command => command.Satisfaction).OneOf();
            RuleFor(command => command.Outcome).OneOf();
            RuleFor(command => command.Recording).RecordingId();
            RuleFor(command => command.Reason).Lines(FieldRules.ContentLength);
            RuleFor(command => command.Reason).NotEmpty().WithMessage(_ => ValidationTexts.UnsolvedNeedsReason)
                .When(command => command is { Reached: true }
                    and ({ Resolution: Resolution.Unsolved or Resolution.PartlySolved } or { Satisfaction: Satisfaction.Dissatisfied }));
            RuleFor(command => command.Contacted).NotEmpty().WithMessage(_ => ValidationTexts.AnswersOnlyWhenReached)
                .When(command => command.Reached == true);
            RuleFor(command => command.Resolution).NotEmpty().WithMessage(_ => ValidationTexts.AnswersOnlyWhenReached)
                .When(command => command.Reached == true);
            RuleFor(command => command)
                .Must(command => command is { Contacted: null, Resolution: null, Satisfaction: null, Truthful: null, Outcome: null or CallbackOutcome.Close })
                .OverridePropertyName(nameof(Command.Reached))
                .WithMessage(_ => ValidationTexts.AnswersOnlyWhenReached)
                .When(command => command.Reached == false);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => CallingBack.Decide(
                @case,
                new CallbackAttempted
                {
                    Reached = command.Reached!.Value,
                    Contacted = command.Contacted,
                    Resolution = command.Resolution,
                    Satisfaction = command.Satisfaction,
                    Truthful = command.Truthful,
                    Recording = command.Recording,
                },
                command.Outcome,
                basis.Calendar,
                now,
                actor),
            new CaseText { Reason = command.Reason },
            cancellation);
}
