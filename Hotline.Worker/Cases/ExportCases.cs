using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FluentValidation;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>What an export is written as.</summary>
public enum ExportFormat
{
    Csv,
    Xlsx,
}

/// <summary>
/// 导出: all cases that a search finds, however many. Nothing of any requester goes with them, unless somebody whose work needs
/// it asks for it and says why; then every one of these cases keeps a record of the look, before it is handed out.
/// </summary>
public sealed class ExportCases(Database database, FindCases find, RequesterVault vault, TimeProvider clock)
{
    /// <summary>Less than of a look: the log says before it that it was an export.</summary>
    public const int ReasonLength = 190;

    /// <summary>How the access log tells an export from a look, in the language of the log.</summary>
    private const string Exported = "导出：";

    private const int MostAddressCharacters = 64;

    private static readonly ImmutableArray<RequesterField> Everything = [.. Enum.GetValues<RequesterField>()];

    /// <summary>What is searched for, and how it is handed out. All pages are, from <see cref="FindCases.Query.After"/> on.</summary>
    public sealed record Command : FindCases.Query
    {
        /// <summary>CSV when left out.</summary>
        public ExportFormat? Format { get; init; }

        /// <summary>With the requesters in clear.</summary>
        public bool WithRequesters { get; init; }

        /// <summary>Why with the requesters.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            Include(new FindCases.Validator(zone));
            RuleFor(command => command.Format).OneOf();
            RuleFor(command => command.Reason).Line(ReasonLength);
            RuleFor(command => command.Reason).NotEmpty().When(command => command.WithRequesters);
        }
    }

    /// <param name="Requester"><c>null</c> when it was not asked for, is not known, or may not be shown.</param>
    public sealed record Line(FindCases.Line Case, Requester? Requester);

    /// <param name="command">Validated.</param>
    /// <param name="actor">Who takes them away.</param>
    /// <param name="address">Where the request came from; <c>null</c> when it came from no network.</param>
    /// <param name="cancellation">Ends the reading; what was recorded stays.</param>
    /// <returns>From the newest to the oldest.</returns>
    /// <exception cref="AccessRefusedException">Another unit's cases.</exception>
    /// <exception cref="CaseRefusedException">With requesters, and the actor's work does not need them.</exception>
    public async IAsyncEnumerable<Line> ExecuteAsync(
        Command command, Actor actor, string? address, [EnumeratorCancellation] CancellationToken cancellation)
    {
        CaseRefusedException.ThrowIf(command.WithRequesters ? Revealing.CheckMany(actor) : null);

        await foreach (var cases in find.ListPagesAsync(command, actor, cancellation))
        {
            var requesters = command.WithRequesters && cases.Count > 0
                ? await RevealAsync(cases, command.Reason!.Trim(), actor, address, cancellation)
                : ImmutableDictionary<string, Requester>.Empty;
            foreach (var @case in cases)
            {
                yield return new Line(@case, requesters.GetValueOrDefault(@case.Number));
            }
        }
    }

    private async Task<ImmutableDictionary<string, Requester>> RevealAsync(
        IReadOnlyList<FindCases.Line> cases, string reason, Actor actor, string? address, CancellationToken cancellation)
    {
        var shown = await database.ReadAsync(
            async db =>
            {
                var found = new List<(string Number, Requester Requester, ImmutableArray<RequesterField> Fields)>();
                foreach (var number in cases.Select(@case => @case.Number))
                {
                    if (await db.FindRequesterAsync(number) is { } box
                        && await db.FindCaseAsync(number) is { } @case
                        && Revealing.Check(@case, Everything, actor, out var granted) is null)
                    {
                        found.Add((number, Only(granted, vault.Open(number, box)), granted));
                    }
                }

                return found;
            },
            cancellation);
        var now = clock.Now();
        // On record before it is handed out.
        await database.WriteAsync(
            Lane.People,
            async db =>
            {
                foreach (var (number, _, fields) in shown)
                {
                    await db.InsertAccessAsync(new AccessRow
                    {
                        Number = number,
                        At = now,
                        Id = Guid.CreateVersion7(now).ToString("N"),
                        Actor = actor.Name,
                        Unit = actor.Unit,
                        Fields = string.Join(',', fields),
                        Reason = Exported + reason,
                        Address = address?.Length > MostAddressCharacters ? address[..MostAddressCharacters] : address,
                    });
                }
            },
            cancellation);
        return shown.ToImmutableDictionary(entry => entry.Number, entry => entry.Requester);
    }

    private static Requester Only(ImmutableArray<RequesterField> granted, Requester requester) =>
        granted.Contains(RequesterField.Name) ? requester : requester with { Name = null };
}
