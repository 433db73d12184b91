using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Inbox;

/// <summary>Words of this room, Chinese first and English by culture (InboxTexts.resx).</summary>
internal static class InboxTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Inbox.InboxTexts", typeof(InboxTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"InboxTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
