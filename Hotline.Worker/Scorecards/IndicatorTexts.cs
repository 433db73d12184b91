using System.Globalization;
using System.Resources;
using Hotline.Domain.Scorecards;

namespace Hotline.Scorecards;

/// <summary>What the indicators are called: Chinese first, English by culture (IndicatorTexts.resx).</summary>
public static class IndicatorTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Scorecards.IndicatorTexts", typeof(IndicatorTexts).Assembly);

    public static string NameOf(Indicator indicator) => NameIn(indicator, CultureInfo.CurrentUICulture);

    /// <summary>In a language of choice: for what is kept in both.</summary>
    public static string NameIn(Indicator indicator, CultureInfo culture) => Texts.GetString(indicator.Id, culture)
        ?? throw new MissingManifestResourceException($"IndicatorTexts.resx lacks {indicator.Id}.");
}
