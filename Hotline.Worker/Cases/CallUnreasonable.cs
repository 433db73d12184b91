using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>不合理诉求认定 (T40): a closed case shall not count for 解决率 and 满意率.</summary>
public sealed class CallUnreasonable(CaseLedger ledger, ZoneBook zone) : FileRequest<CallUnreasonable.Command>(RequestKind.Unreasonable, ledger, zone)
{
    public sealed record Command : RequestCommand;

    public sealed class Validator : RequestValidator<Command>;
}
