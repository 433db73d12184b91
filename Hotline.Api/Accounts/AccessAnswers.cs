using Hotline.Api.Http;
using Hotline.Api.Ui.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Extensions;

namespace Hotline.Api.Accounts;

/// <summary>How who is not let through hears of it: a program by a problem, a person by a page.</summary>
internal sealed class AccessAnswers : IAuthorizationMiddlewareResultHandler
{
    private const string Bearer = "Bearer";

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        var isSignedIn = authorizeResult.Forbidden && context.User.Identity is { IsAuthenticated: true };
        var mustChange = isSignedIn && context.User.MustChange();
        if (IsPage(context.Request))
        {
            var back = Uri.EscapeDataString(context.Request.GetEncodedPathAndQuery());
            if (mustChange)
            {
                context.Response.Redirect("/account/password?back=" + back);
            }
            else if (isSignedIn)
            {
                await SignInPages.Denied().ExecuteAsync(context);
            }
            else
            {
                context.Response.Redirect("/sign-in?back=" + (HttpMethods.IsGet(context.Request.Method) ? back : "%2F"));
            }

            return;
        }

        if (!isSignedIn)
        {
            context.Response.Headers.WWWAuthenticate = Bearer;
        }

        await Problems.WriteAsync(
            context,
            isSignedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized,
            mustChange ? "access.password_change_needed"
            : isSignedIn ? context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>()?.Code ?? "access.denied"
            : "access.sign_in_needed");
    }

    /// <summary>Whether a person looks at the answer, and no program.</summary>
    private static bool IsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        && !request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
}
