using System.Text;
using System.Text.RegularExpressions;

namespace Hotline.Zone;

/// <summary>承办单位 as somebody sends them: all of them, in the order in which they are shown.</summary>
internal static partial class UnitsFile
{
    private const int MostCharacters = 100;

    /// <summary>Ranking groups (domain.md §3.5).</summary>
    public static readonly IReadOnlyList<string> Groups = ["Department", "Street", "Platform", "Enterprise", "Hotline"];

    /// <summary>How two versions are compared.</summary>
    public static readonly IReadOnlyList<CsvColumn<ZoneUnit>> Columns =
    [
        new("code", "编码", unit => unit.Code),
        new("name", "名称", unit => unit.Name),
        new("nameEn", "英文名称", unit => unit.NameEn),
        new("group", "组别", unit => unit.Group),
        new("active", "启用", unit => unit.Active ? "true" : "false"),
    ];

    /// <summary>The text that <see cref="Read"/> reads.</summary>
    public static string Of(IReadOnlyList<ZoneUnit> units) => ZoneDocuments.Write(new ZoneDocuments.UnitList { Units = units });

    /// <param name="json">What was sent.</param>
    /// <param name="before">The newest version.</param>
    /// <param name="errors">Gets everything that is wrong.</param>
    public static IReadOnlyList<ZoneUnit> Read(ReadOnlyMemory<byte> json, IReadOnlyList<ZoneUnit> before, List<ImportError> errors)
    {
        IReadOnlyList<ZoneUnit> units;
        try
        {
            units = ZoneDocuments.Read<ZoneDocuments.UnitList>(ZoneKind.Units, Encoding.UTF8.GetString(json.Span).TrimStart('\uFEFF')).Units;
        }
        catch (InvalidDataException unreadable)
        {
            errors.Add(new ImportError(null, null, ZoneTexts.Format("UnitsUnreadable", unreadable.Message)));
            return before;
        }

        foreach (var (index, unit) in units.Index())
        {
            var field = FormattableString.Invariant($"units[{index}]");
            if (!CodeShape().IsMatch(unit.Code ?? "") || units.Take(index).Any(other => other.Code == unit.Code))
            {
                errors.Add(new ImportError(null, $"{field}.code", ZoneTexts.Get("UnitCode")));
            }

            foreach (var (member, text) in new[] { ("name", unit.Name), ("nameEn", unit.NameEn) })
            {
                if (string.IsNullOrWhiteSpace(text) || text.Length > MostCharacters)
                {
                    errors.Add(new ImportError(null, $"{field}.{member}", ZoneTexts.Format("UnitText", MostCharacters)));
                }
            }

            if (!Groups.Contains(unit.Group))
            {
                errors.Add(new ImportError(null, $"{field}.group", ZoneTexts.Format("UnitGroup", string.Join(", ", Groups))));
            }
        }

        errors.AddRange(before.Where(known => units.All(unit => unit.Code != known.Code))
            .Select(gone => new ImportError(null, "units", ZoneTexts.Format("UnitGone", gone.Code))));
        return units;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeShape();
}
