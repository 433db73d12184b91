using Hotline.Contracts.Praises;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Praises;

/// <summary>表扬登记: thanks by phone, a silk banner or a letter, with or without a case (domain.md §0, §5.3).</summary>
public static class RecordingPraise
{
    /// <summary>A unit that takes no cases any more may still be thanked; an unknown one may not.</summary>
    public static Decision Decide(PraiseRecorded praise, DispatchCatalogue catalogue) =>
        catalogue.WhyNot(praise.Praised) is { Code: "dispatch.unit_unknown" } unknown ? unknown : Decision.Accept(praise);
}
