using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>作废: only before a unit has it, and only by a shift leader (domain.md §1.4).</summary>
public static class Voiding
{
    public static Decision Decide(Case @case, CaseVoided voided, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Void) is { } refusal)
        {
            return refusal;
        }

        if (Answering.WhyNotShort(@case) is { } begun)
        {
            return begun;
        }

        return !actor.Is(Role.ShiftLeader) ? Decision.Refuse("void.needs_shift_leader", "Only a shift leader declares a case void.")
            : @case.FirstRating is not null ? Decision.Refuse("void.rated_before", "A case that its requester has rated is no void one.")
            : Decision.Accept(voided);
    }
}
