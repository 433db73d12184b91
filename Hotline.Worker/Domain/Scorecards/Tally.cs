using System.Runtime.CompilerServices;
using System.Text;

namespace Hotline.Domain.Scorecards;

/// <summary>
/// Whole-number counts that add up: of one case, one day, one unit or one quarter. One for each <see cref="Figure"/>;
/// nothing is divided here (domain.md §3.5; the letters are its formula sheet's).
/// </summary>
public readonly record struct Tally
{
    private const int Length = 55;

    private readonly Vector _counts;

    private Tally(Vector counts) => _counts = counts;

    public long this[Figure figure] => _counts[(int)figure];

    /// <summary>受理</summary>
    public int Received
    {
        get => (int)_counts[(int)Figure.Received];
        init => _counts[(int)Figure.Received] = value;
    }

    /// <summary>办结</summary>
    public int Closed
    {
        get => (int)_counts[(int)Figure.Closed];
        init => _counts[(int)Figure.Closed] = value;
    }

    /// <summary>直接答复, within <see cref="Closed"/>.</summary>
    public int AnsweredDirectly
    {
        get => (int)_counts[(int)Figure.AnsweredDirectly];
        init => _counts[(int)Figure.AnsweredDirectly] = value;
    }

    /// <summary>告知途径: ended by telling the right channel, in no rate.</summary>
    public int Guided
    {
        get => (int)_counts[(int)Figure.Guided];
        init => _counts[(int)Figure.Guided] = value;
    }

    /// <summary>并单: ended in another case, in no rate.</summary>
    public int Merged
    {
        get => (int)_counts[(int)Figure.Merged];
        init => _counts[(int)Figure.Merged] = value;
    }

    /// <summary>作废, in no rate.</summary>
    public int Voided
    {
        get => (int)_counts[(int)Figure.Voided];
        init => _counts[(int)Figure.Voided] = value;
    }

    /// <summary>无法联系, within <see cref="Closed"/> and outside V.</summary>
    public int Unreached
    {
        get => (int)_counts[(int)Figure.Unreached];
        init => _counts[(int)Figure.Unreached] = value;
    }

    /// <summary>免回访, within <see cref="Closed"/> and outside V.</summary>
    public int Waived
    {
        get => (int)_counts[(int)Figure.Waived];
        init => _counts[(int)Figure.Waived] = value;
    }

    /// <summary>应办结: lead assignments whose resolution fell due, the denominator of R6 and R7.</summary>
    public int Due
    {
        get => (int)_counts[(int)Figure.Due];
        init => _counts[(int)Figure.Due] = value;
    }

    /// <summary>按时办结: of <see cref="Due"/>, those replied at or before the due instant.</summary>
    public int OnTime
    {
        get => (int)_counts[(int)Figure.OnTime];
        init => _counts[(int)Figure.OnTime] = value;
    }

    /// <summary>V 有效回访: cases whose requester rated and that are not excluded from the satisfaction rate; the denominator of R3.</summary>
    public int Rated
    {
        get => (int)_counts[(int)Figure.Rated];
        init => _counts[(int)Figure.Rated] = value;
    }

    /// <summary>The same for R1: V but for exclusions, of which an unreasonable request is none (domain.md §3.4).</summary>
    public int RatedOnResponse
    {
        get => (int)_counts[(int)Figure.RatedOnResponse];
        init => _counts[(int)Figure.RatedOnResponse] = value;
    }

    /// <summary>The same for R2: V but for exclusions.</summary>
    public int RatedOnResolution
    {
        get => (int)_counts[(int)Figure.RatedOnResolution];
        init => _counts[(int)Figure.RatedOnResolution] = value;
    }

    /// <summary>Of <see cref="RatedOnResponse"/>: contacted by the unit, or answered on the line (R1).</summary>
    public int Contacted
    {
        get => (int)_counts[(int)Figure.Contacted];
        init => _counts[(int)Figure.Contacted] = value;
    }

    /// <summary>Of <see cref="RatedOnResolution"/>: 已解决 (R2).</summary>
    public int Solved
    {
        get => (int)_counts[(int)Figure.Solved];
        init => _counts[(int)Figure.Solved] = value;
    }

    /// <summary>Of <see cref="RatedOnResolution"/>: 部分解决 (R2, weight s).</summary>
    public int PartlySolved
    {
        get => (int)_counts[(int)Figure.PartlySolved];
        init => _counts[(int)Figure.PartlySolved] = value;
    }

    /// <summary>Of <see cref="Rated"/>: 满意 (R3).</summary>
    public int Satisfied
    {
        get => (int)_counts[(int)Figure.Satisfied];
        init => _counts[(int)Figure.Satisfied] = value;
    }

    /// <summary>Of <see cref="Rated"/>: 基本满意 (R3, weight w).</summary>
    public int BasicallySatisfied
    {
        get => (int)_counts[(int)Figure.BasicallySatisfied];
        init => _counts[(int)Figure.BasicallySatisfied] = value;
    }

    /// <summary>Of <see cref="Rated"/>: 不满意.</summary>
    public int Dissatisfied
    {
        get => (int)_counts[(int)Figure.Dissatisfied];
        init => _counts[(int)Figure.Dissatisfied] = value;
    }

    /// <summary>重办: of <see cref="Closed"/>, those sent back to the units at least once.</summary>
    public int Reworked
    {
        get => (int)_counts[(int)Figure.Reworked];
        init => _counts[(int)Figure.Reworked] = value;
    }

    /// <summary>电话表扬 (R18)</summary>
    public int PraisedByPhone
    {
        get => (int)_counts[(int)Figure.PraisedByPhone];
        init => _counts[(int)Figure.PraisedByPhone] = value;
    }

    /// <summary>锦旗 (R18)</summary>
    public int Banners
    {
        get => (int)_counts[(int)Figure.Banners];
        init => _counts[(int)Figure.Banners] = value;
    }

    /// <summary>感谢信 (R18)</summary>
    public int Letters
    {
        get => (int)_counts[(int)Figure.Letters];
        init => _counts[(int)Figure.Letters] = value;
    }

    /// <summary>As <see cref="Contacted"/>, by the last rating instead of the first.</summary>
    public int FinalContacted
    {
        get => (int)_counts[(int)Figure.FinalContacted];
        init => _counts[(int)Figure.FinalContacted] = value;
    }

    /// <summary>As <see cref="Solved"/>, by the last rating.</summary>
    public int FinalSolved
    {
        get => (int)_counts[(int)Figure.FinalSolved];
        init => _counts[(int)Figure.FinalSolved] = value;
    }

    /// <summary>As <see cref="PartlySolved"/>, by the last rating.</summary>
    public int FinalPartlySolved
    {
        get => (int)_counts[(int)Figure.FinalPartlySolved];
        init => _counts[(int)Figure.FinalPartlySolved] = value;
    }

    /// <summary>As <see cref="Satisfied"/>, by the last rating.</summary>
    public int FinalSatisfied
    {
        get => (int)_counts[(int)Figure.FinalSatisfied];
        init => _counts[(int)Figure.FinalSatisfied] = value;
    }

    /// <summary>As <see cref="BasicallySatisfied"/>, by the last rating.</summary>
    public int FinalBasicallySatisfied
    {
        get => (int)_counts[(int)Figure.FinalBasicallySatisfied];
        init => _counts[(int)Figure.FinalBasicallySatisfied] = value;
    }

    /// <summary>As <see cref="Dissatisfied"/>, by the last rating.</summary>
    public int FinalDissatisfied
    {
        get => (int)_counts[(int)Figure.FinalDissatisfied];
        init => _counts[(int)Figure.FinalDissatisfied] = value;
    }

    /// <summary>未评价: closed, reached and without a rating; outside V, unless the scheme takes it in.</summary>
    public int NotAnswered
    {
        get => (int)_counts[(int)Figure.NotAnswered];
        init => _counts[(int)Figure.NotAnswered] = value;
    }

    /// <summary>无法联系: closed, never reached and without a rating; outside V, unless the scheme takes it in.</summary>
    public int NotReached
    {
        get => (int)_counts[(int)Figure.NotReached];
        init => _counts[(int)Figure.NotReached] = value;
    }

    /// <summary>一次办结: of <see cref="Solved"/>, those never sent back to the units (R12).</summary>
    public int SolvedFirstTime
    {
        get => (int)_counts[(int)Figure.SolvedFirstTime];
        init => _counts[(int)Figure.SolvedFirstTime] = value;
    }

    /// <summary>Of <see cref="Rated"/>: sent back to the units at least once (R10).</summary>
    public int ReworkedOfRated
    {
        get => (int)_counts[(int)Figure.ReworkedOfRated];
        init => _counts[(int)Figure.ReworkedOfRated] = value;
    }

    /// <summary>派单: lead assignments of the first round, by the day of dispatch; the denominator of R8, R9 and R11.</summary>
    public int Dispatched
    {
        get => (int)_counts[(int)Figure.Dispatched];
        init => _counts[(int)Figure.Dispatched] = value;
    }

    /// <summary>Of <see cref="Dispatched"/>: those whose sign-off is judged (R5).</summary>
    public int ToSign
    {
        get => (int)_counts[(int)Figure.ToSign];
        init => _counts[(int)Figure.ToSign] = value;
    }

    /// <summary>Of <see cref="ToSign"/>: signed at or before C2 was due.</summary>
    public int SignedOnTime
    {
        get => (int)_counts[(int)Figure.SignedOnTime];
        init => _counts[(int)Figure.SignedOnTime] = value;
    }

    /// <summary>Of <see cref="Dispatched"/>: those whose first contact is judged (R1b).</summary>
    public int ToContact
    {
        get => (int)_counts[(int)Figure.ToContact];
        init => _counts[(int)Figure.ToContact] = value;
    }

    /// <summary>Of <see cref="ToContact"/>: the requester was contacted at or before C3 was due.</summary>
    public int ContactedOnTime
    {
        get => (int)_counts[(int)Figure.ContactedOnTime];
        init => _counts[(int)Figure.ContactedOnTime] = value;
    }

    /// <summary>Of <see cref="Dispatched"/>: the unit asked to give it back, once or more (R8).</summary>
    public int ReturnAsked
    {
        get => (int)_counts[(int)Figure.ReturnAsked];
        init => _counts[(int)Figure.ReturnAsked] = value;
    }

    /// <summary>Of <see cref="Dispatched"/>: given back with approval (R11).</summary>
    public int Returned
    {
        get => (int)_counts[(int)Figure.Returned];
        init => _counts[(int)Figure.Returned] = value;
    }

    /// <summary>Of <see cref="Dispatched"/>: with a granted extension (R9).</summary>
    public int Extended
    {
        get => (int)_counts[(int)Figure.Extended];
        init => _counts[(int)Figure.Extended] = value;
    }

    /// <summary>退单申请, each by the day it was filed.</summary>
    public int ReturnsApplied
    {
        get => (int)_counts[(int)Figure.ReturnsApplied];
        init => _counts[(int)Figure.ReturnsApplied] = value;
    }

    /// <summary>Of <see cref="ReturnsApplied"/>: refused, 退单不当.</summary>
    public int ReturnsRefused
    {
        get => (int)_counts[(int)Figure.ReturnsRefused];
        init => _counts[(int)Figure.ReturnsRefused] = value;
    }

    /// <summary>Of <see cref="Due"/>: closed, in time or not: its review has passed (R7).</summary>
    public int DueClosed
    {
        get => (int)_counts[(int)Figure.DueClosed];
        init => _counts[(int)Figure.DueClosed] = value;
    }

    /// <summary>首呼解决: of <see cref="Received"/>, those closed on the line (R12).</summary>
    public int AnsweredOnLine
    {
        get => (int)_counts[(int)Figure.AnsweredOnLine];
        init => _counts[(int)Figure.AnsweredOnLine] = value;
    }

    /// <summary>重复诉求: of <see cref="Received"/>, the second and later of one matter, which were merged into or linked to the first (R17).</summary>
    public int Repeated
    {
        get => (int)_counts[(int)Figure.Repeated];
        init => _counts[(int)Figure.Repeated] = value;
    }

    /// <summary>应回访: came to be called back, by the day it first did (R14).</summary>
    public int CallbackDue
    {
        get => (int)_counts[(int)Figure.CallbackDue];
        init => _counts[(int)Figure.CallbackDue] = value;
    }

    /// <summary>Of <see cref="CallbackDue"/>: called at least once.</summary>
    public int CalledBack
    {
        get => (int)_counts[(int)Figure.CalledBack];
        init => _counts[(int)Figure.CalledBack] = value;
    }

    /// <summary>Of <see cref="CalledBack"/>: reached.</summary>
    public int CallbackReached
    {
        get => (int)_counts[(int)Figure.CallbackReached];
        init => _counts[(int)Figure.CallbackReached] = value;
    }

    /// <summary>反馈: replies of lead assignments, each by the day it was handed in (R16).</summary>
    public int Feedbacks
    {
        get => (int)_counts[(int)Figure.Feedbacks];
        init => _counts[(int)Figure.Feedbacks] = value;
    }

    /// <summary>Of <see cref="Feedbacks"/>: sent back by the review.</summary>
    public int FeedbacksReturned
    {
        get => (int)_counts[(int)Figure.FeedbacksReturned];
        init => _counts[(int)Figure.FeedbacksReturned] = value;
    }

    /// <summary>有效投诉工作人员: of <see cref="Closed"/>, complaints about staff that the unit found substantiated (R18).</summary>
    public int StaffComplaints
    {
        get => (int)_counts[(int)Figure.StaffComplaints];
        init => _counts[(int)Figure.StaffComplaints] = value;
    }

    /// <summary>Of <see cref="Closed"/>: those that a unit handled; the denominator of R13.</summary>
    public int Handled
    {
        get => (int)_counts[(int)Figure.Handled];
        init => _counts[(int)Figure.Handled] = value;
    }

    /// <summary>From the dispatch to the unit to the close, summed over <see cref="Handled"/>; whole minutes.</summary>
    public long HandlingMinutes
    {
        get => _counts[(int)Figure.HandlingMinutes];
        init => _counts[(int)Figure.HandlingMinutes] = value;
    }

    /// <summary>The same in working time.</summary>
    public long HandlingWorkMinutes
    {
        get => _counts[(int)Figure.HandlingWorkMinutes];
        init => _counts[(int)Figure.HandlingWorkMinutes] = value;
    }

    /// <summary>Ended in the period, however it did.</summary>
    public int Ended => Closed + Guided + Merged + Voided;

    /// <summary>This, and of one figure so many.</summary>
    public Tally With(Figure figure, long count)
    {
        var counts = _counts;
        counts[(int)figure] = count;
        return new Tally(counts);
    }

    /// <summary>This, and of the ratings what another tally has.</summary>
    public Tally WithRatingsOf(Tally other) => Figures.OfRatings.Aggregate(this, (tally, figure) => tally.With(figure, other[figure]));

    public static Tally operator +(Tally a, Tally b)
    {
        var counts = a._counts;
        for (var index = 0; index < Length; index++)
        {
            counts[index] += b._counts[index];
        }

        return new Tally(counts);
    }

    public static Tally operator -(Tally a, Tally b)
    {
        var counts = a._counts;
        for (var index = 0; index < Length; index++)
        {
            counts[index] -= b._counts[index];
        }

        return new Tally(counts);
    }

    public static Tally operator -(Tally a) => default(Tally) - a;

    public bool Equals(Tally other) => ((ReadOnlySpan<long>)_counts).SequenceEqual(other._counts);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var count in (ReadOnlySpan<long>)_counts)
        {
            hash.Add(count);
        }

        return hash.ToHashCode();
    }

    // What is zero says nothing.
    private bool PrintMembers(StringBuilder builder)
    {
        var counts = this;
        builder.AppendJoin(", ", Figures.All.Where(figure => counts[figure] != 0).Select(figure => $"{figure} = {counts[figure]}"));
        return builder.Length > 0;
    }

    [InlineArray(Length)]
    private struct Vector
    {
        private long _first;
    }
}

/// <summary>What decides the period that a rating belongs to (domain.md §3.5).</summary>
public enum Attribution
{
    /// <summary>办结时间: the day on which the case was first closed with its rating. All other figures have this one too.</summary>
    Closed,
    /// <summary>受理时间</summary>
    Intake,
    /// <summary>回访时间: the day of the call that brought the rating.</summary>
    Callback,
}

/// <summary>Where a count is booked: a local day, the unit that answers for it, the kind of requester, and by what the day was chosen.</summary>
public readonly record struct TallyKey(
    DateOnly Day, string Unit, Contracts.Cases.RequesterKind RequesterKind, Attribution Attribution = Attribution.Closed);
