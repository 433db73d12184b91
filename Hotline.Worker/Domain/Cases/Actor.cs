using System.Collections.Immutable;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>Who asks for a step: an account, the unit it acts for, and what it may do.</summary>
/// <param name="Name">The account; never a requester.</param>
/// <param name="Unit">The unit it acts for; <c>null</c> for the hotline itself.</param>
public sealed record Actor(string Name, string? Unit = null)
{
    /// <summary>Timers and messages: nobody waits for them.</summary>
    public static Actor System { get; } = new("system");

    /// <summary>The roles it holds; every role unless said otherwise.</summary>
    public ImmutableArray<Role> Roles { get; init; } = [.. Enum.GetValues<Role>()];

    public bool Is(Role role) => Roles.Contains(role);

    public bool Equals(Actor? other) => other is not null && (Name, Unit) == (other.Name, other.Unit) && Roles.SequenceEqual(other.Roles);

    public override int GetHashCode() => HashCode.Combine(Name, Unit);
}
