using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Meetings;

/// <summary>Words of this room, Chinese first and English by culture (MeetingTexts.resx).</summary>
internal static class MeetingTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Meetings.MeetingTexts", typeof(MeetingTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"MeetingTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
