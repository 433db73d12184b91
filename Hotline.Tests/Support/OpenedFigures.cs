using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;

namespace Hotline.Tests.Support;

/// <summary>Opens every figure of a scorecard, of every unit and of all, and compares what comes with the figure.</summary>
internal static class OpenedFigures
{
    public static async Task CheckFiguresAsync(this TestHotline hotline, Period period) =>
        await CheckAsync(hotline.Get<CasesBehind>(), await hotline.Get<ReadScorecard>().ExecuteAsync(period, CancellationToken.None));

    public static async Task CheckAsync(CasesBehind behind, Scorecard card)
    {
        foreach (var figure in Enum.GetValues<OpenedFigure>())
        {
            await CheckAsync(behind, card, figure, null, card.Total);
            foreach (var unit in CasesBehind.IsOfUnits(figure) ? card.Units : [])
            {
                await CheckAsync(behind, card, figure, unit.Unit, unit.Line);
            }
        }
    }

    private static async Task CheckAsync(CasesBehind behind, Scorecard card, OpenedFigure figure, string? unit, ScorecardLine line)
    {
        // Pages that end in the middle of a day.
        var items = await AllAsync(behind, card.Period, figure, unit, new Actor("leader"), take: 7 + (int)figure);
        var counts = line.Counts;
        decimal expected = figure switch
        {
            OpenedFigure.Open => card.Reconciliation.Open,
            OpenedFigure.CarriedOver => card.Reconciliation.CarriedOver,
            OpenedFigure.Ended => counts.Ended,
            OpenedFigure.Late => counts.Due - counts.OnTime,
            OpenedFigure.NotContacted => counts.RatedOnResponse - counts.Contacted,
            OpenedFigure.NotSolved => counts.RatedOnResolution - counts.Solved - counts.PartlySolved,
            OpenedFigure.ResolutionNumerator => line.Resolution.Numerator,
            OpenedFigure.SatisfactionNumerator => line.Satisfaction.Numerator,
            OpenedFigure.SignedLate => counts.ToSign - counts.SignedOnTime,
            OpenedFigure.ContactedLate => counts.ToContact - counts.ContactedOnTime,
            OpenedFigure.DueOpen => counts.Due - counts.DueClosed,
            OpenedFigure.NotCalled => counts.CallbackDue - counts.CalledBack,
            _ => counts[Enum.Parse<Figure>(figure.ToString())],
        };
        Assert.That(items.Sum(item => item.Weight), Is.EqualTo(expected), $"{figure} of {unit ?? "all"} in {card.Period.Name}");
        Assert.That(items.Select(item => (item.Number, item.Day, item.Clock, string.Join(',', item.Counts))), Is.Unique, $"{figure} of {unit ?? "all"}");
        Assert.That(items.Where(item => unit is not null && item.Unit != unit), Is.Empty);
        Assert.That(items.Where(item => item.Day is { } day && (day < card.Period.FirstDay || day > card.Period.LastDay)), Is.Empty);
        if (figure is OpenedFigure.OnTime)
        {
            Assert.That(items.All(item => item.Done <= item.Due), "what is on time shows why");
        }
    }

    public static async Task<IReadOnlyList<CasesBehind.Item>> AllAsync(
        CasesBehind behind, Period period, OpenedFigure figure, string? unit, Actor actor, int take)
    {
        var all = new List<CasesBehind.Item>();
        string? place = null;
        do
        {
            var page = await behind.ExecuteAsync(period, figure, unit, null, actor, place, take, CancellationToken.None);
            Assert.That(page.Items, Has.Count.LessThanOrEqualTo(take));
            all.AddRange(page.Items);
            place = page.Next;
        }
        while (place is not null);

        return all;
    }
}
