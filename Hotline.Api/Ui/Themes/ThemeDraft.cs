using System.Globalization;
using Hotline.Domain.Themes;
using Hotline.Themes;

namespace Hotline.Api.Ui.Themes;

/// <summary>A theme's plan while it is typed.</summary>
public sealed class ThemeDraft
{
    public string? Month { get; set; }
    public string? Title { get; set; }
    public string? Plan { get; set; }
    public List<Problem> Problems { get; } = [];
    public List<Line> Tasks { get; } = [];
    public List<Line> Responsibilities { get; } = [];
    public List<Line> Policies { get; } = [];
    public List<Line> Milestones { get; } = [];

    public sealed class Problem
    {
        public string? Text { get; set; }
        public string? Lead { get; set; }
        public IReadOnlyList<string> Supports { get; set; } = [];
        public IReadOnlyList<string> Categories { get; set; } = [];
        public IReadOnlyList<string> Areas { get; set; } = [];
    }

    /// <summary>One row of one of the lists; each list uses what it needs.</summary>
    public sealed class Line
    {
        public string? Text { get; set; }
        public string? Unit { get; set; }
        public string? Reference { get; set; }
        public DateTime? On { get; set; }
        public bool Reached { get; set; }
        public PlanTaskState? State { get; set; }
    }

    /// <summary>An empty one, with room for as many problems as there must be.</summary>
    public static ThemeDraft Of(DateOnly today)
    {
        var draft = new ThemeDraft { Month = today.ToString("yyyy-MM", CultureInfo.InvariantCulture) };
        for (var i = 0; i < Theme.FewestProblems; i++)
        {
            draft.Problems.Add(new Problem());
        }

        draft.Tasks.Add(new Line());
        return draft;
    }

    public static ThemeDraft Of(ReadTheme.View theme)
    {
        var draft = new ThemeDraft { Month = theme.Month, Title = theme.Title, Plan = theme.Plan };
        draft.Problems.AddRange(theme.Problems.Select(problem => new Problem
        {
            Text = problem.Text,
            Lead = problem.Lead,
            Supports = problem.Supports,
            Categories = problem.Categories,
            Areas = problem.Areas,
        }));
        draft.Tasks.AddRange(theme.Tasks.Select(task => new Line { Text = task.Text, Unit = task.Unit, On = task.DueOn.ToDateTime(TimeOnly.MinValue), State = task.State }));
        draft.Responsibilities.AddRange(theme.Responsibilities.Select(item => new Line { Text = item.Text, Unit = item.Unit }));
        draft.Policies.AddRange(theme.Policies.Select(item => new Line { Text = item.Title, Reference = item.Reference }));
        draft.Milestones.AddRange(theme.Milestones.Select(item => new Line { Text = item.Text, On = item.On.ToDateTime(TimeOnly.MinValue), Reached = item.Reached }));
        return draft;
    }

    public KeepTheme.Command ToCommand() => new()
    {
        Month = Month,
        Title = Title,
        Plan = Plan,
        Problems =
        [
            .. Problems.Select(problem => new KeepTheme.ProblemItem
            {
                Text = problem.Text,
                Lead = problem.Lead,
                Supports = problem.Supports,
                Categories = problem.Categories,
                Areas = problem.Areas,
            }),
        ],
        Tasks = [.. Tasks.Select(line => new KeepTheme.TaskItem { Text = line.Text, Unit = line.Unit, DueOn = DayOf(line), State = line.State })],
        Responsibilities = [.. Responsibilities.Select(line => new KeepTheme.ResponsibilityItem { Text = line.Text, Unit = line.Unit })],
        Policies = [.. Policies.Select(line => new KeepTheme.PolicyItem { Title = line.Text, Reference = line.Reference })],
        Milestones = [.. Milestones.Select(line => new KeepTheme.MilestoneItem { Text = line.Text, On = DayOf(line), Reached = line.Reached })],
    };

    private static DateOnly? DayOf(Line line) => line.On is { } day ? DateOnly.FromDateTime(day) : null;
}
