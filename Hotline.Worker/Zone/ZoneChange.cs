using System.Globalization;

namespace Hotline.Zone;

/// <summary>What became of one line of a version.</summary>
public enum ZoneChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <param name="Before"><c>null</c> for a line that was added.</param>
/// <param name="After"><c>null</c> for a line that was removed.</param>
public sealed record ZoneFieldChange(string Name, string? Before, string? After);

/// <summary>One line that differs between two versions.</summary>
/// <param name="Key">Id of the rule, key of the line, date of the day.</param>
/// <param name="Fields">What differs; of a line added or removed, all it says.</param>
public sealed record ZoneChange(ZoneChangeKind Kind, string Key, IReadOnlyList<ZoneFieldChange> Fields)
{
    /// <summary>The field that says where a line stands: a new one among all, the others among those that both versions have.</summary>
    public const string Position = "position";

    /// <summary>Compares two versions line by line: what changed first, in the order of the new version, then what was removed.</summary>
    internal static IReadOnlyList<ZoneChange> Between<T>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, IReadOnlyList<CsvColumn<T>> columns, bool orderMatters)
    {
        string KeyOf(T item) => columns[0].Cell(item);
        var old = before.ToDictionary(KeyOf);
        var now = after.ToDictionary(KeyOf);
        var placeBefore = Places(before.Select(KeyOf).Where(now.ContainsKey));
        var placeAfter = Places(after.Select(KeyOf).Where(old.ContainsKey));
        var changes = new List<ZoneChange>();
        foreach (var (place, item) in after.Index())
        {
            var key = KeyOf(item);
            if (!old.TryGetValue(key, out var was))
            {
                List<ZoneFieldChange> said = [.. columns.Skip(1).Select(column => new ZoneFieldChange(column.Name, null, column.Cell(item)))];
                if (orderMatters)
                {
                    said.Add(new ZoneFieldChange(Position, null, PlaceOf(place)));
                }

                changes.Add(new ZoneChange(ZoneChangeKind.Added, key, said));
                continue;
            }

            List<ZoneFieldChange> fields =
            [
                .. columns.Where(column => column.Cell(was) != column.Cell(item))
                    .Select(column => new ZoneFieldChange(column.Name, column.Cell(was), column.Cell(item))),
            ];
            if (orderMatters && placeBefore[key] != placeAfter[key])
            {
                fields.Add(new ZoneFieldChange(Position, placeBefore[key], placeAfter[key]));
            }

            if (fields.Count > 0)
            {
                changes.Add(new ZoneChange(ZoneChangeKind.Changed, key, fields));
            }
        }

        changes.AddRange(before.Where(item => !now.ContainsKey(KeyOf(item))).Select(item => new ZoneChange(
            ZoneChangeKind.Removed, KeyOf(item), [.. columns.Skip(1).Select(column => new ZoneFieldChange(column.Name, column.Cell(item), null))])));
        return changes;
    }

    /// <summary>All changes in one text, for the change log: <c>+R-1; -R-2; R-3: lead a → b</c>.</summary>
    internal static string Summarize(IReadOnlyList<ZoneChange> changes) => string.Join("; ", changes.Select(change => change.Kind switch
    {
        ZoneChangeKind.Added => $"+{change.Key}",
        ZoneChangeKind.Removed => $"-{change.Key}",
        _ => $"{change.Key}: {string.Join(", ", change.Fields.Select(field => $"{field.Name} {Shown(field.Before)} → {Shown(field.After)}"))}",
    }));

    private static string Shown(string? value) => value is { Length: > 0 } ? value : "∅";

    private static Dictionary<string, string> Places(IEnumerable<string> keys) =>
        keys.Select((key, index) => (key, index)).ToDictionary(
            place => place.key, place => PlaceOf(place.index));

    private static string PlaceOf(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
