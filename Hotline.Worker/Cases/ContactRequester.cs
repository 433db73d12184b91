using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>首次联系, reached or tried (T14).</summary>
public sealed class ContactRequester(CaseLedger ledger) : ICaseStep<ContactRequester.Command>
{
    public sealed record Command
    {
        public int? Assignment { get; init; }
        public ContactMeans? Means { get; init; }
        public bool? Reached { get; init; }
        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Assignment).NotEmpty().GreaterThan(0);
            RuleFor(command => command.Means).NotEmpty().OneOf();
            RuleFor(command => command.Reached).NotEmpty();
            RuleFor(command => command.Note).Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Contacting.Decide(@case, new RequesterContacted
            {
                Assignment = command.Assignment!.Value,
                Means = command.Means!.Value,
                Reached = command.Reached!.Value,
            }),
            new CaseText { InternalNote = command.Note },
            cancellation);
}
