using Hotline.Zone;

namespace Hotline.Api.Ui.Shared;

/// <summary>Names of the zone's codes in the reader's language; a code that is not known is shown as it is.</summary>
public sealed class ZoneNames(ZoneBook zone)
{
    public string Unit(string? code) => code is null ? "—"
        : zone.Current.Units.TryGetValue(code, out var known) ? Either(known.Name, known.NameEn) : code;

    public string Category(string? code) => code is null ? "—"
        : zone.Current.Categories.TryGetValue(code, out var known) ? Either(known.Name, known.NameEn) : code;

    public string Area(string? code) => code is null ? "—"
        : zone.Current.Areas.TryGetValue(code, out var known) ? Either(known.Name, known.NameEn) : code;

    /// <summary>Where a matter is: the area, unless the words begin with it, and the words.</summary>
    /// <param name="place">In words.</param>
    /// <returns>Empty when neither is known.</returns>
    public string Where(string? area, string? place)
    {
        var name = area is null ? null : Area(area);
        return name is not null && place?.Replace(" ", "", StringComparison.Ordinal).StartsWith(name, StringComparison.Ordinal) == true
            ? place
            : string.Join(" ", new[] { name, place }.OfType<string>());
    }

    private static string Either(string chinese, string english) => Words.AreChinese ? chinese : english;
}
