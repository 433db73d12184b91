using System.Collections.Immutable;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Domain.Themes;

/// <summary>What may be done to a theme, by whom, and when. Each answers with the reason why not.</summary>
public static class ThemeRules
{
    /// <summary>Who plans, starts and closes themes.</summary>
    public static ImmutableArray<Role> Keepers { get; } = [Role.Assessor, Role.Leader];

    /// <summary>Who speaks for a unit that has a part in one.</summary>
    public static ImmutableArray<Role> Workers { get; } = [Role.Handler, Role.UnitHead];

    /// <summary>However much is linked by hand, the theme stays one document.</summary>
    public const int MostLinked = 300;

    /// <summary>Asked before every step of those who plan.</summary>
    public static Refusal? WhyNotKeep(Actor actor) => actor.Unit is null && Keepers.Any(actor.Is)
        ? null
        : new Refusal("actor.role_missing", $"This step is for {Keepers.Cast<Enum>()}.");

    public static Refusal? WhyNotChange(Theme theme) => theme.State == ThemeState.Closed
        ? new Refusal("theme.closed", "The theme is closed; it does not change any more.")
        : null;

    /// <summary>What is reported on, linked to or moved keeps its place, or what was said of it would be said of another.</summary>
    /// <param name="problems">How many it would have.</param>
    /// <param name="tasks">Likewise.</param>
    public static Refusal? WhyNotDrop(Theme theme, int problems, int tasks) =>
        theme.Reports.Any(report => report.Problem > problems || report.Task > tasks) || theme.Cases.Any(linked => linked.Problem > problems)
            ? new Refusal("theme.in_use", "A problem or task that was reported on or has cases stays in its place.")
            : null;

    public static Refusal? WhyNotStart(Theme theme) => WhyNotChange(theme)
        ?? (theme.State != ThemeState.Draft ? new Refusal("theme.running", "The theme runs already.")
            : theme.Problems.Count is < Theme.FewestProblems or > Theme.MostProblems
                ? new Refusal("theme.problems", $"A theme has {Theme.FewestProblems} to {Theme.MostProblems} problems.")
            : theme.Tasks.Count == 0 ? new Refusal("theme.no_tasks", "A theme begins with at least one task.")
            : null);

    public static Refusal? WhyNotClose(Theme theme) => WhyNotChange(theme)
        ?? (theme.State != ThemeState.Running ? new Refusal("theme.not_running", "The theme has not begun.") : null);

    /// <summary>A unit reports on the problems that it leads or supports, and moves its own tasks.</summary>
    /// <param name="problem">From 1.</param>
    /// <param name="task">From 1; <c>null</c> for none.</param>
    public static Refusal? WhyNotReport(Theme theme, int problem, int? task, Actor actor) => WhyNotClose(theme)
        ?? (WhyNotProblem(theme, problem)
            ?? (task is { } number && (number < 1 || number > theme.Tasks.Count)
                ? new Refusal("theme.task_unknown", $"The theme has no task {number}.")
            : actor.Unit is not { } unit ? new Refusal("theme.units_report", "The lead unit and those that support it report.")
            : !theme.Problems[problem - 1].Units().Contains(unit)
                ? new Refusal("theme.other_unit", $"Problem {problem} is led and supported by other units.")
            : task is { } owned && theme.Tasks[owned - 1].Unit != unit && theme.Problems[problem - 1].Lead != unit
                ? new Refusal("theme.other_task", $"Task {owned} is another unit's.")
            : null));

    /// <summary>Whoever plans the theme links any case; a unit those of its problems that it sees.</summary>
    /// <param name="takesOff">It is taken off again.</param>
    public static Refusal? WhyNotLink(Theme theme, int problem, bool takesOff, Actor actor) => WhyNotChange(theme)
        ?? WhyNotProblem(theme, problem)
        ?? (actor.Unit is { } unit && !theme.Problems[problem - 1].Units().Contains(unit)
                ? new Refusal("theme.other_unit", $"Problem {problem} is led and supported by other units.")
            : !takesOff && theme.Cases.Count >= MostLinked ? new Refusal("theme.too_many_cases", $"At most {MostLinked} cases are linked by hand.")
            : null);

    /// <param name="problem">From 1.</param>
    internal static Refusal? WhyNotProblem(Theme theme, int problem) => problem < 1 || problem > theme.Problems.Count
        ? new Refusal("theme.problem_unknown", $"The theme has no problem {problem}.")
        : null;
}
