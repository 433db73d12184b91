using System.Globalization;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Domain.Themes;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Themes;

/// <summary>Themes by month, and what a review pack says of those of its period.</summary>
public sealed class ListThemes(Database database, ReadTheme read, ZoneBook zone, TimeProvider clock)
{
    public const int MostPerPage = 100;

    // A theme a month: more than a few years of them is no period.
    private const int MostInPack = 120;

    /// <param name="Month">E.g. <c>2025-09</c>.</param>
    /// <param name="Leads">The lead units, each once.</param>
    public sealed record Item(
        string Number, int Version, string Month, string Title, ThemeState State, IReadOnlyList<string> Problems, IReadOnlyList<string> Leads, int Tasks, int Done, int Overdue, DateTimeOffset? ReportedAt);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <summary>A theme as a review pack shows it: units by their code, no personal data.</summary>
    /// <param name="Month">E.g. <c>2025-09</c>.</param>
    public sealed record PackTheme(
        string Number,
        string Month,
        string Title,
        ThemeState State,
        IReadOnlyList<PackProblem> Problems,
        int Tasks,
        int Done,
        int Overdue,
        IReadOnlyList<Milestone> Milestones,
        int Linked,
        ThemeCurve Curve,
        string? ClosingReport);

    /// <param name="Report">The last that a unit has said of it.</param>
    /// <param name="Reporter">Which unit.</param>
    public sealed record PackProblem(string Text, string Lead, IReadOnlyList<string> Supports, string? Report, string? Reporter, DateTimeOffset? ReportedAt)
    {
        /// <summary>Its own cases a month, before the theme's month and after it.</summary>
        public required ThemeCurve Curve { get; init; }
    }

    /// <summary>The newest month first; a unit's people see those that it has a part in.</summary>
    /// <param name="unit">Only of this unit; the own one for who acts for one.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <exception cref="AccessRefusedException">The actor sees no themes, or asks for another unit's.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public async Task<Page> ExecuteAsync(string? unit, Actor actor, string? after, int take, CancellationToken cancellation)
    {
        var only = Sight.Of(actor).Narrow(unit);
        var place = after is null ? PaperPlace.Start : ParsePlace(after);
        var rows = await database.ReadAsync(
            db => only is null ? db.ListThemesAsync(place, take + 1) : db.ListThemesOfUnitAsync(only, place, take + 1), cancellation);
        List<Theme> themes = [.. rows.Take(take).Select(row => row.Read<Theme>())];
        return new Page([.. themes.Select(theme => ItemOf(theme, zone.Today()))], rows.Count <= take ? null : $"{ThemeRecords.MonthName(themes[^1].Month)}_{themes[^1].Number}");
    }

    /// <summary>The themes of the months of a period, as they were at a moment; the oldest first.</summary>
    /// <param name="period">Of the pack.</param>
    /// <param name="at">The moment; now when left out.</param>
    /// <param name="cancellation">Ends the read.</param>
    public async Task<IReadOnlyList<PackTheme>> ForPackAsync(Period period, DateTimeOffset? at, CancellationToken cancellation)
    {
        var moment = at ?? clock.Now();
        var today = zone.Current.Calendar.LocalDay(moment);
        return await database.ReadAsync(
            async db =>
            {
                var shown = new List<PackTheme>();
                var from = new DateOnly(period.FirstDay.Year, period.FirstDay.Month, 1);
                foreach (var theme in (await db.ListThemesAtAsync(from, period.LastDay, moment, MostInPack)).Select(row => row.Read<Theme>()))
                {
                    var item = ItemOf(theme, today);
                    var problems = new List<PackProblem>();
                    foreach (var (place, problem) in theme.Problems.Index())
                    {
                        var last = theme.Reports.LastOrDefault(report => report.Problem == place + 1);
                        problems.Add(new PackProblem(problem.Text, problem.Lead, problem.Supports, last?.Text, last?.Unit, last?.At)
                        {
                            Curve = await read.CurveAsync(db, theme.Month, [problem], today),
                        });
                    }

                    shown.Add(new PackTheme(
                        item.Number,
                        item.Month,
                        item.Title,
                        item.State,
                        problems,
                        item.Tasks,
                        item.Done,
                        item.Overdue,
                        theme.Milestones,
                        theme.Cases.Count,
                        await read.CurveAsync(db, theme.Month, theme.Problems, today),
                        theme.ClosingReport));
                }

                return (IReadOnlyList<PackTheme>)shown;
            },
            cancellation);
    }

    private static Item ItemOf(Theme theme, DateOnly today) => new(
        theme.Number,
        theme.Version,
        ThemeRecords.MonthName(theme.Month),
        theme.Title,
        theme.State,
        [.. theme.Problems.Select(problem => problem.Text)],
        [.. theme.Problems.Select(problem => problem.Lead).Distinct()],
        theme.Tasks.Count,
        theme.Tasks.Count(task => task.State == PlanTaskState.Done),
        theme.State == ThemeState.Closed ? 0 : theme.Tasks.Count(task => task.IsOverdue(today)),
        theme.Reports.Count == 0 ? null : theme.Reports[^1].At);

    private static PaperPlace ParsePlace(string text) =>
        text.Split('_') is [var month, var number] && DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new PaperPlace(day, number)
            : throw new FormatException($"'{text}' is not a place in the list of themes.");
}
