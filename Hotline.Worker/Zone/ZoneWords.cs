using System.Globalization;
using System.Text.RegularExpressions;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Deadlines;

namespace Hotline.Zone;

/// <summary>Columns, cells and changes of the configuration in the reader's words: what a file calls <c>lead</c> is 主办 on a screen.</summary>
public static partial class ZoneWords
{
    private static readonly IReadOnlyDictionary<string, string> Titles = new (string Name, string Chinese)[][]
    {
        [.. CatalogueSheet.Columns.Select(column => (column.Name, column.Chinese))],
        [.. ProfileSheet.Columns.Select(column => (column.Name, column.Chinese))],
        [.. UnitsFile.Columns.Select(column => (column.Name, column.Chinese))],
        [.. SchemeFile.Columns.Select(column => (column.Name, column.Chinese))],
        [.. PhrasesFile.PhraseColumns.Select(column => (column.Name, column.Chinese))],
        [.. PhrasesFile.TemplateColumns.Select(column => (column.Name, column.Chinese))],
        [.. CalendarFile.Columns.Select(column => (column.Name, column.Chinese))],
        [(ZoneChange.Position, "次序")],
    }.SelectMany(titles => titles).DistinctBy(title => title.Name).ToDictionary(title => title.Name, title => title.Chinese);

    /// <summary>What the reader calls a column, or one of an item: of <c>units[3].name</c>, the name of the fourth.</summary>
    public static string Title(string column) =>
        Item().Match(column) is { Success: true } item
            ? ZoneTexts.Format("Item", int.Parse(item.Groups["place"].Value, CultureInfo.InvariantCulture) + 1, Title(item.Groups["name"].Value))
            : ReadersLanguage.Pick(Titles.GetValueOrDefault(column, column), column);

    /// <summary>What a cell says, with names for the codes in it; what is no code, as it is.</summary>
    public static string Cell(string column, string? cell, HotlineZone zone) => cell is not { Length: > 0 } text ? "" : column switch
    {
        "lead" or "supporters" => Each(text, code => UnitOf(code, zone)),
        "category" => CategoryOf(text, zone),
        "area" => zone.Areas.TryGetValue(text, out var area) ? ReadersLanguage.Pick(area.Name, area.NameEn) : text,
        "types" => Each(text, Word<CaseType>),
        "urgencies" => Each(text, Word<Urgency>),
        "requester" => Word<RequesterKind>(text),
        "reason" => Word<GuideReason>(text),
        "kind" => Word<TemplateKind>(text),
        "group" => UnitsFile.Groups.Contains(text) ? ZoneTexts.Get($"Group.{text}") : text,
        "active" => bool.TryParse(text, out var active) ? ReadersLanguage.Pick(active ? "是" : "否", active ? "yes" : "no") : text,
        _ => DeadlineWords.LimitInWords(text),
    };

    /// <summary>A change log's line, with what it says of columns and units in words: <c>R-C01: 协办 ∅ → 东街道办事处</c>.</summary>
    public static string Summary(string? summary, HotlineZone zone) => summary is null
        ? ""
        : Code().Replace(
            Changed().Replace(summary, change => Title(change.Value)),
            code => UnitOf(code.Value, zone));

    private static string UnitOf(string code, HotlineZone zone) =>
        zone.Units.TryGetValue(code, out var unit) ? ReadersLanguage.Pick(unit.Name, unit.NameEn) : code;

    // A branch of a tree has the code that its leaves begin with.
    private static string CategoryOf(string code, HotlineZone zone) =>
        zone.Categories.TryGetValue(code, out var leaf) ? $"{code} {ReadersLanguage.Pick(leaf.Name, leaf.NameEn)}"
        : zone.Categories.Values.FirstOrDefault(known => known.Code.StartsWith(code, StringComparison.Ordinal)) is { } child
            ? $"{code} {ReadersLanguage.Pick(child.Parent, child.ParentEn)}"
        : code;

    private static string Each(string cell, Func<string, string> word) =>
        string.Join(ReadersLanguage.Pick("、", ", "), cell.Split(Csv.Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(word));

    private static string Word<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) ? Vocabulary.Of(value) : name;

    [GeneratedRegex(@"\A\w+\[(?<place>\d+)\]\.(?<name>\w+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Item();

    [GeneratedRegex(@"(?<=: |, )[a-zA-Z]+(?= )", RegexOptions.ExplicitCapture)]
    private static partial Regex Changed();

    [GeneratedRegex(@"(?<![\w-])[a-z0-9]+(-[a-z0-9]+)*(?![\w-])", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
