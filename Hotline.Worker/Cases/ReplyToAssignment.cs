using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>反馈 (T24): public reply and internal note are kept apart.</summary>
public sealed class ReplyToAssignment(CaseLedger ledger) : ICaseStep<ReplyToAssignment.Command>
{
    public sealed record Command
    {
        public int? Assignment { get; init; }

        /// <summary>诉求属实</summary>
        public bool? Substantiated { get; init; }

        /// <summary>是否联系诉求人</summary>
        public bool? Contacted { get; init; }

        public Resolution? Resolution { get; init; }

        /// <summary>未解决原因; required unless solved.</summary>
        public string? Reason { get; init; }

        /// <summary>答复内容</summary>
        public string? PublicReply { get; init; }

        /// <summary>办理情况</summary>
        public string? InternalNote { get; init; }

        /// <summary>The lead declares supporters who have not replied not needed.</summary>
        public bool WithoutSupport { get; init; }

        /// <summary>超职责: beyond what the unit may do.</summary>
        public bool BeyondDuty { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Assignment).NotEmpty().GreaterThan(0);
            RuleFor(command => command.Substantiated).NotEmpty();
            RuleFor(command => command.Contacted).NotEmpty();
            RuleFor(command => command.Resolution).NotEmpty().OneOf();
            RuleFor(command => command.Reason).Lines(FieldRules.ContentLength);
            RuleFor(command => command.Reason).NotEmpty().WithMessage(_ => ValidationTexts.UnsolvedNeedsReason)
                .When(command => command.Resolution is Resolution.Unsolved or Resolution.PartlySolved);
            RuleFor(command => command.PublicReply).NotEmpty().Told();
            RuleFor(command => command.InternalNote).Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Replying.Decide(@case, new AssignmentReplied
            {
                Assignment = command.Assignment!.Value,
                Substantiated = command.Substantiated!.Value,
                Contacted = command.Contacted!.Value,
                Resolution = command.Resolution!.Value,
                WithoutSupport = command.WithoutSupport,
                BeyondDuty = command.BeyondDuty,
            }),
            new CaseText { PublicReply = command.PublicReply, InternalNote = command.InternalNote, Reason = command.Reason },
            cancellation);
}
