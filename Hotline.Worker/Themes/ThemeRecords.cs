using System.Globalization;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Themes;
using Hotline.Storage;

namespace Hotline.Themes;

/// <summary>There is no such theme, or none for this actor: nobody learns which.</summary>
public sealed class ThemeNotFoundException(string number) : Exception($"There is no theme {number}.");

/// <summary>Somebody else has changed the theme since.</summary>
public sealed class StaleThemeException(string number, int seen) : Exception($"Theme {number} was changed since version {seen}.");

/// <summary>What was done to a theme.</summary>
public enum ThemeChangeKind
{
    Made,
    Revised,
    Started,
    Reported,
    CaseLinked,
    CaseUnlinked,
    Closed,
}

/// <summary>What the use cases of themes share: seeing one, and writing its next version, which is also the line in the log.</summary>
internal static class ThemeRecords
{
    /// <exception cref="ThemeNotFoundException">No such theme, or it is out of the actor's sight.</exception>
    public static async Task<Theme> SeeThemeAsync(this Session db, string number, Actor actor) =>
        await db.FindThemeAsync(number) is { } row && row.Read<Theme>() is var theme && Covers(Sight.Of(actor), theme) ? theme : throw new ThemeNotFoundException(number);

    /// <summary>One change in one transaction.</summary>
    /// <param name="seen">The version that the actor has seen.</param>
    /// <param name="change">The rule, and what the theme then says.</param>
    /// <exception cref="ThemeNotFoundException">No such theme in the actor's sight.</exception>
    /// <exception cref="StaleThemeException">It was changed since.</exception>
    /// <exception cref="CaseRefusedException">The rule refused.</exception>
    public static Task<Theme> ChangeThemeAsync(
        this Database database, string number, int seen, ThemeChangeKind kind, Actor actor, DateTimeOffset now, Func<Session, Theme, Task<Theme>> change, CancellationToken cancellation) =>
        database.WriteAsync(
            Lane.People,
            async db =>
            {
                var theme = await db.SeeThemeAsync(number, actor);
                return theme.Version == seen
                    ? await db.SaveThemeAsync(await change(db, theme) with { Version = seen + 1 }, kind, actor, now)
                    : throw new StaleThemeException(number, seen);
            },
            cancellation);

    public static async Task<Theme> SaveThemeAsync(this Session db, Theme theme, ThemeChangeKind kind, Actor actor, DateTimeOffset now)
    {
        var row = PaperRow.Of(theme.Number, theme.Version, kind, theme, actor, now);
        var head = new ThemeStore.ThemeRow { Number = theme.Number, Version = theme.Version, Month = theme.Month, State = theme.State.ToString() };
        return await db.TrySaveThemeAsync(row, head, [.. theme.Units()]) ? theme : throw new StaleThemeException(theme.Number, theme.Version - 1);
    }

    /// <summary>Case numbers of the months around a theme begin with their own: the numbers from the first to the end of the last.</summary>
    public static NumberSpan SpanOf(DateOnly firstMonth, DateOnly lastMonth) => new(PrefixOf(firstMonth), PrefixOf(lastMonth.AddMonths(1)));

    public static string PrefixOf(DateOnly month) => month.ToString("yyMM", CultureInfo.InvariantCulture);

    public static string MonthName(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static bool Covers(Sight sight, Theme theme) => !sight.IsNothing && (sight.Unit is not { } unit || theme.Units().Contains(unit));
}
