using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Cases;

/// <summary>Words of the case's page, the search and the work order, Chinese first and English by culture (CaseTexts.resx).</summary>
internal static class CaseTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Cases.CaseTexts", typeof(CaseTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"CaseTexts.resx lacks '{name}'.");

    public static string Format(string name, params object?[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);

    /// <summary>A limit in words: of <c>5wd</c>, five working days.</summary>
    public static string Limit(string limit)
    {
        var unit = limit.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return unit is "wd" or "d" or "h" or "m" or "wm" or "wh" ? Format($"Limit.{unit}", limit[..^unit.Length]) : limit;
    }
}
