using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Themes;
using Hotline.Storage;

namespace Hotline.Themes;

/// <summary>结题: with its closing report; nothing of it changes any more.</summary>
public sealed class CloseTheme(Database database, TimeProvider clock)
{
    public sealed record Command
    {
        /// <summary>结题报告.</summary>
        public string? ClosingReport { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.ClosingReport).NotEmpty().Lines(FieldRules.ContentLength);
    }

    /// <inheritdoc cref="ThemeRecords.ChangeThemeAsync"/>
    public Task<Theme> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation)
    {
        CaseRefusedException.ThrowIf(ThemeRules.WhyNotKeep(actor));
        return database.ChangeThemeAsync(
            number,
            seen,
            ThemeChangeKind.Closed,
            actor,
            clock.Now(),
            (_, theme) =>
            {
                CaseRefusedException.ThrowIf(ThemeRules.WhyNotClose(theme));
                return Task.FromResult(theme with { State = ThemeState.Closed, ClosingReport = command.ClosingReport });
            },
            cancellation);
    }
}
