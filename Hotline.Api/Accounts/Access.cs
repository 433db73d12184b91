using Hotline.Contracts.Cases;

namespace Hotline.Api.Accounts;

/// <summary>Who may call an endpoint. Every endpoint says it; a test lists those that do not.</summary>
/// <param name="Roles">Any of these; empty: whoever has signed in.</param>
/// <param name="Everybody">Nobody needs to sign in.</param>
internal sealed record AccessRule(IReadOnlyList<Role> Roles, bool Everybody);

internal static class Access
{
    /// <summary>For accounts that hold one of the roles.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, params IReadOnlyList<Role> roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(roles, Everybody: false));

    /// <summary>For every account.</summary>
    public static TBuilder AllowSignedIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule([], Everybody: false));

    /// <summary>For everybody, signed in or not.</summary>
    public static TBuilder AllowEverybody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule([], Everybody: true));
}
