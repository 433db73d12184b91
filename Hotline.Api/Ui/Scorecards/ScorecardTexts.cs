using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Scorecards;

/// <summary>Words of this room, Chinese first and English by culture (ScorecardTexts.resx).</summary>
internal static class ScorecardTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Scorecards.ScorecardTexts", typeof(ScorecardTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"ScorecardTexts.resx lacks '{name}'.");

    /// <summary>Whether there is a group of units of this code.</summary>
    public static bool IsGroup(string group) => Texts.GetString("Group." + group, CultureInfo.CurrentUICulture) is not null;

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
