using System.Globalization;

namespace Hotline.Cases;

/// <summary>Chinese, unless whoever reads the answer asked for English.</summary>
public static class ReadersLanguage
{
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static string Pick(string chinese, string english) => IsEnglish ? english : chinese;
}
