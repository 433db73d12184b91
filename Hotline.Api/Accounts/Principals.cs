using System.Security.Claims;
using Hotline.Accounts;
using Hotline.Api.Http;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Api.Accounts;

/// <summary>Between an account that is let in, the claims a cookie or a token stands for, and the actor of a step.</summary>
internal static class Principals
{
    /// <summary>The account. Also what the framework ties a form's token to.</summary>
    public const string Login = "sub";

    public const string DisplayName = "name";
    public const string Unit = "unit";
    public const string Role = "role";

    /// <summary>The security stamp that the session was begun under.</summary>
    public const string Stamp = "stamp";

    /// <summary>When the session began; a token has none.</summary>
    public const string BeganAt = "began";

    /// <summary>There while the password is somebody else's: only a new one may be chosen.</summary>
    public const string MustChangePassword = "must_change_password";

    public static ClaimsPrincipal ToPrincipal(this Identity identity, string scheme)
    {
        List<Claim> claims = [new(Login, identity.Login), new(DisplayName, identity.DisplayName), new(Stamp, identity.Stamp)];
        if (identity.Unit is { } unit)
        {
            claims.Add(new Claim(Unit, unit));
        }

        if (identity.MustChangePassword)
        {
            claims.Add(new Claim(MustChangePassword, "true"));
        }

        claims.AddRange(identity.Roles.Select(role => new Claim(Role, role.ToString())));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, Login, Role));
    }

    /// <summary>Who takes a step, or asks.</summary>
    /// <exception cref="BadRequestException">401: nobody has signed in.</exception>
    public static Actor ActorOf(this ClaimsPrincipal user) => user is { Identity.IsAuthenticated: true } && user.FindFirstValue(Login) is { } login
        ? new Actor(login, user.FindFirstValue(Unit)) { Roles = [.. user.FindAll(Role).Select(role => Enum.Parse<Role>(role.Value))] }
        : throw new BadRequestException(StatusCodes.Status401Unauthorized, "access.sign_in_needed");

    /// <summary>姓名; empty when nobody has signed in.</summary>
    public static string DisplayNameOf(this ClaimsPrincipal user) => user.FindFirstValue(DisplayName) ?? "";

    public static bool MustChange(this ClaimsPrincipal user) => user.HasClaim(MustChangePassword, "true");
}
