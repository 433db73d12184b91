using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Admin;

/// <summary>Words of this room, Chinese first and English by culture (AdminTexts.resx).</summary>
internal static class AdminTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Admin.AdminTexts", typeof(AdminTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"AdminTexts.resx lacks '{name}'.");

    /// <returns><c>null</c> where there is no such word.</returns>
    public static string? Find(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture);

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
