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

    private static string Either(string chinese, string english) => Words.AreChinese ? chinese : english;
}
