using Hotline.Contracts;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>直接答复: the hotline itself answers; no unit is involved (T03).</summary>
public static class Answering
{
    public static Decision Decide(Case @case, CaseAnswered answered, Actor actor)
    {
        if ((CaseLifecycle.Check(@case, CaseStep.Answer, actor) ?? WhyNot(@case.Type, answered)) is { } refusal)
        {
            return refusal;
        }

        if (WhyNotShort(@case) is { } begun)
        {
            return begun;
        }

        // After a rating the answer on the line would give the case a second first one.
        return @case.FirstRating is not null
            ? Decision.Refuse("answer.rated_before", "The requester has rated this case; it is called back, not answered on the line.")
            : Decision.Accept(Events(answered));
    }

    /// <summary>Guard of the short ways out (answered, guided, void): no unit has begun it, and no order is open.</summary>
    internal static Refusal? WhyNotShort(Case @case) =>
        @case.WasTakenBack ? new Refusal("case.was_with_a_unit", "A unit had this case and did not give it back; a unit finishes it.")
        : @case.IsSupervised ? Supervising.Blocks
        : null;

    /// <summary>Guard of T03: a consultation, or solved on the line; everything else needs a unit.</summary>
    internal static Refusal? WhyNot(CaseType type, CaseAnswered answered) =>
        type == CaseType.Consultation || answered.Resolution == Resolution.Solved
            ? null
            : new Refusal("answer.needs_a_unit", $"A {type} is closed on the line only when the caller calls it solved.");

    internal static IReadOnlyList<HotlineEvent> Events(CaseAnswered answered) =>
        [answered, new CaseClosed { Result = ClosingResult.AnsweredDirectly, Survey = Survey.None }];
}
