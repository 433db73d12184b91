using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Themes;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Themes;

/// <summary>One theme with its curves, the cases behind it, and what was done to it.</summary>
public sealed class ReadTheme(Database database, ZoneBook zone)
{
    public const int MostPerPage = 200;

    /// <summary>A theme as somebody may see it.</summary>
    /// <param name="Month">E.g. <c>2025-09</c>.</param>
    /// <param name="Overdue">Tasks that are past their day, as numbers from 1.</param>
    /// <param name="Cases">Linked by hand, those in the reader's sight.</param>
    /// <param name="HiddenCases">Linked by hand and another's.</param>
    /// <param name="Curves">Of each problem, in their order.</param>
    /// <param name="Curve">Of the whole theme: a case that two problems count is counted once.</param>
    public sealed record View(
        string Number,
        int Version,
        string Month,
        string Title,
        ThemeState State,
        string? Plan,
        IReadOnlyList<ThemeProblem> Problems,
        IReadOnlyList<PlanTask> Tasks,
        IReadOnlyList<int> Overdue,
        IReadOnlyList<Responsibility> Responsibilities,
        IReadOnlyList<PlanPolicy> Policies,
        IReadOnlyList<Milestone> Milestones,
        IReadOnlyList<CaseItem> Cases,
        int HiddenCases,
        IReadOnlyList<ProgressReport> Reports,
        string? ClosingReport,
        IReadOnlyList<ThemeCurve> Curves,
        ThemeCurve Curve);

    /// <param name="Problem">Which problem it belongs to, from 1.</param>
    /// <param name="Title">Of its registration.</param>
    public sealed record CaseItem(int Problem, string Number, string? Title, CaseStatus Status, string Category, string? Area, string? Lead, DateTimeOffset RegisteredAt);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record CasePage(IReadOnlyList<CaseItem> Items, string? Next);

    /// <summary>One line of the log.</summary>
    public sealed record Change(int Version, DateTimeOffset At, string Actor, string? Unit, ThemeChangeKind Kind);

    /// <exception cref="ThemeNotFoundException">No such theme in the actor's sight.</exception>
    public Task<View> ExecuteAsync(string number, Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var theme = await db.SeeThemeAsync(number, actor);
            var today = zone.Today();
            var curves = new List<ThemeCurve>();
            foreach (var problem in theme.Problems)
            {
                curves.Add(await CurveAsync(db, theme.Month, [problem], today));
            }

            var sight = Sight.Of(actor);
            var found = theme.Cases.Count == 0 ? [] : await db.ListCasesAsync([.. theme.Cases.Select(linked => linked.Number)]);
            var seen = found.Where(one => sight.Covers(one.Case)).ToDictionary(one => one.Case.Number);
            return new View(
                theme.Number,
                theme.Version,
                ThemeRecords.MonthName(theme.Month),
                theme.Title,
                theme.State,
                theme.Plan,
                theme.Problems,
                theme.Tasks,
                [.. theme.Tasks.Index().Where(task => theme.State != ThemeState.Closed && task.Item.IsOverdue(today)).Select(task => task.Index + 1)],
                theme.Responsibilities,
                theme.Policies,
                theme.Milestones,
                [
                    .. theme.Cases.Where(linked => seen.ContainsKey(linked.Number)).Select(linked => ItemOf(linked.Problem, seen[linked.Number].Case, seen[linked.Number].Text)),
                ],
                theme.Cases.Count(linked => !seen.ContainsKey(linked.Number)),
                theme.Reports,
                theme.ClosingReport,
                curves,
                await CurveAsync(db, theme.Month, theme.Problems, today));
        },
        cancellation);

    /// <summary>The cases that a problem's filter finds in the theme's own month, the newest first; a unit's people see that unit's.</summary>
    /// <param name="problem">From 1.</param>
    /// <param name="after">The case that the page before ended with; <c>null</c> for the first.</param>
    /// <exception cref="ThemeNotFoundException">No such theme in the actor's sight.</exception>
    /// <exception cref="CaseRefusedException">It has no such problem.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is no case number.</exception>
    public Task<CasePage> ListCasesAsync(string number, int problem, Actor actor, string? after, int take, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var theme = await db.SeeThemeAsync(number, actor);
            CaseRefusedException.ThrowIf(ThemeRules.WhyNotProblem(theme, problem));
            var span = ThemeRecords.SpanOf(theme.Month, theme.Month);
            if (after is not null)
            {
                span = span with { Before = CaseNumber.TryParse(after, out var last) ? last : throw new FormatException($"'{after}' is no case number.") };
            }

            var filter = theme.Problems[problem - 1];
            var rows = await db.ListMatterAsync(LeavesOf(filter), filter.Areas, Sight.Of(actor).Unit, span, take + 1);
            return new CasePage(
                [
                    .. rows.Take(take).Select(row => new CaseItem(
                        problem,
                        row.Number,
                        row.Text is null ? null : CaseLedger.ReadText(row.Text).Title,
                        Enum.Parse<CaseStatus>(row.Status),
                        row.Category,
                        row.Area,
                        row.Lead,
                        row.RegisteredAt)),
                ],
                rows.Count <= take ? null : rows[take - 1].Number);
        },
        cancellation);

    /// <summary>What was done to it, the newest first.</summary>
    /// <param name="before">Only versions before this one; <c>null</c> for the first page.</param>
    /// <exception cref="ThemeNotFoundException">No such theme in the actor's sight.</exception>
    public Task<IReadOnlyList<Change>> ListChangesAsync(string number, Actor actor, int? before, int take, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            await db.SeeThemeAsync(number, actor);
            return (IReadOnlyList<Change>)
            [
                .. (await db.ListThemeVersionsAsync(number, before ?? int.MaxValue, take))
                    .Select(row => new Change(row.Version, row.At, row.Actor, row.Unit, Enum.Parse<ThemeChangeKind>(row.Kind))),
            ];
        },
        cancellation);

    /// <summary>前后对比 of some problems together.</summary>
    internal async Task<ThemeCurve> CurveAsync(Session db, DateOnly month, IReadOnlyList<ThemeProblem> problems, DateOnly today)
    {
        var received = new Dictionary<DateOnly, int>();
        var (first, last) = (month.AddMonths(-ThemeCurve.Reach), month.AddMonths(ThemeCurve.Reach + 1).AddDays(-1));
        // One category in one area counts once, whichever problems name it; those that one names everywhere count everywhere.
        var everywhere = problems.Where(problem => problem.Areas.Count == 0).SelectMany(LeavesOf).ToHashSet();
        var matters = problems.SelectMany(problem => LeavesOf(problem).Where(leaf => !everywhere.Contains(leaf)).SelectMany(leaf => problem.Areas.Select(area => (Leaf: leaf, Area: area))))
            .Distinct().GroupBy(matter => matter.Leaf, matter => matter.Area)
            .Select(matter => (Leaves: (IReadOnlyList<string>)[matter.Key], Areas: (IReadOnlyList<string>)[.. matter]));
        foreach (var (leaves, areas) in everywhere.Count == 0 ? matters : matters.Prepend(([.. everywhere], [])))
        {
            foreach (var count in await db.CountMatterAsync(leaves, areas, first, last))
            {
                var day = new DateOnly(count.Day.Year, count.Day.Month, 1);
                received[day] = received.GetValueOrDefault(day) + count.Received;
            }
        }

        return ThemeCurve.Of(month, received, today);
    }

    private IReadOnlyList<string> LeavesOf(ThemeProblem problem) =>
        [.. zone.Current.Categories.Keys.Where(leaf => problem.Categories.Any(code => KeepTheme.Covers(code, leaf))).Order(StringComparer.Ordinal)];

    private static CaseItem ItemOf(int problem, Case @case, string? text) => new(
        problem,
        @case.Number,
        text is null ? null : CaseLedger.ReadText(text).Title,
        @case.Status,
        @case.Category,
        @case.Area,
        @case.Lead?.Unit,
        @case.RegisteredAt);
}
