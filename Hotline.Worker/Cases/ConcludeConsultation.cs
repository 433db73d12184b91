using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>会商结论 (T10): who leads and who supports; the next dispatch must go there.</summary>
public sealed class ConcludeConsultation(CaseLedger ledger, ZoneBook zone) : ICaseStep<ConcludeConsultation.Command>
{
    public sealed record Command
    {
        /// <summary>主办: unit code.</summary>
        public string? Lead { get; init; }

        /// <summary>协办: unit codes.</summary>
        public IReadOnlyList<string>? Supporters { get; init; }

        /// <summary>指定承办: the lead cannot give the case back.</summary>
        public bool Designated { get; init; }

        /// <summary>会商纪要</summary>
        public string? Minutes { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Lead).Cascade(CascadeMode.Stop).NotEmpty().Unit(zone);
            RuleForEach(command => command.Supporters).Cascade(CascadeMode.Stop).NotEmpty().Unit(zone);
            RuleFor(command => command.Minutes).NotEmpty().Lines(FieldRules.ContentLength);
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, _, _) => Consulting.Conclude(
                @case,
                new ConsultationConcluded { Lead = command.Lead!, Supporters = command.Supporters ?? [], Designated = command.Designated },
                zone.Current.Catalogue,
                actor),
            new CaseText { Minutes = command.Minutes },
            cancellation);
}
