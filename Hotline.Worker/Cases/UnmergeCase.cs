using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>撤销并单: a merged case stands on its own again.</summary>
public sealed class UnmergeCase(CaseLedger ledger) : PartCases<UnmergeCase.Command>(ledger, mine => mine.MergedInto, Merging.Unmerge)
{
    public sealed record Command : PartCommand;

    public sealed class Validator : PartValidator<Command>;
}
