using System.Collections.Immutable;
using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>
/// 疑似重复: what an agent who is still typing may be about to register a second time, with the reason, and whether it could
/// be merged or linked. Compares pairs of characters; a person judges.
/// </summary>
public sealed class SimilarCases(Database database, ZoneBook zone, RequesterVault vault, TimeProvider clock)
{
    public const int MostCandidates = 10;

    // Enough to find what people call about today; bounded, so that a busy category costs no more than a quiet one.
    private const int MostOfCaller = 20;
    private const int MostOfPlace = 80;
    private const int MostOfCategory = 200;

    /// <summary>Of a text that is neither of the same caller nor of the same place, so much must be the same.</summary>
    private const double LeastOverlap = 0.2;

    private static readonly TimeSpan Recent = RelatedCases.Recent;

    /// <summary>What is on the form so far.</summary>
    public sealed record Query
    {
        public string? Title { get; init; }
        public string? Content { get; init; }
        public string? Category { get; init; }
        public string? Area { get; init; }
        public RequesterKind? RequesterKind { get; init; }
        public CaseType? Type { get; init; }

        /// <summary>The number on the line; only whoever takes calls asks by it.</summary>
        public string? Phone
        {
            get;
            init => field = FieldRules.FoldTelephone(value);
        }
    }

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(query => query.Title).MaximumLength(FieldRules.TitleLength);
            RuleFor(query => query.Content).MaximumLength(FieldRules.ContentLength);
            RuleFor(query => query.Category).Category(zone);
            RuleFor(query => query.Area).Area(zone);
            RuleFor(query => query.RequesterKind).OneOf();
            RuleFor(query => query.Type).OneOf();
            RuleFor(query => query.Phone).Telephone();
        }
    }

    public enum Reason
    {
        SameCaller,
        /// <summary>The same category in the same area, within 90 days.</summary>
        SamePlace,
        /// <summary>The same category, within 90 days, in similar words.</summary>
        SimilarText,
    }

    /// <param name="Score">0 to 100; for the order only.</param>
    /// <param name="Overlap">How much of the words is the same, 0 to 100.</param>
    /// <param name="MergeRefused">The rule's code why it could not be merged; <c>null</c> when it could.</param>
    /// <param name="LinkRefused">The same for linking.</param>
    public sealed record Candidate(
        RelatedCases.Item Case, int Score, IReadOnlyList<Reason> Reasons, int Overlap, string? MergeRefused, string? LinkRefused);

    /// <exception cref="CaseRefusedException">The actor neither takes cases in nor decides whose they are, or asks by a number and takes no calls.</exception>
    public Task<IReadOnlyList<Candidate>> FindAsync(Query query, Actor actor, CancellationToken cancellation)
    {
        RelatedCases.CheckReader(actor);
        if (query.Phone is not null)
        {
            RelatedCases.CheckTakesCalls(actor);
        }

        return database.ReadAsync(db => FindAsync(db, query), cancellation);
    }

    private async Task<IReadOnlyList<Candidate>> FindAsync(Session db, Query query)
    {
        var now = clock.Now();
        HashSet<string> ofCaller = [], ofPlace = [], ofCategory = [];
        if (vault.PhoneIndex(query.Phone) is { } index)
        {
            ofCaller = [.. await db.ListOfCallerAsync(index, "~", MostOfCaller)];
        }

        if (query is { Category: { } matter, Area: { } area })
        {
            ofPlace = [.. (await db.ListOfPlaceAsync(area, matter, now - Recent, new CaseStore.Turn { At = DateTimeOffset.MaxValue }, MostOfPlace)).Select(turn => turn.Number)];
        }

        var sought = Pairs($"{query.Title}\n{query.Content}");
        if (query.Category is { } category && sought.Count > 0)
        {
            ofCategory = [.. await db.ListOfCategoryAsync(category, CaseNumber.Of(zone.Today().AddDays(-Recent.Days)), MostOfCategory)];
        }

        string[] numbers = [.. ofCaller.Union(ofPlace).Union(ofCategory)];
        if (numbers.Length == 0)
        {
            return [];
        }

        var texts = (await db.ListFirstTextsAsync(numbers)).ToDictionary(text => text.Number, text => CaseLedger.ReadText(text.Body));
        var ranked = numbers
            .Select(number =>
            {
                var overlap = texts.TryGetValue(number, out var text) ? Overlap(sought, Pairs($"{text.Title}\n{text.Content}")) : 0;
                ImmutableArray<Reason> reasons =
                [
                    .. ofCaller.Contains(number) ? [Reason.SameCaller] : Array.Empty<Reason>(),
                    .. ofPlace.Contains(number) ? [Reason.SamePlace] : Array.Empty<Reason>(),
                    .. overlap >= LeastOverlap ? [Reason.SimilarText] : Array.Empty<Reason>(),
                ];
                return (Number: number, Overlap: overlap, Reasons: reasons, Score: ScoreOf(reasons, overlap));
            })
            .Where(found => found.Reasons.Length > 0)
            .OrderByDescending(found => found.Score).ThenByDescending(found => found.Number, StringComparer.Ordinal)
            .Take(MostCandidates)
            .ToList();
        var cases = (await db.ListCasesAsync([.. ranked.Select(found => found.Number)])).ToDictionary(found => found.Case.Number);
        return
        [
            .. ranked.Select(found =>
            {
                var (other, text) = cases[found.Number];
                var (merge, link) = JoiningOf(query, other, found.Reasons.Contains(Reason.SameCaller), now);
                return new Candidate(
                    RelatedCases.ItemOf(other, text, query.Category), Percent(found.Score), found.Reasons, Percent(found.Overlap), merge, link);
            }),
        ];
    }

    // The rules are asked about a case that is not there yet; what the form lacks is filled with what they do not look at.
    private (string? Merge, string? Link) JoiningOf(Query query, Case main, bool sameRequester, DateTimeOffset now)
    {
        var current = zone.Current;
        var mine = SupposedCase.Of(
            current,
            query.RequesterKind ?? main.RequesterKind,
            query.Type ?? main.Type,
            query.Category ?? main.Category,
            query.Area,
            main.Urgency,
            now);
        var basis = current.BasisOf(mine);
        return (Merging.Merge(mine, main, sameRequester, basis).Child.Refusal?.Code, Merging.Link(mine, main, basis).Child.Refusal?.Code);
    }

    // Whoever calls again mostly calls about the same; a place and a matter alone are shared by many.
    private static double ScoreOf(ImmutableArray<Reason> reasons, double overlap) =>
        (reasons.Contains(Reason.SameCaller) ? 0.35 : 0) + (reasons.Contains(Reason.SamePlace) ? 0.15 : 0) + (0.5 * overlap);

    private static int Percent(double share) => (int)Math.Round(share * 100, MidpointRounding.AwayFromZero);

    /// <summary>Half of how much the two share of all their pairs (Jaccard), half of how much of the shorter is in the longer.</summary>
    internal static double Overlap(IReadOnlySet<int> mine, IReadOnlySet<int> theirs)
    {
        var (few, many) = mine.Count <= theirs.Count ? (mine, theirs) : (theirs, mine);
        if (few.Count == 0)
        {
            return 0;
        }

        var shared = few.Count(many.Contains);
        return (((double)shared / (few.Count + many.Count - shared)) + ((double)shared / few.Count)) / 2;
    }

    /// <summary>The pairs of neighbouring letters and digits of a text, each two characters in one number.</summary>
    internal static IReadOnlySet<int> Pairs(string text)
    {
        var pairs = new HashSet<int>();
        var before = '\0';
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character))
            {
                before = '\0';
                continue;
            }

            var folded = char.ToLowerInvariant(character);
            if (before != '\0')
            {
                pairs.Add((before << 16) | folded);
            }

            before = folded;
        }

        return pairs;
    }
}
