using System.Globalization;
using System.Resources;

namespace Hotline.Zone;

/// <summary>What an import says of its mistakes: Chinese first, English by culture (ZoneTexts.resx).</summary>
public static class ZoneTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Zone.ZoneTexts", typeof(ZoneTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"ZoneTexts.resx lacks {name}.");

    public static string Format(string name, params object?[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
