using System.Globalization;
using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Praises;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Praises;

/// <summary>表扬登记, with or without a case (domain.md §0).</summary>
public sealed class RecordPraise(Database database, ZoneBook zone, RequesterVault vault, TimeProvider clock)
{
    public sealed record Command
    {
        public PraiseKind? Kind { get; init; }

        /// <summary>The unit that is thanked.</summary>
        public string? Unit { get; init; }

        public RequesterKind? RequesterKind { get; init; }

        /// <summary>The case the thanks refer to.</summary>
        public string? Case { get; init; }

        /// <summary>What was said or is written on the banner.</summary>
        public string? Text { get; init; }
    }

    /// <param name="Number">The praise's own number.</param>
    /// <param name="IsNew">False when the idempotency key had made this praise before.</param>
    public sealed record Receipt(string Number, bool IsNew);

    public sealed class Validator : AbstractValidator<Command>
    {
        // However generously it is spaced out.
        private const int MostNumberCharacters = 40;

        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Kind).NotEmpty().OneOf();
            RuleFor(command => command.RequesterKind).NotEmpty().OneOf();
            RuleFor(command => command.Unit).Cascade(CascadeMode.Stop).NotEmpty()
                .Must(unit => zone.Current.Units.ContainsKey(unit!)).WithMessage(_ => ValidationTexts.UnknownUnit);
            RuleFor(command => command.Case).Cascade(CascadeMode.Stop).MaximumLength(MostNumberCharacters)
                .Must(number => number is null || CaseNumber.TryParse(number, out _)).WithMessage(_ => ValidationTexts.CaseNumber);
            RuleFor(command => command.Text).Lines(FieldRules.ContentLength);
        }
    }

    /// <param name="command">Validated.</param>
    /// <param name="key">Idempotency key of the sender.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <exception cref="IntakeKeyReusedException">The key was used for a different praise.</exception>
    /// <exception cref="CaseNotFoundException">The case it refers to does not exist.</exception>
    public async Task<Receipt> ExecuteAsync(Command command, string key, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        var decision = RecordingPraise.Decide(
            new PraiseRecorded
            {
                Kind = command.Kind!.Value,
                Praised = command.Unit!,
                RequesterKind = command.RequesterKind!.Value,
                Case = CaseNumber.TryParse(command.Case, out var about) ? about : null,
            },
            zone.Current.Catalogue);
        if (decision.IsRefused)
        {
            throw new CaseRefusedException(decision.Refusal);
        }

        key = "praises/" + key;
        var fingerprint = vault.Fingerprint(RequestForm.Of(command));
        try
        {
            return await database.WriteAsync(
                CaseLedger.LaneOf(actor), db => WriteAsync(db, (PraiseRecorded)decision.Events[0], key, fingerprint, command.Text, actor, now), cancellation);
        }
        catch (IntakeKeyTakenException)
        {
            var used = await database.ReadAsync(db => db.FindIntakeKeyAsync(key), cancellation);
            return used!.Fingerprint == fingerprint ? new Receipt(used.Number, IsNew: false) : throw new IntakeKeyReusedException();
        }
    }

    private async Task<Receipt> WriteAsync(Session db, PraiseRecorded decided, string key, string fingerprint, string? text, Actor actor, DateTimeOffset now)
    {
        if (decided.Case is { } about)
        {
            await db.SeeCaseAsync(about, actor);
        }

        var day = zone.Current.Calendar.LocalDay(now);
        var series = day.ToString("yyMMdd", CultureInfo.InvariantCulture);
        var number = "P" + CaseNumber.Make(day, await db.DrawNumberAsync("P" + series));
        await db.InsertIntakeKeyAsync(key, fingerprint, number, now);
        var praise = decided with { Number = number, Version = 1, At = now, Actor = actor.Name, Unit = actor.Unit };
        await db.AppendAsync([praise]);
        await db.InsertPraiseAsync(praise);
        if (text is not null)
        {
            await db.InsertTextAsync(number, 1, CaseLedger.WriteText(new CaseText { Content = text }));
        }

        return new Receipt(number, IsNew: true);
    }
}
