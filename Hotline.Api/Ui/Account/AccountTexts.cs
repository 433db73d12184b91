using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.Account;

/// <summary>Words of this room, Chinese first and English by culture (AccountTexts.resx).</summary>
internal static class AccountTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Account.AccountTexts", typeof(AccountTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"AccountTexts.resx lacks '{name}'.");

    public static string Format(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Get(name), values);
}
