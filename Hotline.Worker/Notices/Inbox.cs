using System.Globalization;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Notices;
using Hotline.Domain.Scorecards;
using Hotline.Meetings;
using Hotline.Scorecards.Circulars;
using Hotline.Scorecards.Pack;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Notices;

/// <summary>消息: what a role, a unit's role or a list was told; newest first, page by key.</summary>
public sealed class Inbox(Database database, ZoneBook zone, MakePack packs, TimeProvider clock)
{
    public const int MostPerPage = 200;

    /// <summary>What is unread beyond this is not counted.</summary>
    public const int MostCounted = 99;

    /// <summary>One entry.</summary>
    /// <param name="Id">For <see cref="ReadAsync"/>.</param>
    /// <param name="Number">Of the case; of a decision its own; of a circular its period.</param>
    /// <param name="Title">Of the case or the circular, or the text of the decision; <c>null</c> when it has none, or is out of sight by now.</param>
    /// <param name="Kind">The event's type, e.g. <c>RequestFiled</c>, or <see cref="CircularRound.Notice"/>.</param>
    public sealed record Item(
        string Id,
        string Recipient,
        string Number,
        int Version,
        string? Title,
        string Kind,
        string? Light,
        string? Clock,
        string? Unit,
        DateTimeOffset At,
        DateTimeOffset? ReadAt);

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <summary>The recipient as it is stored, however it was typed; <c>null</c> when there is none of that name.</summary>
    public string? Find(string recipient)
    {
        if (new[] { Recipients.Digest, Recipients.Circular }.FirstOrDefault(list => list.Equals(recipient, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return known;
        }

        var parts = recipient.Split('@');
        return !Enum.TryParse<Role>(parts[0], ignoreCase: true, out var role) || !parts[0].All(char.IsAsciiLetter) ? null
            : parts.Length == 1 ? role.ToString()
            : parts.Length == 2 && zone.Current.Units.ContainsKey(parts[1]) ? $"{role}@{parts[1]}"
            : null;
    }

    /// <param name="recipient">As <see cref="Find"/> gives it.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="unread">Only what nobody has read.</param>
    /// <param name="after">The <see cref="Page.Next"/> of the page before; <c>null</c> for the first.</param>
    /// <param name="take">Entries, 1 to <see cref="MostPerPage"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="AccessRefusedException">It is the inbox of a role that the actor does not hold, or of another unit.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place an inbox gave.</exception>
    public async Task<Page> ListAsync(string recipient, Actor actor, bool unread, string? after, int take, CancellationToken cancellation)
    {
        if (!Of(actor).Contains(recipient))
        {
            throw new AccessRefusedException();
        }

        return await ListAsync([recipient], actor, unread, after, take, cancellation);
    }

    /// <summary>Everything that the actor is told, of all its roles together; what reached it in two ways stands there once.</summary>
    /// <inheritdoc cref="ListAsync(string, Actor, bool, string?, int, CancellationToken)"/>
    public Task<Page> ListAsync(Actor actor, bool unread, string? after, int take, CancellationToken cancellation) =>
        ListAsync(Of(actor), actor, unread, after, take, cancellation);

    /// <summary>How much the actor has not read; one more than <see cref="MostCounted"/> stands for all beyond it.</summary>
    public Task<int> CountUnreadAsync(Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var unread = new HashSet<(string, int)>();
            foreach (var recipient in Of(actor))
            {
                unread.UnionWith((await db.ListUnreadNoticesAsync(recipient, NoticePlace.Start, MostCounted + 1)).Select(row => (row.Number, row.Version)));
            }

            return Math.Min(unread.Count, MostCounted + 1);
        },
        cancellation);

    /// <summary>Marks an entry as read in every inbox of the actor's; once more changes nothing.</summary>
    /// <returns>The entry; <c>null</c> when there is none with this id, or none for this actor.</returns>
    public async Task<Item?> ReadAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var own = Of(actor);
        if (id.Split('.') is not [var recipient, var number, var text]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || Find(recipient) is not { } known || !own.Contains(known)
            || (CaseNumber.TryParse(number, out var found) ? found : DecisionNotices.TryParse(number, out _, out _) ? number : CircularOf(number)?.Name) is not { } about)
        {
            return null;
        }

        return await database.WriteAsync(
            Lane.People,
            async db =>
            {
                foreach (var inbox in own)
                {
                    await db.ReadNoticeAsync(inbox, about, version, clock.Now());
                }

                return await db.FindNoticeAsync(known, about, version) is { } row ? (await ItemsAsync(db, [row], actor))[0] : null;
            },
            cancellation);
    }

    /// <summary>
    /// Whose inboxes somebody reads: those of the own roles, for who acts for a unit within it. The digest is the leaders';
    /// the circular also that of those who write it.
    /// </summary>
    public static IReadOnlyList<string> Of(Actor actor) => Sight.Of(actor) switch
    {
        { IsNothing: true } => [],
        { Unit: { } unit } => [.. actor.Roles.Select(role => $"{role}@{unit}")],
        _ =>
        [
            .. actor.Roles.Where(role => role is not (Role.Handler or Role.UnitHead or Role.Administrator)).Select(role => role.ToString()),
            .. actor.Is(Role.Leader) ? (string[])[Recipients.Digest] : [],
            .. actor.Is(Role.Leader) || actor.Is(Role.Supervisor) || actor.Is(Role.Assessor) ? (string[])[Recipients.Circular] : [],
        ],
    };

    private async Task<Page> ListAsync(IReadOnlyList<string> recipients, Actor actor, bool unread, string? after, int take, CancellationToken cancellation)
    {
        var place = after is null ? NoticePlace.Start : ParsePlace(after);
        return await database.ReadAsync(
            async db =>
            {
                // One more than asked of each: only if it exists is there a next page.
                var rows = new List<NoticeRow>();
                foreach (var recipient in recipients)
                {
                    rows.AddRange(unread ? await db.ListUnreadNoticesAsync(recipient, place, take + 1) : await db.ListNoticesAsync(recipient, place, take + 1));
                }

                List<NoticeRow> once =
                [
                    .. rows.DistinctBy(row => (row.Number, row.Version))
                        .OrderByDescending(row => row.At).ThenByDescending(row => row.Number, StringComparer.Ordinal).ThenByDescending(row => row.Version)
                        .Take(take + 1),
                ];
                return new Page(
                    await ItemsAsync(db, [.. once.Take(take)], actor),
                    once.Count <= take ? null : PagePlace.Format(once[take - 1].At, once[take - 1].Number, once[take - 1].Version));
            },
            cancellation);
    }

    private async Task<IReadOnlyList<Item>> ItemsAsync(Session db, IReadOnlyList<NoticeRow> rows, Actor actor)
    {
        var sight = Sight.Of(actor);
        var titles = (rows.Count == 0 ? [] : await db.ListCasesAsync([.. rows.Select(row => row.Number).Distinct()]))
            .Where(found => found.Text is not null && sight.Covers(found.Case))
            .ToDictionary(found => found.Case.Number, found => CaseLedger.ReadText(found.Text!).Title);
        foreach (var decision in await DecisionsAsync(db, rows))
        {
            titles[DecisionNotices.NumberOf(decision.Meeting, decision.Decision)] = decision.Text;
        }

        foreach (var number in rows.Where(row => row.Kind == CircularRound.Notice).Select(row => row.Number))
        {
            titles[number] = CircularOf(number) is { } period ? PackChapters.TitleOf(period, packs.Texts(ReadersLanguage.IsEnglish)) : null;
        }

        return
        [
            .. rows.Select(row => new Item(
                FormattableString.Invariant($"{row.Recipient}.{row.Number}.{row.Version}"),
                row.Recipient, row.Number, row.Version, titles.GetValueOrDefault(row.Number), row.Kind, row.Light, row.Clock, row.Unit, row.At, row.ReadAt)),
        ];
    }

    private static async Task<IReadOnlyList<DecisionRow>> DecisionsAsync(Session db, IReadOnlyList<NoticeRow> rows)
    {
        List<string> meetings = [.. rows.Select(row => DecisionNotices.TryParse(row.Number, out var meeting, out _) ? meeting : null).OfType<string>().Distinct()];
        return meetings.Count == 0 ? [] : await db.ListDecisionsAsync(meetings);
    }

    private static Period? CircularOf(string number) => Period.TryParse(number, out var period) && period.Kind is PeriodKind.Month or PeriodKind.Week ? period : null;

    private static NoticePlace ParsePlace(string text) =>
        PagePlace.TryParse(text, out var at, out var number, out var version)
            ? new NoticePlace(at, number, version)
            : throw new FormatException($"'{text}' is not a place in an inbox.");
}
