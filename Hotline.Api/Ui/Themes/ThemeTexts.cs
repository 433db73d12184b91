using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Themes;

/// <summary>Words of this room, Chinese first and English by culture (ThemeTexts.resx).</summary>
internal static class ThemeTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Themes.ThemeTexts", typeof(ThemeTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"ThemeTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
