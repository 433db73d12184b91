using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>并单 (T08): the same requester's second case on one matter ends, and follows the first.</summary>
public sealed class MergeCase(CaseLedger ledger) : JoinCases<MergeCase.Command>(
    ledger, (mine, main, basis, sameRequester) => Merging.Merge(mine, main, sameRequester, basis))
{
    public sealed record Command : JoinCommand;

    public sealed class Validator : JoinValidator<Command>;
}
