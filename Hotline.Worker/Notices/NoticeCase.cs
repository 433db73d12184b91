using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Notices;
using Hotline.Storage;

namespace Hotline.Notices;

/// <summary>
/// Puts what happened to a case since it was last asked into the inboxes of those concerned. Safe to ask any number of
/// times, in any order, by any number of workers: the mark on the row decides, and what was read stays read.
/// </summary>
public sealed class NoticeCase(Database database)
{
    public Task ExecuteAsync(string number, CancellationToken cancellation) => database.WriteAsync(
        Lane.Backlog,
        async db =>
        {
            if (await db.FindNoticeMarkAsync(number) is not { Unnoticed: true } mark)
            {
                return;
            }

            var events = await db.ReadEventsAsync(number);
            if (!await db.MarkNoticedAsync(number, mark.NoticedVersion, events.Count))
            {
                // The case moved on while it was read; that step's own message tells of both.
                return;
            }

            foreach (var notice in NoticesOf(events, mark.NoticedVersion))
            {
                await db.InsertNoticeAsync(notice);
            }
        },
        cancellation);

    /// <summary>The entries that the events behind a version make.</summary>
    internal static IEnumerable<NoticeRow> NoticesOf(IReadOnlyList<HotlineEvent> events, int known)
    {
        Case? @case = null;
        foreach (var happened in events)
        {
            @case = @case is null ? Case.Fold([happened]) : @case.Apply(happened);
            if (happened.Version <= known || !Recipients.AreTold(happened))
            {
                continue;
            }

            var turned = happened as LightTurned;
            foreach (var recipient in Recipients.Of(happened, @case))
            {
                yield return new NoticeRow
                {
                    Recipient = recipient,
                    Number = happened.Number,
                    Version = happened.Version,
                    Kind = happened.GetType().Name,
                    Light = turned?.Light.ToString(),
                    Clock = turned?.Clock.ToString(),
                    Unit = happened.Unit,
                    At = happened.At,
                };
            }
        }
    }
}
