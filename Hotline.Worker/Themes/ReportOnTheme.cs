using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Themes;
using Hotline.Storage;

namespace Hotline.Themes;

/// <summary>进展: a lead or supporting unit says what it has done, and moves a task if it did.</summary>
public sealed class ReportOnTheme(Database database, TimeProvider clock)
{
    public sealed record Command
    {
        /// <summary>Which problem, from 1.</summary>
        public int? Problem { get; init; }

        public string? Text { get; init; }

        /// <summary>Which task of the plan it moved, from 1.</summary>
        public int? Task { get; init; }

        /// <summary>How far that task has come.</summary>
        public PlanTaskState? State { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Problem).NotNull();
            RuleFor(command => command.Text).NotEmpty().Lines(FieldRules.ContentLength);
            RuleFor(command => command.State).OneOf();
            RuleFor(command => command.State).NotNull().When(command => command.Task is not null);
            RuleFor(command => command.Task).NotNull().When(command => command.State is not null);
        }
    }

    /// <inheritdoc cref="ThemeRecords.ChangeThemeAsync"/>
    public Task<Theme> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        return database.ChangeThemeAsync(
            number,
            seen,
            ThemeChangeKind.Reported,
            actor,
            now,
            (_, theme) =>
            {
                CaseRefusedException.ThrowIf(ThemeRules.WhyNotReport(theme, command.Problem!.Value, command.Task, actor));
                return Task.FromResult(theme with
                {
                    Reports = [.. theme.Reports, new ProgressReport(command.Problem.Value, actor.Unit, actor.Name, now, command.Text!, command.Task, command.State)],
                    Tasks = [.. theme.Tasks.Select((task, place) => place + 1 == command.Task ? task with { State = command.State!.Value } : task)],
                });
            },
            cancellation);
    }
}
