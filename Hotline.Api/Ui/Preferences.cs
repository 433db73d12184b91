using Hotline.Api.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace Hotline.Api.Ui;

/// <summary>What a reader chose for this browser: the language of the screens, and light or dark. Kept in cookies.</summary>
internal static class Preferences
{
    public const string ThemeCookie = "hotline-theme";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        app.MapGet("/language", SetLanguage).ExcludeFromDescription().AllowEverybody();
        app.MapGet("/theme", SetTheme).ExcludeFromDescription().AllowEverybody();
    }

    /// <returns><c>light</c>, <c>dark</c>, or <c>null</c> to follow the system.</returns>
    public static string? ThemeOf(HttpRequest request) => request.Cookies[ThemeCookie] is "light" or "dark" ? request.Cookies[ThemeCookie] : null;

    private static RedirectHttpResult SetLanguage(HttpContext context, string? ui = null, string? back = null)
    {
        // Dates and numbers are written one way in both languages.
        var culture = new RequestCulture("zh-CN", ui == "en" ? "en" : "zh-CN");
        Keep(context, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(culture));
        return Back(back);
    }

    private static RedirectHttpResult SetTheme(HttpContext context, string? set = null, string? back = null)
    {
        Keep(context, ThemeCookie, set is "light" or "dark" ? set : "auto");
        return Back(back);
    }

    private static void Keep(HttpContext context, string name, string value) => context.Response.Cookies.Append(name, value, new CookieOptions
    {
        MaxAge = Kept,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
    });

    // Never to another host: a link to here may come from anywhere.
    private static RedirectHttpResult Back(string? back) => TypedResults.LocalRedirect(
        back is { Length: > 0 } && back[0] == '/' && RedirectHttpResult.IsLocalUrl(back) ? back : "/");
}
