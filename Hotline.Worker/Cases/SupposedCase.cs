using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>A case that nobody has registered: what the rules would say of it if it were taken in now. Never written.</summary>
internal static class SupposedCase
{
    /// <summary>What it is called in its explanations.</summary>
    public const string Number = "supposed";

    public static Case Of(HotlineZone zone, RequesterKind requester, CaseType type, string category, string? area, Urgency urgency, DateTimeOffset now) => Case.Fold(
    [
        new CaseRegistered
        {
            Number = Number,
            Version = 1,
            At = now,
            Channel = Channel.Phone,
            RequesterKind = requester,
            Type = type,
            Category = category,
            Area = area,
            Urgency = urgency,
            ReceivedAt = now,
            ProfileVersion = zone.Profile.Version,
            CalendarVersion = zone.Calendar.Version,
        },
    ]);

    /// <summary>The case as it would be if these events followed now.</summary>
    public static Case After(Case @case, IReadOnlyList<HotlineEvent> events, Actor actor, DateTimeOffset now) =>
        CaseLedger.Stamp(@case.Number, @case.Version, events, actor, now).Aggregate(@case, (state, happened) => state.Apply(happened));
}
