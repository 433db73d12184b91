using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>Words of packs and circulars, Chinese first and English by culture (CircularTexts.resx).</summary>
internal static class CircularTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Scorecards.CircularTexts", typeof(CircularTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"CircularTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
