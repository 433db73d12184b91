using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>告知途径: told the right channel instead of being dispatched (T07), or given up because nothing was supplied (T06).</summary>
public static class Guiding
{
    /// <summary>How often the requester must have been asked before a case is given up (T06).</summary>
    private const int LeastAttempts = 2;

    /// <param name="handedOver">An emergency service takes it over with this step; one that did so before is known to the case.</param>
    public static Decision Decide(Case @case, CaseGuided guided, EmergencyHandedOver? handedOver, DeadlineBasis basis, DateTimeOffset now, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Guide, actor) is { } refusal)
        {
            return refusal;
        }

        if (Answering.WhyNotShort(@case) is { } begun)
        {
            return begun;
        }

        // What a unit has worked on, or a requester has rated, is the hotline's to finish.
        if (@case.FirstRating is not null)
        {
            return Decision.Refuse("guide.rated_before", "The requester has rated this case; it is no longer guided elsewhere.");
        }

        var isHandedOver = handedOver is not null || @case.HandedOver is not null;
        var reason = (handedOver is null ? null : HandingOver.WhyNot(handedOver, @case.ReceivedAt, now))
            ?? (@case.Status == CaseStatus.AwaitingInfo && guided.Reason == GuideReason.NotSupplemented
                ? WhyNotGivenUp(@case, basis, now)
                // It may have turned out to belong elsewhere while it was asked about.
                : WhyNotAtOnce(guided.Reason, isHandedOver));
        return reason is { } no ? no
            : handedOver is not null ? Decision.Accept(handedOver, guided)
            : Decision.Accept(guided);
    }

    /// <summary>Guard of T07: an emergency is not merely told, it is handed over.</summary>
    internal static Refusal? WhyNotAtOnce(GuideReason reason, bool handedOver) => reason switch
    {
        GuideReason.NotSupplemented => new Refusal("guide.not_asked", "Only a case whose requester was asked can be given up for want of an answer."),
        GuideReason.Emergency when !handedOver => new Refusal("guide.hand_over_first", "An emergency is handed over to 110, 119, 120 or 122, with the time."),
        _ => null,
    };

    private static Refusal? WhyNotGivenUp(Case @case, DeadlineBasis basis, DateTimeOffset now)
    {
        if (@case.TimesAsked < LeastAttempts)
        {
            return new Refusal("guide.ask_again", $"The requester is asked at least {LeastAttempts} times before a case is given up.");
        }

        var limit = DeadlinePlan.Clocks(@case, basis).Last(clock => clock.Kind == ClockKind.Supplement);
        return now < limit.DueAt
            ? new Refusal("guide.too_early", "The requester still has time to supply what is missing.")
            : null;
    }
}
