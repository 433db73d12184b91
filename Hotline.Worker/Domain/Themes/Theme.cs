namespace Hotline.Domain.Themes;

/// <summary>How far a theme has come. What is closed does not change any more.</summary>
public enum ThemeState
{
    /// <summary>起草: its plan is being made.</summary>
    Draft,

    /// <summary>推进: its units work on it and report.</summary>
    Running,

    /// <summary>结题, with a closing report.</summary>
    Closed,
}

/// <summary>How far a task of a plan has come.</summary>
public enum PlanTaskState
{
    Planned,
    Doing,
    Done,
}

/// <summary>
/// 每月一题 (domain.md §3.7): one hard theme of a month, two or three problems with a lead unit each, and 一方案三清单: the plan,
/// its tasks, its responsibilities, its policies.
/// </summary>
public sealed record Theme
{
    public const int FewestProblems = 2;
    public const int MostProblems = 3;

    /// <summary>E.g. <c>T2509-1</c>: the first theme of September 2025.</summary>
    public string Number { get; init; } = "";

    /// <summary>Counts its changes from 1; the ETag.</summary>
    public int Version { get; init; }

    /// <summary>First day of its month.</summary>
    public DateOnly Month { get; init; }

    public string Title { get; init; } = "";
    public ThemeState State { get; init; }

    /// <summary>方案.</summary>
    public string? Plan { get; init; }

    /// <summary>Numbered from 1 by their place.</summary>
    public IReadOnlyList<ThemeProblem> Problems { get; init; } = [];

    /// <summary>任务清单, numbered likewise.</summary>
    public IReadOnlyList<PlanTask> Tasks { get; init; } = [];

    /// <summary>责任清单.</summary>
    public IReadOnlyList<Responsibility> Responsibilities { get; init; } = [];

    /// <summary>政策清单.</summary>
    public IReadOnlyList<PlanPolicy> Policies { get; init; } = [];

    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>Linked by hand; those that a problem's filter finds are found anew each time.</summary>
    public IReadOnlyList<LinkedCase> Cases { get; init; } = [];

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ProgressReport> Reports { get; init; } = [];

    /// <summary>结题报告.</summary>
    public string? ClosingReport { get; init; }

    /// <summary>Every unit that has a part in it, each once.</summary>
    public IEnumerable<string> Units() =>
        Problems.SelectMany(problem => problem.Units())
            .Concat(Tasks.Select(task => task.Unit))
            .Concat(Responsibilities.Select(responsibility => responsibility.Unit))
            .Distinct(StringComparer.Ordinal);
}

/// <summary>One of the problems of a theme.</summary>
public sealed record ThemeProblem
{
    public string Text { get; init; } = "";

    /// <summary>牵头单位.</summary>
    public string Lead { get; init; } = "";

    /// <summary>配合单位.</summary>
    public IReadOnlyList<string> Supports { get; init; } = [];

    /// <summary>Cases of these categories count; a first-level code covers everything beneath it.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>And of them only those in these areas; none: everywhere.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    public IEnumerable<string> Units() => Supports.Prepend(Lead);
}

/// <summary>One task of the plan.</summary>
public sealed record PlanTask
{
    public string Text { get; init; } = "";

    /// <summary>Who must do it.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Due at 24:00 of this day.</summary>
    public DateOnly DueOn { get; init; }

    public PlanTaskState State { get; init; }

    public bool IsOverdue(DateOnly today) => State != PlanTaskState.Done && today > DueOn;
}

/// <summary>Who answers for what.</summary>
public sealed record Responsibility(string Unit, string Text);

/// <summary>A policy that the theme makes or uses.</summary>
public sealed record PlanPolicy(string Title, string? Reference);

/// <summary>A day by which something is to be seen.</summary>
public sealed record Milestone(string Text, DateOnly On, bool Reached);

/// <param name="Problem">Which problem of the theme it belongs to, from 1.</param>
public sealed record LinkedCase(int Problem, string Number, DateTimeOffset At, string By);

/// <summary>进展: what a unit says of a problem.</summary>
/// <param name="Problem">From 1.</param>
/// <param name="Task">Which task it moved, from 1; <c>null</c>: none.</param>
public sealed record ProgressReport(int Problem, string? Unit, string By, DateTimeOffset At, string Text, int? Task, PlanTaskState? State);
