using System.Collections.Immutable;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Domain.Meetings;

/// <summary>What may be done to a meeting and its decisions, by whom. Each answers with the reason why not.</summary>
public static class MeetingRules
{
    /// <summary>Who writes meetings down.</summary>
    public static ImmutableArray<Role> Keepers { get; } = [Role.Supervisor, Role.Assessor, Role.Leader];

    /// <summary>Who accepts a report or sends it back.</summary>
    public static ImmutableArray<Role> Settlers { get; } = [Role.Supervisor, Role.Leader];

    /// <summary>Who reports for a unit.</summary>
    public static ImmutableArray<Role> Workers { get; } = [Role.Handler, Role.UnitHead];

    /// <summary>More would be a programme, not a meeting.</summary>
    public const int MostDecisions = 60;

    /// <summary>Asked before a meeting is written down, changed, or decides.</summary>
    public static Refusal? WhyNotKeep(Actor actor) => actor.Unit is null && Keepers.Any(actor.Is)
        ? null
        : new Refusal("actor.role_missing", $"This step is for {Keepers.Cast<Enum>()}.");

    public static Refusal? WhyNotDecide(Meeting meeting, DateOnly dueOn, DateOnly today) =>
        meeting.Decisions.Count >= MostDecisions ? new Refusal("meeting.too_many_decisions", $"A meeting has at most {MostDecisions} decisions.")
        : dueOn < today ? new Refusal("deadline.in_the_past", $"{dueOn:yyyy-MM-dd} is over already.")
        : null;

    /// <param name="number">From 1.</param>
    public static Refusal? WhyNotReport(Meeting meeting, int number, Actor actor) => WhyNotFound(meeting, number)
        ?? (actor.Unit != meeting.Decisions[number - 1].Unit
                ? new Refusal("decision.other_unit", $"Decision {number} is another unit's to report.")
            : meeting.Decisions[number - 1].State switch
            {
                DecisionState.Reported => new Refusal("decision.reported", $"Decision {number} is reported and waits to be looked at."),
                DecisionState.Done => new Refusal("decision.done", $"Decision {number} is done."),
                _ => null,
            });

    /// <param name="number">From 1.</param>
    public static Refusal? WhyNotSettle(Meeting meeting, int number, Actor actor) => WhyNotFound(meeting, number)
        ?? (actor.Unit is not null || !Settlers.Any(actor.Is)
                ? new Refusal("decision.needs_supervisor", "A supervisor or a leader settles a decision, not the unit that reports.")
            : meeting.Decisions[number - 1].State != DecisionState.Reported
                ? new Refusal("decision.not_reported", $"The unit has not reported on decision {number}.")
            : null);

    public static Refusal? WhyNotFound(Meeting meeting, int number) => number < 1 || number > meeting.Decisions.Count
        ? new Refusal("decision.not_found", $"The meeting has no decision {number}.")
        : null;
}
