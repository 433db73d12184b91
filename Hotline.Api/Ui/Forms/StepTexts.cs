using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Forms;

/// <summary>Words of the shell and of the kit, Chinese first and English by culture (StepTexts.resx).</summary>
internal static class StepTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Forms.StepTexts", typeof(StepTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"StepTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
