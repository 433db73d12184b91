using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Callback;

/// <summary>Words of the call-back desk, Chinese first and English by culture (CallbackTexts.resx).</summary>
internal static class CallbackTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Callback.CallbackTexts", typeof(CallbackTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"CallbackTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
