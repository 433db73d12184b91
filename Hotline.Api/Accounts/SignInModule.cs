using System.Globalization;
using System.Security.Claims;
using Hotline.Accounts;
using Hotline.Composition;
using Hotline.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Hotline.Api.Accounts;

/// <summary>Who is asking: a session's cookie, or a personal access token.</summary>
internal static class SignInModule
{
    /// <summary>The scheme of sessions, and their cookie's name.</summary>
    public const string Cookie = "hotline";

    /// <summary>A form's token as a header, for scripts of our own pages.</summary>
    public const string FormTokenHeader = "Hotline-Form-Token";

    private const string Either = "either";

    // A shift; and however busy, a new day begins with a password.
    private static readonly TimeSpan Idle = TimeSpan.FromHours(8);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static WebApplicationBuilder AddHotlineSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, Either, options => options.ForwardDefaultSelector = context => TokenScheme.Names(context.Request) ? TokenScheme.Name : Cookie)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null)
            .AddCookie(Cookie, options =>
            {
                options.Cookie.Name = Cookie;
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = Idle;
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = ValidateAsync;
            });
        services.AddAuthorizationBuilder()
            // What says nothing is closed.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => !context.User.MustChange()).Build());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "hotline-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "form-token";
            options.HeaderName = FormTokenHeader;
        });
        services.AddDataProtection().SetApplicationName("Hotline");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new KeyRing(provider.GetRequiredService<Database>());
            options.XmlEncryptor = new KeySealer(provider.GetRequiredService<RequesterVault>());
        }));
        return builder;
    }

    public static WebApplication UseHotlineSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(next => context => SameOrigin.CheckAsync(context, next));
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Begins a session, in the place of one that there is.</summary>
    public static Task BeginSessionAsync(this HttpContext context, Identity identity)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
        var person = identity.ToPrincipal(Cookie);
        ((ClaimsIdentity)person.Identity!).AddClaim(new Claim(Principals.BeganAt, now.ToString("O", CultureInfo.InvariantCulture)));
        return context.SignInAsync(Cookie, person);
    }

    /// <summary>Whether a session has lasted as long as any may. What a token stands for is none.</summary>
    public static bool IsOver(ClaimsPrincipal person, DateTimeOffset now) => person.Identity?.AuthenticationType == Cookie
        && !(DateTimeOffset.TryParseExact(person.FindFirstValue(Principals.BeganAt), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var began)
            && now - began < Longest);

    // A session ends with what it was granted by: the account's activity, roles, unit and password.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var isYoung = context.Principal is { } person && !IsOver(person, services.GetRequiredService<TimeProvider>().Now());
        var login = context.Principal?.FindFirst(Principals.Login)?.Value;
        var identity = isYoung && login is not null
            ? await services.GetRequiredService<AccountBook>().FindAsync(login, context.HttpContext.RequestAborted)
            : null;
        if (identity is null || identity.Stamp != context.Principal!.FindFirst(Principals.Stamp)?.Value)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Cookie);
        }
    }
}
