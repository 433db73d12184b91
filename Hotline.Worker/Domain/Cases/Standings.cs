using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>Which standing a state belongs to.</summary>
public static class Standings
{
    /// <exception cref="ArgumentOutOfRangeException">A state that nobody gave a standing: the balance would lose the case.</exception>
    public static Standing StandingOf(CaseStatus status) => status switch
    {
        CaseStatus.AwaitingDispatch or CaseStatus.InProgress or CaseStatus.AwaitingReview or CaseStatus.AwaitingCallback => Standing.Open,
        CaseStatus.Closed => Standing.Closed,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A state without a standing."),
    };
}
