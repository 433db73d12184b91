using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>签收 (T12).</summary>
public static class Signing
{
    public static Decision Decide(Case @case, int number) =>
        CaseLifecycle.Check(@case, number, CaseStep.Sign, out var assignment) is { } refusal
            ? refusal
            : Decision.Accept(new AssignmentSigned { Assignment = number, Unit = assignment.Unit });
}
