using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>关联 (T08): another requester's case on the same matter is handled as part of this one, and called back on its own.</summary>
public sealed class LinkCase(CaseLedger ledger) : JoinCases<LinkCase.Command>(
    ledger, (mine, main, basis, _) => Merging.Link(mine, main, basis))
{
    public sealed record Command : JoinCommand;

    public sealed class Validator : JoinValidator<Command>;
}
