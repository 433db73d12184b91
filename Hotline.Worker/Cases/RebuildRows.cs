using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>Folds every case and praise anew and mends the rows that differ; also answers which do, without touching them.</summary>
public sealed class RebuildRows(Database database, ZoneBook zone)
{
    /// <summary>What a walk through the log has found.</summary>
    public sealed record Report
    {
        public int Cases { get; init; }
        public int Praises { get; init; }

        /// <summary>Numbers whose rows differ from their events.</summary>
        public required IReadOnlyList<string> Different { get; init; }

        /// <summary>Numbers whose events cannot be read or folded, and why.</summary>
        public required IReadOnlyDictionary<string, string> Unreadable { get; init; }

        /// <summary>Numbers that have rows and no events. Nothing else is left of them, so nobody deletes them.</summary>
        public required IReadOnlyList<string> Orphans { get; init; }

        /// <summary>附件: what the log says is there and is not, or the other way round. A content cannot be made anew, nor is one deleted here.</summary>
        public IReadOnlyList<string> Files { get; init; } = [];

        public bool IsClean => Different.Count == 0 && Unreadable.Count == 0 && Orphans.Count == 0 && Files.Count == 0;
    }

    /// <param name="mend">False: only look.</param>
    /// <param name="progress">Told the number of cases looked at.</param>
    /// <param name="cancellation">Stops between two pages or two mended cases.</param>
    /// <exception cref="UnreadableLogException">Nothing was mended, because not all of the log can be read.</exception>
    public async Task<Report> ExecuteAsync(bool mend, IProgress<int>? progress, CancellationToken cancellation)
    {
        var (cases, praises) = (0, 0);
        var different = new List<string>();
        var unreadable = new Dictionary<string, string>();
        var files = new List<string>();
        IReadOnlyList<History> page = [];
        do
        {
            // Rows are compared with their own events only, so each page may have a snapshot of its own.
            page = await database.ReadAsync(
                async db =>
                {
                    var next = await db.ListHistoriesAsync(page.Count == 0 ? "" : page[^1].Number);
                    foreach (var history in next)
                    {
                        if (await FindProblemAsync(db, history, different) is { } problem)
                        {
                            unreadable.Add(history.Number, problem);
                        }
                    }

                    files.AddRange(await FindFileProblemsAsync(db, next));
                    return next;
                },
                cancellation);
            cases += page.Count(history => history.Case is not null);
            praises += page.Count(history => history.Praise is not null);
            progress?.Report(cases);
        }
        while (page.Count >= EventStore.HistoryPage);

        if (mend && unreadable.Count > 0)
        {
            throw new UnreadableLogException(unreadable);
        }

        foreach (var number in mend ? different : [])
        {
            await database.WriteAsync(Lane.Backlog, db => MendAsync(db, number), cancellation);
        }

        return new Report
        {
            Cases = cases,
            Praises = praises,
            Different = different,
            Unreadable = unreadable,
            Files = files,
            Orphans = await database.ReadAsync(db => db.ListOrphansAsync(), cancellation),
        };
    }

    private async Task<string?> FindProblemAsync(Session db, History history, List<string> different)
    {
        var agrees = true;
        if (history.Praise is { } praise)
        {
            agrees = await db.FindPraiseAsync(history.Number) == PraiseRow.Of(praise);
        }
        else if (history.Case is { } @case)
        {
            CaseRows rows;
            try
            {
                rows = CaseRows.Of(@case, zone.Current.BasisOf(@case));
            }
            catch (Exception exception)
            {
                return exception.Message;
            }

            agrees = await AgreesAsync(db, rows);
        }

        if (!agrees)
        {
            different.Add(history.Number);
        }

        return history.Problem;
    }

    private static async Task<IEnumerable<string>> FindFileProblemsAsync(Session db, IReadOnlyList<History> page)
    {
        if (page.Count == 0)
        {
            return [];
        }

        var stored = (await db.ListAttachmentsBetweenAsync(page[0].Number, page[^1].Number)).ToLookup(row => row.Number);
        return from @case in page.Select(history => history.Case).OfType<Case>()
               from problem in FileProblems(@case, [.. stored[@case.Number]])
               select $"{@case.Number} {problem}";
    }

    private static IEnumerable<string> FileProblems(Case @case, IReadOnlyList<AttachmentRow> stored)
    {
        foreach (var attachment in @case.Attachments.Where(attachment => attachment.IsThere))
        {
            switch (stored.FirstOrDefault(row => row.Attachment == attachment.Number))
            {
                case null:
                    yield return $"file {attachment.Number}: an event without a content";
                    break;
                case var row when (row.Sha256, row.Bytes) != (attachment.Sha256, attachment.Bytes):
                    yield return $"file {attachment.Number}: another content than the event's";
                    break;
            }
        }

        foreach (var row in stored.Where(row => !@case.Attachments.Any(attachment => attachment.IsThere && attachment.Number == row.Attachment)))
        {
            yield return $"file {row.Attachment}: a content without an event";
        }
    }

    private static async Task<bool> AgreesAsync(Session db, CaseRows rows) =>
        await db.FindRowsAsync(rows.Case.Number) is { } stored
        && stored.Case == rows.Case
        && stored.Assignments.SequenceEqual(rows.Assignments)
        && stored.Clocks.SequenceEqual(rows.Clocks.OrderBy(row => row.Clock, StringComparer.Ordinal))
        && stored.Requests.SequenceEqual(rows.Requests)
        && stored.Supervisions.SequenceEqual(rows.Supervisions)
        && stored.Invitations.SequenceEqual(rows.Invitations);

    private async Task MendAsync(Session db, string number)
    {
        var events = await db.ReadEventsAsync(number);
        if (events[0] is PraiseRecorded praise)
        {
            var isCounted = await db.ListCountMarksAsync(number, number) is [{ Uncounted: false }];
            await db.DeletePraiseAsync(number);
            await db.InsertPraiseAsync(praise);
            if (isCounted)
            {
                await db.MarkPraiseCountedAsync(number);
            }

            return;
        }

        var @case = Case.Fold(events);
        var counted = await db.FindCountedVersionAsync(number);
        var noticed = (await db.FindNoticeMarkAsync(number))?.NoticedVersion ?? 0;
        await db.DeleteRowsAsync(number);
        var basis = zone.Current.BasisOf(@case);
        await db.SaveRowsAsync(null, @case, basis, basis, countable: true, noticeable: true);
        if (counted > 0)
        {
            // The tallies know this much of it, whatever its rows said.
            await db.ResetCountedAsync(number, counted);
        }

        // So do the inboxes; what is in them stands apart and stays.
        await db.ResetNoticedAsync(number, noticed);
    }
}
