using System.Globalization;
using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Domain.Themes;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Themes;

/// <summary>立题 and 修订: what a theme is about, and its plan with the three lists.</summary>
public sealed class KeepTheme(Database database, TimeProvider clock)
{
    /// <summary>Rows of one list of the plan.</summary>
    public const int MostRows = 60;

    public sealed record Command
    {
        /// <summary>E.g. <c>2025-09</c>.</summary>
        public string? Month { get; init; }

        public string? Title { get; init; }

        /// <summary>方案.</summary>
        public string? Plan { get; init; }

        public IReadOnlyList<ProblemItem>? Problems { get; init; }

        /// <summary>任务清单. A task keeps its state as long as it keeps its place.</summary>
        public IReadOnlyList<TaskItem>? Tasks { get; init; }

        /// <summary>责任清单.</summary>
        public IReadOnlyList<ResponsibilityItem>? Responsibilities { get; init; }

        /// <summary>政策清单.</summary>
        public IReadOnlyList<PolicyItem>? Policies { get; init; }

        public IReadOnlyList<MilestoneItem>? Milestones { get; init; }
    }

    public sealed record ProblemItem
    {
        public string? Text { get; init; }

        /// <summary>牵头单位.</summary>
        public string? Lead { get; init; }

        /// <summary>配合单位.</summary>
        public IReadOnlyList<string>? Supports { get; init; }

        /// <summary>Cases of these categories count; a first-level code covers everything beneath it.</summary>
        public IReadOnlyList<string>? Categories { get; init; }

        /// <summary>Only in these areas; none: everywhere.</summary>
        public IReadOnlyList<string>? Areas { get; init; }
    }

    public sealed record TaskItem
    {
        public string? Text { get; init; }
        public string? Unit { get; init; }
        public DateOnly? DueOn { get; init; }
        public PlanTaskState? State { get; init; }
    }

    public sealed record ResponsibilityItem
    {
        public string? Unit { get; init; }
        public string? Text { get; init; }
    }

    public sealed record PolicyItem
    {
        public string? Title { get; init; }

        /// <summary>文号, or where to find it.</summary>
        public string? Reference { get; init; }
    }

    public sealed record MilestoneItem
    {
        public string? Text { get; init; }
        public DateOnly? On { get; init; }
        public bool? Reached { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Month).Cascade(CascadeMode.Stop).NotEmpty()
                .Must(month => TryParseMonth(month, out _)).WithMessage(_ => ValidationTexts.MonthText);
            RuleFor(command => command.Title).NotEmpty().Line(FieldRules.TitleLength);
            RuleFor(command => command.Plan).Lines(FieldRules.ContentLength);
            RuleFor(command => command.Problems).NotEmpty()
                .Must(problems => problems is null || problems.Count is >= Theme.FewestProblems and <= Theme.MostProblems)
                .WithMessage(_ => ValidationTexts.ProblemCount);
            RuleForEach(command => command.Problems).ChildRules(problem =>
            {
                problem.RuleFor(item => item.Text).NotEmpty().Lines(FieldRules.ContentLength);
                problem.RuleFor(item => item.Lead).NotEmpty().UnitOf(zone);
                problem.RuleForEach(item => item.Supports).UnitOf(zone);
                problem.RuleFor(item => item.Categories).NotEmpty().Must(codes => codes is null || codes.Count <= MostRows).WithMessage(_ => Many());
                problem.RuleForEach(item => item.Categories)
                    .Must(code => zone.Current.Categories.Keys.Any(leaf => Covers(code, leaf))).WithMessage(_ => ValidationTexts.UnknownCategory);
                problem.RuleFor(item => item.Areas).Must(codes => codes is null || codes.Count <= MostRows).WithMessage(_ => Many());
                problem.RuleForEach(item => item.Areas)
                    .Must(code => code is not null && zone.Current.Areas.ContainsKey(code)).WithMessage(_ => ValidationTexts.UnknownArea);
            });
            RuleFor(command => command.Tasks).Must(items => items is null || items.Count <= MostRows).WithMessage(_ => Many());
            RuleForEach(command => command.Tasks).ChildRules(task =>
            {
                task.RuleFor(item => item.Text).NotEmpty().Line(FieldRules.ContentLength);
                task.RuleFor(item => item.Unit).NotEmpty().UnitOf(zone);
                task.RuleFor(item => item.DueOn).NotNull();
                task.RuleFor(item => item.State).OneOf();
            });
            RuleFor(command => command.Responsibilities).Must(items => items is null || items.Count <= MostRows).WithMessage(_ => Many());
            RuleForEach(command => command.Responsibilities).ChildRules(responsibility =>
            {
                responsibility.RuleFor(item => item.Unit).NotEmpty().UnitOf(zone);
                responsibility.RuleFor(item => item.Text).NotEmpty().Line(FieldRules.ContentLength);
            });
            RuleFor(command => command.Policies).Must(items => items is null || items.Count <= MostRows).WithMessage(_ => Many());
            RuleForEach(command => command.Policies).ChildRules(policy =>
            {
                policy.RuleFor(item => item.Title).NotEmpty().Line(FieldRules.TitleLength);
                policy.RuleFor(item => item.Reference).Line(FieldRules.TitleLength);
            });
            RuleFor(command => command.Milestones).Must(items => items is null || items.Count <= MostRows).WithMessage(_ => Many());
            RuleForEach(command => command.Milestones).ChildRules(milestone =>
            {
                milestone.RuleFor(item => item.Text).NotEmpty().Line(FieldRules.TitleLength);
                milestone.RuleFor(item => item.On).NotNull();
            });
        }

        private static string Many() => string.Format(CultureInfo.InvariantCulture, ValidationTexts.BatchTooLong, MostRows);
    }

    /// <exception cref="CaseRefusedException">The actor keeps no themes.</exception>
    public Task<Theme> MakeAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        CaseRefusedException.ThrowIf(ThemeRules.WhyNotKeep(actor));
        var now = clock.Now();
        var theme = Filled(new Theme { Version = 1 }, command);
        return database.WriteAsync(
            Lane.People,
            async db =>
            {
                var series = "T" + ThemeRecords.PrefixOf(theme.Month);
                var number = await db.DrawNumberAsync(series);
                return await db.SaveThemeAsync(theme with { Number = string.Create(CultureInfo.InvariantCulture, $"{series}-{number}") }, ThemeChangeKind.Made, actor, now);
            },
            cancellation);
    }

    /// <inheritdoc cref="ThemeRecords.ChangeThemeAsync"/>
    public Task<Theme> ReviseAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation)
    {
        CaseRefusedException.ThrowIf(ThemeRules.WhyNotKeep(actor));
        return database.ChangeThemeAsync(
            number,
            seen,
            ThemeChangeKind.Revised,
            actor,
            clock.Now(),
            (_, theme) =>
            {
                CaseRefusedException.ThrowIf(ThemeRules.WhyNotChange(theme));
                CaseRefusedException.ThrowIf(ThemeRules.WhyNotDrop(theme, command.Problems!.Count, command.Tasks?.Count ?? 0));
                return Task.FromResult(Filled(theme, command));
            },
            cancellation);
    }

    internal static bool TryParseMonth(string? text, out DateOnly month)
    {
        month = default;
        if (text is not { Length: 7 } || !Period.TryParse(text, out var period) || period.FirstDay.Month != period.LastDay.Month)
        {
            return false;
        }

        month = period.FirstDay;
        return true;
    }

    internal static bool Covers(string? code, string leaf) => code is { Length: > 0 } && leaf.StartsWith(code, StringComparison.Ordinal);

    private static Theme Filled(Theme theme, Command command) => theme with
    {
        Month = TryParseMonth(command.Month, out var month) ? month : theme.Month,
        Title = command.Title!,
        Plan = command.Plan,
        Problems =
        [
            .. command.Problems!.Select(item => new ThemeProblem
            {
                Text = item.Text!,
                Lead = item.Lead!,
                Supports = [.. (item.Supports ?? []).Where(unit => unit != item.Lead).Distinct()],
                Categories = [.. item.Categories!.Distinct()],
                Areas = [.. (item.Areas ?? []).Distinct()],
            }),
        ],
        Tasks =
        [
            .. (command.Tasks ?? []).Select((item, place) => new PlanTask
            {
                Text = item.Text!,
                Unit = item.Unit!,
                DueOn = item.DueOn!.Value,
                State = item.State ?? (place < theme.Tasks.Count ? theme.Tasks[place].State : PlanTaskState.Planned),
            }),
        ],
        Responsibilities = [.. (command.Responsibilities ?? []).Select(item => new Responsibility(item.Unit!, item.Text!))],
        Policies = [.. (command.Policies ?? []).Select(item => new PlanPolicy(item.Title!, item.Reference))],
        Milestones = [.. (command.Milestones ?? []).Select(item => new Milestone(item.Text!, item.On!.Value, item.Reached ?? false))],
    };
}
