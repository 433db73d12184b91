using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>告知途径 (T06, T07): the requester is told the right channel instead of the case being dispatched.</summary>
public sealed class GuideCase(CaseLedger ledger, ZoneBook zone) : ICaseStep<GuideCase.Command>
{
    /// <summary>Why, and what the requester was told.</summary>
    public record Guidance
    {
        public GuideReason? Reason { get; init; }

        /// <summary>What the requester was told; left out: the standard phrase of the reason.</summary>
        public string? Text { get; init; }

        /// <summary>As it is kept: in Chinese, whatever the agent's screen speaks.</summary>
        internal string TextOr(HotlineZone zone) => Text ?? zone.Phrases[Reason!.Value].Text;

        internal CaseGuided Event => new() { Reason = Reason!.Value };
    }

    public sealed record Command : Guidance
    {
        /// <summary>An emergency service takes it over with this step.</summary>
        public HandOver? HandOver { get; init; }
    }

    public sealed class Validator : ValidatorOf<Command>
    {
        public Validator(ZoneBook zone, IValidator<HandOver> handOver)
            : base(zone) => RuleFor(command => command.HandOver!).SetValidator(handOver).When(command => command.HandOver is not null);
    }

    public sealed class GuidanceValidator(ZoneBook zone) : ValidatorOf<Guidance>(zone);

    public abstract class ValidatorOf<TGuidance> : AbstractValidator<TGuidance>
        where TGuidance : Guidance
    {
        protected ValidatorOf(ZoneBook zone)
        {
            RuleFor(guidance => guidance.Reason).NotEmpty().OneOf();
            RuleFor(guidance => guidance.Text).Told();
            RuleFor(guidance => guidance.Text).NotEmpty()
                .When(guidance => guidance.Text is not null || (guidance.Reason is { } reason && Enum.IsDefined(reason) && !zone.Current.Phrases.ContainsKey(reason)));
        }
    }

    public Task<Case> ExecuteAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation) =>
        ledger.TakeStepAsync(
            number,
            seen,
            actor,
            (@case, basis, now) => Guiding.Decide(@case, command.Event, command.HandOver?.EventAt(now), basis, now, actor),
            new CaseText { PublicReply = command.TextOr(zone.Current) },
            cancellation);
}
