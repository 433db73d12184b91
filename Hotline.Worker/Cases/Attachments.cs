using Hotline.Accounts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>附件 for reading: a unit has the hotline's and its own, never another unit's.</summary>
public sealed class Attachments(Database database, ZoneBook zone, AccountBook people)
{
    /// <param name="Name">As its sender called it, cleaned.</param>
    /// <param name="Assignment">Whose evidence it is; <c>null</c> for a file of the hotline.</param>
    /// <param name="Internal">内部: never for the requester; of the hotline's own files, not for units either.</param>
    /// <param name="By">The account that attached it.</param>
    public sealed record Item(
        int Number,
        string Name,
        FileKind Kind,
        string ContentType,
        int Bytes,
        string Sha256,
        int? Assignment,
        string? Unit,
        string? UnitName,
        bool Internal,
        string By,
        DateTimeOffset At)
    {
        /// <summary>姓名 of who attached it; <c>null</c> when no account is known by that.</summary>
        public string? ByName { get; init; }
    }

    public sealed record File(Item Item, byte[] Content);

    /// <summary>Whether somebody who sees the case sees this file of it.</summary>
    public static bool IsSeen(Attachment attachment, Actor actor) => Sight.Of(actor) is var sight
        && !sight.IsNothing && (sight.Unit is null || attachment.IsFor(sight.Unit));

    /// <summary>What was attached and not removed, in the order of the numbers.</summary>
    /// <exception cref="CaseNotFoundException">No such case, or not one that the actor sees.</exception>
    public async Task<IReadOnlyList<Item>> ListAsync(string number, Actor actor, CancellationToken cancellation)
    {
        var items = await ReadAsync(number, actor, cancellation);
        var names = await people.NamesAsync(items.Select(item => item.By), cancellation);
        return [.. items.Select(item => item with { ByName = names.GetValueOrDefault(item.By) })];
    }

    private Task<IReadOnlyList<Item>> ReadAsync(string number, Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var @case = await db.SeeCaseAsync(number, actor);
            var rows = (await db.ListAttachmentsAsync(number)).ToDictionary(row => row.Attachment);
            return (IReadOnlyList<Item>)
            [
                .. @case.Attachments.Where(attachment => attachment.IsThere && IsSeen(attachment, actor) && rows.ContainsKey(attachment.Number))
                    .Select(attachment => ItemOf(attachment, rows[attachment.Number].Name)),
            ];
        },
        cancellation);

    /// <returns><c>null</c> when there is no such file, it was removed, or the actor does not see it.</returns>
    /// <exception cref="CaseNotFoundException">No such case, or not one that the actor sees.</exception>
    public Task<File?> FindAsync(string number, int attachment, Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db =>
        {
            var @case = await db.SeeCaseAsync(number, actor);
            return @case.Attachments.FirstOrDefault(file => file.Number == attachment && file.IsThere && IsSeen(file, actor)) is { } found
                && await db.FindAttachmentAsync(number, attachment) is { } row
                    ? new File(ItemOf(found, row.Name), row.Content)
                    : null;
        },
        cancellation);

    private Item ItemOf(Attachment attachment, string name) => new(
        attachment.Number,
        name,
        attachment.Kind,
        attachment.ContentType,
        attachment.Bytes,
        attachment.Sha256,
        attachment.Assignment,
        attachment.Unit,
        attachment.Unit is { } unit && zone.Current.Units.TryGetValue(unit, out var known) ? ReadersLanguage.Pick(known.Name, known.NameEn) : null,
        attachment.Internal,
        attachment.By,
        attachment.At);
}
