using Hotline.Api.Ui.Shared;
using Hotline.Contracts.Praises;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>A period as one reader has it before him: its figures, and where those lead that he may open.</summary>
/// <param name="Scheme">What the figures that are composed of others are composed by.</param>
/// <param name="Unit">Whoever acts for a unit opens only its own; <c>null</c>: all.</param>
public sealed record ScorecardView(PeriodReport Report, ScorecardScheme Scheme, string? Unit)
{
    /// <summary>A figure of a line.</summary>
    public decimal CountOf(PeriodReport.Line line, OpenedFigure figure) => figure switch
    {
        OpenedFigure.Open => Report.Reconciliation.Open,
        OpenedFigure.CarriedOver => Report.Reconciliation.CarriedOver,
        _ => CasesBehind.CountOf(new ScorecardLine(TallyOf(line), Scheme), figure),
    };

    /// <summary>A praise's count of a line.</summary>
    public static long CountOf(PeriodReport.Line line, PraiseKind kind) => line.Counts.GetValueOrDefault(FigureOf(kind).ToString());

    /// <returns>The cases behind a figure; <c>null</c> where they are not the reader's to see.</returns>
    public string? HrefOf(OpenedFigure figure, string? unit = null, string? group = null) =>
        MayOpen(unit) ? Href(Report.Period, figure, unit, group) : null;

    /// <returns>The cases behind one side of an indicator; <c>null</c> where they are not the reader's to see.</returns>
    public string? HrefOf(string indicator, IndicatorSide side, string? unit = null, string? group = null) =>
        MayOpen(unit) ? Href(Report.Period, indicator, side, unit, group) : null;

    /// <returns>The praises behind a figure; <c>null</c> where they are not the reader's to see.</returns>
    public string? HrefOf(PraiseKind kind, string? unit = null) => MayOpen(unit) ? Href(Report.Period, kind, unit) : null;

    public static string Href(string period, OpenedFigure figure, string? unit, string? group) =>
        $"/scorecards/{period}/cases?figure={figure}{Narrowed(unit, group)}";

    public static string Href(string period, string indicator, IndicatorSide side, string? unit, string? group) =>
        $"/scorecards/{period}/cases?indicator={indicator}&side={side}{Narrowed(unit, group)}";

    public static string Href(string period, PraiseKind kind, string? unit) => $"/scorecards/{period}/praises?kind={kind}{Narrowed(unit, null)}";

    /// <summary>Why a unit's composite is what it is; of the whole hotline without one.</summary>
    public static string WhyHref(string period, string? unit) =>
        $"/scorecards/{period}/units{(unit is null ? "" : "/" + Uri.EscapeDataString(unit))}";

    /// <summary>A name of the report in the reader's language.</summary>
    public static string Say(PeriodReport.Name name) => Words.AreChinese ? name.Zh : name.En;

    public static Figure FigureOf(PraiseKind kind) => kind switch
    {
        PraiseKind.Phone => Figure.PraisedByPhone,
        PraiseKind.Banner => Figure.Banners,
        PraiseKind.Letter => Figure.Letters,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of praise."),
    };

    private static Tally TallyOf(PeriodReport.Line line) => line.Counts.Aggregate(
        default(Tally), (tally, count) => Enum.TryParse<Figure>(count.Key, out var figure) ? tally.With(figure, count.Value) : tally);

    private static string Narrowed(string? unit, string? group) =>
        (unit is null ? "" : "&unit=" + Uri.EscapeDataString(unit)) + (group is null ? "" : "&group=" + Uri.EscapeDataString(group));

    private bool MayOpen(string? unit) => Unit is null || Unit == unit;
}
