using System.Globalization;
using FluentValidation;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>受理: takes a case in, with the answer if it was given on the line (domain.md §1.5, T02 and T03).</summary>
public sealed class RegisterCase(Database database, CaseLedger ledger, ZoneBook zone, RequesterVault vault, TimeProvider clock)
{
    /// <summary>What the intake form holds. Nothing is required here, so that the validator can name every gap at once.</summary>
    public sealed record Command
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
        // A phone and a server may disagree a little about what time it is.
        private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

        public Validator(ZoneBook zone, TimeProvider clock)
        {
            RuleFor(command => command.Channel).NotEmpty().OneOf();
            RuleFor(command => command.RequesterKind).NotEmpty().OneOf();
            RuleFor(command => command.Type).NotEmpty().OneOf();
            RuleFor(command => command.Urgency).NotNull().OneOf();
            RuleFor(command => command.Title).NotEmpty().Line(FieldRules.TitleLength);
            RuleFor(command => command.Content).NotEmpty().Lines(FieldRules.ContentLength);
            RuleFor(command => command.Place).Line(200);

            RuleFor(command => command.Category).Cascade(CascadeMode.Stop).NotEmpty()
                .Must(category => zone.Current.Categories.ContainsKey(category!)).WithMessage(_ => ValidationTexts.UnknownCategory)
                .Must((command, category) => command.RequesterKind is not { } kind || !Enum.IsDefined(kind) || zone.Current.Categories[category!].Requester == kind)
                .WithMessage(_ => ValidationTexts.CategoryOfOtherKind);
            RuleFor(command => command.Area)
                .Must(area => area is null || zone.Current.Areas.ContainsKey(area)).WithMessage(_ => ValidationTexts.UnknownArea);

            RuleFor(command => command.ReceivedAt)
                .Must(received => received is null || received <= clock.GetUtcNow() + ClockSkew).WithMessage(_ => ValidationTexts.NotReceivedYet)
                .Must(received => received is null || received.Value.UtcDateTime.Year >= zone.Current.Calendar.FirstYear)
                .WithMessage(_ => ValidationTexts.ReceivedBeforeCalendar);

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
                answer.RuleFor(line => line.Text).NotEmpty().Lines(FieldRules.ContentLength);
                answer.RuleFor(line => line.Article).Line(50);
                answer.RuleFor(line => line.Resolution).OneOf();
                answer.RuleFor(line => line.Satisfaction).OneOf();
            }).When(command => command.Answer is not null);
        }
    }

    /// <param name="command">Validated.</param>
    /// <param name="key">Idempotency key of the sender: the same key and the same request make one case, however often sent.</param>
    /// <param name="actor">Who takes it in.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="IntakeKeyReusedException">The key was used for a different request.</exception>
    /// <exception cref="CaseRefusedException">It cannot be answered on the line.</exception>
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
            return await database.ReadAsync(
                async db =>
                {
                    var used = await db.FindIntakeKeyAsync(key);
                    if (used!.Fingerprint != fingerprint)
                    {
                        throw new IntakeKeyReusedException();
                    }

                    var @case = await db.FindCaseAsync(used.Number);
                    return new Receipt(used.Number, @case!.Status, vault.LookupCode(used.Number), IsNew: false);
                },
                cancellation);
        }
    }

    private Task<Receipt> WriteAsync(Command command, string key, string fingerprint, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        var current = zone.Current;
        var decision = Registering.Decide(
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
                ReceivedAt = command.ReceivedAt is { } received && received < now ? received.ToUniversalTime() : now,
                ProfileVersion = current.Profile.Version,
                CalendarVersion = current.Calendar.Version,
            },
            handedOver: null,
            command.Answer is { } answer
                ? new CaseAnswered { Article = answer.Article, Resolution = answer.Resolution, Satisfaction = answer.Satisfaction }
                : null);
        if (decision.IsRefused)
        {
            throw new CaseRefusedException(decision.Refusal);
        }

        return database.WriteAsync(
            CaseLedger.LaneOf(actor),
            async db =>
            {
                var day = current.Calendar.LocalDay(now);
                var number = CaseNumber.Make(day, await db.DrawNumberAsync(day.ToString("yyMMdd", CultureInfo.InvariantCulture)));
                await db.InsertIntakeKeyAsync(key, fingerprint, number, now);
                var text = new CaseText
                {
                    Title = command.Title,
                    Content = command.Content,
                    Place = command.Place,
                    Answer = command.Answer?.Text,
                };
                var @case = await ledger.BeginAsync(db, number, decision.Events, actor, text, now);
                await db.InsertRequesterAsync(
                    number, vault.Seal(number, command.Requester!), vault.PhoneIndex(command.Requester!.Phone ?? command.Requester.ContactPhone));
                return new Receipt(number, @case.Status, vault.LookupCode(number), IsNew: true);
            },
            cancellation);
    }
}

/// <summary>The idempotency key was used before, for a different request.</summary>
public sealed class IntakeKeyReusedException() : Exception("This Idempotency-Key was used for a different request.");
