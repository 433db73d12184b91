using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>考核申诉 (T41): one figure of a closed case shall not count.</summary>
public sealed class AppealScore(CaseLedger ledger, ZoneBook zone) : FileRequest<AppealScore.Command>(RequestKind.Appeal, ledger, zone)
{
    public sealed record Command : RequestCommand
    {
        /// <summary>Which figure.</summary>
        public Metric? Metric { get; init; }
    }

    public sealed class Validator : RequestValidator<Command>
    {
        public Validator() => RuleFor(command => command.Metric).NotNull().OneOf();
    }

    protected override RequestFiled Complete(Command command, RequestFiled filed) => filed with { Metric = command.Metric };
}
