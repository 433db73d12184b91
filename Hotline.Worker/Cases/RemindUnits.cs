using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>催办 (T37).</summary>
public sealed class RemindUnits(CaseLedger ledger) : ICaseStep<RemindUnits.Command>
{
    public sealed record Command
    {
        /// <summary>Who asks to hurry: the requester, or the hotline itself.</summary>
        public ReminderSource? Source { get; init; }

        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            // What the deadline reminds of, it says itself.
            RuleFor(command => command.Source).NotNull().OneOf(ReminderSource.Requester, ReminderSource.Hotline);
            RuleFor(command => command.Note).Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Reminding.Decide(@case, command.Source!.Value, basis, now),
            new CaseText { InternalNote = command.Note },
            cancellation);
}
