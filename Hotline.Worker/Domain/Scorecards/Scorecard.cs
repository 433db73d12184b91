namespace Hotline.Domain.Scorecards;

/// <summary>
/// A rate with what it was divided from. Never rounded here; display rounds half away from zero (domain.md §3.5).
/// </summary>
/// <param name="Numerator">May carry a fraction where a weight does, e.g. 1000 + 0.9 × 10 = 1009.</param>
/// <param name="Denominator">Always a count.</param>
public readonly record struct Rate(decimal Numerator, int Denominator)
{
    /// <summary>Between 0 and 1; <c>null</c> for an empty denominator, which is neither 0 nor 100 %.</summary>
    public decimal? Value => Denominator == 0 ? null : Numerator / Denominator;
}

/// <summary>One line of a scorecard: a unit, or the total. The only place that divides.</summary>
public sealed record ScorecardLine(Tally Counts, ScorecardScheme Scheme)
{
    /// <summary>R1 响应率</summary>
    public Rate Response => new(Counts.Contacted, Counts.RatedOnResponse);

    /// <summary>R2 解决率</summary>
    public Rate Resolution => new(Counts.Solved + Scheme.PartlySolved * Counts.PartlySolved, Counts.RatedOnResolution);

    /// <summary>R3 满意率</summary>
    public Rate Satisfaction => new(Counts.Satisfied + Scheme.BasicallySatisfied * Counts.BasicallySatisfied, Counts.Rated);

    /// <summary>R6 按时办结率</summary>
    public Rate OnTime => new(Counts.OnTime, Counts.Due);

    /// <summary>R10 重办率</summary>
    public Rate Rework => new(Counts.Reworked, Counts.Rated);

    /// <summary>
    /// R4 综合成绩, 0 to 100, unrounded; <c>null</c> without a rating. Over one denominator and divided once where the three
    /// are the same: three quotients would carry three errors of the last place, and equal scores would part.
    /// </summary>
    public decimal? Composite =>
        Counts.Rated == 0 || Counts.RatedOnResolution == 0 || Counts.RatedOnResponse == 0 ? null
        : Counts.Rated == Counts.RatedOnResolution && Counts.Rated == Counts.RatedOnResponse
            ? (Scheme.Response * Response.Numerator + Scheme.Resolution * Resolution.Numerator + Scheme.Satisfaction * Satisfaction.Numerator)
                / Counts.Rated
        : Scheme.Response * Response.Value + Scheme.Resolution * Resolution.Value + Scheme.Satisfaction * Satisfaction.Value;
}

/// <summary>A unit's line, with its place among its group.</summary>
/// <param name="Rank">Within the group; equal scores share it and the next is skipped; <c>null</c> when not ranked.</param>
public sealed record UnitLine(string Unit, string Group, int? Rank, ScorecardLine Line);

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
    /// <param name="period">The days the tallies were summed over.</param>
    /// <param name="scheme">The weights to judge by.</param>
    /// <param name="tallies">Sum per unit.</param>
    /// <param name="groupOf">Ranking group of a unit.</param>
    /// <param name="reconciliation">Counted apart from the tallies.</param>
    public static Scorecard Of(
        Period period,
        ScorecardScheme scheme,
        IReadOnlyDictionary<string, Tally> tallies,
        Func<string, string> groupOf,
        Reconciliation reconciliation)
    {
        var lines = tallies
            .Select(entry => new UnitLine(entry.Key, groupOf(entry.Key), null, new ScorecardLine(entry.Value, scheme)))
            .GroupBy(line => line.Group)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => Ranked(group, scheme.MinimumSample))
            .ToList();
        var total = lines.Aggregate(default(Tally), (sum, line) => sum + line.Line.Counts);
        return new Scorecard(period, new ScorecardLine(total, scheme), lines, reconciliation);
    }

    // Order of domain.md §3.5: composite, then resolution, then satisfaction, then V, then name; the unranked last.
    private static IEnumerable<UnitLine> Ranked(IEnumerable<UnitLine> group, int minimumSample)
    {
        var ordered = group
            .OrderByDescending(line => line.Line.Counts.Rated >= minimumSample && line.Line.Composite is not null)
            .ThenByDescending(line => line.Line.Composite ?? -1)
            .ThenByDescending(line => line.Line.Resolution.Value ?? -1)
            .ThenByDescending(line => line.Line.Satisfaction.Value ?? -1)
            .ThenByDescending(line => line.Line.Counts.Rated)
            .ThenBy(line => line.Unit, StringComparer.Ordinal)
            .ToList();

        (decimal? Composite, int Rank) last = (null, 0);
        for (var index = 0; index < ordered.Count; index++)
        {
            var line = ordered[index];
            if (line.Line.Composite is not { } composite || line.Line.Counts.Rated < minimumSample)
            {
                yield return line;
                continue;
            }

            last = composite == last.Composite ? last : (composite, index + 1);
            yield return line with { Rank = last.Rank };
        }
    }
}
