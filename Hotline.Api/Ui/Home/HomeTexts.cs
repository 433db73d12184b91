using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Home;

/// <summary>Words of this room, Chinese first and English by culture (HomeTexts.resx).</summary>
internal static class HomeTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Home.HomeTexts", typeof(HomeTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"HomeTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
