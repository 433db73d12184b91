using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui;

/// <summary>Words of the home page, Chinese first and English by culture (HomeTexts.resx).</summary>
internal static class HomeTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.HomeTexts", typeof(HomeTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"HomeTexts.resx lacks '{name}'.");
}
