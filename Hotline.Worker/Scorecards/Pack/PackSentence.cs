using System.Globalization;
using Hotline.Domain.Scorecards;

namespace Hotline.Scorecards.Pack;

/// <summary>
/// The sentence that is read out first: 第三季度共受理企业、群众诉求1033件,满意率达97.7%,收到群众电话表扬13件,收到企业送锦旗3件. What
/// there was none of is not said; neither is a rate without a denominator.
/// </summary>
internal static class PackSentence
{
    public static string Of(PeriodReport report, PackTexts texts)
    {
        var total = report.Total;
        (string Figure, string Text)[] praise =
            [(nameof(Tally.PraisedByPhone), "Sentence.Phone"), (nameof(Tally.Banners), "Sentence.Banners"), (nameof(Tally.Letters), "Sentence.Letters")];
        string?[] clauses =
        [
            texts.Format("Sentence.Received", Spoken(report, texts), total.CountOf(nameof(Tally.Received))),
            total.Find("R3") is { Value: { } rate } ? texts.Format("Sentence.Satisfaction", PackFigures.Percent(rate)) : null,
            .. praise.Where(clause => total.CountOf(clause.Figure) > 0).Select(clause => texts.Format(clause.Text, total.CountOf(clause.Figure))),
        ];
        return string.Join(texts.Get("Sentence.Comma"), clauses.OfType<string>());
    }

    /// <summary>The period as it is said, the year being known: 第三季度, 9月, 2025年.</summary>
    internal static string Spoken(PeriodReport report, PackTexts texts) => PeriodOf(report) switch
    {
        { Kind: PeriodKind.Year } year => texts.Format("Spoken.Year", year.FirstDay.Year),
        { Kind: PeriodKind.Quarter } quarter => texts.Get("Spoken.Quarter." + ((quarter.FirstDay.Month + 2) / 3)),
        { Kind: PeriodKind.Month } month => texts.Get("Spoken.Month." + month.FirstDay.Month),
        { Kind: PeriodKind.Week } week => texts.Format("Spoken.Week", week.Name[^2..].TrimStart('0'), Short(week.FirstDay, texts), Short(week.LastDay, texts)),
        { Kind: PeriodKind.Day } day => Short(day.FirstDay, texts),
        var other => texts.Format("Spoken.Span", Short(other.FirstDay, texts), Short(other.LastDay, texts)),
    };

    /// <summary>The period as it stands in a title: 2025年第三季度.</summary>
    internal static string Titled(Period period, PackTexts texts) => period.Kind switch
    {
        PeriodKind.Year => texts.Format("Titled.Year", period.FirstDay.Year),
        PeriodKind.Quarter => texts.Format("Titled.Quarter", period.FirstDay.Year, texts.Get("Spoken.Quarter." + ((period.FirstDay.Month + 2) / 3))),
        PeriodKind.Month => texts.Format("Titled.Month", period.FirstDay.Year, texts.Get("Spoken.Month." + period.FirstDay.Month)),
        PeriodKind.Week => texts.Format("Titled.Week", period.Name[..4], period.Name[^2..].TrimStart('0'), Short(period.FirstDay, texts), Short(period.LastDay, texts)),
        PeriodKind.Day => Long(period.FirstDay, texts),
        _ => texts.Format("Titled.Span", Long(period.FirstDay, texts), Long(period.LastDay, texts)),
    };

    internal static Period PeriodOf(PeriodReport report) => new(report.Period, report.FirstDay, report.LastDay);

    private static string Short(DateOnly day, PackTexts texts) => texts.IsEnglish
        ? day.ToString("d MMMM", CultureInfo.InvariantCulture)
        : day.ToString("M月d日", CultureInfo.InvariantCulture);

    private static string Long(DateOnly day, PackTexts texts) => texts.IsEnglish
        ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
}
