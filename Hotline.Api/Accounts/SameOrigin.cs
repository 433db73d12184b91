using Hotline.Api.Http;
using Microsoft.AspNetCore.Antiforgery;

namespace Hotline.Api.Accounts;

/// <summary>
/// Keeps other sites from using a signed-in person's browser. A browser says where a request comes from; one that does not
/// say is no browser, or an old one, and then what no form of another site can send is asked for.
/// </summary>
internal static class SameOrigin
{
    // What a form, or a script without leave, can send to another site.
    private static readonly string[] OfForms = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method);
        if (isSafe || TokenScheme.Names(request) || (ComesFromHere(request) && await IsOwnAsync(context)))
        {
            await next(context);
            return;
        }

        await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "access.cross_site");
    }

    private static bool ComesFromHere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site ? site is "same-origin" or "none"
        : request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    // Pages check their own forms; the interface is asked for here.
    private static async Task<bool> IsOwnAsync(HttpContext context) =>
        context.User.Identity is not { IsAuthenticated: true }
        || !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || (context.Request.GetTypedHeaders().ContentType is { } type && !OfForms.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
}
