using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>即时转办 to 110, 119, 120 or 122, beside whatever else happens to the case (domain.md §5.2).</summary>
public static class HandingOver
{
    public static Decision Decide(Case @case, EmergencyHandedOver handedOver, DateTimeOffset now) =>
        (CaseLifecycle.Check(@case, CaseStep.HandOver) ?? WhyNot(handedOver, @case.ReceivedAt, now)) is { } refusal
            ? refusal
            : Decision.Accept(handedOver);

    internal static Refusal? WhyNot(EmergencyHandedOver handedOver, DateTimeOffset receivedAt, DateTimeOffset now) =>
        handedOver.HandedOverAt < receivedAt || handedOver.HandedOverAt > now
            ? new Refusal("hand_over.time", "An emergency is handed over after it was received and not in the future.")
            : null;
}
