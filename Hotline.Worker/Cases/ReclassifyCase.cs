using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>改类: type, category, place or urgency turned out to be another. What is left out stays as it is.</summary>
public sealed class ReclassifyCase(CaseLedger ledger, ZoneBook zone) : ICaseStep<ReclassifyCase.Command>
{
    public sealed record Command
    {
        public CaseType? Type { get; init; }

        /// <summary>Of the case's own kind of requester.</summary>
        public string? Category { get; init; }

        public string? Area { get; init; }
        public Urgency? Urgency { get; init; }

        /// <summary>Why.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Type).OneOf();
            RuleFor(command => command.Category).Category(zone);
            RuleFor(command => command.Area).Area(zone);
            RuleFor(command => command.Urgency).OneOf();
            RuleFor(command => command.Reason).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) =>
            {
                var changed = new CaseReclassified
                {
                    Type = command.Type ?? @case.Type,
                    Category = command.Category ?? @case.Category,
                    Area = command.Area ?? @case.Area,
                    Urgency = command.Urgency ?? @case.Urgency,
                };
                var decision = Reclassifying.Decide(@case, changed, basis, now, actor);
                // Only here are the case's requester and the zone's trees known together. A category that the zone has given up stays.
                return decision.IsRefused || command.Category is null || zone.Current.IsOf(command.Category, @case.RequesterKind)
                    ? decision
                    : Decision.Refuse("reclassify.category_of_other_kind", $"'{command.Category}' is not a category of a {@case.RequesterKind}.");
            },
            new CaseText { Reason = command.Reason },
            cancellation);
}
