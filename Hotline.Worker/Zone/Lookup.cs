using System.Globalization;
using System.Text;

namespace Hotline.Zone;

/// <summary>In which of the names of something a search was found.</summary>
public enum LookupField
{
    Name,
    Code,
    English,
    /// <summary>别名: another name of an area, an everyday word for a category.</summary>
    Alias,
    /// <summary>The first-level category, or the group of units.</summary>
    Parent,
}

/// <summary>
/// Finds what a person types the beginning of: in Chinese, by the initials of its pinyin or the whole of it, by code, or in
/// English. Made once for an edition of the zone; a search reads memory only.
/// </summary>
public sealed class Lookup
{
    /// <summary>No search is longer: names are not.</summary>
    public const int MostCharacters = 40;

    private readonly Entry[] _entries;

    private Lookup(IEnumerable<Item> items) => _entries =
    [
        .. items.Select(item => new Entry(item, ReadingOf(item.Name), [.. TextsOf(item)]))
            .OrderBy(entry => entry.Item.Active ? 0 : 1).ThenBy(entry => entry.Reading, StringComparer.Ordinal).ThenBy(entry => entry.Item.Code, StringComparer.Ordinal),
    ];

    /// <summary>Something that has a code.</summary>
    /// <param name="Kind">Of a category the kind of requester, of a unit its group, of an area its kind.</param>
    /// <param name="Active">False for a unit that takes no cases at present; it is found last.</param>
    public sealed record Item(string Code, string Name, string NameEn, string Kind, string? Parent = null, string? ParentEn = null, bool Active = true)
    {
        public IReadOnlyList<string> Aliases { get; init; } = [];
    }

    /// <param name="Text">The text that was matched, when that is another than the name.</param>
    /// <param name="Matched">Which characters of it matched: beginnings and lengths, in order.</param>
    public sealed record Hit(Item Item, LookupField Field, string Text, IReadOnlyList<Range> Matched);

    /// <param name="Start">From 0.</param>
    public readonly record struct Range(int Start, int Length);

    public static Lookup OfCategories(HotlineZone zone) => new(zone.Categories.Values.Select(category => new Item(
        category.Code, category.Name, category.NameEn, category.Requester.ToString(), category.Parent, category.ParentEn)
    {
        Aliases = category.Aliases,
    }));

    public static Lookup OfUnits(HotlineZone zone) => new(zone.Units.Values.Select(unit =>
        new Item(unit.Code, unit.Name, unit.NameEn, unit.Group, Active: unit.Active)));

    public static Lookup OfAreas(HotlineZone zone) => new(zone.Areas.Values.Select(area =>
        new Item(area.Code, area.Name, area.NameEn, area.Kind) { Aliases = area.Aliases ?? [] }));

    /// <summary>
    /// The best first: what begins with the text, what is read so from the beginning, what contains it, what is read so
    /// within; then by name. Without a text: everything, by name.
    /// </summary>
    /// <param name="text">As typed.</param>
    /// <param name="kind">Only of this kind; <c>null</c> for all.</param>
    /// <param name="take">At most so many.</param>
    public IReadOnlyList<Hit> Find(string? text, string? kind, int take)
    {
        var sought = Fold(text);
        if (sought.Length == 0 && !string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var found = new List<(int Rank, int Order, Hit Hit)>();
        for (var order = 0; order < _entries.Length; order++)
        {
            var entry = _entries[order];
            if (kind is not null && !entry.Item.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (sought.Length == 0)
            {
                found.Add((0, order, new Hit(entry.Item, LookupField.Name, entry.Item.Name, [])));
            }
            else if (Best(entry, sought) is { } best)
            {
                found.Add((entry.Item.Active ? best.Rank : best.Rank + 100, order, best.Hit));
            }
        }

        return [.. found.OrderBy(hit => hit.Rank).ThenBy(hit => hit.Order).Take(take).Select(hit => hit.Hit)];
    }

    private static (int Rank, Hit Hit)? Best(Entry entry, string sought)
    {
        (int Rank, Hit Hit)? best = null;
        foreach (var text in entry.Texts)
        {
            if (text.Match(sought) is { } match && (best is null || match.Rank < best.Value.Rank))
            {
                best = (match.Rank, new Hit(entry.Item, text.Field, text.Original, match.Ranges));
            }
        }

        return best;
    }

    private static IEnumerable<Text> TextsOf(Item item) =>
    [
        new(LookupField.Name, item.Name),
        new(LookupField.Code, item.Code),
        .. item.Aliases.Select(alias => new Text(LookupField.Alias, alias)),
        new(LookupField.English, item.NameEn),
        .. item.Parent is { } parent ? [new Text(LookupField.Parent, parent)] : Array.Empty<Text>(),
    ];

    // By which names are put in order: the way they are read.
    private static string ReadingOf(string name) => string.Concat(name.Select(character =>
        Pinyin.Of(character) is [var first, ..] ? first : character.ToString(CultureInfo.InvariantCulture)));

    private static string Fold(string? text) => string.Concat(
        (text is null || text.Any(char.IsSurrogate) ? "" : text.Normalize(NormalizationForm.FormKC)).Where(IsSearched).Select(char.ToLowerInvariant));

    private static bool IsSearched(char character) => char.IsLetterOrDigit(character);

    private sealed record Entry(Item Item, string Reading, Text[] Texts);

    /// <summary>One of the names, without blanks and brackets, and how each of its characters may be typed.</summary>
    private sealed class Text
    {
        private readonly string _folded;
        private readonly int[] _places;
        private readonly IReadOnlyList<string>[] _readings;
        private readonly bool[] _beginsWord;

        public Text(LookupField field, string original)
        {
            (Field, Original) = (field, original);
            _places = [.. Enumerable.Range(0, original.Length).Where(index => IsSearched(original[index]))];
            _folded = string.Concat(_places.Select(index => char.ToLowerInvariant(original[index])));
            _readings = [.. _folded.Select(Pinyin.Of)];
            _beginsWord = [.. _places.Select(index => index == 0 || !IsSearched(original[index - 1]))];
        }

        public LookupField Field { get; }

        public string Original { get; }

        public (int Rank, IReadOnlyList<Range> Ranges)? Match(string sought)
        {
            var place = Field is LookupField.Name or LookupField.Code or LookupField.Alias ? 0 : 20;
            if (_folded.StartsWith(sought, StringComparison.Ordinal))
            {
                return (place + (_folded.Length == sought.Length ? 0 : Field == LookupField.Alias ? 2 : 1), Covered(0, sought.Length));
            }

            var read = Field == LookupField.Code ? 0 : Read(sought, 0, 0);
            if (read > 0)
            {
                return (place + (Field == LookupField.Alias ? 4 : 3), Covered(0, read));
            }

            var within = _folded.IndexOf(sought, StringComparison.Ordinal);
            // English is searched by its words; letters from their middle would find everything.
            while (within > 0 && char.IsAsciiLetter(sought[0]) && !_beginsWord[within])
            {
                within = _folded.IndexOf(sought, within + 1, StringComparison.Ordinal);
            }

            if (within > 0)
            {
                return (place + 5, Covered(within, sought.Length));
            }

            for (var start = 1; start < _folded.Length && Field is LookupField.Name or LookupField.Alias; start++)
            {
                if (Read(sought, 0, start) is > 0 and var length)
                {
                    return (place + 6, Covered(start, length));
                }
            }

            return null;
        }

        /// <summary>How many characters from <paramref name="at"/> on are typed by the rest of the search, each by itself, by its syllable or by the beginning of that; 0 when they are not.</summary>
        private int Read(string sought, int from, int at)
        {
            if (from == sought.Length)
            {
                return 0;
            }

            if (at == _folded.Length)
            {
                return -1;
            }

            if (sought[from] == _folded[at] && Rest(sought, from + 1, at + 1) is > 0 and var asItself)
            {
                return asItself;
            }

            foreach (var syllable in _readings[at])
            {
                var most = 0;
                while (most < syllable.Length && from + most < sought.Length && syllable[most] == sought[from + most])
                {
                    most++;
                }

                for (var typed = most; typed > 0; typed--)
                {
                    if (Rest(sought, from + typed, at + 1) is > 0 and var length)
                    {
                        return length;
                    }
                }
            }

            return -1;
        }

        private int Rest(string sought, int from, int at) => Read(sought, from, at) is >= 0 and var rest ? rest + 1 : -1;

        // Neighbours become one range; what lies between two, such as a bracket, is not marked.
        private List<Range> Covered(int start, int length)
        {
            var ranges = new List<Range>();
            for (var index = start; index < start + length; index++)
            {
                if (ranges is [.., var last] && last.Start + last.Length == _places[index])
                {
                    ranges[^1] = last with { Length = last.Length + 1 };
                }
                else
                {
                    ranges.Add(new Range(_places[index], 1));
                }
            }

            return ranges;
        }
    }
}
