using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Domain.Scorecards;

/// <summary>更正: a figure of a unit that is another now than when it was frozen.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Figure">Name of the count in <see cref="Tally"/>.</param>
/// <param name="Frozen">As it was read out.</param>
/// <param name="Current">As the cases say now.</param>
public sealed record Correction(string Unit, string Figure, int Frozen, int Current);

/// <summary>
/// A period's scorecard as it was read out (domain.md §3.5; §9, S15). What is kept is text, one line for the period with its
/// scheme and one for each unit; the hash is over that text, so whoever has a print of it can prove that nothing moved.
/// </summary>
public sealed record FrozenScorecard
{
    // By name, so that the same figures always make the same text.
    private static readonly PropertyInfo[] Figures =
        [.. typeof(Tally).GetProperties().Where(figure => figure.CanWrite).OrderBy(figure => figure.Name, StringComparer.Ordinal)];

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>The period, the scheme's weights and the reconciliation.</summary>
    public required string Head { get; init; }

    /// <summary>Group and counts by unit.</summary>
    public required IReadOnlyDictionary<string, string> Lines { get; init; }

    /// <summary>SHA-256 of head and lines as it was when they were frozen, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>False when somebody changed what was frozen.</summary>
    public bool IsIntact => HashOf(Head, Lines) == Hash;

    public static FrozenScorecard Of(Scorecard card, DateTimeOffset at, string by)
    {
        var (scheme, balance) = (card.Total.Scheme, card.Reconciliation);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{card.Period.Name}|{scheme.Version},{scheme.Response},{scheme.Resolution},{scheme.Satisfaction},{scheme.BasicallySatisfied},{scheme.PartlySolved},{scheme.MinimumSample}|{balance.CarriedOver},{balance.Received},{balance.Closed},{balance.Merged},{balance.Guided},{balance.Voided},{balance.Open}");
        var lines = card.Units.ToDictionary(unit => unit.Unit, unit => $"{unit.Group}|{Write(unit.Line.Counts)}");
        return new FrozenScorecard { At = at, By = by, Head = head, Lines = lines, Hash = HashOf(head, lines) };
    }

    /// <summary>The page as it was read out, with the weights it was judged by.</summary>
    /// <exception cref="FormatException">The text is not what <see cref="Of"/> wrote.</exception>
    public Scorecard Card()
    {
        var parts = Head.Split('|');
        if (parts.Length != 3 || !Period.TryParse(parts[0], out var period))
        {
            throw new FormatException($"'{Head}' is not the head of a frozen scorecard.");
        }

        var weights = parts[1].Split(',');
        decimal Weight(int index) => decimal.Parse(weights[index], CultureInfo.InvariantCulture);
        var counts = parts[2].Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToArray();
        return Scorecard.Of(
            period,
            new ScorecardScheme(
                int.Parse(weights[0], CultureInfo.InvariantCulture), Weight(1), Weight(2), Weight(3), Weight(4), Weight(5), int.Parse(weights[6], CultureInfo.InvariantCulture)),
            Lines.ToDictionary(line => line.Key, line => Read(line.Value)),
            unit => Lines[unit].Split('|')[0],
            new Reconciliation(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]));
    }

    /// <summary>What differs from the figures of now, unit by unit; empty while nothing does.</summary>
    public IReadOnlyList<Correction> CorrectionsBy(Scorecard current)
    {
        var now = current.Units.ToDictionary(unit => unit.Unit, unit => unit.Line.Counts);
        return
        [
            .. from unit in Lines.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
               let frozen = Lines.TryGetValue(unit, out var line) ? Read(line) : default
               let present = now.GetValueOrDefault(unit)
               from figure in Figures
               let was = (int)figure.GetValue(frozen)!
               let became = (int)figure.GetValue(present)!
               where was != became
               select new Correction(unit, figure.Name, was, became),
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

    private static string Write(Tally counts) =>
        string.Join(',', Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name}={figure.GetValue(counts)}")));

    // A figure that was not counted yet when the line was written is zero.
    private static Tally Read(string line)
    {
        object tally = default(Tally);
        foreach (var pair in line.Split('|')[1].Split(','))
        {
            var (name, value) = pair.Split('=') is [var left, var right] ? (left, right) : throw new FormatException($"'{pair}' is no figure.");
            (Figures.FirstOrDefault(figure => figure.Name == name) ?? throw new FormatException($"'{name}' is no figure."))
                .SetValue(tally, int.Parse(value, CultureInfo.InvariantCulture));
        }

        return (Tally)tally;
    }
}
