using System.Text.Json;
using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;
using Hotline.Storage;

namespace Hotline.Zone;

/// <summary>
/// Makes the next version of the units, of the catalogue's rules, of the deadline profile's lines, of the calendar, of the scorecard's
/// scheme or of the phrases. What the file does not hold (categories, ceilings, other years) is taken over from the newest version. Nothing is imported if anything is wrong.
/// </summary>
public sealed class ImportZone(Database database, ZoneBook zone, IValidator<ImportZone.Command> validator, TimeProvider clock)
{
    private const int MostNoteCharacters = 1000;
    private const int MostNameCharacters = 100;

    public sealed record Command
    {
        /// <summary>The first day, in the zone's time, on which it holds: not before today, nor before the newest version's. A dry run may leave it out.</summary>
        public DateOnly? EffectiveFrom { get; init; }

        /// <summary>Why; kept in the change log. A dry run may leave it out.</summary>
        public string? Note { get; init; }

        /// <summary>Only say what would change.</summary>
        public bool DryRun { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Note).Lines(MostNoteCharacters);
            RuleFor(command => command.Note).NotEmpty().When(command => !command.DryRun).WithMessage(_ => ZoneTexts.Get("NoteMissing"));
            RuleFor(command => command.EffectiveFrom).NotNull().When(command => !command.DryRun).WithMessage(_ => ZoneTexts.Get("FromMissing"));
            RuleFor(command => command.EffectiveFrom)
                .Must(from => from is null || from >= zone.Today()).WithMessage(_ => ZoneTexts.Format("FromInThePast", zone.Today()));
        }
    }

    /// <summary>What an import has changed, or would change.</summary>
    /// <param name="Version">The new version's number.</param>
    /// <param name="Previous">The version it was compared with: the newest so far.</param>
    public sealed record Report(
        ZoneKind Kind, bool DryRun, int Version, int Previous, DateOnly? EffectiveFrom, IReadOnlyList<ZoneChange> Changes);

    /// <param name="kind">Catalogue and profile as CSV, the others as JSON.</param>
    /// <param name="content">The file.</param>
    /// <param name="command">When and why.</param>
    /// <param name="actor">Who; kept in the change log.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="ImportRefusedException">The file or the command is wrong; every mistake is named.</exception>
    /// <exception cref="ImportConflictException">Nothing would change, or somebody else was quicker.</exception>
    public async Task<Report> ExecuteAsync(
        ZoneKind kind, ReadOnlyMemory<byte> content, Command command, Actor actor, CancellationToken cancellation)
    {
        // A mistake in the command does not hide those in the file.
        List<ImportError> errors =
        [
            .. (await validator.ValidateAsync(command, cancellation)).Errors
                .Select(failure => new ImportError(null, JsonNamingPolicy.CamelCase.ConvertName(failure.PropertyName), failure.ErrorMessage)),
        ];
        var (report, body) = Draft(kind, content, command, await database.ReadAsync(db => db.ListZoneDocumentsAsync(), cancellation), errors);
        if (command.DryRun)
        {
            return report;
        }

        if (report.Changes.Count == 0)
        {
            throw new ImportConflictException("zone.unchanged", ZoneTexts.Format("Unchanged", report.Previous));
        }

        // The number is the guard: whoever read the same newest version and writes first has it.
        var row = new ZoneStore.ZoneDocumentRow
        {
            Kind = kind.ToString(),
            Version = report.Version,
            EffectiveFrom = command.EffectiveFrom!.Value,
            Body = body,
            ImportedAt = clock.Now(),
            ImportedBy = actor.Name.Length <= MostNameCharacters ? actor.Name : actor.Name[..MostNameCharacters],
            Note = command.Note!.Trim(),
            Summary = ZoneChange.Summarize(report.Changes),
        };
        if (!await database.WriteAsync(Lane.People, db => db.TryAddZoneVersionAsync(row), cancellation))
        {
            throw new ImportConflictException("zone.changed_meanwhile", ZoneTexts.Get("ChangedMeanwhile"));
        }

        await zone.ReloadAsync(cancellation);
        return report;
    }

    /// <summary>A catalogue as a sheet would make it.</summary>
    /// <exception cref="ImportRefusedException">The sheet is wrong.</exception>
    internal async Task<DispatchCatalogue> DraftCatalogueAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellation)
    {
        var newest = await NewestAsync(ZoneKind.Catalogue, cancellation);
        var errors = new List<ImportError>();
        var rules = CatalogueSheet.Read(csv, ZoneDocuments.Read<ZoneDocuments.Catalogue>(ZoneKind.Catalogue, newest.Body), zone.Current, errors);
        Refuse(errors);
        return CatalogueSheet.Make(newest.Version + 1, rules, zone.Current);
    }

    /// <summary>A profile as a sheet would make it.</summary>
    /// <exception cref="ImportRefusedException">The sheet is wrong.</exception>
    internal async Task<DeadlineProfile> DraftProfileAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellation)
    {
        var newest = await NewestAsync(ZoneKind.Profile, cancellation);
        var document = ZoneDocuments.Read<ZoneDocuments.Profile>(ZoneKind.Profile, newest.Body);
        var errors = new List<ImportError>();
        var lines = ProfileSheet.Read(csv, ZoneDocuments.CeilingsOf(document), errors);
        Refuse(errors);
        return ZoneDocuments.ProfileOf(document with { Version = newest.Version + 1, Lines = lines });
    }

    private async Task<ZoneStore.ZoneDocumentRow> NewestAsync(ZoneKind kind, CancellationToken cancellation) =>
        (await database.ReadAsync(db => db.ListZoneDocumentsAsync(), cancellation)).Last(row => row.Kind == kind.ToString());

    private (Report Report, string Body) Draft(
        ZoneKind kind, ReadOnlyMemory<byte> content, Command command, IReadOnlyList<ZoneStore.ZoneDocumentRow> rows, List<ImportError> commandErrors)
    {
        // The list is in the order of versions.
        var newest = rows.Last(row => row.Kind == kind.ToString());
        var errors = new List<ImportError>(commandErrors);
        if (command.EffectiveFrom < newest.EffectiveFrom)
        {
            errors.Add(new ImportError(null, "effectiveFrom", ZoneTexts.Format("FromBeforeExisting", newest.Version, newest.EffectiveFrom)));
        }

        var (version, from) = (newest.Version + 1, command.EffectiveFrom ?? default);
        var (changes, body) = kind switch
        {
            ZoneKind.Catalogue => Catalogue(content, newest, version, from, errors),
            ZoneKind.Profile => Profile(content, newest, version, from, errors),
            ZoneKind.Calendar => Calendar(content, newest, version, errors),
            ZoneKind.Phrases => Phrases(content, newest, version, from, errors),
            ZoneKind.Units => Units(content, newest, version, from, errors),
            ZoneKind.Scheme => Scheme(content, newest, version, from, errors),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind is not imported."),
        };
        return (new Report(kind, command.DryRun, version, newest.Version, command.EffectiveFrom, changes), body);
    }

    private (IReadOnlyList<ZoneChange> Changes, string Body) Catalogue(
        ReadOnlyMemory<byte> csv, ZoneStore.ZoneDocumentRow newest, int version, DateOnly from, List<ImportError> errors)
    {
        var document = ZoneDocuments.Read<ZoneDocuments.Catalogue>(ZoneKind.Catalogue, newest.Body);
        var rules = CatalogueSheet.Read(csv, document, zone.Current, errors);
        Refuse(errors);
        return (
            ZoneChange.Between(document.Rules, rules, CatalogueSheet.Columns, orderMatters: false),
            ZoneDocuments.Write(document with { Version = version, EffectiveFrom = from, Rules = rules }));
    }

    private static (IReadOnlyList<ZoneChange> Changes, string Body) Profile(
        ReadOnlyMemory<byte> csv, ZoneStore.ZoneDocumentRow newest, int version, DateOnly from, List<ImportError> errors)
    {
        var document = ZoneDocuments.Read<ZoneDocuments.Profile>(ZoneKind.Profile, newest.Body);
        var lines = ProfileSheet.Read(csv, ZoneDocuments.CeilingsOf(document), errors);
        Refuse(errors);
        return (
            ZoneChange.Between(document.Lines, lines, ProfileSheet.Columns, orderMatters: true),
            ZoneDocuments.Write(document with { Version = version, EffectiveFrom = from, Lines = lines }));
    }

    private (IReadOnlyList<ZoneChange> Changes, string Body) Calendar(
        ReadOnlyMemory<byte> json, ZoneStore.ZoneDocumentRow newest, int version, List<ImportError> errors)
    {
        var before = CalendarFile.Parse(newest.Body);
        var problems = new List<string>();
        var after = CalendarFile.Amend(before, CalendarFile.Parse(new MemoryStream(json.ToArray()), problems));
        errors.AddRange(problems.Select(problem => new ImportError(null, null, ZoneTexts.Format("CalendarUnreadable", problem))));
        if (problems.Count == 0)
        {
            try
            {
                _ = new WorkCalendar(version, after, WorkSchedule.Default, zone.Current.Calendar.Zone);
            }
            catch (ArgumentException gap)
            {
                errors.Add(new ImportError(null, null, ZoneTexts.Format("CalendarGap", gap.Message)));
            }
        }

        Refuse(errors);
        return (ZoneChange.Between(before, after, CalendarFile.Columns, orderMatters: false), CalendarFile.Write(after));
    }

    private (IReadOnlyList<ZoneChange> Changes, string Body) Phrases(
        ReadOnlyMemory<byte> json, ZoneStore.ZoneDocumentRow newest, int version, DateOnly from, List<ImportError> errors)
    {
        var before = ZoneDocuments.Read<ZoneDocuments.Phrases>(ZoneKind.Phrases, newest.Body);
        var after = PhrasesFile.Read(json, before, zone.Current.Categories.Keys.ToHashSet(), errors);
        Refuse(errors);
        return (PhrasesFile.Between(before, after), ZoneDocuments.Write(after with { Version = version, EffectiveFrom = from }));
    }

    private static (IReadOnlyList<ZoneChange> Changes, string Body) Units(
        ReadOnlyMemory<byte> json, ZoneStore.ZoneDocumentRow newest, int version, DateOnly from, List<ImportError> errors)
    {
        var document = ZoneDocuments.Read<ZoneDocuments.Units>(ZoneKind.Units, newest.Body);
        var units = UnitsFile.Read(json, document.Items, errors);
        Refuse(errors);
        return (
            ZoneChange.Between(document.Items, units, UnitsFile.Columns, orderMatters: false),
            ZoneDocuments.Write(document with { Version = version, EffectiveFrom = from, Items = units }));
    }

    private static (IReadOnlyList<ZoneChange> Changes, string Body) Scheme(
        ReadOnlyMemory<byte> json, ZoneStore.ZoneDocumentRow newest, int version, DateOnly from, List<ImportError> errors)
    {
        var before = ZoneDocuments.Read<ZoneDocuments.Scheme>(ZoneKind.Scheme, newest.Body);
        var after = SchemeFile.Read(json, before, errors) with { Version = version, EffectiveFrom = from };
        Refuse(errors);
        return (ZoneChange.Between([before], [after], SchemeFile.Columns, orderMatters: false), ZoneDocuments.Write(after));
    }

    private static void Refuse(List<ImportError> errors)
    {
        if (errors.Count > 0)
        {
            throw new ImportRefusedException([.. errors.OrderBy(error => error.Line ?? 0)]);
        }
    }
}
