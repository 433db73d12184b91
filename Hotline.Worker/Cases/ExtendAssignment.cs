using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>延期申请 (T21). The requester is told the new limit and why before it is asked for.</summary>
public sealed class ExtendAssignment(CaseLedger ledger, ZoneBook zone) : FileRequest<ExtendAssignment.Command>(RequestKind.Extension, ledger, zone)
{
    public sealed record Command : RequestCommand
    {
        /// <summary>By how much, e.g. <c>5wd</c>.</summary>
        public string? By { get; init; }

        /// <summary>The requester was told.</summary>
        public bool? RequesterInformed { get; init; }
    }

    public sealed class Validator : RequestValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.By).Cascade(CascadeMode.Stop).NotEmpty()
                .Must(by => Limit.TryParse(by, out _, out _)).WithMessage(_ => ValidationTexts.LimitText);
            RuleFor(command => command.RequesterInformed).Equal(true).WithMessage(_ => ValidationTexts.InformRequesterFirst);
        }
    }

    protected override RequestFiled Complete(Command command, RequestFiled filed) => filed with { By = command.By };
}
