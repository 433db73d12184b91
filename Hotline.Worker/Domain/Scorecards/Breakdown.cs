namespace Hotline.Domain.Scorecards;

/// <summary>What the cases of a stretch of days are divided by.</summary>
public enum Dimension
{
    /// <summary>类别: code of the leaf.</summary>
    Category,
    /// <summary>地点: code of the area; empty where none was given.</summary>
    Area,
    /// <summary>渠道: name of the <see cref="Contracts.Cases.Channel"/>.</summary>
    Channel,
    /// <summary>时段: hour of the day in the zone's time at which it was received, <c>00</c> to <c>23</c>.</summary>
    Hour,
    /// <summary>热点: category and area, <c>C0501|park-east</c>.</summary>
    Spot,
    /// <summary>办理时长: whole hours from the dispatch to the unit to the close; by unit and day of the close (R13, P90).</summary>
    Handling,
}

/// <summary>Where a share of a distribution is booked.</summary>
/// <param name="Unit">Empty but for <see cref="Dimension.Handling"/>.</param>
public readonly record struct BreakdownKey(Dimension Dimension, DateOnly Day, string Unit, string Value);

/// <summary>One order for all who change several shares at once, so that no two of them wait for each other in a circle.</summary>
public sealed class BreakdownOrder : IComparer<BreakdownKey>
{
    public static BreakdownOrder Instance { get; } = new();

    public int Compare(BreakdownKey x, BreakdownKey y) =>
        x.Dimension != y.Dimension ? x.Dimension.CompareTo(y.Dimension)
        : x.Day != y.Day ? x.Day.CompareTo(y.Day)
        : x.Unit != y.Unit ? string.CompareOrdinal(x.Unit, y.Unit)
        : string.CompareOrdinal(x.Value, y.Value);
}

/// <summary>The ninety per cent mark of a distribution of whole hours.</summary>
public static class Percentile
{
    /// <summary>The least number of hours within which nine of ten were through; exact to the hour. <c>null</c> of nothing.</summary>
    /// <param name="counts">Hours → how many.</param>
    public static long? Ninety(IEnumerable<KeyValuePair<long, long>> counts)
    {
        var sorted = counts.Where(entry => entry.Value > 0).OrderBy(entry => entry.Key).ToList();
        var rank = (sorted.Sum(entry => entry.Value) * 9 + 9) / 10;
        var seen = 0L;
        foreach (var (hours, count) in sorted)
        {
            seen += count;
            if (seen >= rank)
            {
                return hours;
            }
        }

        return null;
    }
}
