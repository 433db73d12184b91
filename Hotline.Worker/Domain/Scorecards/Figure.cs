using System.Collections.Immutable;

namespace Hotline.Domain.Scorecards;

/// <summary>The counts of a <see cref="Tally"/> that cases add to. Stored as bits by these values, which therefore never change.</summary>
public enum Figure
{
    Received = 0,
    Closed = 1,
    AnsweredDirectly = 2,
    Guided = 3,
    Merged = 4,
    Voided = 5,
    Unreached = 6,
    Waived = 7,
    Due = 8,
    OnTime = 9,
    Rated = 10,
    RatedOnResponse = 11,
    RatedOnResolution = 12,
    Contacted = 13,
    Solved = 14,
    PartlySolved = 15,
    Satisfied = 16,
    BasicallySatisfied = 17,
    Dissatisfied = 18,
    Reworked = 19,
}

/// <summary>Which figures something counts for, as one number.</summary>
public static class Figures
{
    private static readonly ImmutableArray<(Figure Figure, Func<Tally, int> Count)> All =
    [
        (Figure.Received, tally => tally.Received),
        (Figure.Closed, tally => tally.Closed),
        (Figure.AnsweredDirectly, tally => tally.AnsweredDirectly),
        (Figure.Guided, tally => tally.Guided),
        (Figure.Merged, tally => tally.Merged),
        (Figure.Voided, tally => tally.Voided),
        (Figure.Unreached, tally => tally.Unreached),
        (Figure.Waived, tally => tally.Waived),
        (Figure.Due, tally => tally.Due),
        (Figure.OnTime, tally => tally.OnTime),
        (Figure.Rated, tally => tally.Rated),
        (Figure.RatedOnResponse, tally => tally.RatedOnResponse),
        (Figure.RatedOnResolution, tally => tally.RatedOnResolution),
        (Figure.Contacted, tally => tally.Contacted),
        (Figure.Solved, tally => tally.Solved),
        (Figure.PartlySolved, tally => tally.PartlySolved),
        (Figure.Satisfied, tally => tally.Satisfied),
        (Figure.BasicallySatisfied, tally => tally.BasicallySatisfied),
        (Figure.Dissatisfied, tally => tally.Dissatisfied),
        (Figure.Reworked, tally => tally.Reworked),
    ];

    /// <summary>The figures that are not zero.</summary>
    public static long Of(Tally tally) => All.Where(entry => entry.Count(tally) != 0).Aggregate(0L, (bits, entry) => bits | 1L << (int)entry.Figure);

    public static long Of(IEnumerable<Figure> figures) => figures.Aggregate(0L, (bits, figure) => bits | 1L << (int)figure);

    public static bool Has(long bits, Figure figure) => (bits & 1L << (int)figure) != 0;

    public static IReadOnlyList<Figure> In(long bits) => [.. All.Select(entry => entry.Figure).Where(figure => Has(bits, figure))];

    public static int CountOf(Tally tally, Figure figure) => All[(int)figure].Count(tally);
}
