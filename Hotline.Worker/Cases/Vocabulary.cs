using System.Globalization;
using System.Resources;

namespace Hotline.Cases;

/// <summary>What people call the values of the vocabulary, Chinese first and English by culture (Vocabulary.resx).</summary>
public static class Vocabulary
{
    private static readonly ResourceManager Texts = new("Hotline.Cases.Vocabulary", typeof(Vocabulary).Assembly);

    /// <returns>The value's own name where the vocabulary has no word for it.</returns>
    public static string Of(Enum value) => Find(value) ?? value.ToString();

    /// <summary>In a language of choice: for what is kept in both.</summary>
    public static string In(Enum value, CultureInfo culture) => Texts.GetString($"{value.GetType().Name}.{value}", culture) ?? value.ToString();

    /// <summary>Values to choose from, for an answer to whoever sent another: in English as they are written, in Chinese each behind its word.</summary>
    public static string Choices(IEnumerable<Enum> values) => ReadersLanguage.IsEnglish
        ? string.Join(", ", values)
        : string.Join("、", values.Select(value => $"{Of(value)}（{value}）"));

    /// <summary>The same of every value of an enum.</summary>
    public static string Choices(Type type) => Choices(Enum.GetValues(type).Cast<Enum>());

    /// <returns><c>null</c> where the vocabulary has no word for it.</returns>
    public static string? Find(Enum value) => Texts.GetString($"{value.GetType().Name}.{value}", CultureInfo.CurrentUICulture);
}
