using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>审核通过 (T26): the hotline accepts what the units handed in.</summary>
public static class Reviewing
{
    public static Decision Decide(Case @case) =>
        CaseLifecycle.Check(@case, CaseStep.Review) is { } refusal ? refusal : Decision.Accept(new ReviewPassed());
}
