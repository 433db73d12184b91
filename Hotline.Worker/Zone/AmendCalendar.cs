using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Zone;

/// <summary>
/// 工作日历修订: stores the calendar with a new notice in it, and says which open cases are still counted with an older one
/// (domain.md §2.4, S14). A case keeps its calendar until it is counted anew, which is a step of its own.
/// </summary>
public sealed class AmendCalendar(ImportZone import, Database database)
{
    /// <param name="Report">What the calendar gained and lost.</param>
    /// <param name="Outdated">Numbers of the open cases that are counted with an older calendar.</param>
    public sealed record Amendment(ImportZone.Report Report, IReadOnlyList<string> Outdated);

    /// <inheritdoc cref="ImportZone.ExecuteAsync"/>
    public async Task<Amendment> ExecuteAsync(
        ReadOnlyMemory<byte> json, ImportZone.Command command, Actor actor, CancellationToken cancellation)
    {
        var report = await import.ExecuteAsync(ZoneKind.Calendar, json, command, actor, cancellation);
        return new Amendment(report, await ListOutdatedAsync(report.Version, cancellation));
    }

    /// <summary>Open cases that are counted with a calendar older than a version, in the order of numbers.</summary>
    public async Task<IReadOnlyList<string>> ListOutdatedAsync(int version, CancellationToken cancellation)
    {
        var outdated = new List<string>();
        IReadOnlyList<History> page = [];
        do
        {
            var after = page.Count == 0 ? "" : page[^1].Number;
            page = await database.ReadAsync(db => db.ListOpenHistoriesAsync(after), cancellation);
            outdated.AddRange(page.Where(history => history.Case?.CalendarVersion < version).Select(history => history.Number));
        }
        while (page.Count >= ZoneStore.CasePage);

        return outdated;
    }
}
