using System.Globalization;
using System.Resources;

namespace Hotline.Api.Ui.SignIn;

/// <summary>Words of the pages of sign-in, Chinese first and English by culture (SignInTexts.resx).</summary>
internal static class SignInTexts
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.SignIn.SignInTexts", typeof(SignInTexts).Assembly);

    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"SignInTexts.resx lacks '{name}'.");
}
