using System.Globalization;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Notices;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Notices;

/// <summary>消息: what a role, a unit's role or a list was told; newest first, page by key.</summary>
public sealed class Inbox(Database database, ZoneBook zone, TimeProvider clock)
{
    public const int MostPerPage = 200;

    /// <summary>One entry.</summary>
    /// <param name="Id">For <see cref="ReadAsync"/>.</param>
    /// <param name="Kind">The event's type, e.g. <c>RequestFiled</c>.</param>
    public sealed record Item(
        string Id, string Recipient, string Number, int Version, string Kind, string? Light, string? Clock, string? Unit, DateTimeOffset At, DateTimeOffset? ReadAt);

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
    /// <exception cref="AccessRefusedException">It is another unit's inbox, or a unit asks for the hotline's.</exception>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place an inbox gave.</exception>
    public async Task<Page> ListAsync(string recipient, Actor actor, bool unread, string? after, int take, CancellationToken cancellation)
    {
        if (!MayRead(recipient, actor))
        {
            throw new AccessRefusedException();
        }

        var place = after is null ? NoticePlace.Start : ParsePlace(after);
        // One more than asked: only if it exists is there a next page.
        var rows = await database.ReadAsync(
            db => unread ? db.ListUnreadNoticesAsync(recipient, place, take + 1) : db.ListNoticesAsync(recipient, place, take + 1), cancellation);
        return new Page(
            [.. rows.Take(take).Select(ItemOf)],
            rows.Count <= take ? null : PagePlace.Format(rows[take - 1].At, rows[take - 1].Number, rows[take - 1].Version));
    }

    /// <summary>Marks an entry as read; once more changes nothing.</summary>
    /// <returns>The entry; <c>null</c> when there is none with this id, or none for this actor.</returns>
    public async Task<Item?> ReadAsync(string id, Actor actor, CancellationToken cancellation)
    {
        if (id.Split('.') is not [var recipient, var number, var text]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || Find(recipient) is not { } known || !MayRead(known, actor) || !CaseNumber.TryParse(number, out var found))
        {
            return null;
        }

        return await database.WriteAsync(
            Lane.People,
            async db =>
            {
                await db.ReadNoticeAsync(known, found, version, clock.Now());
                return await db.FindNoticeAsync(known, found, version) is { } row ? ItemOf(row) : null;
            },
            cancellation);
    }

    // A unit's inboxes are its own people's, and the hotline's to look into; the hotline's are no unit's.
    private static bool MayRead(string recipient, Actor actor)
    {
        var sight = Sight.Of(actor);
        return !sight.IsNothing && (sight.Unit is not { } own || recipient.Split('@') is [_, var unit] && unit == own);
    }

    private static Item ItemOf(NoticeRow row) => new(
        FormattableString.Invariant($"{row.Recipient}.{row.Number}.{row.Version}"),
        row.Recipient, row.Number, row.Version, row.Kind, row.Light, row.Clock, row.Unit, row.At, row.ReadAt);

    private static NoticePlace ParsePlace(string text) =>
        PagePlace.TryParse(text, out var at, out var number, out var version)
            ? new NoticePlace(at, number, version)
            : throw new FormatException($"'{text}' is not a place in an inbox.");
}
