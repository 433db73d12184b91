using Hotline.Storage;

namespace Hotline.Zone;

/// <summary>The change log of the configuration, and its versions as sheets.</summary>
public sealed class ZoneVersions(Database database, ZoneBook zone)
{
    /// <summary>One version in the change log.</summary>
    /// <param name="EffectiveFrom">The first day, in the zone's time, on which it holds.</param>
    /// <param name="InEffect">Whether it holds now.</param>
    /// <param name="ImportedAt"><c>null</c>, as all that follows, for a version that was shipped.</param>
    /// <param name="Note">Why.</param>
    /// <param name="Summary">What changed against the version before: <c>+R-1; -R-2; R-3: lead a → b</c>.</param>
    public sealed record Entry(
        ZoneKind Kind,
        int Version,
        DateOnly EffectiveFrom,
        bool InEffect,
        DateTimeOffset? ImportedAt,
        string? ImportedBy,
        string? Note,
        string? Summary);

    /// <summary>All versions by kind, the newest of each first.</summary>
    /// <param name="kind">Only of this kind.</param>
    public async Task<IReadOnlyList<Entry>> ListAsync(ZoneKind? kind, CancellationToken cancellation)
    {
        var current = zone.Current.Versions;
        return
        [
            .. (await database.ReadAsync(db => db.ListZoneDocumentsAsync(), cancellation))
                .Select(row => (Row: row, Kind: Enum.Parse<ZoneKind>(row.Kind)))
                .Where(found => kind is null || found.Kind == kind)
                .OrderBy(found => found.Kind).ThenByDescending(found => found.Row.Version)
                .Select(found => new Entry(
                    found.Kind,
                    found.Row.Version,
                    found.Row.EffectiveFrom,
                    current[found.Kind] == found.Row.Version,
                    found.Row.ImportedAt,
                    found.Row.ImportedBy,
                    found.Row.Note,
                    found.Row.Summary)),
        ];
    }

    /// <summary>A version as CSV, UTF-8 with byte order mark; its titles are in the reader's language.</summary>
    /// <param name="kind">The catalogue or the profile.</param>
    /// <param name="version"><c>null</c> for the one in effect.</param>
    /// <exception cref="ZoneVersionNotFoundException">There is no such version.</exception>
    public async Task<byte[]> ExportAsync(ZoneKind kind, int? version, CancellationToken cancellation)
    {
        var wanted = version ?? zone.Current.Versions[kind];
        var row = (await database.ReadAsync(db => db.ListZoneDocumentsAsync(), cancellation))
            .SingleOrDefault(row => row.Kind == kind.ToString() && row.Version == wanted)
            ?? throw new ZoneVersionNotFoundException(kind, wanted);
        return kind switch
        {
            ZoneKind.Catalogue => Csv.Write(CatalogueSheet.Columns, ZoneDocuments.Read<ZoneDocuments.Catalogue>(kind, row.Body).Rules),
            ZoneKind.Profile => Csv.Write(ProfileSheet.Columns, ZoneDocuments.Read<ZoneDocuments.Profile>(kind, row.Body).Lines),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind is no sheet."),
        };
    }
}
