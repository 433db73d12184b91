using System.Globalization;
using System.Resources;

namespace Hotline.Accounts;

/// <summary>What is said about accounts and passwords: Chinese first, English by culture (AccountTexts.resx).</summary>
public static class AccountTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Accounts.AccountTexts", typeof(AccountTexts).Assembly);

    public static string Login => Get(nameof(Login));

    public static string AdministratorAlone => Get(nameof(AdministratorAlone));

    public static string RolesNeedUnit => Get(nameof(RolesNeedUnit));

    public static string UnitNeedsItsRoles => Get(nameof(UnitNeedsItsRoles));

    /// <summary>{0}: how many characters at least.</summary>
    public static string PasswordShort => Get(nameof(PasswordShort));

    public static string PasswordCommon => Get(nameof(PasswordCommon));

    public static string PasswordIsLogin => Get(nameof(PasswordIsLogin));

    public static string PasswordIsOld => Get(nameof(PasswordIsOld));

    public static string PasswordWrong => Get(nameof(PasswordWrong));

    /// <summary>{0}: days at most.</summary>
    public static string TokenDays => Get(nameof(TokenDays));

    private static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"AccountTexts.resx lacks '{name}'.");
}
