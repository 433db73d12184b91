namespace Hotline.Scorecards;

/// <summary>
/// A period as it is read out: everything that its page, its pack and its frozen copy show, names included, nothing personal.
/// It is made once (<c>ReadReport</c>) and only laid out after that, so page, docx and xlsx cannot disagree; and because the
/// names lie in it, neither a later catalogue nor a later scheme changes a word of it.
/// </summary>
public sealed record PeriodReport
{
    /// <summary>A name in the two languages of the screens.</summary>
    public sealed record Name(string Zh, string En);

    /// <summary>One indicator of a line.</summary>
    /// <param name="Id">Of <c>domain.md</c> §3.5, e.g. <c>R3</c>.</param>
    /// <param name="Numerator">As it was divided; weights may have given it a fraction.</param>
    /// <param name="Denominator">0 where there is nothing to divide by.</param>
    /// <param name="Value">A rate between 0 and 1, an average, or a count; unrounded; <c>null</c> is shown as —.</param>
    /// <param name="Before">The same in the period before; <c>null</c> where there was none.</param>
    /// <param name="Points">What it adds to the composite; <c>null</c> where the scheme gives it no points.</param>
    public sealed record Measure(string Id, decimal Numerator, decimal Denominator, decimal? Value, decimal? Before, decimal? Points);

    /// <summary>The whole hotline, a group of units, or a unit.</summary>
    /// <param name="Code">Unit or group; empty for the whole.</param>
    /// <param name="Group">Ranking group of a unit; empty for others.</param>
    /// <param name="Rank">Within the group; <c>null</c>: not ranked.</param>
    /// <param name="Unranked">Why not: <c>none</c> 无诉求, <c>small</c> 小样本; <c>null</c> for those that are.</param>
    /// <param name="Interval">Wilson's 95 % interval of 满意率 of a small sample, each between 0 and 1.</param>
    /// <param name="Counts">Figures by name of the <c>Figure</c>; zeros left out.</param>
    /// <param name="OpenLate">R15: open past due, as it was when the report was made.</param>
    /// <param name="OldestLateDays">Age of the oldest of them, in whole days past due.</param>
    public sealed record Line(
        string Code,
        Name Title,
        string Group,
        int? Rank,
        int? RankBefore,
        string? Unranked,
        IReadOnlyList<decimal>? Interval,
        decimal? Composite,
        decimal? CompositeBefore,
        IReadOnlyDictionary<string, long> Counts,
        IReadOnlyList<Measure> Measures,
        int OpenLate,
        int? OldestLateDays)
    {
        /// <summary>When the oldest of them fell due.</summary>
        public DateTimeOffset? OldestDue { get; init; }
    }

    /// <summary>剔除 of a unit that were granted in the period, by reason (domain.md §3.4: published).</summary>
    /// <param name="Kind">Name of the <c>RequestKind</c>: an appeal, or a request found unreasonable.</param>
    /// <param name="Reason">Name of the <c>RequestReason</c>.</param>
    public sealed record Exclusion(string Unit, Name UnitTitle, string Kind, string Reason, Name ReasonTitle, int Count);

    /// <summary>A period of the trend; the last is the report's own.</summary>
    public sealed record TrendPoint(string Period, long Received, long Closed, decimal? Response, decimal? Resolution, decimal? Satisfaction, decimal? OnTime, decimal? Composite);

    /// <summary>How the received cases divide, by one dimension.</summary>
    /// <param name="Dimension">Name of the <c>Dimension</c>.</param>
    public sealed record Division(string Dimension, IReadOnlyList<Share> Shares);

    /// <param name="Value">Code.</param>
    /// <param name="Before">The count of the period before.</param>
    public sealed record Share(string Value, Name Title, long Count, long Before);

    /// <summary>热点 or 新增上升: a category at a place, with the sample behind it.</summary>
    /// <param name="Expected">What the four periods before had on average.</param>
    /// <param name="Numbers">Cases to look at first, the newest five.</param>
    public sealed record Spot(string Category, Name CategoryTitle, string Area, Name AreaTitle, long Count, long Before, decimal Expected, IReadOnlyList<string> Numbers);

    /// <summary>Open and red, by how long past due.</summary>
    /// <param name="FromDays">Whole days past due, from here.</param>
    /// <param name="ToDays">To here; <c>null</c>: and longer.</param>
    public sealed record LateAge(int FromDays, int? ToDays, int Count);

    /// <summary>One praise of the wall.</summary>
    /// <param name="Kind">Name of the <c>PraiseKind</c>.</param>
    public sealed record Praised(string Number, DateOnly Day, string Kind, string Unit, Name UnitTitle);

    /// <summary>每月一题 as the pack tells of it.</summary>
    /// <param name="Id">Its number.</param>
    public sealed record Theme(string Id, string Month, string Title, string State, IReadOnlyList<ThemeProblem> Problems, int TasksDone, int Tasks);

    /// <param name="Before">Its cases a month, on average, before the theme's month; <c>null</c> where there is no such month.</param>
    /// <param name="After">The same after it.</param>
    public sealed record ThemeProblem(string Title, Name Lead, long? Before, long? After);

    /// <summary>A decision of a meeting and what came of it.</summary>
    /// <param name="Id">The meeting and its place there, <c>M2509-1/2</c>.</param>
    public sealed record Decision(string Id, string Meeting, string Text, Name Owner, DateOnly Due, string State, string? Report);

    /// <summary>A line of the scheme: an indicator, its points, and how they are given.</summary>
    /// <param name="Function">In words, both languages.</param>
    public sealed record Component(string Indicator, decimal Points, Name Function);

    public required string Period { get; init; }

    /// <summary>Name of the period before, e.g. <c>2025Q2</c>.</summary>
    public required string Before { get; init; }

    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    public required int SchemeVersion { get; init; }

    /// <summary>The scheme in words: what it counts and how.</summary>
    public required Name SchemeTitle { get; init; }

    public required IReadOnlyList<Component> Components { get; init; }

    public required Line Total { get; init; }

    public required IReadOnlyList<Line> Groups { get; init; }

    /// <summary>By group, the ranked first.</summary>
    public required IReadOnlyList<Line> Units { get; init; }

    /// <summary>上期结转 + 受理 = 办结 + 并单 + 告知途径 + 作废 + 未结.</summary>
    public required Domain.Scorecards.Reconciliation Reconciliation { get; init; }

    /// <summary>The last twelve periods of this kind, the oldest first.</summary>
    public required IReadOnlyList<TrendPoint> Trend { get; init; }

    public required IReadOnlyList<Division> Divisions { get; init; }

    /// <summary>Received on each day that has any.</summary>
    public required IReadOnlyDictionary<DateOnly, long> ReceivedByDay { get; init; }

    public required IReadOnlyList<Spot> HotSpots { get; init; }

    public required IReadOnlyList<Spot> NewRises { get; init; }

    public required IReadOnlyList<LateAge> OpenReds { get; init; }

    /// <summary>The newest of the period; all of them open from the count.</summary>
    public required IReadOnlyList<Praised> Praises { get; init; }

    public required IReadOnlyList<Theme> Themes { get; init; }

    /// <summary>Those of the last meeting before the period ended, and whatever older ones are still open.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>By unit and reason.</summary>
    public IReadOnlyList<Exclusion> Exclusions { get; init; } = [];
}
