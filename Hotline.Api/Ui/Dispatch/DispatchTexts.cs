using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Dispatch;

/// <summary>Words of the dispatch desk and its forms, Chinese first and English by culture (DispatchTexts.resx).</summary>
internal static class DispatchTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Dispatch.DispatchTexts", typeof(DispatchTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"DispatchTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
