using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>申请退单 (T18): the unit gives the case back, and answers for it until that is approved.</summary>
public sealed class ReturnAssignment(CaseLedger ledger, ZoneBook zone) : FileRequest<ReturnAssignment.Command>(RequestKind.Return, ledger, zone)
{
    public sealed record Command : RequestCommand
    {
        /// <summary>Whose duty it is instead; a unit code.</summary>
        public string? Suggested { get; init; }
    }

    public sealed class Validator : RequestValidator<Command>
    {
        public Validator(ZoneBook zone) => RuleFor(command => command.Suggested)
            .Must(unit => unit is null || zone.Current.Units.ContainsKey(unit)).WithMessage(_ => ValidationTexts.UnknownUnit);
    }

    protected override RequestFiled Complete(Command command, RequestFiled filed) => filed with { Suggested = command.Suggested };
}
