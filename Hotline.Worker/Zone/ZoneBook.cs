using System.Text;
using Hotline.Composition;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Microsoft.Extensions.Options;

namespace Hotline.Zone;

/// <summary>Keeps the zone's configuration at hand. Versions lie in the database; the shipped ones are put there first.</summary>
public sealed class ZoneBook(Database database, IOptions<HotlineOptions> options)
{
    private HotlineZone? _current;

    /// <exception cref="InvalidOperationException">Not loaded yet: <see cref="LoadAsync"/> is part of every start.</exception>
    public HotlineZone Current => _current ?? throw new InvalidOperationException("The zone's configuration has not been loaded.");

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

        _current = Compose(rows, TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone));
    }

    private static ZoneStore.ZoneDocumentRow First(ZoneKind kind)
    {
        var body = ZoneDocuments.Shipped(kind);

        // The calendar keeps the format of the public lists, which has no head.
        var head = kind == ZoneKind.Calendar
            ? new ZoneDocuments.Head { Version = 1, EffectiveFrom = new DateOnly(2019, 1, 1) }
            : ZoneDocuments.Read<ZoneDocuments.Head>(kind, body);
        return new ZoneStore.ZoneDocumentRow
        {
            Kind = kind.ToString(),
            Version = head.Version,
            EffectiveFrom = head.EffectiveFrom,
            Body = body,
        };
    }

    private static HotlineZone Compose(IReadOnlyList<ZoneStore.ZoneDocumentRow> rows, TimeZoneInfo zone)
    {
        IReadOnlyList<ZoneStore.ZoneDocumentRow> All(ZoneKind kind) =>
            [.. rows.Where(row => row.Kind == kind.ToString()).OrderBy(row => row.Version)];
        T Last<T>(ZoneKind kind) => ZoneDocuments.Read<T>(kind, All(kind)[^1].Body);

        var units = Last<ZoneDocuments.Units>(ZoneKind.Units).Items;
        var catalogue = Last<ZoneDocuments.Catalogue>(ZoneKind.Catalogue);
        var scheme = Last<ZoneDocuments.Scheme>(ZoneKind.Scheme);
        return new HotlineZone(
            units,
            Last<ZoneDocuments.Areas>(ZoneKind.Areas).Items,
            [
                .. catalogue.Categories.SelectMany(tree => tree.Children.Select(leaf =>
                    new ZoneCategory(leaf.Code, leaf.Name, leaf.NameEn, tree.Name, tree.NameEn, tree.Requester))),
            ],
            new DispatchCatalogue(All(ZoneKind.Catalogue)[^1].Version, catalogue.Rules, units.ToDictionary(unit => unit.Code, unit => unit.Active)),
            new ScorecardScheme(
                All(ZoneKind.Scheme)[^1].Version,
                scheme.Response,
                scheme.Resolution,
                scheme.Satisfaction,
                scheme.BasicallySatisfied,
                scheme.PartlySolved,
                scheme.MinimumSample),
            [.. All(ZoneKind.Profile).Select(ProfileOf)],
            [
                .. All(ZoneKind.Calendar).Select(row =>
                    new WorkCalendar(row.Version, CalendarFile.Parse(new MemoryStream(Encoding.UTF8.GetBytes(row.Body))), WorkSchedule.Default, zone)),
            ]);
    }

    private static DeadlineProfile ProfileOf(ZoneStore.ZoneDocumentRow row) => new(
        row.Version,
        [
            .. ZoneDocuments.Read<ZoneDocuments.Profile>(ZoneKind.Profile, row.Body).Lines.Select(line => new ProfileLine(
                line.Key,
                line.Types,
                line.Urgencies,
                line.Requester,
                Limit.Parse(line.Dispatch),
                Limit.Parse(line.Sign),
                Limit.Parse(line.FirstContact),
                Limit.Parse(line.Resolve),
                Limit.Parse(line.Review),
                Limit.Parse(line.Callback),
                Limit.Parse(line.Rework))),
        ]);
}
