using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>申请加派协办 (T17).</summary>
public sealed class RequestSupport(CaseLedger ledger, ZoneBook zone) : FileRequest<RequestSupport.Command>(RequestKind.Support, ledger, zone)
{
    public sealed record Command : RequestCommand
    {
        /// <summary>Who shall support; a unit code.</summary>
        public string? Suggested { get; init; }
    }

    public sealed class Validator : RequestValidator<Command>
    {
        public Validator(ZoneBook zone) => RuleFor(command => command.Suggested).Cascade(CascadeMode.Stop).NotEmpty()
            .Must(unit => zone.Current.Units.ContainsKey(unit!)).WithMessage(_ => ValidationTexts.UnknownUnit);
    }

    protected override RequestFiled Complete(Command command, RequestFiled filed) => filed with { Suggested = command.Suggested };
}
