namespace Hotline.Zone;

/// <summary>What has codes that people look up by name.</summary>
public enum LookupList
{
    Categories,
    Units,
    Areas,
}

/// <summary>联想输入 over the zone as it is; its lookups are made again when another edition takes effect.</summary>
public sealed class LookUpCodes(ZoneBook zone)
{
    public const int MostPerAnswer = 50;

    private volatile Edition? _edition;

    /// <inheritdoc cref="Lookup.Find"/>
    public IReadOnlyList<Lookup.Hit> Find(LookupList list, string? text, string? kind, int take)
    {
        var current = zone.Current;
        var edition = _edition;
        if (edition is null || edition.Zone != current)
        {
            _edition = edition = new Edition(current);
        }

        return (list switch
        {
            LookupList.Categories => edition.Categories,
            LookupList.Units => edition.Units,
            _ => edition.Areas,
        }).Find(text, kind, take);
    }

    private sealed class Edition(HotlineZone zone)
    {
        public HotlineZone Zone => zone;

        public Lookup Categories { get; } = Lookup.OfCategories(zone);

        public Lookup Units { get; } = Lookup.OfUnits(zone);

        public Lookup Areas { get; } = Lookup.OfAreas(zone);
    }
}
