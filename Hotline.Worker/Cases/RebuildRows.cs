using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>Folds every case anew and mends the rows that differ; also answers how many do, without touching them.</summary>
public sealed class RebuildRows(Database database, ZoneBook zone)
{
    /// <param name="mend">False: only look.</param>
    /// <param name="progress">Told the number of cases looked at.</param>
    /// <param name="cancellation">Stops between two cases.</param>
    /// <returns>Cases looked at, and the numbers whose rows differ from their events.</returns>
    public async Task<(int Cases, IReadOnlyList<string> Different)> ExecuteAsync(bool mend, IProgress<int>? progress, CancellationToken cancellation)
    {
        var cases = 0;
        var different = await database.ReadAsync(
            async db =>
            {
                var found = new List<string>();
                await foreach (var history in db.StreamHistoriesAsync())
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (history[0] is not CaseRegistered)
                    {
                        continue;
                    }

                    cases++;
                    progress?.Report(cases);
                    var @case = Case.Fold(history);
                    if (!await AgreesAsync(db, @case))
                    {
                        found.Add(@case.Number);
                    }
                }

                return found;
            },
            cancellation);
        foreach (var number in mend ? different : [])
        {
            await database.WriteAsync(Lane.Backlog, db => MendAsync(db, number), cancellation);
        }

        return (cases, different);
    }

    private async Task<bool> AgreesAsync(Session db, Case @case)
    {
        var rows = CaseRows.Of(@case, zone.Current.BasisOf(@case));
        return await db.FindRowsAsync(@case.Number) is { } stored
            && stored.Case == rows.Case
            && stored.Assignments.SequenceEqual(rows.Assignments)
            && stored.Clocks.SequenceEqual(rows.Clocks.OrderBy(row => row.Clock, StringComparer.Ordinal));
    }

    private async Task MendAsync(Session db, string number)
    {
        var @case = (await db.FindCaseAsync(number))!;
        var counted = await db.FindCountedVersionAsync(number);
        await db.DeleteRowsAsync(number);
        await db.SaveRowsAsync(null, @case, zone.Current.BasisOf(@case), countable: true);
        if (counted > 0)
        {
            // The tallies know this much of it, whatever its rows said.
            await db.ResetCountedAsync(number, counted);
        }
    }
}
