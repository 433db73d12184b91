using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Supervision;

/// <summary>Words of the supervision desk and its forms, Chinese first and English by culture (SupervisionTexts.resx).</summary>
internal static class SupervisionTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Supervision.SupervisionTexts", typeof(SupervisionTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"SupervisionTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
