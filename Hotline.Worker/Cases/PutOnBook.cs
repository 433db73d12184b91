using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>挂账 (T22): cannot be solved at present, for objective reasons; C4 stands still once a supervisor and a leader approve.</summary>
public sealed class PutOnBook(CaseLedger ledger, ZoneBook zone) : FileRequest<PutOnBook.Command>(RequestKind.OnBook, ledger, zone)
{
    public sealed record Command : RequestCommand
    {
        /// <summary>When it will be taken up again.</summary>
        public DateOnly? TargetOn { get; init; }

        /// <summary>What will be done until then.</summary>
        public string? Plan { get; init; }

        /// <summary>阶段性答复: the requester has had an interim reply.</summary>
        public bool? InterimReplyGiven { get; init; }
    }

    public sealed class Validator : RequestValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.TargetOn).NotEmpty();
            RuleFor(command => command.Plan).NotEmpty().Lines(FieldRules.ContentLength);
            RuleFor(command => command.InterimReplyGiven).Equal(true).WithMessage(_ => ValidationTexts.InterimReplyFirst);
        }
    }

    protected override RequestFiled Complete(Command command, RequestFiled filed) => filed with { TargetOn = command.TargetOn };

    protected override CaseText TextOf(Command command) => base.TextOf(command) with { InternalNote = command.Plan };
}
