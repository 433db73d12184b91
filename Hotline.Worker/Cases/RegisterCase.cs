using System.Globalization;
using System.Linq.Expressions;
using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>受理: takes a case in, with the answer if it was given on the line (domain.md §1.5, T02 and T03).</summary>
public sealed class RegisterCase(Database database, CaseLedger ledger, ZoneBook zone, RequesterVault vault, TimeProvider clock)
{
    /// <summary>What the intake form holds. Nothing is required here, so that the validator can name every gap at once.</summary>
    public record Command
    {
        public Channel? Channel { get; init; }
        public RequesterKind? RequesterKind { get; init; }
        public CaseType? Type { get; init; }

        /// <summary>Code of a second-level category, e.g. <c>C0501</c>.</summary>
        public string? Category { get; init; }

        /// <summary>Code of a street, park or community.</summary>
        public string? Area { get; init; }

        /// <summary>Where the matter is, in words.</summary>
        public string? Place { get; init; }

        public string? Title { get; init; }
        public string? Content { get; init; }
        /// <summary>Left out: 一般.</summary>
        public Urgency? Urgency { get; init; } = Contracts.Cases.Urgency.General;

        /// <summary>保密</summary>
        public bool Confidential { get; init; }

        /// <summary>匿名</summary>
        public bool Anonymous { get; init; }

        /// <summary>是否需要回复</summary>
        public bool ReplyWanted { get; init; } = true;

        /// <summary>First contact; <c>null</c> for now. Starts C0.</summary>
        public DateTimeOffset? ReceivedAt { get; init; }

        /// <summary>Telephone numbers are kept as they would be dialled, however they were typed.</summary>
        public Requester? Requester
        {
            get;
            init => field = value is null
                ? null
                : value with { Phone = FieldRules.FoldTelephone(value.Phone), ContactPhone = FieldRules.FoldTelephone(value.ContactPhone) };
        }

        /// <summary>直接答复; <c>null</c> when a unit must handle it.</summary>
        public OnTheLine? Answer { get; init; }

        /// <summary>告知途径: not the hotline's, and the caller was told whose it is.</summary>
        public GuideCase.Guidance? Guide { get; init; }

        /// <summary>待补充: something is missing that the caller must supply.</summary>
        public AskForInformation.Command? Ask { get; init; }

        /// <summary>并单: the same requester's case on the same matter, by its number.</summary>
        public string? MergeInto { get; init; }

        /// <summary>关联: another requester's case on the same matter, by its number.</summary>
        public string? LinkTo { get; init; }

        /// <summary>Why it is the same matter; for <see cref="MergeInto"/> and <see cref="LinkTo"/>.</summary>
        public string? JoinReason { get; init; }

        /// <summary>即时转办: an emergency service has it, whatever else becomes of the case.</summary>
        public HandOver? HandOver { get; init; }

        /// <summary>The draft it was prepared in, which ends with the registration.</summary>
        public Guid? Draft { get; init; }

        /// <summary>What was settled on the line; it can be one thing only.</summary>
        internal int Outcomes =>
            new object?[] { Answer, Guide, Ask, MergeInto, LinkTo }.Count(outcome => outcome is not null);
    }

    /// <summary>The answer given on the line, and what the caller said to it.</summary>
    public sealed record OnTheLine
    {
        public string? Text { get; init; }

        /// <summary>Knowledge article, if it came from one.</summary>
        public string? Article { get; init; }

        public Resolution? Resolution { get; init; }
        public Satisfaction? Satisfaction { get; init; }
    }

    /// <summary>What the caller is told.</summary>
    /// <param name="LookupCode">查询码, with which the requester alone can ask about the case.</param>
    /// <param name="IsNew">False when the idempotency key had made this case before.</param>
    public sealed record Receipt(string Number, CaseStatus Status, string LookupCode, bool IsNew);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(
            ZoneBook zone,
            TimeProvider clock,
            IValidator<GuideCase.Guidance> guidance,
            IValidator<AskForInformation.Command> asking,
            IValidator<HandOver> handOver)
        {
            RuleFor(command => command.Channel).NotEmpty().OneOf();
            RuleFor(command => command.RequesterKind).NotEmpty().OneOf();
            RuleFor(command => command.Type).NotEmpty().OneOf();
            RuleFor(command => command.Urgency).NotNull().OneOf();
            RuleFor(command => command.Title).NotEmpty().Line(FieldRules.TitleLength);
            RuleFor(command => command.Content).NotEmpty().Lines(FieldRules.ContentLength);
            RuleFor(command => command.Place).Line(200);

            RuleFor(command => command.Category).Cascade(CascadeMode.Stop).NotEmpty()
                .Category(zone)
                .Must((command, category) => command.RequesterKind is not { } kind || !Enum.IsDefined(kind) || zone.Current.IsOf(category!, kind))
                .WithMessage(_ => ValidationTexts.CategoryOfOtherKind);
            RuleFor(command => command.Area).Area(zone);
            RuleFor(command => command.ReceivedAt).HasCome(zone, clock);

            RuleFor(command => command.Requester).NotEmpty();
            RuleFor(command => command.Requester!).ChildRules(requester =>
            {
                requester.RuleFor(person => person.Name).Line(50);
                requester.RuleFor(person => person.Phone).Telephone();
                requester.RuleFor(person => person.ContactPhone).Telephone();
                requester.RuleFor(person => person.Email).EmailAddress().Line(254);
                requester.RuleFor(person => person.Address).Line(200);
                requester.RuleFor(person => person.Company).Line(100);
                requester.RuleFor(person => person.CreditCode).CreditCode();
            }).When(command => command.Requester is not null);
            RuleFor(command => command.Requester!.Name).NotEmpty()
                .When(command => command is { Anonymous: false, Requester: not null });
            RuleFor(command => command.Requester!.Company).NotEmpty()
                .When(command => command is { RequesterKind: Contracts.Cases.RequesterKind.Enterprise, Anonymous: false, Requester: not null });
            RuleFor(command => command.Requester!.Phone)
                .Must((command, phone) => phone is not null || command.Requester!.ContactPhone is not null || command.Requester.Email is not null)
                .WithMessage(_ => ValidationTexts.NoWayToReply)
                .When(command => command is { ReplyWanted: true, Requester: not null });

            RuleFor(command => command.Answer!).ChildRules(answer =>
            {
                answer.RuleFor(line => line.Text).NotEmpty().Told();
                answer.RuleFor(line => line.Article).Line(50);
                answer.RuleFor(line => line.Resolution).OneOf();
                answer.RuleFor(line => line.Satisfaction).OneOf();
            }).When(command => command.Answer is not null);

            RuleFor(command => command.Guide!).SetValidator(guidance).When(command => command.Guide is not null);
            RuleFor(command => command.Ask!).SetValidator(asking).When(command => command.Ask is not null);
            RuleFor(command => command.MergeInto).Case();
            RuleFor(command => command.LinkTo).Case();
            RuleFor(command => command.JoinReason).Lines(FieldRules.ContentLength);
            RuleFor(command => command.JoinReason).NotEmpty().When(command => command.MergeInto is not null || command.LinkTo is not null);
            RuleFor(command => command.JoinReason).Null().WithMessage(_ => ValidationTexts.OnlyWhenJoined)
                .When(command => command is { MergeInto: null, LinkTo: null });
            RuleFor(command => command.HandOver!).SetValidator(handOver).When(command => command.HandOver is not null);
            Alone(command => command.Answer);
            Alone(command => command.Guide);
            Alone(command => command.Ask);
            Alone(command => command.MergeInto);
            Alone(command => command.LinkTo);
        }

        private void Alone<TOutcome>(Expression<Func<Command, TOutcome>> outcome)
        {
            var valueOf = outcome.Compile();
            RuleFor(outcome).Must((command, _) => command.Outcomes <= 1).WithMessage(_ => ValidationTexts.OneOutcome)
                .When(command => valueOf(command) is not null);
        }
    }

    /// <param name="command">Validated.</param>
    /// <param name="key">Idempotency key of the sender: the same key and the same request make one case, however often sent.</param>
    /// <param name="actor">Who takes it in.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="IntakeKeyReusedException">The key was used for a different request.</exception>
    /// <exception cref="CaseRefusedException">What was settled on the line cannot be settled so.</exception>
    /// <exception cref="CaseNotFoundException">There is no such case to join.</exception>
    /// <exception cref="DraftNotFoundException">The agent has no such draft, or it was discarded.</exception>
    public async Task<Receipt> ExecuteAsync(Command command, string key, Actor actor, CancellationToken cancellation)
    {
        key = "cases/" + key;
        var fingerprint = vault.Fingerprint(RequestForm.Of(command));
        try
        {
            return await WriteAsync(command, key, fingerprint, actor, cancellation);
        }
        catch (IntakeKeyTakenException)
        {
            return await database.ReadAsync(db => FindReceiptAsync(db, key, fingerprint), cancellation);
        }
    }

    /// <summary>What the sender of a key that was used is told.</summary>
    /// <exception cref="IntakeKeyReusedException">It was used for a different request.</exception>
    internal async Task<Receipt> FindReceiptAsync(Session db, string key, string fingerprint)
    {
        // A part that is missing was never part of it: the key was used for fewer matters.
        if (await db.FindIntakeKeyAsync(key) is not { } used || used.Fingerprint != fingerprint)
        {
            throw new IntakeKeyReusedException();
        }

        var @case = await db.FindCaseAsync(used.Number);
        return new Receipt(used.Number, @case!.Status, vault.LookupCode(used.Number), IsNew: false);
    }

    private Task<Receipt> WriteAsync(Command command, string key, string fingerprint, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        return ledger.TransactAsync(
            null,
            actor,
            async db =>
            {
                var number = await DrawAsync(db, now);
                await db.InsertIntakeKeyAsync(key, fingerprint, number, now);
                var startedAt = command.Draft is { } draft ? await KeepDrafts.TakeAsync(db, draft, actor) : (DateTimeOffset?)null;
                return await TakeInAsync(db, number, command, sameCall: null, startedAt, actor, now);
            },
            cancellation);
    }

    /// <summary>The next number of the day.</summary>
    internal async Task<string> DrawAsync(Session db, DateTimeOffset now)
    {
        var day = zone.Current.Calendar.LocalDay(now);
        return CaseNumber.Make(day, await db.DrawNumberAsync(day.ToString("yyMMdd", CultureInfo.InvariantCulture)));
    }

    /// <summary>Takes in what one validated command says, within a transaction that has drawn its number and used its key.</summary>
    /// <param name="sameCall">The other cases of the call, if it was about several matters.</param>
    /// <param name="startedAt">When its draft was begun.</param>
    internal async Task<Receipt> TakeInAsync(
        Session db, string number, Command command, IReadOnlyList<string>? sameCall, DateTimeOffset? startedAt, Actor actor, DateTimeOffset now)
    {
        var decision = Decide(command, sameCall, startedAt, now);
        if (decision.IsRefused)
        {
            throw new CaseRefusedException(decision.Refusal);
        }

        var text = new CaseText
        {
            Title = command.Title,
            Content = command.Content,
            Place = command.Place,
            Answer = command.Answer?.Text,
            PublicReply = command.Guide?.TextOr(zone.Current),
            Question = command.Ask?.Text,
        };
        var @case = await ledger.BeginAsync(db, number, decision.Events, actor, text, now);
        await db.InsertRequesterAsync(
            number, vault.Seal(number, command.Requester!), vault.PhoneIndex(command.Requester!.Phone ?? command.Requester.ContactPhone));
        if (command.MergeInto is not null || command.LinkTo is not null)
        {
            @case = await JoinAsync(db, @case, command, actor, now);
        }

        return new Receipt(number, @case.Status, vault.LookupCode(number), IsNew: true);
    }

    private Decision Decide(Command command, IReadOnlyList<string>? sameCall, DateTimeOffset? startedAt, DateTimeOffset now)
    {
        var current = zone.Current;
        var handedOver = command.HandOver?.EventAt(now);
        return Registering.Decide(
            new CaseRegistered
            {
                Channel = command.Channel!.Value,
                RequesterKind = command.RequesterKind!.Value,
                Type = command.Type!.Value,
                Category = command.Category!,
                Area = command.Area,
                Urgency = command.Urgency!.Value,
                Confidential = command.Confidential,
                Anonymous = command.Anonymous,
                ReplyWanted = command.ReplyWanted,
                // Whoever was handed over had called before.
                ReceivedAt = command.ReceivedAt?.NotAfter(now) ?? startedAt ?? handedOver?.HandedOverAt ?? now,
                ProfileVersion = current.Profile.Version,
                CalendarVersion = current.Calendar.Version,
                SameCall = sameCall,
            },
            handedOver,
            command switch
            {
                { Answer: { } answer } => new CaseAnswered { Article = answer.Article, Resolution = answer.Resolution, Satisfaction = answer.Satisfaction },
                { Guide: { } guide } => guide.Event,
                { Ask: { } ask } => ask.Event,
                _ => null,
            });
    }

    // In the same transaction: the case is never seen on its own, and is not taken in at all if it cannot be joined.
    private Task<Case> JoinAsync(Session db, Case @case, Command command, Actor actor, DateTimeOffset now) => ledger.JoinAsync(
        db,
        @case,
        ZoneRules.NumberOf((command.MergeInto ?? command.LinkTo)!),
        actor,
        (mine, main, basis, sameRequester) => command.MergeInto is not null
            ? Merging.Merge(mine, main, sameRequester, basis)
            : Merging.Link(mine, main, basis),
        new CaseText { Reason = command.JoinReason },
        now);
}

/// <summary>The idempotency key was used before, for a different request.</summary>
public sealed class IntakeKeyReusedException() : Exception("This Idempotency-Key was used for a different request.");
