using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Dispatch;

namespace Hotline.Zone;

/// <summary>The rules of the 派单目录 as a sheet (domain.md §5.5).</summary>
internal static class CatalogueSheet
{
    private const int MostIdCharacters = 64;
    private const int MostBasisCharacters = 200;

    public static readonly IReadOnlyList<CsvColumn<DispatchRule>> Columns =
    [
        new("id", "编号", rule => rule.Id),
        new("category", "类别", rule => rule.Category),
        new("area", "区域", rule => rule.Area ?? ""),
        new("requester", "诉求人", rule => rule.Requester?.ToString() ?? ""),
        new("lead", "主办", rule => rule.Lead),
        new("supporters", "协办", rule => string.Join(Csv.Between, rule.Supporters)),
        new("basis", "派单依据", rule => rule.Basis),
        new("automatic", "自动派单", rule => rule.Automatic ? ReadersLanguage.Pick("是", "yes") : ReadersLanguage.Pick("否", "no"), Needed: false),
    ];

    /// <summary>Reads the rules; all that is wrong goes to the errors, and with any the answer is not to be used.</summary>
    public static IReadOnlyList<DispatchRule> Read(
        ReadOnlyMemory<byte> csv, ZoneDocuments.Catalogue catalogue, HotlineZone zone, List<ImportError> errors)
    {
        var categories = catalogue.Categories.Select(tree => (tree.Code, tree.Name, tree.NameEn))
            .Concat(catalogue.Categories.SelectMany(tree => tree.Children).Select(leaf => (leaf.Code, leaf.Name, leaf.NameEn))).ToList();
        var areas = zone.Areas.Values.Select(known => (known.Code, known.Name, known.NameEn)).ToList();
        var units = zone.Units.Values.Select(known => (known.Code, known.Name, known.NameEn)).ToList();
        var lineOfId = new Dictionary<string, int>();
        var lineOfCases = new Dictionary<(string, string?, RequesterKind?), int>();
        var rules = new List<DispatchRule>();
        foreach (var line in Csv.Read(csv, Columns, errors))
        {
            var cells = new SheetReader(line, errors);
            var id = cells.Text("id", MostIdCharacters);
            var category = CodeOf(cells.Text("category", MostIdCharacters), categories);
            var area = line["area"] is { Length: > 0 } named ? CodeOf(named, areas) : null;
            var requester = cells.Choice<RequesterKind>("requester");
            var lead = CodeOf(cells.Text("lead", MostIdCharacters), units);
            IReadOnlyList<string> supporters = [.. line.List("supporters").Select(unit => CodeOf(unit, units))];
            var basis = cells.Text("basis", MostBasisCharacters);
            var automatic = cells.YesOrNo("automatic", unlessSaid: true);
            if (id.Length > 0 && !lineOfId.TryAdd(id, line.Line))
            {
                cells.Refuse("id", "SameAsLine", lineOfId[id]);
            }

            if (category.Length > 0 && categories.All(known => known.Code != category))
            {
                cells.Refuse("category", "UnknownCategory");
            }

            if (area is not null && !zone.Areas.ContainsKey(area))
            {
                cells.Refuse("area", "UnknownArea");
            }

            if (lead.Length > 0 && !zone.Units.ContainsKey(lead))
            {
                cells.Refuse("lead", "UnknownUnit", lead);
            }

            foreach (var unknown in supporters.Where(unit => !zone.Units.ContainsKey(unit)).Distinct())
            {
                cells.Refuse("supporters", "UnknownUnit", unknown);
            }

            if (supporters.Prepend(lead).Distinct().Count() <= supporters.Count)
            {
                cells.Refuse("supporters", "UnitTwice");
            }

            if (category.Length > 0 && !lineOfCases.TryAdd((category, area, requester), line.Line))
            {
                cells.Refuse("category", "SameCases", lineOfCases[(category, area, requester)]);
            }

            rules.Add(new DispatchRule(id, category, area, requester, lead, supporters, basis, automatic));
        }

        return rules;
    }

    // Whoever fills in a sheet knows names; a name that several have says nothing.
    private static string CodeOf(string text, IReadOnlyList<(string Code, string Name, string NameEn)> known) =>
        known.All(item => item.Code != text)
        && known.Where(item => item.Name == text || item.NameEn.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(item => item.Code).ToList() is [var only]
            ? only
            : text;

    /// <summary>The catalogue that such rules make, with the units as they are now.</summary>
    public static DispatchCatalogue Make(int version, IReadOnlyList<DispatchRule> rules, HotlineZone zone) =>
        new(version, rules, zone.Units.Values.ToDictionary(unit => unit.Code, unit => unit.Active));
}
