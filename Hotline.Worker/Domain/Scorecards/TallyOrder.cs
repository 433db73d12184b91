namespace Hotline.Domain.Scorecards;

/// <summary>One order for all who change several sums at once, so that no two of them wait for each other in a circle.</summary>
public sealed class TallyOrder : IComparer<TallyKey>
{
    public static TallyOrder Instance { get; } = new();

    public int Compare(TallyKey x, TallyKey y) =>
        x.Day != y.Day ? x.Day.CompareTo(y.Day)
        : x.Unit != y.Unit ? string.CompareOrdinal(x.Unit, y.Unit)
        : x.RequesterKind != y.RequesterKind ? x.RequesterKind.CompareTo(y.RequesterKind)
        : x.Attribution.CompareTo(y.Attribution);
}
