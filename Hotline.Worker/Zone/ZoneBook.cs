using System.Collections.Frozen;
using Hotline.Composition;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;
using Hotline.Storage;
using Microsoft.Extensions.Options;

namespace Hotline.Zone;

/// <summary>
/// Keeps the zone's configuration at hand. Versions lie in the database; the shipped ones are put there first. Of each
/// kind the newest version that is in effect holds; one that takes effect later is picked up on its day, and one that
/// another process has added once <see cref="ReloadAsync"/> has seen it.
/// </summary>
public sealed class ZoneBook(Database database, IOptions<HotlineOptions> options, TimeProvider clock)
{
    /// <summary>
    /// How long after its import a version takes effect at the earliest: by then every process has read it, so that none meets
    /// a case that is judged by a version it does not know.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
    private volatile Edition? _edition;

    /// <exception cref="InvalidOperationException">Not loaded yet: <see cref="LoadAsync"/> is part of every start.</exception>
    public HotlineZone Current
    {
        get
        {
            var edition = _edition ?? throw new InvalidOperationException("The zone's configuration has not been loaded.");
            var now = clock.GetUtcNow();
            if (now < edition.From || now >= edition.Until)
            {
                _edition = edition = Edit(edition.Rows, now);
            }

            return edition.Zone;
        }
    }

    /// <summary>Puts the shipped first versions in place where there are none, and reads all versions.</summary>
    /// <exception cref="InvalidDataException">A document cannot be read, or contradicts itself.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(db => db.ListZoneDocumentsAsync(), cancellation);
        var missing = Enum.GetValues<ZoneKind>().Where(kind => rows.All(row => row.Kind != kind.ToString())).ToList();
        if (missing.Count > 0)
        {
            await database.WriteAsync(
                Lane.People,
                async db =>
                {
                    foreach (var kind in missing)
                    {
                        await db.InsertZoneDocumentAsync(First(kind));
                    }
                },
                cancellation);
            rows = await database.ReadAsync(db => db.ListZoneDocumentsAsync(), cancellation);
        }

        _edition = Edit(rows, clock.GetUtcNow());
    }

    /// <summary>Reads all versions again if there are more than this process knows; otherwise it costs one count.</summary>
    /// <exception cref="InvalidDataException">A document cannot be read, or contradicts itself; what was known stays in force.</exception>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        var known = _edition?.Rows.Count;
        var rows = await database.ReadAsync(
            async db => await db.CountZoneDocumentsAsync() == known ? null : await db.ListZoneDocumentsAsync(), cancellation);
        if (rows is not null)
        {
            _edition = Edit(rows, clock.GetUtcNow());
        }
    }

    /// <summary>Today in the zone.</summary>
    internal DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), _zone).DateTime);

    private static ZoneStore.ZoneDocumentRow First(ZoneKind kind)
    {
        var body = ZoneDocuments.Shipped(kind);
        var (version, from) = kind == ZoneKind.Calendar ? (1, new DateOnly(2019, 1, 1)) : ZoneDocuments.HeadOf(kind, body);
        return new ZoneStore.ZoneDocumentRow { Kind = kind.ToString(), Version = version, EffectiveFrom = from, Body = body };
    }

    private DateTimeOffset EffectiveAt(ZoneStore.ZoneDocumentRow row)
    {
        var midnight = row.EffectiveFrom.ToDateTime(TimeOnly.MinValue);
        var begins = new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight));
        return row.ImportedAt + Settling is { } settled && settled > begins ? settled : begins;
    }

    // The zone as it is at one moment, and the moments between which it stays so.
    private Edition Edit(IReadOnlyList<ZoneStore.ZoneDocumentRow> rows, DateTimeOffset now)
    {
        var turns = rows.Select(EffectiveAt).ToList();
        return new Edition(
            rows,
            turns.Where(turn => turn <= now).DefaultIfEmpty(DateTimeOffset.MinValue).Max(),
            turns.Where(turn => turn > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min(),
            Compose(rows, now));
    }

    private HotlineZone Compose(IReadOnlyList<ZoneStore.ZoneDocumentRow> rows, DateTimeOffset now)
    {
        IReadOnlyList<ZoneStore.ZoneDocumentRow> All(ZoneKind kind) =>
            [.. rows.Where(row => row.Kind == kind.ToString()).OrderBy(row => row.Version)];

        // Before the first version took effect there is only that one to judge by.
        ZoneStore.ZoneDocumentRow InEffect(ZoneKind kind) =>
            All(kind).LastOrDefault(row => EffectiveAt(row) <= now) ?? All(kind)[0];
        T Now<T>(ZoneKind kind) => ZoneDocuments.Read<T>(kind, InEffect(kind).Body);

        var units = Now<ZoneDocuments.Units>(ZoneKind.Units).Items;
        var catalogue = Now<ZoneDocuments.Catalogue>(ZoneKind.Catalogue);
        var phrases = Now<ZoneDocuments.Phrases>(ZoneKind.Phrases);
        return new HotlineZone(
            units,
            Now<ZoneDocuments.Areas>(ZoneKind.Areas).Items,
            [
                .. catalogue.Categories.SelectMany(tree => tree.Children.Select(leaf => CategoryOf(tree, leaf))),
            ],
            new DispatchCatalogue(InEffect(ZoneKind.Catalogue).Version, catalogue.Rules, units.ToDictionary(unit => unit.Code, unit => unit.Active)),
            ZoneDocuments.SchemeOf(Now<ZoneDocuments.Scheme>(ZoneKind.Scheme), InEffect(ZoneKind.Scheme).Version),
            [.. All(ZoneKind.Profile).Select(row => ZoneDocuments.ProfileOf(ZoneDocuments.Read<ZoneDocuments.Profile>(ZoneKind.Profile, row.Body)))],
            InEffect(ZoneKind.Profile).Version,
            [
                .. All(ZoneKind.Calendar).Select(row => new WorkCalendar(row.Version, CalendarFile.Parse(row.Body), WorkSchedule.Default, _zone)),
            ],
            InEffect(ZoneKind.Calendar).Version)
        {
            Phrases = phrases.Items.ToFrozenDictionary(phrase => phrase.Reason),
            AllTemplates = ZoneDocuments.TemplatesOf(phrases),
            Versions = Enum.GetValues<ZoneKind>().ToDictionary(kind => kind, kind => InEffect(kind).Version),
        };
    }

    // A catalogue that was kept before there were everyday words in it has those that this program ships.
    private static ZoneCategory CategoryOf(ZoneDocuments.CategoryTree tree, ZoneDocuments.CategoryLeaf leaf)
    {
        var shipped = ShippedLeaves.Value.GetValueOrDefault(leaf.Code);
        return new ZoneCategory(leaf.Code, leaf.Name, leaf.NameEn, tree.Name, tree.NameEn, tree.Requester)
        {
            Aliases = leaf.Aliases ?? shipped?.Aliases ?? [],
            Emergencies = leaf.Emergencies ?? shipped?.Emergencies ?? [],
        };
    }

    private static readonly Lazy<IReadOnlyDictionary<string, ZoneDocuments.CategoryLeaf>> ShippedLeaves = new(() =>
        ZoneDocuments.Read<ZoneDocuments.Catalogue>(ZoneKind.Catalogue, ZoneDocuments.Shipped(ZoneKind.Catalogue))
            .Categories.SelectMany(tree => tree.Children).ToDictionary(leaf => leaf.Code));

    private sealed record Edition(
        IReadOnlyList<ZoneStore.ZoneDocumentRow> Rows, DateTimeOffset From, DateTimeOffset Until, HotlineZone Zone);
}
