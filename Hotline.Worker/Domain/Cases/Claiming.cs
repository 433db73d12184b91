using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>占有 and 释放: from the common pool into one person's list and back, so that no requester is called by two (domain.md §1.2).</summary>
public static class Claiming
{
    public static Decision Claim(Case @case, Actor actor) =>
        CaseLifecycle.Check(@case, CaseStep.Claim, actor) is { } refusal ? refusal
        : @case.ReworkProposed ? Decision.Refuse("callback.awaits_judgement", "The requester has answered; the proposed rework is judged next.")
        : @case.ClaimedBy is not null ? Decision.Nothing
        : Decision.Accept(new CaseClaimed());

    /// <summary>By whoever holds it, or by a shift leader or supervisor when that person is away.</summary>
    public static Decision Release(Case @case, Actor actor) =>
        CaseLifecycle.Check(@case, CaseStep.Release) is { } refusal ? refusal
        : @case.ClaimedBy is null ? Decision.Nothing
        : @case.ClaimedBy != actor.Name && !actor.Is(Role.ShiftLeader) && !actor.Is(Role.Supervisor)
            ? Decision.Refuse("claim.held_by_other", $"{@case.ClaimedBy} holds this case; a shift leader can release it.")
        : Decision.Accept(new CaseReleased());
}
