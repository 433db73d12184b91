using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Intake;

/// <summary>Words of the intake desk and its steps, Chinese first and English by culture (IntakeTexts.resx).</summary>
internal static class IntakeTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Intake.IntakeTexts", typeof(IntakeTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"IntakeTexts.resx lacks '{name}'.");

    public static string Format(string name, params object?[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
