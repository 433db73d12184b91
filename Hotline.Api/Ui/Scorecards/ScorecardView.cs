using Hotline.Contracts.Praises;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>A scorecard as one reader has it before him: its figures, and where those lead that he may open.</summary>
/// <param name="Unit">Whoever acts for a unit opens only its own; <c>null</c>: all.</param>
public sealed record ScorecardView(Scorecard Card, string? Unit)
{
    /// <summary>A figure of a line.</summary>
    public decimal CountOf(ScorecardLine line, OpenedFigure figure) => figure switch
    {
        OpenedFigure.Open => Card.Reconciliation.Open,
        OpenedFigure.CarriedOver => Card.Reconciliation.CarriedOver,
        _ => CasesBehind.CountOf(line, figure),
    };

    /// <summary>A praise's count of a line.</summary>
    public static int CountOf(ScorecardLine line, PraiseKind kind) => kind switch
    {
        PraiseKind.Phone => line.Counts.PraisedByPhone,
        PraiseKind.Banner => line.Counts.Banners,
        PraiseKind.Letter => line.Counts.Letters,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of praise."),
    };

    /// <returns>The cases behind a figure; <c>null</c> where they are not the reader's to see.</returns>
    public string? HrefOf(OpenedFigure figure, string? unit = null, string? group = null) =>
        MayOpen(unit) ? $"/scorecards/{Card.Period.Name}/cases?figure={figure}{Narrowed(unit, group)}" : null;

    /// <returns>The praises behind a figure; <c>null</c> where they are not the reader's to see.</returns>
    public string? HrefOf(PraiseKind kind, string? unit = null) =>
        MayOpen(unit) ? $"/scorecards/{Card.Period.Name}/praises?kind={kind}{Narrowed(unit, null)}" : null;

    private static string Narrowed(string? unit, string? group) =>
        (unit is null ? "" : "&unit=" + Uri.EscapeDataString(unit)) + (group is null ? "" : "&group=" + Uri.EscapeDataString(group));

    private bool MayOpen(string? unit) => Unit is null || Unit == unit;
}
