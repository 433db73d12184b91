namespace Hotline.Domain.Scorecards;

/// <summary>
/// Whole-number counts that add up: of one case, one day, one unit or one quarter. Nothing is divided here
/// (domain.md §3.5; the letters are its formula sheet's).
/// </summary>
public readonly record struct Tally
{
    /// <summary>受理</summary>
    public int Received { get; init; }

    /// <summary>办结</summary>
    public int Closed { get; init; }

    /// <summary>直接答复, within <see cref="Closed"/>.</summary>
    public int AnsweredDirectly { get; init; }

    /// <summary>告知途径: ended by telling the right channel, in no rate.</summary>
    public int Guided { get; init; }

    /// <summary>并单: ended in another case, in no rate.</summary>
    public int Merged { get; init; }

    /// <summary>作废, in no rate.</summary>
    public int Voided { get; init; }

    /// <summary>无法联系, within <see cref="Closed"/> and outside V.</summary>
    public int Unreached { get; init; }

    /// <summary>免回访, within <see cref="Closed"/> and outside V.</summary>
    public int Waived { get; init; }

    /// <summary>应办结: lead assignments whose resolution fell due, the denominator of R6.</summary>
    public int Due { get; init; }

    /// <summary>按时办结: of <see cref="Due"/>, those replied at or before the due instant.</summary>
    public int OnTime { get; init; }

    /// <summary>V 有效回访: cases whose requester rated and that are not excluded from the satisfaction rate; the denominator of R3.</summary>
    public int Rated { get; init; }

    /// <summary>The same for R1: V but for exclusions, of which an unreasonable request is none (domain.md §3.4).</summary>
    public int RatedOnResponse { get; init; }

    /// <summary>The same for R2: V but for exclusions.</summary>
    public int RatedOnResolution { get; init; }

    /// <summary>Of <see cref="RatedOnResponse"/>: contacted by the unit, or answered on the line (R1).</summary>
    public int Contacted { get; init; }

    /// <summary>Of <see cref="RatedOnResolution"/>: 已解决 (R2).</summary>
    public int Solved { get; init; }

    /// <summary>Of <see cref="RatedOnResolution"/>: 部分解决 (R2, weight s).</summary>
    public int PartlySolved { get; init; }

    /// <summary>Of <see cref="Rated"/>: 满意 (R3).</summary>
    public int Satisfied { get; init; }

    /// <summary>Of <see cref="Rated"/>: 基本满意 (R3, weight w).</summary>
    public int BasicallySatisfied { get; init; }

    /// <summary>Of <see cref="Rated"/>: 不满意.</summary>
    public int Dissatisfied { get; init; }

    /// <summary>重办: cases sent back to the units at least once (R10).</summary>
    public int Reworked { get; init; }

    /// <summary>电话表扬 (R18)</summary>
    public int PraisedByPhone { get; init; }

    /// <summary>锦旗 (R18)</summary>
    public int Banners { get; init; }

    /// <summary>感谢信 (R18)</summary>
    public int Letters { get; init; }

    /// <summary>Ended in the period, however it did.</summary>
    public int Ended => Closed + Guided + Merged + Voided;

    public static Tally operator +(Tally a, Tally b) => new()
    {
        Received = a.Received + b.Received,
        Closed = a.Closed + b.Closed,
        AnsweredDirectly = a.AnsweredDirectly + b.AnsweredDirectly,
        Guided = a.Guided + b.Guided,
        Merged = a.Merged + b.Merged,
        Voided = a.Voided + b.Voided,
        Unreached = a.Unreached + b.Unreached,
        Waived = a.Waived + b.Waived,
        RatedOnResponse = a.RatedOnResponse + b.RatedOnResponse,
        RatedOnResolution = a.RatedOnResolution + b.RatedOnResolution,
        Due = a.Due + b.Due,
        OnTime = a.OnTime + b.OnTime,
        Rated = a.Rated + b.Rated,
        Contacted = a.Contacted + b.Contacted,
        Solved = a.Solved + b.Solved,
        PartlySolved = a.PartlySolved + b.PartlySolved,
        Satisfied = a.Satisfied + b.Satisfied,
        BasicallySatisfied = a.BasicallySatisfied + b.BasicallySatisfied,
        Dissatisfied = a.Dissatisfied + b.Dissatisfied,
        Reworked = a.Reworked + b.Reworked,
        PraisedByPhone = a.PraisedByPhone + b.PraisedByPhone,
        Banners = a.Banners + b.Banners,
        Letters = a.Letters + b.Letters,
    };

    public static Tally operator -(Tally a) => new()
    {
        Received = -a.Received,
        Closed = -a.Closed,
        AnsweredDirectly = -a.AnsweredDirectly,
        Guided = -a.Guided,
        Merged = -a.Merged,
        Voided = -a.Voided,
        Unreached = -a.Unreached,
        Waived = -a.Waived,
        RatedOnResponse = -a.RatedOnResponse,
        RatedOnResolution = -a.RatedOnResolution,
        Due = -a.Due,
        OnTime = -a.OnTime,
        Rated = -a.Rated,
        Contacted = -a.Contacted,
        Solved = -a.Solved,
        PartlySolved = -a.PartlySolved,
        Satisfied = -a.Satisfied,
        BasicallySatisfied = -a.BasicallySatisfied,
        Dissatisfied = -a.Dissatisfied,
        Reworked = -a.Reworked,
        PraisedByPhone = -a.PraisedByPhone,
        Banners = -a.Banners,
        Letters = -a.Letters,
    };

    public static Tally operator -(Tally a, Tally b) => a + -b;
}

/// <summary>Where a count is booked: a local day, the unit that answers for it, and the kind of requester.</summary>
public readonly record struct TallyKey(DateOnly Day, string Unit, Contracts.Cases.RequesterKind RequesterKind);
