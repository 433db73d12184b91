using System.Text;
using Hotline.Composition;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Microsoft.Extensions.Options;

namespace Hotline.Zone;

/// <summary>
/// Keeps the zone's configuration at hand. Versions lie in the database; the shipped ones are put there first. Of each
/// kind the newest version that is in effect holds; one that takes effect later is picked up on its day.
/// </summary>
public sealed class ZoneBook(Database database, IOptions<HotlineOptions> options, TimeProvider clock)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
    private volatile Edition? _edition;

    /// <exception cref="InvalidOperationException">Not loaded yet: <see cref="LoadAsync"/> is part of every start.</exception>
    public HotlineZone Current
    {
        get
        {
            var edition = _edition ?? throw new InvalidOperationException("The zone's configuration has not been loaded.");
            var today = Today();
            if (today < edition.From || today >= edition.Until)
            {
                _edition = edition = Edit(edition.Rows, today);
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

        _edition = Edit(rows, Today());
    }

    private DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), _zone).DateTime);

    private static ZoneStore.ZoneDocumentRow First(ZoneKind kind)
    {
        var body = ZoneDocuments.Shipped(kind);
        var (version, from) = kind == ZoneKind.Calendar ? (1, new DateOnly(2019, 1, 1)) : ZoneDocuments.HeadOf(kind, body);
        return new ZoneStore.ZoneDocumentRow { Kind = kind.ToString(), Version = version, EffectiveFrom = from, Body = body };
    }

    // The zone as it is on one day, and the days between which it stays so.
    private Edition Edit(IReadOnlyList<ZoneStore.ZoneDocumentRow> rows, DateOnly today) => new(
        rows,
        rows.Select(row => row.EffectiveFrom).Where(from => from <= today).DefaultIfEmpty(DateOnly.MinValue).Max(),
        rows.Select(row => row.EffectiveFrom).Where(from => from > today).DefaultIfEmpty(DateOnly.MaxValue).Min(),
        Compose(rows, today));

    private HotlineZone Compose(IReadOnlyList<ZoneStore.ZoneDocumentRow> rows, DateOnly today)
    {
        IReadOnlyList<ZoneStore.ZoneDocumentRow> All(ZoneKind kind) =>
            [.. rows.Where(row => row.Kind == kind.ToString()).OrderBy(row => row.Version)];

        // Before the first version took effect there is only that one to judge by.
        ZoneStore.ZoneDocumentRow InEffect(ZoneKind kind) =>
            All(kind).LastOrDefault(row => row.EffectiveFrom <= today) ?? All(kind)[0];
        T Now<T>(ZoneKind kind) => ZoneDocuments.Read<T>(kind, InEffect(kind).Body);

        var units = Now<ZoneDocuments.Units>(ZoneKind.Units).Items;
        var catalogue = Now<ZoneDocuments.Catalogue>(ZoneKind.Catalogue);
        var scheme = Now<ZoneDocuments.Scheme>(ZoneKind.Scheme);
        return new HotlineZone(
            units,
            Now<ZoneDocuments.Areas>(ZoneKind.Areas).Items,
            [
                .. catalogue.Categories.SelectMany(tree => tree.Children.Select(leaf =>
                    new ZoneCategory(leaf.Code, leaf.Name, leaf.NameEn, tree.Name, tree.NameEn, tree.Requester))),
            ],
            new DispatchCatalogue(InEffect(ZoneKind.Catalogue).Version, catalogue.Rules, units.ToDictionary(unit => unit.Code, unit => unit.Active)),
            new ScorecardScheme(
                InEffect(ZoneKind.Scheme).Version,
                scheme.Response,
                scheme.Resolution,
                scheme.Satisfaction,
                scheme.BasicallySatisfied,
                scheme.PartlySolved,
                scheme.MinimumSample),
            [.. All(ZoneKind.Profile).Select(ProfileOf)],
            InEffect(ZoneKind.Profile).Version,
            [
                .. All(ZoneKind.Calendar).Select(row => new WorkCalendar(
                    row.Version, CalendarFile.Parse(new MemoryStream(Encoding.UTF8.GetBytes(row.Body))), WorkSchedule.Default, _zone)),
            ],
            InEffect(ZoneKind.Calendar).Version);
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
                Limit.Parse(line.ReworkSign),
                Limit.Parse(line.ReworkFirstContact),
                Limit.Parse(line.Rework))
            {
                Extension = line.Extension is null ? null : Limit.Parse(line.Extension),
                ReturnWindow = Limit.Parse(line.ReturnWindow),
                Consultation = Limit.Parse(line.Consultation),
            }),
        ]);

    private sealed record Edition(
        IReadOnlyList<ZoneStore.ZoneDocumentRow> Rows, DateOnly From, DateOnly Until, HotlineZone Zone);
}
