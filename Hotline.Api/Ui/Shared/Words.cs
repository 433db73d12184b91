using System.Globalization;
using System.Resources;
using Hotline.Cases;

namespace Hotline.Api.Ui.Shared;

/// <summary>What people call values (<see cref="Vocabulary"/>) and events (Words.resx), Chinese first and English by culture.</summary>
public static class Words
{
    private static readonly ResourceManager Texts = new("Hotline.Api.Ui.Shared.Words", typeof(Words).Assembly);

    /// <summary>Whether the reader's language is Chinese; names that come from the zone's data have both.</summary>
    public static bool AreChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    /// <exception cref="MissingManifestResourceException">The vocabulary does not name the value.</exception>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Vocabulary.Find(value) ?? throw new MissingManifestResourceException($"Vocabulary.resx lacks '{typeof(TEnum).Name}.{value}'.");

    /// <returns>A dash where there is no value.</returns>
    public static string Of<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Of(known) : "—";

    /// <param name="type">The event's type as the log names it, e.g. <c>CaseDispatched</c>.</param>
    public static string OfEvent(string type) => Get("Event." + type);

    /// <summary>Every value with its word, in the order of the vocabulary: what a select shows that may also be left open.</summary>
    public static IReadOnlyList<Choice<TEnum?>> All<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(value => new Choice<TEnum?>(value, Of(value)))];

    private static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"Words.resx lacks '{name}'.");
}

/// <summary>Something to choose, as people read it.</summary>
/// <param name="Hint">A quiet word beside it, e.g. the category above; <c>null</c> for none.</param>
public sealed record Choice<T>(T Value, string Text, string? Hint = null);
