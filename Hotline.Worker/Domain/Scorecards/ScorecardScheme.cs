using System.Collections.Immutable;

namespace Hotline.Domain.Scorecards;

/// <summary>Which of a case's ratings is the official one (domain.md §3.4).</summary>
public enum OfficialRating
{
    /// <summary>首次: a rework cannot launder the score.</summary>
    First,
    /// <summary>最终</summary>
    Final,
}

/// <summary>What a closed case without a rating counts as in the three rates (domain.md §3.4).</summary>
public enum Treatment
{
    /// <summary>不计: outside all three.</summary>
    Exclude,
    /// <summary>计 0: in the three denominators and in no numerator.</summary>
    Zero,
    /// <summary>视为满意: as if contacted, solved and satisfied.</summary>
    Satisfied,
}

/// <summary>How a rate becomes points. What is better the lower it is counts as far as it stays below.</summary>
public abstract record Scoring
{
    /// <summary>Points, 0 to <paramref name="points"/>; never rounded.</summary>
    /// <param name="rate">Between 0 and 1.</param>
    /// <param name="points">The component's full points.</param>
    /// <param name="better">Which way is better.</param>
    public abstract decimal Score(decimal rate, decimal points, Better better);
}

/// <summary>按比例: points × rate, or points × (1 − rate).</summary>
public sealed record Proportional : Scoring
{
    public static Proportional Instance { get; } = new();

    public override decimal Score(decimal rate, decimal points, Better better) => points * (better == Better.Lower ? 1 - rate : rate);
}

/// <summary>
/// 扣分: the full points at the target, for each per cent short of it <paramref name="Slope"/> less, not below
/// <paramref name="Floor"/>. It fits every pair that 连云港 has published (domain.md §3.2).
/// </summary>
/// <param name="Target">Per cent, 0 to 100.</param>
/// <param name="Slope">Points for one per cent.</param>
/// <param name="Floor">Points.</param>
public sealed record Linear(decimal Target, decimal Slope, decimal Floor) : Scoring
{
    public override decimal Score(decimal rate, decimal points, Better better)
    {
        var missing = better == Better.Lower ? 100 * rate - Target : Target - 100 * rate;
        return Math.Clamp(points - Slope * missing, Floor, points);
    }
}

/// <summary>One part of the composite: an indicator, its full points, and how its rate becomes points.</summary>
public sealed record SchemeComponent(string Indicator, decimal Points, Scoring Scoring)
{
    public SchemeComponent(string indicator, decimal points)
        : this(indicator, points, Proportional.Instance)
    {
    }
}

/// <summary>What is wrong with a scheme: the field as the document names it, and which rule it breaks.</summary>
/// <param name="Field">E.g. <c>components[2].floor</c>.</param>
/// <param name="Rule">Name of the rule; the words for it are elsewhere.</param>
/// <param name="Values">What the words mention.</param>
public sealed record SchemeProblem(string Field, string Rule, params IReadOnlyList<object> Values);

/// <summary>考评方案, one version of it: what the composite is made of, and how the awkward answers count (domain.md §3.4, §3.5).</summary>
public sealed record ScorecardScheme
{
    /// <summary>The plain scheme: three proportional components of 100 points.</summary>
    /// <exception cref="ArgumentException">The weights do not sum to 100, or a weight lies outside 0 to its bound.</exception>
    public ScorecardScheme(
        int version, decimal response, decimal resolution, decimal satisfaction, decimal basicallySatisfied, decimal partlySolved, int minimumSample)
        : this(version, Plain(response, resolution, satisfaction), 100, basicallySatisfied, partlySolved, minimumSample)
    {
    }

    /// <exception cref="ArgumentException">It breaks a rule; <see cref="Check"/> says which.</exception>
    public ScorecardScheme(
        int version, IEnumerable<SchemeComponent> components, decimal full, decimal basicallySatisfied, decimal partlySolved, int minimumSample)
    {
        Version = version;
        Components = [.. components];
        Full = full;
        BasicallySatisfied = basicallySatisfied;
        PartlySolved = partlySolved;
        MinimumSample = minimumSample;
        if (Check(Components, full, basicallySatisfied, partlySolved, minimumSample) is [var first, ..])
        {
            throw new ArgumentException($"{first.Field}: {first.Rule}", first.Field);
        }
    }

    /// <summary>No zone gives more points, and none takes more away for one per cent.</summary>
    private const decimal Most = 1000;

    public int Version { get; }

    public ImmutableArray<SchemeComponent> Components { get; }

    /// <summary>What the components' points sum to: 100, or 150 where a group is judged by more.</summary>
    public decimal Full { get; }

    /// <summary>w: what a 基本满意 counts, 0 to 1.</summary>
    public decimal BasicallySatisfied { get; }

    /// <summary>s: what a 部分解决 counts, 0 to 1.</summary>
    public decimal PartlySolved { get; }

    /// <summary>The smallest V that is ranked.</summary>
    public int MinimumSample { get; }

    public OfficialRating Rating { get; init; }

    /// <summary>By which day the three rates belong to a period.</summary>
    public Attribution Attribution { get; init; }

    /// <summary>未评价: reached, and gave no rating.</summary>
    public Treatment NotAnswered { get; init; }

    /// <summary>无法联系</summary>
    public Treatment Unreached { get; init; }

    /// <summary>Points of R1.</summary>
    public decimal Response => PointsOf("R1");

    /// <summary>Points of R2.</summary>
    public decimal Resolution => PointsOf("R2");

    /// <summary>Points of R3.</summary>
    public decimal Satisfaction => PointsOf("R3");

    /// <summary>Three weights and nothing else, as every scheme was at first.</summary>
    public bool IsPlain => Full == 100 && (Rating, Attribution, NotAnswered, Unreached) == default
        && Components.SequenceEqual(Plain(Response, Resolution, Satisfaction));

    /// <summary>Everything that is wrong; empty for a scheme that may be used.</summary>
    public static IReadOnlyList<SchemeProblem> Check(
        IReadOnlyList<SchemeComponent> components, decimal full, decimal basicallySatisfied, decimal partlySolved, int minimumSample)
    {
        var problems = new List<SchemeProblem>();
        void Require(bool holds, string field, string rule, params IReadOnlyList<object> values)
        {
            if (!holds)
            {
                problems.Add(new SchemeProblem(field, rule, values));
            }
        }

        // Whatever was typed, the sum is a number.
        var sum = components.Sum(component => Math.Clamp(component.Points, -Most, Most));
        Require(basicallySatisfied is >= 0 and <= 1, "basicallySatisfied", "BetweenNothingAndOne");
        Require(partlySolved is >= 0 and <= 1, "partlySolved", "BetweenNothingAndOne");
        Require(minimumSample >= 0, "minimumSample", "NotNegative");
        Require(full is > 0 and <= Most, "full", "FullPoints");
        Require(components.Count > 0, "components", "NoComponents");
        Require(sum == full, "components", "SumsToFull", full, sum);
        for (var index = 0; index < components.Count; index++)
        {
            var component = components[index];
            var field = $"components[{index}]";
            var before = components.Take(index).Any(other => other.Indicator == component.Indicator);
            Require(Indicators.Find(component.Indicator) is { Unit: IndicatorUnit.Rate }, $"{field}.indicator", "UnknownIndicator", component.Indicator);
            Require(!before, $"{field}.indicator", "TwiceTheIndicator", component.Indicator);
            Require(component.Points >= 0, $"{field}.points", "NotNegative");
            if (component.Scoring is Linear linear)
            {
                Require(linear.Target is >= 0 and <= 100, $"{field}.target", "Percent");
                Require(linear.Slope is > 0 and <= Most, $"{field}.slope", "Positive");
                Require(linear.Floor >= 0 && linear.Floor <= component.Points, $"{field}.floor", "WithinPoints", component.Points);
            }
        }

        return problems;
    }

    public bool Equals(ScorecardScheme? other) => other is not null
        && (Version, Full, BasicallySatisfied, PartlySolved, MinimumSample) == (other.Version, other.Full, other.BasicallySatisfied, other.PartlySolved, other.MinimumSample)
        && (Rating, Attribution, NotAnswered, Unreached) == (other.Rating, other.Attribution, other.NotAnswered, other.Unreached)
        && Components.SequenceEqual(other.Components);

    public override int GetHashCode() => HashCode.Combine(Version, Full, Components.Length, MinimumSample);

    private static IEnumerable<SchemeComponent> Plain(decimal response, decimal resolution, decimal satisfaction) =>
        [new("R1", response), new("R2", resolution), new("R3", satisfaction)];

    private decimal PointsOf(string indicator) => Components.FirstOrDefault(component => component.Indicator == indicator)?.Points ?? 0;
}
