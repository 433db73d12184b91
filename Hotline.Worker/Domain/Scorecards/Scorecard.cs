namespace Hotline.Domain.Scorecards;

/// <summary>
/// A rate with what it was divided from. Never rounded here; display rounds half away from zero (domain.md §3.5).
/// </summary>
/// <param name="Numerator">May carry a fraction where a weight does, e.g. 1000 + 0.9 × 10 = 1009.</param>
/// <param name="Denominator">Always a count.</param>
public readonly record struct Rate(decimal Numerator, int Denominator)
{
    /// <summary>The 97.5 % point of the standard normal distribution: an interval that holds in 19 of 20 cases.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Between 0 and 1; <c>null</c> for an empty denominator, which is neither 0 nor 100 %.</summary>
    public decimal? Value => Denominator == 0 ? null : Numerator / Denominator;

    /// <summary>
    /// How far a small sample may mislead: the interval in which the true rate lies in 19 of 20 cases (E. B. Wilson, 1927).
    /// A hint, to be shown and never to be ranked by; <c>null</c> for an empty denominator.
    /// </summary>
    public (decimal Low, decimal High)? Interval
    {
        get
        {
            if (Value is not { } value)
            {
                return null;
            }

            var (rate, n) = ((double)value, (double)Denominator);
            var middle = rate + Z * Z / (2 * n);
            var spread = Z * Math.Sqrt(Math.Max(0, rate * (1 - rate) / n) + Z * Z / (4 * n * n));
            var whole = 1 + Z * Z / n;
            return ((decimal)Math.Clamp((middle - spread) / whole, 0, 1), (decimal)Math.Clamp((middle + spread) / whole, 0, 1));
        }
    }
}

/// <summary>What of a line is not made of its counts.</summary>
/// <param name="NinetyPercent">R13: hours within which nine of ten were closed; <c>null</c> where none was.</param>
/// <param name="OpenPastDue">R15: open and past due now.</param>
/// <param name="OldestDue">When the oldest of these fell due.</param>
/// <param name="KnowledgeUpdates">R19; <c>null</c> for a unit, of which nobody keeps it.</param>
public sealed record LineFacts(long? NinetyPercent = null, int OpenPastDue = 0, DateTimeOffset? OldestDue = null, int? KnowledgeUpdates = null)
{
    public static LineFacts None { get; } = new();
}

/// <summary>An indicator of one line.</summary>
/// <param name="Numerator"><c>null</c> for what is not made of figures.</param>
/// <param name="Denominator"><c>null</c> for what is not divided.</param>
/// <param name="Value">In the indicator's unit, unrounded; <c>null</c> for an empty denominator.</param>
public sealed record IndicatorValue(Indicator Indicator, decimal? Numerator, int? Denominator, decimal? Value);

/// <summary>One step of "why 90.2": a component, and what it gave.</summary>
/// <param name="Rate">Numerator over denominator; <c>null</c> for an empty one, and then the line has no composite.</param>
/// <param name="Score">Of <see cref="SchemeComponent.Points"/>, unrounded.</param>
public sealed record ExplanationStep(
    SchemeComponent Component, Indicator Indicator, decimal Numerator, int Denominator, decimal? Rate, decimal? Score);

/// <summary>Why a line's composite is what it is.</summary>
/// <param name="Full">What the components' points sum to.</param>
/// <param name="Composite">The scores added up; <c>null</c> where one is missing.</param>
public sealed record Explanation(decimal Full, IReadOnlyList<ExplanationStep> Steps, decimal? Composite);

/// <summary>One line of a scorecard: a unit, or the total. The only place that divides.</summary>
public sealed record ScorecardLine(Tally Counts, ScorecardScheme Scheme)
{
    public LineFacts Facts { get; init; } = LineFacts.None;

    /// <summary>R1 响应率</summary>
    public Rate Response => Of("R1");

    /// <summary>R2 解决率</summary>
    public Rate Resolution => Of("R2");

    /// <summary>R3 满意率</summary>
    public Rate Satisfaction => Of("R3");

    /// <summary>R6 按时办结率</summary>
    public Rate OnTime => Of("R6");

    /// <summary>R10 重办率</summary>
    public Rate Rework => Of("R10");

    /// <summary>V 有效回访, as the scheme takes it: the sample that a rank needs.</summary>
    public int Sample => Satisfaction.Denominator;

    /// <summary>
    /// R4 综合成绩, 0 to the scheme's full points, unrounded; <c>null</c> when a component has nothing to divide by. Over one
    /// denominator and divided once where the components' are the same: several quotients would carry several errors of the
    /// last place, and equal scores would part.
    /// </summary>
    public decimal? Composite
    {
        get
        {
            var rates = Scheme.Components.Select(component => (Component: component, Indicator: Indicators.Get(component.Indicator), Rate: Of(component.Indicator))).ToList();
            if (rates.Any(part => part.Rate.Denominator == 0))
            {
                return null;
            }

            var denominator = rates[0].Rate.Denominator;
            return rates.All(part => part.Component.Scoring is Proportional && part.Rate.Denominator == denominator)
                ? rates.Sum(part => part.Component.Points * (part.Indicator.Better == Better.Lower ? denominator - part.Rate.Numerator : part.Rate.Numerator)) / denominator
                : rates.Sum(part => part.Component.Scoring.Score(part.Rate.Value!.Value, part.Component.Points, part.Indicator.Better));
        }
    }

    /// <summary>All indicators, in the order of the formula sheet.</summary>
    public IReadOnlyList<IndicatorValue> Values => [.. Indicators.All.Select(ValueOf)];

    /// <exception cref="KeyNotFoundException">There is no such indicator.</exception>
    public Rate Of(string indicator) => Indicators.Get(indicator).Of(Counts, Scheme);

    /// <summary>Component by component; the scores are those that add up to <see cref="Composite"/>.</summary>
    public Explanation Explain() => new(
        Scheme.Full,
        [
            .. Scheme.Components.Select(component =>
            {
                var (indicator, rate) = (Indicators.Get(component.Indicator), Of(component.Indicator));
                return new ExplanationStep(
                    component,
                    indicator,
                    rate.Numerator,
                    rate.Denominator,
                    rate.Value,
                    rate.Value is { } value ? component.Scoring.Score(value, component.Points, indicator.Better) : null);
            }),
        ],
        Composite);

    private IndicatorValue ValueOf(Indicator indicator)
    {
        switch (indicator.Id)
        {
            case Indicators.Composite:
                return new IndicatorValue(indicator, null, null, Composite);
            case Indicators.NinetyPercent:
                return new IndicatorValue(indicator, null, null, Facts.NinetyPercent);
            case Indicators.OpenPastDue:
                return new IndicatorValue(indicator, null, null, Facts.OpenPastDue);
            case Indicators.KnowledgeUpdates:
                return new IndicatorValue(indicator, null, null, Facts.KnowledgeUpdates);
            default:
                var rate = indicator.Of(Counts, Scheme);
                return indicator.Unit == IndicatorUnit.Count
                    ? new IndicatorValue(indicator, rate.Numerator, null, rate.Numerator)
                    : new IndicatorValue(indicator, rate.Numerator, rate.Denominator, rate.Value);
        }
    }
}

/// <summary>Why a unit is listed and not ranked (domain.md §3.5).</summary>
public enum Unranked
{
    /// <summary>无群众诉求: nobody rated it.</summary>
    NoRequests,

    /// <summary>无应办结工单: a component of the composite has nothing to divide by.</summary>
    NothingDue,

    /// <summary>小样本: fewer ratings than the scheme asks for.</summary>
    SmallSample,
}

/// <summary>A unit's line, with its place among its group.</summary>
/// <param name="Rank">Within the group; equal scores share it and the next is skipped; <c>null</c> when not ranked.</param>
public sealed record UnitLine(string Unit, string Group, int? Rank, ScorecardLine Line)
{
    /// <summary>Why it has no rank; <c>null</c> when it has one.</summary>
    public Unranked? Unranked => Rank is not null ? null
        : Line.Sample == 0 ? Scorecards.Unranked.NoRequests
        : Line.Composite is null ? Scorecards.Unranked.NothingDue
        : Scorecards.Unranked.SmallSample;
}

/// <summary>
/// The line that proves the page: what came in and what was carried over must equal what was closed, merged, guided or
/// voided and what is open
/// (domain.md §3.3). The two sides come from different places, the tallies and the cases themselves.
/// </summary>
/// <param name="CarriedOver">上期结转: open when the period began.</param>
/// <param name="Received">受理 in the period.</param>
/// <param name="Closed">办结 in the period.</param>
/// <param name="Merged">并单 in the period.</param>
/// <param name="Guided">告知途径 in the period.</param>
/// <param name="Voided">作废 in the period.</param>
/// <param name="Open">Still open when the period ended (or now, if it has not).</param>
public sealed record Reconciliation(int CarriedOver, int Received, int Closed, int Merged, int Guided, int Voided, int Open)
{
    public int Difference => CarriedOver + Received - Closed - Merged - Guided - Voided - Open;

    public bool Closes => Difference == 0;
}

/// <summary>三率 of one period: the total and the units behind it.</summary>
public sealed record Scorecard(Period Period, ScorecardLine Total, IReadOnlyList<UnitLine> Units, Reconciliation Reconciliation)
{
    /// <summary>小样本: those that are not ranked for the smallness of their sample; their rates come with an interval.</summary>
    public IReadOnlyList<UnitLine> SmallSamples => [.. Units.Where(unit => unit.Unranked == Unranked.SmallSample)];

    /// <param name="period">The days the tallies were summed over.</param>
    /// <param name="scheme">The weights to judge by.</param>
    /// <param name="tallies">Sum per unit.</param>
    /// <param name="groupOf">Ranking group of a unit.</param>
    /// <param name="reconciliation">Counted apart from the tallies.</param>
    /// <param name="factsOf">What of a unit is not made of counts, and with <c>null</c> of all; left out, nothing.</param>
    public static Scorecard Of(
        Period period,
        ScorecardScheme scheme,
        IReadOnlyDictionary<string, Tally> tallies,
        Func<string, string> groupOf,
        Reconciliation reconciliation,
        Func<string?, LineFacts>? factsOf = null)
    {
        LineFacts FactsOf(string? unit) => factsOf?.Invoke(unit) ?? LineFacts.None;
        var lines = tallies
            .Select(entry => new UnitLine(entry.Key, groupOf(entry.Key), null, new ScorecardLine(entry.Value, scheme) { Facts = FactsOf(entry.Key) }))
            .GroupBy(line => line.Group)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => Ranked(group, scheme.MinimumSample))
            .ToList();
        var total = lines.Aggregate(default(Tally), (sum, line) => sum + line.Line.Counts);
        return new Scorecard(period, new ScorecardLine(total, scheme) { Facts = FactsOf(null) }, lines, reconciliation);
    }

    // Order of domain.md §3.5: composite, then resolution, then satisfaction, then V, then name; the unranked last.
    private static IEnumerable<UnitLine> Ranked(IEnumerable<UnitLine> group, int minimumSample)
    {
        // A composite is summed up of its components; it is asked for once.
        var ordered = group
            .Select(line => (Line: line, line.Line.Composite))
            .OrderByDescending(entry => entry.Line.Line.Sample >= minimumSample && entry.Composite is not null)
            .ThenByDescending(entry => entry.Composite ?? -1)
            .ThenByDescending(entry => entry.Line.Line.Resolution.Value ?? -1)
            .ThenByDescending(entry => entry.Line.Line.Satisfaction.Value ?? -1)
            .ThenByDescending(entry => entry.Line.Line.Sample)
            .ThenBy(entry => entry.Line.Unit, StringComparer.Ordinal)
            .ToList();

        (decimal? Composite, int Rank) last = (null, 0);
        for (var index = 0; index < ordered.Count; index++)
        {
            var (line, score) = ordered[index];
            if (score is not { } composite || line.Line.Sample < minimumSample)
            {
                yield return line;
                continue;
            }

            last = composite == last.Composite ? last : (composite, index + 1);
            yield return line with { Rank = last.Rank };
        }
    }
}
