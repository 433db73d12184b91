using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Storage;

namespace Hotline.Zone;

/// <summary>The change log of the configuration, and its versions as sheets.</summary>
public sealed class ZoneVersions(Database database, ZoneBook zone)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    /// <summary>
    /// A version as it would be imported again: a sheet as CSV, UTF-8 with byte order mark, its titles in the reader's language;
    /// the others as JSON.
    /// </summary>
    /// <param name="kind">Any but the areas, which are not imported.</param>
    /// <param name="version"><c>null</c> for the one in effect.</param>
    /// <param name="cancellation">Ends the read.</param>
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
            ZoneKind.Units => Json(UnitsFile.Of(ZoneDocuments.Read<ZoneDocuments.Units>(kind, row.Body).Items)),
            ZoneKind.Phrases when ZoneDocuments.Read<ZoneDocuments.Phrases>(kind, row.Body) is var phrases => Json(
                ZoneDocuments.Write(new ZoneDocuments.PhraseLists { Phrases = phrases.Items, Templates = ZoneDocuments.TemplatesOf(phrases) })),
            ZoneKind.Scheme => Json(SchemeFile.Of(ZoneDocuments.Read<ZoneDocuments.Scheme>(kind, row.Body))),
            ZoneKind.Calendar => Json(row.Body),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind is not imported, and so not exported."),
        };
    }

    /// <summary>What is in effect, to be read: each list of it as a table. The calendar is a year and no list.</summary>
    /// <exception cref="ZoneVersionNotFoundException">There is no version.</exception>
    public async Task<IReadOnlyList<ZoneTable>> ShowAsync(ZoneKind kind, CancellationToken cancellation)
    {
        var current = zone.Current;
        var wanted = current.Versions[kind];
        var body = (await database.ReadAsync(db => db.ListZoneDocumentsAsync(), cancellation))
            .SingleOrDefault(row => row.Kind == kind.ToString() && row.Version == wanted)?.Body
            ?? throw new ZoneVersionNotFoundException(kind, wanted);
        return kind switch
        {
            ZoneKind.Catalogue => [ZoneTable.Of("Rules", CatalogueSheet.Columns, ZoneDocuments.Read<ZoneDocuments.Catalogue>(kind, body).Rules, current)],
            ZoneKind.Profile => [ZoneTable.Of("Lines", ProfileSheet.Columns, ZoneDocuments.Read<ZoneDocuments.Profile>(kind, body).Lines, current)],
            ZoneKind.Units => [ZoneTable.Of("Units", UnitsFile.Columns, ZoneDocuments.Read<ZoneDocuments.Units>(kind, body).Items, current)],
            ZoneKind.Scheme => [ZoneTable.Of("Weights", SchemeFile.Columns, [ZoneDocuments.Read<ZoneDocuments.Scheme>(kind, body)], current, keyed: false)],
            ZoneKind.Phrases when ZoneDocuments.Read<ZoneDocuments.Phrases>(kind, body) is var phrases =>
            [
                ZoneTable.Of("Phrases", PhrasesFile.PhraseColumns, phrases.Items, current),
                ZoneTable.Of("Templates", PhrasesFile.TemplateColumns, ZoneDocuments.TemplatesOf(phrases), current),
            ],
            _ => [],
        };
    }

    // To be read and edited by people.
    private static byte[] Json(string body) => Encoding.UTF8.GetBytes(JsonNode.Parse(body)!.ToJsonString(Indented));
}
