namespace Hotline.Contracts.Cases;

/// <summary>去向: where an accepted case stands in the books. Every case has exactly one, so the accepted are the sum of all.</summary>
public enum Standing
{
    /// <summary>在办: still somebody's work.</summary>
    Open,
    /// <summary>已办结</summary>
    Closed,
    /// <summary>已并单: lives on in another case.</summary>
    Merged,
    /// <summary>已引导: shown the way to whom it belongs to.</summary>
    Guided,
    /// <summary>已作废</summary>
    Voided,
}
