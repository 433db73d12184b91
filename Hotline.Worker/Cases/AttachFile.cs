using System.Security.Cryptography;
using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Files;
using Hotline.Storage;
using Microsoft.Extensions.Options;

namespace Hotline.Cases;

/// <summary>A file is not taken in, whatever case it is for. Its code is stable.</summary>
public sealed class FileRefusedException(string code, string reason) : Exception(reason)
{
    public const string Empty = "attachment.empty";
    public const string TooLarge = "attachment.too_large";
    public const string UnknownType = "attachment.type";

    public string Code => code;
}

/// <summary>
/// 附件: attaches files to a case, and takes them away again. Nobody needs to have seen the case's last step for it: a file
/// changes nothing that another's step depends on. A draft has no number yet, and takes no files.
/// </summary>
public sealed class AttachFile(CaseLedger ledger, IOptions<HotlineOptions> options)
{
    private const int MostAttempts = 3;

    /// <param name="Name">As the sender calls it.</param>
    /// <param name="Content">At most <see cref="HotlineOptions.MostFileBytes"/>.</param>
    public sealed record Upload(string? Name, byte[] Content);

    public sealed record Command
    {
        public required IReadOnlyList<Upload> Files { get; init; }

        /// <summary>Whose evidence it is; left out: the last assignment of the actor's unit, or, for the hotline, none.</summary>
        public int? Assignment { get; init; }

        /// <summary>
        /// 内部: never for the requester; of the hotline's own files, not for units either. Left out, so are the hotline's files
        /// of a case that is 保密, because a letter or a recording says who asks.
        /// </summary>
        public bool? Internal { get; init; }
    }

    /// <summary>What became of one file.</summary>
    /// <param name="Number">Within the case; of the same content attached before, that one's.</param>
    /// <param name="IsNew">False when its owner had attached this content already.</param>
    public sealed record Receipt(int Number, string Name, FileKind Kind, string ContentType, int Bytes, string Sha256, bool Internal, bool IsNew);

    public sealed record Removal
    {
        /// <summary>A shift leader says why; whoever attached it need not.</summary>
        public string? Reason { get; init; }
    }

    public sealed class RemovalValidator : AbstractValidator<Removal>
    {
        public RemovalValidator() => RuleFor(removal => removal.Reason).Lines(FieldRules.ContentLength);
    }

    /// <summary>All of them, or none.</summary>
    /// <param name="number">The case.</param>
    /// <param name="command">What is attached.</param>
    /// <param name="actor">Who attaches.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <returns>In the order of the files.</returns>
    /// <exception cref="FileRefusedException">A file is empty, too large, or of no type that is taken in.</exception>
    /// <exception cref="CaseNotFoundException">No such case, or not one that the actor sees.</exception>
    /// <exception cref="CaseRefusedException">The rule refused.</exception>
    public async Task<IReadOnlyList<Receipt>> ExecuteAsync(string number, Command command, Actor actor, CancellationToken cancellation)
    {
        var files = command.Files.Select(Take).ToList();
        var added = new Dictionary<string, int>();
        var after = await TakeAsync(
            number,
            actor,
            async (db, @case) =>
            {
                added.Clear();
                var isInternal = command.Internal ?? (@case.Confidential && actor.Unit is null);
                var decision = Attaching.Decide(
                    @case,
                    [.. files.Select(file => file.Event with { Internal = isInternal })],
                    command.Assignment,
                    new FileLimits(options.Value.MostFilesOfCase, options.Value.MostFileBytesOfCase),
                    actor);
                foreach (var attached in decision.Events.OfType<FileAttached>())
                {
                    var (name, _, content) = files.First(file => file.Event.Sha256 == attached.Sha256);
                    added[attached.Sha256] = attached.Attachment;
                    await db.InsertAttachmentAsync(new AttachmentRow
                    {
                        Number = number,
                        Attachment = attached.Attachment,
                        Name = name,
                        Bytes = attached.Bytes,
                        Sha256 = attached.Sha256,
                        Content = content,
                    });
                }

                return decision;
            },
            text: null,
            cancellation);
        return [.. files.Select(file => ReceiptOf(file.Name, file.Event, command, after, actor, added))];
    }

    /// <summary>The content and its name go; that there was a file stays.</summary>
    /// <param name="number">The case.</param>
    /// <param name="attachment">Number of the file.</param>
    /// <param name="removal">Validated.</param>
    /// <param name="actor">Who removes it.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="CaseNotFoundException">No such case, or not one that the actor sees.</exception>
    /// <exception cref="CaseRefusedException">The rule refused.</exception>
    public Task RemoveAsync(string number, int attachment, Removal removal, Actor actor, CancellationToken cancellation)
    {
        var reason = string.IsNullOrWhiteSpace(removal.Reason) ? null : removal.Reason;
        return TakeAsync(
            number,
            actor,
            async (db, @case, now) =>
            {
                // What is out of sight is not there, or its number would tell of another unit's file.
                var decision = @case.Attachments.Any(file => file.Number == attachment && !Attachments.IsSeen(file, actor))
                    ? Decision.Refuse("attachment.not_found", $"The case has no file {attachment}.")
                    : Attaching.Remove(@case, attachment, reason, actor, now);
                if (decision.Events.Count > 0)
                {
                    await db.DeleteAttachmentAsync(number, attachment);
                }

                return decision;
            },
            reason is null ? null : new CaseText { Reason = reason },
            cancellation);
    }

    private (string Name, FileAttached Event, byte[] Content) Take(Upload upload)
    {
        var content = upload.Content;
        if (content.Length == 0)
        {
            throw new FileRefusedException(FileRefusedException.Empty, "The file is empty.");
        }

        if (content.Length > options.Value.MostFileBytes)
        {
            throw new FileRefusedException(FileRefusedException.TooLarge, $"A file has {options.Value.MostFileBytes} bytes at most.");
        }

        var type = FileType.Of(content) ?? throw new FileRefusedException(
            FileRefusedException.UnknownType, $"Taken in are {string.Join(", ", FileType.All.Select(known => known.ContentType))}; the content is none of them.");
        return (
            FileName.Clean(upload.Name, type),
            new FileAttached
            {
                Attachment = 0,
                Kind = type.Kind,
                ContentType = type.ContentType,
                Bytes = content.Length,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            },
            content);
    }

    private Task<Case> TakeAsync(
        string number, Actor actor, Func<Session, Case, Task<Decision>> decide, CaseText? text, CancellationToken cancellation) =>
        TakeAsync(number, actor, (db, @case, _) => decide(db, @case), text, cancellation);

    private async Task<Case> TakeAsync(
        string number, Actor actor, Func<Session, Case, DateTimeOffset, Task<Decision>> decide, CaseText? text, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ledger.TakeStepAsync(
                    number,
                    seen: null,
                    actor,
                    (db, @case, _, now) => Sight.Of(actor).Covers(@case) ? decide(db, @case, now) : throw new CaseNotFoundException(number),
                    text,
                    cancellation);
            }
            catch (StaleCaseException) when (attempt < MostAttempts)
            {
                // Somebody took a step at the same moment; the file belongs to the case as it is now.
            }
        }
    }

    private static Receipt ReceiptOf(
        string name, FileAttached file, Command command, Case after, Actor actor, Dictionary<string, int> added)
    {
        var isInternal = command.Internal ?? (after.Confidential && actor.Unit is null);
        var unit = actor.Unit ?? after.Assignments.FirstOrDefault(assignment => assignment.Number == command.Assignment)?.Unit;
        var attachment = after.Attachments.First(attachment => attachment.IsThere && attachment.IsSame(file with { Unit = unit, Internal = isInternal }));
        return new Receipt(
            attachment.Number, name, attachment.Kind, attachment.ContentType, attachment.Bytes, attachment.Sha256, attachment.Internal,
            IsNew: added.ContainsKey(attachment.Sha256));
    }
}
