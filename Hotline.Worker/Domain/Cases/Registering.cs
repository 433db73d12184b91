using Hotline.Contracts;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>受理提交 (T02), with what may be settled on the line at once: an answer (T03), a question (T04), guidance (T07).</summary>
public static class Registering
{
    /// <param name="registered">What was taken in; its fields were validated at the edge.</param>
    /// <param name="handedOver">The emergency service that took it over while the caller was on the line, not in the future; or <c>null</c>.</param>
    /// <param name="outcome">
    /// <see cref="CaseAnswered"/>, <see cref="InformationAsked"/> or <see cref="CaseGuided"/>; <c>null</c> when the case goes on to dispatch.
    /// </param>
    public static Decision Decide(CaseRegistered registered, EmergencyHandedOver? handedOver, HotlineEvent? outcome)
    {
        if (handedOver is not null && HandingOver.WhyNot(handedOver, registered.ReceivedAt, now: DateTimeOffset.MaxValue) is { } time)
        {
            return time;
        }

        IEnumerable<HotlineEvent> taken = handedOver is null ? [registered] : [registered, handedOver];
        return outcome switch
        {
            null => Decision.Accept([.. taken]),
            CaseAnswered answered => Answering.WhyNot(registered.Type, answered) is { } refusal
                ? refusal
                : Decision.Accept([.. taken, .. Answering.Events(answered)]),
            CaseGuided guided => Guiding.WhyNotAtOnce(guided.Reason, handedOver is not null) is { } refusal
                ? refusal
                : Decision.Accept([.. taken, guided]),
            InformationAsked asked => Decision.Accept([.. taken, asked]),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.GetType().Name, "Not an outcome of the intake."),
        };
    }
}
