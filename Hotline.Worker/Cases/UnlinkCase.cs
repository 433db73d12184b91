using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>解除关联: a linked case is handled on its own again.</summary>
public sealed class UnlinkCase(CaseLedger ledger) : PartCases<UnlinkCase.Command>(ledger, mine => mine.Follows, Merging.Unlink)
{
    public sealed record Command : PartCommand;

    public sealed class Validator : PartValidator<Command>;
}
