using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>签收 (T12).</summary>
public static class Signing
{
    public static Decision Decide(Case @case, int assignment) =>
        CaseLifecycle.Check(@case, assignment, CaseStep.Sign) is { } refusal
            ? refusal
            : Decision.Accept(new AssignmentSigned { Assignment = assignment });
}
