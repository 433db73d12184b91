using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui;

/// <summary>Words of the shell and of the kit, Chinese first and English by culture (UiTexts.resx).</summary>
internal static class UiTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.UiTexts", typeof(UiTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"UiTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
