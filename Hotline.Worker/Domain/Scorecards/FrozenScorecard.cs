using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Domain.Scorecards;

/// <summary>更正: a figure of a unit that is another now than when it was frozen.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Figure">Name of the count in <see cref="Tally"/>.</param>
/// <param name="Frozen">As it was read out.</param>
/// <param name="Current">As the cases say now.</param>
public sealed record Correction(string Unit, string Figure, long Frozen, long Current);

/// <summary>
/// A period's scorecard as it was read out (domain.md §3.5; §9, S15). What is kept is text, one line for the period with its
/// scheme and one for each unit; the hash is over that text, so whoever has a print of it can prove that nothing moved.
/// </summary>
public sealed record FrozenScorecard
{
    // By name, so that the same figures always make the same text.
    private static readonly Figure[] ByName = [.. Figures.All.OrderBy(figure => figure.ToString(), StringComparer.Ordinal)];

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>The period, the scheme's weights and the reconciliation.</summary>
    public required string Head { get; init; }

    /// <summary>Group and counts by unit.</summary>
    public required IReadOnlyDictionary<string, string> Lines { get; init; }

    /// <summary>SHA-256 of head and lines as it was when they were frozen, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>SHA-256 of the report's bytes; <c>null</c> for what was frozen before reports were kept.</summary>
    public string? ReportHash { get; init; }

    /// <summary>The same of the rows behind it.</summary>
    public string? RowsHash { get; init; }

    /// <summary>False when somebody changed what was frozen.</summary>
    public bool IsIntact => HashOf(Head, Lines) == Hash;

    public static FrozenScorecard Of(Scorecard card, DateTimeOffset at, string by)
    {
        var (scheme, balance) = (card.Total.Scheme, card.Reconciliation);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{card.Period.Name}|{scheme.Version},{scheme.Response},{scheme.Resolution},{scheme.Satisfaction},{scheme.BasicallySatisfied},{scheme.PartlySolved},{scheme.MinimumSample}{MoreOf(scheme)}|{balance.CarriedOver},{balance.Received},{balance.Closed},{balance.Merged},{balance.Guided},{balance.Voided},{balance.Open}");
        var lines = card.Units.ToDictionary(unit => unit.Unit, unit => $"{unit.Group}|{Write(unit.Line.Counts)}");
        return new FrozenScorecard { At = at, By = by, Head = head, Lines = lines, Hash = HashOf(head, lines) };
    }

    /// <summary>The page as it was read out, with the weights it was judged by.</summary>
    /// <param name="factsOf">What of a unit is not made of counts, and with <c>null</c> of all.</param>
    /// <exception cref="FormatException">The text is not what <see cref="Of"/> wrote.</exception>
    public Scorecard Card(Func<string?, LineFacts>? factsOf = null)
    {
        var parts = Head.Split('|');
        if (parts.Length != 3 || !Period.TryParse(parts[0], out var period))
        {
            throw new FormatException($"'{Head}' is not the head of a frozen scorecard.");
        }

        var counts = parts[2].Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToArray();
        return Scorecard.Of(
            period,
            SchemeOf(parts[1].Split(',')),
            Lines.ToDictionary(line => line.Key, line => TallyOf(line.Value)),
            unit => Lines[unit].Split('|')[0],
            new Reconciliation(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]),
            factsOf);
    }

    /// <summary>What differs from the figures of now, unit by unit; empty while nothing does.</summary>
    public IReadOnlyList<Correction> CorrectionsBy(Scorecard current)
    {
        var now = current.Units.ToDictionary(unit => unit.Unit, unit => unit.Line.Counts);
        // What a page was not asked for when it was frozen is no correction of it.
        var known = Lines.Values.Select(Read).SelectMany(line => line.Keys).ToHashSet();
        return
        [
            .. from unit in Lines.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
               let frozen = Lines.TryGetValue(unit, out var line) ? TallyOf(line) : default
               let present = now.GetValueOrDefault(unit)
               from figure in ByName
               where known.Count == 0 || known.Contains(figure)
               where frozen[figure] != present[figure]
               select new Correction(unit, figure.ToString(), frozen[figure], present[figure]),
        ];
    }

    private static string HashOf(string head, IReadOnlyDictionary<string, string> lines)
    {
        var text = new StringBuilder(head).Append('\n');
        foreach (var (unit, line) in lines.OrderBy(line => line.Key, StringComparer.Ordinal))
        {
            text.Append(unit).Append('|').Append(line).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // What a scheme of three weights has no need to say: how it takes the answers, and its components as R6:25:100:1:0.
    private static string MoreOf(ScorecardScheme scheme) => scheme.IsPlain ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $",{scheme.Rating},{scheme.Attribution},{scheme.NotAnswered},{scheme.Unreached},{scheme.Full},{string.Join(';', scheme.Components.Select(Write))}");

    private static string Write(SchemeComponent component) => string.Create(
        CultureInfo.InvariantCulture,
        $"{component.Indicator}:{component.Points}{(component.Scoring is Linear linear ? string.Create(CultureInfo.InvariantCulture, $":{linear.Target}:{linear.Slope}:{linear.Floor}") : "")}");

    private static ScorecardScheme SchemeOf(string[] said)
    {
        static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
        var (version, sample) = (int.Parse(said[0], CultureInfo.InvariantCulture), int.Parse(said[6], CultureInfo.InvariantCulture));
        return said.Length == 7
            ? new ScorecardScheme(version, Number(said[1]), Number(said[2]), Number(said[3]), Number(said[4]), Number(said[5]), sample)
            : new ScorecardScheme(
                version,
                said[12].Split(';').Select(text => text.Split(':')).Select(part => new SchemeComponent(
                    part[0], Number(part[1]), part.Length == 2 ? Proportional.Instance : new Linear(Number(part[2]), Number(part[3]), Number(part[4])))),
                Number(said[11]),
                Number(said[4]),
                Number(said[5]),
                sample)
            {
                Rating = Enum.Parse<OfficialRating>(said[7]),
                Attribution = Enum.Parse<Attribution>(said[8]),
                NotAnswered = Enum.Parse<Treatment>(said[9]),
                Unreached = Enum.Parse<Treatment>(said[10]),
            };
    }

    private static string Write(Tally counts) =>
        string.Join(',', ByName.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure}={counts[figure]}")));

    // A figure that was not counted yet when the line was written is zero.
    private static Tally TallyOf(string line) => Read(line).Aggregate(default(Tally), (tally, entry) => tally.With(entry.Key, entry.Value));

    private static Dictionary<Figure, long> Read(string line)
    {
        var read = new Dictionary<Figure, long>();
        foreach (var pair in line.Split('|')[1].Split(','))
        {
            var (name, value) = pair.Split('=') is [var left, var right] ? (left, right) : throw new FormatException($"'{pair}' is no figure.");
            if (!Enum.TryParse<Figure>(name, out var figure) || figure.ToString() != name)
            {
                throw new FormatException($"'{name}' is no figure.");
            }

            read[figure] = long.Parse(value, CultureInfo.InvariantCulture);
        }

        return read;
    }
}
