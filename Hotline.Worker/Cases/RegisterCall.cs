using FluentValidation;
using FluentValidation.Results;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Cases;

/// <summary>
/// 一人多诉: one call with several matters, each of which becomes a case of its own: all of them are taken in, or none. Every
/// matter is registered as <see cref="RegisterCase"/> would by itself.
/// </summary>
public sealed class RegisterCall(RegisterCase register, CaseLedger ledger, Database database, RequesterVault vault, TimeProvider clock)
{
    public const int FewestMatters = 2;
    public const int MostMatters = 10;

    // What all matters of a call have in common; complaints about it are made once.
    private static readonly string[] Shared =
    [
        nameof(Command.Channel), nameof(Command.RequesterKind), nameof(Command.ReceivedAt), nameof(Command.Requester), nameof(Command.Confidential),
        nameof(Command.Anonymous), nameof(Command.ReplyWanted), nameof(Command.Draft),
    ];

    public sealed record Command
    {
        public Channel? Channel { get; init; }
        public RequesterKind? RequesterKind { get; init; }

        /// <inheritdoc cref="RegisterCase.Command.ReceivedAt"/>
        public DateTimeOffset? ReceivedAt { get; init; }

        public Requester? Requester { get; init; }

        /// <summary>保密</summary>
        public bool Confidential { get; init; }

        /// <summary>匿名</summary>
        public bool Anonymous { get; init; }

        /// <summary>是否需要回复</summary>
        public bool ReplyWanted { get; init; } = true;

        /// <summary>The draft it was prepared in, which ends with the registration.</summary>
        public Guid? Draft { get; init; }

        public IReadOnlyList<Matter>? Matters { get; init; }

        internal RegisterCase.Command Of(Matter matter) => new()
        {
            Channel = Channel,
            RequesterKind = RequesterKind,
            Type = matter.Type,
            Category = matter.Category,
            Area = matter.Area,
            Place = matter.Place,
            Title = matter.Title,
            Content = matter.Content,
            Urgency = matter.Urgency,
            Confidential = Confidential,
            Anonymous = Anonymous,
            ReplyWanted = ReplyWanted,
            ReceivedAt = ReceivedAt,
            Requester = Requester,
            Answer = matter.Answer,
            Guide = matter.Guide,
            Ask = matter.Ask,
            MergeInto = matter.MergeInto,
            LinkTo = matter.LinkTo,
            JoinReason = matter.JoinReason,
            HandOver = matter.HandOver,
        };
    }

    /// <summary>What differs from matter to matter; each member means what it means in <see cref="RegisterCase.Command"/>.</summary>
    public sealed record Matter
    {
        public CaseType? Type { get; init; }
        public string? Category { get; init; }
        public string? Area { get; init; }
        public string? Place { get; init; }
        public string? Title { get; init; }
        public string? Content { get; init; }
        public Urgency? Urgency { get; init; } = Contracts.Cases.Urgency.General;
        public RegisterCase.OnTheLine? Answer { get; init; }
        public GuideCase.Guidance? Guide { get; init; }
        public AskForInformation.Command? Ask { get; init; }
        public string? MergeInto { get; init; }
        public string? LinkTo { get; init; }
        public string? JoinReason { get; init; }
        public HandOver? HandOver { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<RegisterCase.Command> registration)
        {
            RuleFor(command => command.Matters).Must(matters => matters is { Count: >= FewestMatters and <= MostMatters }).WithMessage(_ => ValidationTexts.MatterCount);
            RuleForEach(command => command.Matters).NotNull();
            RuleFor(command => command).Custom((command, context) =>
            {
                foreach (var (index, matter) in (command.Matters ?? []).Take(MostMatters).Index())
                {
                    foreach (var failure in matter is null ? [] : registration.Validate(command.Of(matter)).Errors)
                    {
                        var isShared = Shared.Contains(failure.PropertyName.Split('.')[0]);
                        if (index == 0 || !isShared)
                        {
                            var field = isShared ? failure.PropertyName : $"{nameof(Command.Matters)}[{index}].{failure.PropertyName}";
                            context.AddFailure(new ValidationFailure(field, failure.ErrorMessage));
                        }
                    }
                }
            });
        }
    }

    /// <param name="Cases">In the order of the matters.</param>
    /// <param name="IsNew">False when the idempotency key had made these cases before.</param>
    public sealed record Receipt(IReadOnlyList<RegisterCase.Receipt> Cases, bool IsNew);

    /// <param name="command">Validated.</param>
    /// <param name="key">Idempotency key of the sender: one for all matters.</param>
    /// <param name="actor">Who takes it in.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <inheritdoc cref="RegisterCase.ExecuteAsync"/>
    public async Task<Receipt> ExecuteAsync(Command command, string key, Actor actor, CancellationToken cancellation)
    {
        var fingerprint = vault.Fingerprint(RequestForm.Of(command));
        var keys = command.Matters!.Select((_, index) => KeyOf(key, index)).ToList();
        try
        {
            return await WriteAsync(command, keys, fingerprint, actor, cancellation);
        }
        catch (IntakeKeyTakenException)
        {
            return await database.ReadAsync(
                async db =>
                {
                    var cases = new List<RegisterCase.Receipt>();
                    foreach (var used in keys)
                    {
                        cases.Add(await register.FindReceiptAsync(db, used, fingerprint));
                    }

                    return new Receipt(cases, IsNew: false);
                },
                cancellation);
        }
    }

    private Task<Receipt> WriteAsync(Command command, IReadOnlyList<string> keys, string fingerprint, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        return ledger.TransactAsync(
            null,
            actor,
            async db =>
            {
                var numbers = new List<string>();
                foreach (var key in keys)
                {
                    numbers.Add(await register.DrawAsync(db, now));
                    await db.InsertIntakeKeyAsync(key, fingerprint, numbers[^1], now);
                }

                var startedAt = command.Draft is { } draft ? await KeepDrafts.TakeAsync(db, draft, actor) : (DateTimeOffset?)null;
                var cases = new List<RegisterCase.Receipt>();
                foreach (var (index, matter) in command.Matters!.Index())
                {
                    cases.Add(await register.TakeInAsync(
                        db, numbers[index], command.Of(matter), [.. numbers.Where(number => number != numbers[index])], startedAt, actor, now));
                }

                return new Receipt(cases, IsNew: true);
            },
            cancellation);
    }

    // The number before the sender's part, which may hold anything.
    private static string KeyOf(string key, int index) => FormattableString.Invariant($"calls/{index}/{key}");
}
