using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Themes;
using Hotline.Storage;

namespace Hotline.Themes;

/// <summary>关联工单 by hand, and taking one off again.</summary>
public sealed class LinkToTheme(Database database, TimeProvider clock)
{
    // However generously it is spaced out.
    private const int MostNumberCharacters = 40;

    public sealed record Command
    {
        /// <summary>Which problem, from 1.</summary>
        public int? Problem { get; init; }

        /// <summary>The case's number.</summary>
        public string? Case { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Problem).NotNull();
            RuleFor(command => command.Case).Cascade(CascadeMode.Stop).NotEmpty().MaximumLength(MostNumberCharacters)
                .Must(number => CaseNumber.TryParse(number, out _)).WithMessage(_ => ValidationTexts.CaseNumber);
        }
    }

    /// <inheritdoc cref="ThemeRecords.ChangeThemeAsync"/>
    /// <exception cref="CaseNotFoundException">There is no such case in the actor's sight.</exception>
    public Task<Theme> LinkAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        return ChangeAsync(
            number,
            seen,
            ThemeChangeKind.CaseLinked,
            command,
            actor,
            now,
            (theme, linked) => theme.Cases.Any(known => known.Number == linked)
                ? theme.Cases
                : [.. theme.Cases, new LinkedCase(command.Problem!.Value, linked, now, actor.Name)],
            cancellation);
    }

    /// <inheritdoc cref="LinkAsync"/>
    public Task<Theme> UnlinkAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) => ChangeAsync(
        number, seen, ThemeChangeKind.CaseUnlinked, command, actor, clock.Now(), (theme, linked) => [.. theme.Cases.Where(known => known.Number != linked)], cancellation);

    private Task<Theme> ChangeAsync(
        string number,
        int seen,
        ThemeChangeKind kind,
        Command command,
        Actor actor,
        DateTimeOffset now,
        Func<Theme, string, IReadOnlyList<LinkedCase>> change,
        CancellationToken cancellation) =>
        database.ChangeThemeAsync(
            number,
            seen,
            kind,
            actor,
            now,
            async (db, theme) =>
            {
                CaseRefusedException.ThrowIf(actor.Unit is null ? ThemeRules.WhyNotKeep(actor) : null);
                CaseRefusedException.ThrowIf(ThemeRules.WhyNotLink(theme, command.Problem!.Value, kind == ThemeChangeKind.CaseUnlinked, actor));
                var linked = await db.SeeCaseAsync(CaseNumber.TryParse(command.Case, out var known) ? known : throw new CaseNotFoundException(command.Case!), actor);
                return theme with { Cases = change(theme, linked.Number) };
            },
            cancellation);
}
