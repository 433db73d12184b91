using System.Globalization;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Samples;

/// <summary>Who works at the hotline and in its units; each does only what the role allows (domain.md §1.8).</summary>
internal static class SampleStaff
{
    private const int Dispatchers = 2;
    private const int Reviewers = 3;
    private const int Callers = 6;

    public static Actor ShiftLeader { get; } = At("shift-leader-1", Role.ShiftLeader);

    public static Actor Supervisor { get; } = At("supervisor-1", Role.Supervisor);

    public static Actor Assessor { get; } = At("assessor-1", Role.Assessor);

    public static Actor Leader { get; } = At("leader-1", Role.Leader);

    public static Actor Agent(string name) => At(name, Role.Agent);

    public static Actor Agent(SplitMix64 random) => Agent(string.Create(CultureInfo.InvariantCulture, $"agent-{1 + random.Below(8):D2}"));

    public static Actor Dispatcher(SplitMix64 random) => At($"dispatcher-{1 + random.Below(Dispatchers)}", Role.Dispatcher);

    public static Actor Reviewer(SplitMix64 random) => At($"reviewer-{1 + random.Below(Reviewers)}", Role.Reviewer);

    public static Actor Caller(SplitMix64 random) =>
        At(string.Create(CultureInfo.InvariantCulture, $"caller-{1 + random.Below(Callers):D2}"), Role.Caller);

    public static Actor Handler(string unit, string name) => new(name, unit) { Roles = [Role.Handler] };

    /// <summary>Signs what a unit asks for.</summary>
    public static Actor Head(string unit) => new(unit + "-head", unit) { Roles = [Role.UnitHead] };

    private static Actor At(string name, Role role) => new(name) { Roles = [role] };
}
