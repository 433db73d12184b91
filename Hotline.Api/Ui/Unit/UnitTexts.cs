using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Unit;

/// <summary>Words of the unit's desk and of the forms of its steps, Chinese first and English by culture (UnitTexts.resx).</summary>
internal static class UnitTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Unit.UnitTexts", typeof(UnitTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"UnitTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);

    public static IReadOnlyList<Shared.Choice<bool?>> YesNo => [new(true, Get("Yes")), new(false, Get("No"))];
}
