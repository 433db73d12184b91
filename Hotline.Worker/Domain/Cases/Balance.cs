using System.Globalization;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>
/// 平账: how many cases were accepted, and how many there are of each standing. The two sides are counted at different
/// places, the one from the log and the other from the rows; while nothing is lost they are equal.
/// </summary>
public readonly record struct Balance(long Accepted, long Open, long Closed, long Merged, long Guided, long Voided)
{
    /// <summary>Whether every accepted case stands somewhere, and nothing else does.</summary>
    public bool Holds => Accepted == Open + Closed + Merged + Guided + Voided;

    public long this[Standing standing] => standing switch
    {
        Standing.Open => Open,
        Standing.Closed => Closed,
        Standing.Merged => Merged,
        Standing.Guided => Guided,
        Standing.Voided => Voided,
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Unknown standing."),
    };

    public static Balance Of(long accepted, Func<Standing, long> count) => new(
        accepted, count(Standing.Open), count(Standing.Closed), count(Standing.Merged), count(Standing.Guided), count(Standing.Voided));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"accepted {Accepted} {(Holds ? '=' : '≠')} closed {Closed} + open {Open} + merged {Merged} + guided {Guided} + voided {Voided}");
}
