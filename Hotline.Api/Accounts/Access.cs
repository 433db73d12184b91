using Hotline.Contracts.Cases;
using Microsoft.AspNetCore.Authorization;

namespace Hotline.Api.Accounts;

/// <summary>Who may call an endpoint. Every endpoint says it; a test lists those that do not.</summary>
/// <param name="Roles">Any of these; empty: whoever has signed in.</param>
/// <param name="Everybody">Nobody needs to sign in.</param>
internal sealed record AccessRule(IReadOnlyList<Role> Roles, bool Everybody)
{
    /// <summary>Also while the password must be changed first.</summary>
    public bool BeforePasswordChange { get; init; }

    /// <summary>What a refusal says to who has signed in.</summary>
    public string Code { get; init; } = "access.denied";
}

internal static class Access
{
    /// <summary>Everybody who sees cases: all but administrators.</summary>
    public static IReadOnlyList<Role> WhoSeesCases { get; } = [.. Enum.GetValues<Role>().Where(role => role != Role.Administrator)];

    /// <summary>The hotline's own people: neither units nor administrators.</summary>
    public static IReadOnlyList<Role> TheHotline { get; } = [.. WhoSeesCases.Where(role => role is not (Role.Handler or Role.UnitHead))];

    /// <summary>For accounts that hold one of the roles.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, params IReadOnlyList<Role> roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allow(new AccessRule(roles, Everybody: false));

    /// <summary>For accounts that hold one of the roles; all others are refused with the code that the rules give them too.</summary>
    public static TBuilder AllowElse<TBuilder>(this TBuilder endpoint, string code, params IReadOnlyList<Role> roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allow(new AccessRule(roles, Everybody: false) { Code = code });

    /// <summary>For every account.</summary>
    public static TBuilder AllowSignedIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allow(new AccessRule([], Everybody: false));

    /// <summary>For every account, also one that must change its password first.</summary>
    public static TBuilder AllowBeforePasswordChange<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allow(new AccessRule([], Everybody: false) { BeforePasswordChange = true });

    /// <summary>For everybody, signed in or not.</summary>
    public static TBuilder AllowEverybody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allow(new AccessRule([], Everybody: true));

    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, AccessRule rule)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata([.. MetadataOf(rule)]);

    /// <summary>What an endpoint must carry for the rule to be enforced.</summary>
    public static IEnumerable<object> MetadataOf(AccessRule rule)
    {
        if (rule.Everybody)
        {
            return [rule, new AllowAnonymousAttribute()];
        }

        var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser();
        if (rule.Roles.Count > 0)
        {
            policy.RequireRole(rule.Roles.Select(role => role.ToString()));
        }

        if (!rule.BeforePasswordChange)
        {
            policy.RequireAssertion(context => !context.User.MustChange());
        }

        return [rule, new AuthorizeAttribute(), policy.Build()];
    }
}
