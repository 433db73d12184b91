namespace Hotline.Domain.Scorecards;

/// <summary>考评方案, one version of it: the weights of domain.md §3.4 and §3.5 (R4).</summary>
public sealed record ScorecardScheme
{
    /// <exception cref="ArgumentException">The weights do not sum to 100, or a weight lies outside 0 to its bound.</exception>
    public ScorecardScheme(
        int version, decimal response, decimal resolution, decimal satisfaction, decimal basicallySatisfied, decimal partlySolved, int minimumSample)
    {
        if (response < 0 || resolution < 0 || satisfaction < 0 || response + resolution + satisfaction != 100)
        {
            throw new ArgumentException("The weights of response, resolution and satisfaction are not negative and sum to 100.");
        }

        if (basicallySatisfied is < 0 or > 1 || partlySolved is < 0 or > 1)
        {
            throw new ArgumentException("基本满意 and 部分解决 count between 0 and 1.");
        }

        Version = version;
        Response = response;
        Resolution = resolution;
        Satisfaction = satisfaction;
        BasicallySatisfied = basicallySatisfied;
        PartlySolved = partlySolved;
        MinimumSample = minimumSample;
    }

    public int Version { get; }

    /// <summary>Weight of R1, of 100.</summary>
    public decimal Response { get; }

    /// <summary>Weight of R2, of 100.</summary>
    public decimal Resolution { get; }

    /// <summary>Weight of R3, of 100.</summary>
    public decimal Satisfaction { get; }

    /// <summary>w: what a 基本满意 counts, 0 to 1.</summary>
    public decimal BasicallySatisfied { get; }

    /// <summary>s: what a 部分解决 counts, 0 to 1.</summary>
    public decimal PartlySolved { get; }

    /// <summary>The smallest V that is ranked.</summary>
    public int MinimumSample { get; }
}
