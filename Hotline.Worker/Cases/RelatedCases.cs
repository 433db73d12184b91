using System.Collections.Immutable;
using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>
/// What else there is: of the same caller (老户), of the same matter in the same place, and what is joined. For whoever
/// decides whether a case is new, a repeat, or part of another (T08). Lists carry nothing of any requester.
/// </summary>
public sealed class RelatedCases(Database database, RequesterVault vault, TimeProvider clock)
{
    public const int MostPerList = 50;

    /// <summary>How far back the same matter in the same place is likely to be the same.</summary>
    internal static readonly TimeSpan Recent = TimeSpan.FromDays(90);

    /// <summary>Who sees what else a caller has asked.</summary>
    public static readonly ImmutableArray<Role> Readers = [Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Supervisor];

    /// <param name="Standing">Whether it is open, and how it ended if not.</param>
    /// <param name="Repeated">The same matter (category) as the case that is looked at; false where none is.</param>
    /// <param name="FirstRating">The official one.</param>
    public sealed record Item(
        string Number,
        CaseStatus Status,
        Standing Standing,
        CaseType Type,
        string Category,
        string? Area,
        string? Title,
        DateTimeOffset RegisteredAt,
        DateTimeOffset? EndedAt,
        string? Lead,
        Rating? FirstRating,
        bool Repeated);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <summary>How a case belongs to the one that is looked at.</summary>
    public enum Relation
    {
        /// <summary>The one that is looked at was merged into it.</summary>
        MergedInto,
        /// <summary>It is handled for the one that is looked at, or was.</summary>
        Follows,
        /// <summary>It was merged into the one that is looked at.</summary>
        Merged,
        /// <summary>It is linked to the one that is looked at.</summary>
        Linked,
    }

    public sealed record JoinedItem(Relation Relation, Item Case);

    /// <param name="SameCaller">By telephone number; empty when none was left, or the case is 保密 and the reader takes no calls.</param>
    /// <param name="SamePlace">Area and category, registered within 90 days.</param>
    public sealed record View(Page SameCaller, Page SamePlace, IReadOnlyList<JoinedItem> Joined);

    /// <summary>The number that an agent has on the line; in a body, because addresses are logged.</summary>
    public sealed record CallerQuery
    {
        public string? Phone
        {
            get;
            init => field = FieldRules.FoldTelephone(value);
        }

        /// <summary>The <see cref="Page.Next"/> of the page before.</summary>
        public string? After { get; init; }
    }

    public sealed class CallerValidator : AbstractValidator<CallerQuery>
    {
        public CallerValidator()
        {
            RuleFor(query => query.Phone).Cascade(CascadeMode.Stop).NotEmpty().Telephone();
            RuleFor(query => query.After).Case();
        }
    }

    /// <param name="number">The case that is looked at.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="callerAfter">The next of the list of the same caller; <c>null</c> for its first page.</param>
    /// <param name="placeAfter">The next of the list of the same place.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="CaseNotFoundException">No such case.</exception>
    /// <exception cref="FormatException">One of them is not a place that its list gave.</exception>
    /// <exception cref="CaseRefusedException">The actor neither takes cases in nor decides whose they are.</exception>
    public Task<View> ReadAsync(string number, Actor actor, string? callerAfter, string? placeAfter, CancellationToken cancellation)
    {
        CheckReader(actor);
        var callerPlace = callerAfter is null ? null : ParseNumber(callerAfter);
        var placePlace = placeAfter is null ? null : ParseTurn(placeAfter);
        return database.ReadAsync(
            async db =>
            {
                var @case = await db.SeeCaseAsync(number, actor);
                return new View(
                    // 保密: that two cases are of one person tells of that person.
                    (!@case.Confidential || TakesCalls(actor)) && await db.FindPhoneIndexAsync(number) is { } index
                        ? await OfCallerAsync(db, index, callerPlace, @case)
                        : new Page([], null),
                    @case.Area is { } area
                        ? await OfPlaceAsync(db, @case, area, placePlace)
                        : new Page([], null),
                    await JoinedAsync(db, @case));
            },
            cancellation);
    }

    /// <summary>All cases of a number, the newest first; for whoever takes calls.</summary>
    /// <exception cref="CaseRefusedException">The actor takes no calls, and has no number on the line to ask about.</exception>
    public Task<Page> OfCallerAsync(CallerQuery query, Actor actor, CancellationToken cancellation)
    {
        CheckTakesCalls(actor);
        return database.ReadAsync(
            db => vault.PhoneIndex(query.Phone) is { } index
                ? OfCallerAsync(db, index, query.After is null ? null : ZoneRules.NumberOf(query.After), null)
                : Task.FromResult(new Page([], null)),
            cancellation);
    }

    /// <summary>The newest cases of a number, by its blind index; whether the reader may ask by it was checked.</summary>
    internal Task<IReadOnlyList<Item>> RecentOfCallerAsync(string index, int take, CancellationToken cancellation) => database.ReadAsync(
        async db => await ItemsAsync(db, await db.ListOfCallerAsync(index, "~", take), null), cancellation);

    internal static void CheckReader(Actor actor)
    {
        // What else a caller has asked is no unit's business.
        if (!Readers.Any(actor.Is) || Sight.Of(actor) != Sight.All)
        {
            throw new CaseRefusedException(new Refusal("actor.role_missing", "What else there is of a caller is not for any of the actor's roles."));
        }
    }

    internal static void CheckTakesCalls(Actor actor)
    {
        if (!TakesCalls(actor))
        {
            throw new CaseRefusedException(new Refusal("caller.needs_agent", "Only an agent or a shift leader asks for the cases of a number."));
        }
    }

    internal static bool TakesCalls(Actor actor) => Sight.Of(actor) == Sight.All && (actor.Is(Role.Agent) || actor.Is(Role.ShiftLeader));

    private static async Task<Page> OfCallerAsync(Session db, string index, string? before, Case? @case)
    {
        // Two more than shown: one may be the case itself, and one more tells whether there is a next page.
        var found = await db.ListOfCallerAsync(index, before ?? "~", MostPerList + 2);
        List<string> others = [.. found.Where(number => number != @case?.Number)];
        return new Page(
            await ItemsAsync(db, [.. others.Take(MostPerList)], @case),
            others.Count > MostPerList ? others[MostPerList - 1] : null);
    }

    private async Task<Page> OfPlaceAsync(Session db, Case @case, string area, CaseStore.Turn? before)
    {
        var found = await db.ListOfPlaceAsync(
            area, @case.Category, clock.Now() - Recent, before ?? new CaseStore.Turn { At = DateTimeOffset.MaxValue }, MostPerList + 2);
        List<CaseStore.Turn> others = [.. found.Where(turn => turn.Number != @case.Number)];
        return new Page(
            await ItemsAsync(db, [.. others.Take(MostPerList).Select(turn => turn.Number)], @case),
            others.Count > MostPerList
                ? PagePlace.Format(others[MostPerList - 1].At, others[MostPerList - 1].Number)
                : null);
    }

    private static async Task<IReadOnlyList<JoinedItem>> JoinedAsync(Session db, Case @case)
    {
        List<(Relation Relation, string Number)> joined =
        [
            .. @case.Joined.Select(other => (other.Bond == Bond.Merged ? Relation.Merged : Relation.Linked, other.Number)),
        ];
        if (@case.MergedInto is { } main)
        {
            joined.Insert(0, (Relation.MergedInto, main));
        }

        if ((@case.Follows ?? @case.HandledBy?.By) is { } followed)
        {
            joined.Insert(0, (Relation.Follows, followed));
        }

        var shown = joined.Take(MostPerList).ToList();
        var items = (await ItemsAsync(db, [.. shown.Select(other => other.Number).Distinct()], @case)).ToDictionary(item => item.Number);
        return [.. shown.Select(other => new JoinedItem(other.Relation, items[other.Number]))];
    }

    private static async Task<IReadOnlyList<Item>> ItemsAsync(Session db, IReadOnlyList<string> numbers, Case? @case)
    {
        if (numbers.Count == 0)
        {
            return [];
        }

        var found = (await db.ListCasesAsync(numbers)).ToDictionary(entry => entry.Case.Number);
        return [.. numbers.Select(number => ItemOf(found[number].Case, found[number].Text, @case?.Category))];
    }

    internal static Item ItemOf(Case other, string? text, string? category) => new(
        other.Number,
        other.Status,
        other.Standing,
        other.Type,
        other.Category,
        other.Area,
        text is null ? null : CaseLedger.ReadText(text).Title,
        other.RegisteredAt,
        other.EndedAt,
        other.Responsible,
        other.FirstRating,
        other.Category == category);

    private static string ParseNumber(string text) =>
        CaseNumber.TryParse(text, out var number) ? number : throw new FormatException($"'{text}' is not a place in a list.");

    private static CaseStore.Turn ParseTurn(string text) =>
        PagePlace.TryParse(text, out var at, out var number) && !number.Contains('_', StringComparison.Ordinal)
            ? new CaseStore.Turn { At = at, Number = ParseNumber(number) }
            : throw new FormatException($"'{text}' is not a place in a list.");
}
