using System.Collections.Immutable;

namespace Hotline.Domain.Scorecards;

/// <summary>The counts of a <see cref="Tally"/>, as its properties explain them. Stored as bits by these values, which therefore never change.</summary>
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
    PraisedByPhone = 20,
    Banners = 21,
    Letters = 22,
    FinalContacted = 23,
    FinalSolved = 24,
    FinalPartlySolved = 25,
    FinalSatisfied = 26,
    FinalBasicallySatisfied = 27,
    FinalDissatisfied = 28,
    NotAnswered = 29,
    NotReached = 30,
    SolvedFirstTime = 31,
    ReworkedOfRated = 32,
    Dispatched = 33,
    ToSign = 34,
    SignedOnTime = 35,
    ToContact = 36,
    ContactedOnTime = 37,
    ReturnAsked = 38,
    Returned = 39,
    Extended = 40,
    ReturnsApplied = 41,
    ReturnsRefused = 42,
    DueClosed = 43,
    AnsweredOnLine = 44,
    Repeated = 45,
    CallbackDue = 46,
    CalledBack = 47,
    CallbackReached = 48,
    Feedbacks = 49,
    FeedbacksReturned = 50,
    StaffComplaints = 51,
    Handled = 52,
    HandlingMinutes = 53,
    HandlingWorkMinutes = 54,
}

/// <summary>Which figures something counts for, as one number.</summary>
public static class Figures
{
    /// <summary>In the order of their values, which are those from 0 on.</summary>
    public static ImmutableArray<Figure> All { get; } = [.. Enum.GetValues<Figure>()];

    /// <summary>Sums of something else than cases: what they are made of no single case shows as a bit.</summary>
    public static ImmutableArray<Figure> Measures { get; } = [Figure.HandlingMinutes, Figure.HandlingWorkMinutes];

    /// <summary>What a rating counts for: booked once for each <see cref="Attribution"/>.</summary>
    public static ImmutableArray<Figure> OfRatings { get; } =
    [
        Figure.Rated, Figure.RatedOnResponse, Figure.RatedOnResolution, Figure.Contacted, Figure.Solved, Figure.PartlySolved, Figure.Satisfied,
        Figure.BasicallySatisfied, Figure.Dissatisfied, Figure.FinalContacted, Figure.FinalSolved, Figure.FinalPartlySolved, Figure.FinalSatisfied,
        Figure.FinalBasicallySatisfied, Figure.FinalDissatisfied, Figure.NotAnswered, Figure.NotReached, Figure.SolvedFirstTime, Figure.ReworkedOfRated,
    ];

    private static readonly long RatingBits = Of(OfRatings);

    /// <summary>The figures that are not zero, but for the measures.</summary>
    public static long Of(Tally tally)
    {
        var bits = 0L;
        foreach (var figure in All)
        {
            bits |= tally[figure] != 0 && !IsMeasure(figure) ? 1L << (int)figure : 0;
        }

        return bits;
    }

    public static long Of(IEnumerable<Figure> figures) => figures.Aggregate(0L, (bits, figure) => bits | 1L << (int)figure);

    public static bool Has(long bits, Figure figure) => (bits & 1L << (int)figure) != 0;

    public static IReadOnlyList<Figure> In(long bits) => [.. All.Where(figure => Has(bits, figure))];

    public static bool IsMeasure(Figure figure) => figure is Figure.HandlingMinutes or Figure.HandlingWorkMinutes;

    public static bool IsOfRatings(Figure figure) => Has(RatingBits, figure);
}
