using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>办理过程记录 (T15): what the requester may read is kept apart from what is for the hotline and the units only.</summary>
public sealed class NoteHandling(CaseLedger ledger) : ICaseStep<NoteHandling.Command>
{
    public sealed record Command
    {
        public int? Assignment { get; init; }
        public string? Text { get; init; }

        /// <summary>The requester may read it.</summary>
        public bool Public { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Assignment).NotEmpty().GreaterThan(0);
            RuleFor(command => command.Text).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Noting.Decide(@case, new HandlingNoted { Assignment = command.Assignment!.Value, Public = command.Public }),
            command.Public ? new CaseText { PublicReply = command.Text } : new CaseText { InternalNote = command.Text },
            cancellation);
}
