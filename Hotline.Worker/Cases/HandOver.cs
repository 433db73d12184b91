using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>即时转办 as a person logs it (domain.md §5.2): a step of its own, or a part of an intake or of guidance.</summary>
public sealed record HandOver
{
    public EmergencyService? Service { get; init; }

    /// <summary>When the service took it over; left out: now.</summary>
    public DateTimeOffset? At { get; init; }

    internal EmergencyHandedOver EventAt(DateTimeOffset now) =>
        new() { Service = Service!.Value, HandedOverAt = At?.NotAfter(now) ?? now };

    public sealed class Validator : AbstractValidator<HandOver>
    {
        public Validator(ZoneBook zone, TimeProvider clock)
        {
            RuleFor(handOver => handOver.Service).NotEmpty().OneOf();
            RuleFor(handOver => handOver.At).HasCome(zone, clock);
        }
    }
}
