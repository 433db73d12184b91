using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>挂账: progress while a case is on the books, and coming off them (T22, T23). Going on them is a request.</summary>
public static class Booking
{
    public static Decision Report(Case @case) =>
        CaseLifecycle.Check(@case, CaseStep.Progress) is { } refusal
            ? refusal
            : Decision.Accept(new BookProgressed { Unit = @case.Lead!.Unit });

    /// <summary>销账 or 激活 by a supervisor; the target date does it by itself (<see cref="TurningLights"/>).</summary>
    public static Decision Reactivate(Case @case) =>
        CaseLifecycle.Check(@case, CaseStep.Reactivate) is { } refusal ? refusal : Decision.Accept(new CaseReactivated());
}
