using System.Text.Encodings.Web;
using Hotline.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hotline.Api.Accounts;

/// <summary><c>Authorization: Bearer hl_…</c>: a personal access token.</summary>
internal sealed class TokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccountBook book)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Bearer";

    private const string Before = "Bearer ";
    private const int MostCharacters = 200;

    /// <summary>Whether a request says who it is by a token, so that its cookie does not count.</summary>
    public static bool Names(HttpRequest request) => request.Headers.Authorization.Count > 0;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ Length: > 0 and <= MostCharacters } line] || !line.StartsWith(Before, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        return await book.FindByTokenAsync(line[Before.Length..].Trim(), Context.RequestAborted) is { } identity
            ? AuthenticateResult.Success(new AuthenticationTicket(identity.ToPrincipal(Name), Name))
            // No failure: the framework would log each, and strangers may send any number.
            : AuthenticateResult.NoResult();
    }
}
