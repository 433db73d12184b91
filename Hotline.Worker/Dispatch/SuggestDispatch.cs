using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Zone;

namespace Hotline.Dispatch;

/// <summary>
/// 派单预判: where a case would go and what would be due when, if it were registered as the form stands. Asks the rules that
/// will decide, of a case that is not there.
/// </summary>
public sealed class SuggestDispatch(ZoneBook zone, TimeProvider clock)
{
    private const int MostCategories = 3;

    public sealed record Query
    {
        public RequesterKind? RequesterKind { get; init; }
        public CaseType? Type { get; init; }

        /// <summary><c>null</c> while it is not chosen: only categories are proposed then.</summary>
        public string? Category { get; init; }

        public string? Area { get; init; }
        public Urgency? Urgency { get; init; } = Contracts.Cases.Urgency.General;
        public string? Title { get; init; }
        public string? Content { get; init; }

        /// <summary>Units that gave the case back with approval: they are not proposed again.</summary>
        public IReadOnlyList<string>? Except { get; init; }
    }

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(query => query.RequesterKind).NotEmpty().OneOf();
            RuleFor(query => query.Type).OneOf();
            RuleFor(query => query.Type).NotNull().When(query => query.Category is not null);
            RuleFor(query => query.Category).Cascade(CascadeMode.Stop).Category(zone)
                .Must((query, category) => category is null || query.RequesterKind is not { } kind || !Enum.IsDefined(kind) || zone.Current.IsOf(category, kind))
                .WithMessage(_ => ValidationTexts.CategoryOfOtherKind);
            RuleFor(query => query.Area).Area(zone);
            RuleFor(query => query.Urgency).NotNull().OneOf();
            RuleFor(query => query.Title).MaximumLength(FieldRules.TitleLength);
            RuleFor(query => query.Content).MaximumLength(FieldRules.ContentLength);
            RuleForEach(query => query.Except).Cascade(CascadeMode.Stop).NotEmpty().Unit(zone);
        }
    }

    public sealed record UnitName(string Code, string Name);

    /// <summary>Where it would go.</summary>
    /// <param name="Lead">主办; <c>null</c> when no line of the catalogue fits.</param>
    /// <param name="Waits">Why a dispatcher decides; <c>null</c> when the catalogue does by itself.</param>
    /// <param name="Clocks">C2, C3 and C4 of the lead as they would be set now, with C1 first where a dispatcher decides.</param>
    public sealed record Route(
        UnitName? Lead,
        IReadOnlyList<UnitName> Supporters,
        string? Basis,
        string? Rule,
        int CatalogueVersion,
        IReadOnlyList<UnitName> Alternatives,
        LeftReason? Waits,
        IReadOnlyList<CaseHistory.ClockView> Clocks);

    /// <param name="Shared">What the text shares with it: everyday words for it, characters of its name.</param>
    public sealed record CategoryHint(string Code, string Name, IReadOnlyList<string> Shared);

    /// <param name="Route"><c>null</c> while no category is chosen.</param>
    /// <param name="Categories">Of this kind of requester, the most alike first; three at most.</param>
    public sealed record View(Route? Route, IReadOnlyList<CategoryHint> Categories);

    /// <param name="query">Validated.</param>
    /// <param name="actor">Who would register it.</param>
    public View Suggest(Query query, Actor actor)
    {
        var current = zone.Current;
        return new View(
            query.Category is { } category ? RouteOf(query, category, current, actor) : null,
            HintsOf($"{query.Title}\n{query.Content}", query.RequesterKind!.Value, current));
    }

    private Route RouteOf(Query query, string category, HotlineZone current, Actor actor)
    {
        var now = clock.Now();
        var registered = SupposedCase.Of(current, query.RequesterKind!.Value, query.Type!.Value, category, query.Area, query.Urgency!.Value, now);
        var basis = current.BasisOf(registered);
        var decided = SupposedCase.After(registered, Dispatching.ByCatalogue(registered, current.Catalogue).Events, Actor.System, now);
        var proposed = current.Catalogue.Route(category, query.Area, registered.RequesterKind, query.Except);
        var dispatched = decided;
        if (decided.Left is not null && proposed.Lead is { } lead)
        {
            // What a dispatcher who follows the proposal would set.
            var byHand = Dispatching.ByDispatcher(registered, new DispatchOrder(lead, proposed.Supporters, null, Designated: false), current.Catalogue, basis, now, actor);
            dispatched = SupposedCase.After(registered, byHand.Events, actor, now);
        }

        return new Route(
            NameOf(proposed.Lead, current),
            [.. proposed.Supporters.Select(unit => NameOf(unit, current)!)],
            proposed.Rule?.Basis,
            proposed.Rule?.Id,
            current.Catalogue.Version,
            [.. proposed.Alternatives.Select(unit => NameOf(unit, current)!)],
            decided.Left?.Reason,
            [
                .. decided.Left is null ? [] : DeadlinePlan.Clocks(decided, basis).Where(clock => clock.Kind == ClockKind.Dispatch).Select(clock => CaseHistory.ViewOf(clock, basis, now)),
                .. ClocksOfLead(dispatched, basis, now),
            ]);
    }

    /// <summary>What the lead of a case has to keep, with the reasons.</summary>
    internal static IEnumerable<CaseHistory.ClockView> ClocksOfLead(Case @case, DeadlineBasis basis, DateTimeOffset now) => @case.Lead is { } lead
        ? DeadlinePlan.Clocks(@case, basis).Where(clock => clock.Assignment == lead.Number).Select(clock => CaseHistory.ViewOf(clock, basis, now))
        : [];

    internal static UnitName? NameOf(string? code, HotlineZone zone) =>
        code is null ? null
        : zone.Units.TryGetValue(code, out var unit) ? new UnitName(code, ReadersLanguage.Pick(unit.Name, unit.NameEn))
        : new UnitName(code, code);

    // Pairs of characters that the text and the name share; a single one counts where few names have it.
    private static List<CategoryHint> HintsOf(string text, RequesterKind kind, HotlineZone zone)
    {
        var pairs = SimilarCases.Pairs(text);
        if (pairs.Count == 0)
        {
            return [];
        }

        var plain = text.ToLowerInvariant();
        var said = text.Where(char.IsLetter).ToHashSet();
        List<ZoneCategory> categories = [.. zone.Categories.Values.Where(category => category.Requester == kind)];
        var spread = categories.SelectMany(category => category.Name.Distinct()).CountBy(character => character).ToDictionary();
        return
        [
            .. categories
                .Select(category =>
                {
                    List<string> shared = [.. SimilarCases.Pairs(category.Name).Where(pairs.Contains).Select(pair => $"{(char)(pair >> 16)}{(char)(pair & 0xFFFF)}")];
                    List<string> rare =
                    [
                        .. category.Name.Distinct()
                            .Where(character => said.Contains(character) && spread[character] <= 2 && !shared.Any(pair => pair.Contains(character, StringComparison.Ordinal)))
                            .Select(character => character.ToString()),
                    ];
                    // An everyday word is meant as it is said: it tells as much as two pairs.
                    List<string> words = [.. category.Aliases.Where(word => plain.Contains(word.ToLowerInvariant(), StringComparison.Ordinal))];
                    return (category, Score: (3 * shared.Count) + rare.Count + (6 * words.Count), Shared: (IReadOnlyList<string>)[.. words, .. shared, .. rare]);
                })
                .Where(found => found.Score > 1)
                .OrderByDescending(found => found.Score).ThenBy(found => found.category.Name.Length).ThenBy(found => found.category.Code, StringComparer.Ordinal)
                .Take(MostCategories)
                .Select(found => new CategoryHint(found.category.Code, ReadersLanguage.Pick(found.category.Name, found.category.NameEn), found.Shared)),
        ];
    }
}
