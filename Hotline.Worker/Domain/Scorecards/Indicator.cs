using System.Collections.Immutable;

namespace Hotline.Domain.Scorecards;

/// <summary>Which way an indicator is better.</summary>
public enum Better
{
    Higher,
    Lower,

    /// <summary>It only informs.</summary>
    Neither,
}

/// <summary>What the value of an indicator is.</summary>
public enum IndicatorUnit
{
    /// <summary>Between 0 and 1.</summary>
    Rate,

    /// <summary>Minutes on average.</summary>
    Minutes,

    /// <summary>Whole hours.</summary>
    Hours,

    /// <summary>A number.</summary>
    Count,

    /// <summary>得分: points of the scheme's full ones.</summary>
    Points,
}

/// <summary>A figure in a numerator or a denominator, and what each of it counts there.</summary>
public readonly record struct Term(Figure Figure, decimal Weight = 1);

/// <summary>
/// One indicator of the formula sheet (domain.md §3.5): which figures it divides by which. The only place that says so.
/// </summary>
/// <param name="Id">As the sheet has it, e.g. <c>R3</c>; letters tell apart what one line of it holds.</param>
/// <param name="Unit">What its value is.</param>
/// <param name="Better">Which way is better.</param>
/// <param name="Numerator">By the scheme, which weighs some answers.</param>
/// <param name="Denominator">The same; empty for what is not divided.</param>
public sealed record Indicator(
    string Id,
    IndicatorUnit Unit,
    Better Better,
    Func<ScorecardScheme, IReadOnlyList<Term>> Numerator,
    Func<ScorecardScheme, IReadOnlyList<Term>> Denominator)
{
    /// <summary>What the counts make of it.</summary>
    public Rate Of(Tally counts, ScorecardScheme scheme) => new(Sum(counts, Numerator(scheme)), (int)Sum(counts, Denominator(scheme)));

    private static decimal Sum(Tally counts, IReadOnlyList<Term> terms)
    {
        var sum = 0m;
        foreach (var (figure, weight) in terms)
        {
            sum += weight * counts[figure];
        }

        return sum;
    }
}

/// <summary>The formula sheet: R1 to R19 in its order. What is not made of figures is named here and computed elsewhere.</summary>
public static class Indicators
{
    /// <summary>R4 综合成绩: made of the others by the scheme.</summary>
    public const string Composite = "R4";

    /// <summary>P90 of R13: of the distribution of hours.</summary>
    public const string NinetyPercent = "R13c";

    /// <summary>R15 超期未结: of the clocks as they are now.</summary>
    public const string OpenPastDue = "R15";

    /// <summary>R19 知识库更新数: the published versions of phrases and templates, of the whole hotline.</summary>
    public const string KnowledgeUpdates = "R19";

    public static ImmutableArray<Indicator> All { get; } =
    [
        new("R1", IndicatorUnit.Rate, Better.Higher, scheme => Rated(scheme, [Or(scheme, Figure.Contacted, Figure.FinalContacted)]), scheme => V(scheme, Figure.RatedOnResponse)),
        Rate("R1b", Figure.ContactedOnTime, Figure.ToContact),
        new(
            "R2",
            IndicatorUnit.Rate,
            Better.Higher,
            scheme => Rated(scheme, [Or(scheme, Figure.Solved, Figure.FinalSolved), Or(scheme, Figure.PartlySolved, Figure.FinalPartlySolved) with { Weight = scheme.PartlySolved }]),
            scheme => V(scheme, Figure.RatedOnResolution)),
        new(
            "R3",
            IndicatorUnit.Rate,
            Better.Higher,
            scheme => Rated(scheme, [Or(scheme, Figure.Satisfied, Figure.FinalSatisfied), Or(scheme, Figure.BasicallySatisfied, Figure.FinalBasicallySatisfied) with { Weight = scheme.BasicallySatisfied }]),
            scheme => V(scheme, Figure.Rated)),
        Bare(Composite, IndicatorUnit.Points, Better.Higher),
        Rate("R5", Figure.SignedOnTime, Figure.ToSign),
        Rate("R6", Figure.OnTime, Figure.Due),
        Rate("R7", Figure.DueClosed, Figure.Due),
        Rate("R8", Figure.ReturnAsked, Figure.Dispatched, Better.Lower),
        Rate("R8b", Figure.ReturnsRefused, Figure.ReturnsApplied, Better.Lower),
        Rate("R9", Figure.Extended, Figure.Dispatched, Better.Lower),
        new("R10", IndicatorUnit.Rate, Better.Lower, _ => [new Term(Figure.ReworkedOfRated)], scheme => V(scheme, Figure.Rated)),
        new("R11", IndicatorUnit.Rate, Better.Higher, _ => [new Term(Figure.Dispatched), new Term(Figure.Returned, -1)], _ => [new Term(Figure.Dispatched)]),
        new("R12", IndicatorUnit.Rate, Better.Higher, _ => [new Term(Figure.SolvedFirstTime)], scheme => V(scheme, Figure.RatedOnResolution)),
        Rate("R12b", Figure.AnsweredOnLine, Figure.Received),
        new("R13", IndicatorUnit.Minutes, Better.Lower, _ => [new Term(Figure.HandlingMinutes)], _ => [new Term(Figure.Handled)]),
        new("R13b", IndicatorUnit.Minutes, Better.Lower, _ => [new Term(Figure.HandlingWorkMinutes)], _ => [new Term(Figure.Handled)]),
        Bare(NinetyPercent, IndicatorUnit.Hours, Better.Lower),
        Rate("R14", Figure.CalledBack, Figure.CallbackDue),
        Rate("R14b", Figure.CallbackReached, Figure.CalledBack),
        Bare(OpenPastDue, IndicatorUnit.Count, Better.Lower),
        Rate("R16", Figure.FeedbacksReturned, Figure.Feedbacks, Better.Lower),
        Rate("R17", Figure.Repeated, Figure.Received, Better.Lower),
        Count("R18", Figure.PraisedByPhone, Better.Higher),
        Count("R18b", Figure.Letters, Better.Higher),
        Count("R18c", Figure.Banners, Better.Higher),
        Count("R18d", Figure.StaffComplaints, Better.Lower),
        Bare(KnowledgeUpdates, IndicatorUnit.Count, Better.Higher),
    ];

    private static readonly Dictionary<string, Indicator> ById = All.ToDictionary(indicator => indicator.Id);

    /// <returns><c>null</c> where there is none of this id.</returns>
    public static Indicator? Find(string id) => ById.GetValueOrDefault(id);

    /// <exception cref="KeyNotFoundException">There is none of this id.</exception>
    public static Indicator Get(string id) => ById[id];

    private static Indicator Rate(string id, Figure numerator, Figure denominator, Better better = Better.Higher) =>
        new(id, IndicatorUnit.Rate, better, _ => [new Term(numerator)], _ => [new Term(denominator)]);

    private static Indicator Count(string id, Figure figure, Better better) =>
        new(id, IndicatorUnit.Count, better, _ => [new Term(figure)], _ => []);

    private static Indicator Bare(string id, IndicatorUnit unit, Better better) => new(id, unit, better, _ => [], _ => []);

    private static Term Or(ScorecardScheme scheme, Figure first, Figure final) => new(scheme.Rating == OfficialRating.First ? first : final);

    // What nobody answered is satisfied, or only there, or not there at all (domain.md §3.4).
    private static IReadOnlyList<Term> Rated(ScorecardScheme scheme, IReadOnlyList<Term> answers) =>
    [
        .. answers,
        .. scheme.NotAnswered == Treatment.Satisfied ? [new Term(Figure.NotAnswered)] : (Term[])[],
        .. scheme.Unreached == Treatment.Satisfied ? [new Term(Figure.NotReached)] : (Term[])[],
    ];

    private static IReadOnlyList<Term> V(ScorecardScheme scheme, Figure rated) =>
    [
        new Term(rated),
        .. scheme.NotAnswered != Treatment.Exclude ? [new Term(Figure.NotAnswered)] : (Term[])[],
        .. scheme.Unreached != Treatment.Exclude ? [new Term(Figure.NotReached)] : (Term[])[],
    ];
}
