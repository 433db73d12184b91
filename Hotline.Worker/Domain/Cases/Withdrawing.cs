using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>撤诉 (T35): the requester no longer asks for anything, on a recorded or written statement.</summary>
public static class Withdrawing
{
    public static Decision Decide(Case @case)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Withdraw) is { } refusal)
        {
            return refusal;
        }

        return @case.FirstRating is not null
            ? Decision.Refuse("withdraw.rated_before", "The requester has rated this case; a withdrawal would make the rating disappear.")
            : Decision.Accept(new CaseClosed { Result = ClosingResult.Withdrawn, Survey = Survey.None });
    }
}
