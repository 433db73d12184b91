using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Themes;
using Hotline.Storage;

namespace Hotline.Themes;

/// <summary>启动: from then on its units report.</summary>
public sealed class StartTheme(Database database, TimeProvider clock)
{
    /// <inheritdoc cref="ThemeRecords.ChangeThemeAsync"/>
    public Task<Theme> ExecuteAsync(string number, int seen, Actor actor, CancellationToken cancellation)
    {
        CaseRefusedException.ThrowIf(ThemeRules.WhyNotKeep(actor));
        return database.ChangeThemeAsync(
            number,
            seen,
            ThemeChangeKind.Started,
            actor,
            clock.Now(),
            (_, theme) =>
            {
                CaseRefusedException.ThrowIf(ThemeRules.WhyNotStart(theme));
                return Task.FromResult(theme with { State = ThemeState.Running });
            },
            cancellation);
    }
}
