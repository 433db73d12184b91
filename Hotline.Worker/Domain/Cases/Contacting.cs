using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>首次联系, and every attempt at it (T14). Whether an attempt stops C3 is for <see cref="Deadlines.DeadlinePlan"/> to say.</summary>
public static class Contacting
{
    public static Decision Decide(Case @case, RequesterContacted contacted) =>
        CaseLifecycle.Check(@case, contacted.Assignment, CaseStep.Contact, out var assignment) is { } refusal
            ? refusal
            : Decision.Accept(contacted with { Unit = assignment.Unit });
}
