using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>Which standing a case has in the balance.</summary>
public static class Standings
{
    /// <param name="ending">The state it ended in, which archiving does not change; <c>null</c> while it is open.</param>
    /// <exception cref="ArgumentOutOfRangeException">A state in which no case ends: the balance would lose it.</exception>
    public static Standing StandingOf(CaseStatus? ending) => ending switch
    {
        null => Standing.Open,
        CaseStatus.Closed => Standing.Closed,
        CaseStatus.Merged => Standing.Merged,
        CaseStatus.Guided => Standing.Guided,
        CaseStatus.Voided => Standing.Voided,
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, "No case ends in this state."),
    };
}
