using System.Globalization;
using System.Resources;

namespace Hotline.Scorecards.Pack;

/// <summary>Words of the pack and of circulars in one language, said and not taken from the surroundings (PackTexts.resx).</summary>
/// <param name="culture">Chinese unless English.</param>
/// <param name="place">Whose hotline it is, as it stands in a title; <c>null</c> for the general word.</param>
public sealed class PackTexts(CultureInfo culture, string? place = null)
{
    private static readonly ResourceManager Texts = new("Hotline.Scorecards.Pack.PackTexts", typeof(PackTexts).Assembly);

    /// <summary>E.g. 高新区.</summary>
    public string Place => place ?? Get("Place");

    public bool IsEnglish => culture.TwoLetterISOLanguageName == "en";

    public static PackTexts Chinese(string? place = null) => new(CultureInfo.GetCultureInfo("zh-CN"), place);

    public static PackTexts English(string? place = null) => new(CultureInfo.GetCultureInfo("en"), place);

    public string Get(string name) => Find(name) ?? throw new MissingManifestResourceException($"PackTexts.resx lacks '{name}'.");

    /// <returns><c>null</c> where there is no word of that name.</returns>
    public string? Find(string name) => Texts.GetString(name, culture);

    public string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);

    public string Of(PeriodReport.Name name) => IsEnglish ? name.En : name.Zh;
}
