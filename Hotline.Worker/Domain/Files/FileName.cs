using System.Globalization;
using System.Text;

namespace Hotline.Domain.Files;

/// <summary>Names of files as senders give them, made harmless: they come back as the name of a download.</summary>
public static class FileName
{
    /// <summary>In characters, the extension included.</summary>
    public const int MostCharacters = 100;

    private const string Nameless = "附件";

    /// <summary>
    /// Without its path, without characters that control, turn the direction of writing, or mean something to a file system,
    /// not too long, and with an extension of the type that the content has.
    /// </summary>
    public static string Clean(string? sent, FileType type)
    {
        // Before anything is cut off, so that no half character is left of what was one.
        var kept = new StringBuilder();
        foreach (var rune in (sent ?? "").EnumerateRunes())
        {
            if (rune.Value is '/' or '\\')
            {
                kept.Clear();
            }
            else if (rune != Rune.ReplacementChar
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                kept.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
            }
        }

        var name = kept.ToString().Normalize(NormalizationForm.FormC).TrimEnd(' ', '.');
        var extension = type.Extensions.FirstOrDefault(known => name.EndsWith(known, StringComparison.OrdinalIgnoreCase));
        var stem = (extension is null ? name : name[..^extension.Length]).Trim(' ', '.');
        return Cut(stem.Length == 0 ? Nameless : stem, MostCharacters - (extension ?? type.Extensions[0]).Length) + (extension ?? type.Extensions[0]);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text
        : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
