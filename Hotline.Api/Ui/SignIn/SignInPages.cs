using System.Globalization;
using FluentValidation;
using Hotline.Accounts;
using Hotline.Api.Accounts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Ui.SignIn;

/// <summary>登录, 修改密码, 退出 as plain pages and forms.</summary>
internal static class SignInPages
{
    private const int MostForm = 16 * 1024;

    public static void MapSignInPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", (HttpContext http, IAntiforgery forms, string? back = null) => SignInPage(http, forms, back)).AllowEverybody().ExcludeFromDescription();
        app.MapPost("/sign-in", SignInAsync).AllowEverybody().ExcludeFromDescription();
        app.MapPost("/sign-out", SignOutAsync).AllowEverybody().ExcludeFromDescription();
        app.MapGet("/account/password", (HttpContext http, IAntiforgery forms, string? back = null) => PasswordPage(http, forms, back))
            .AllowBeforePasswordChange().ExcludeFromDescription();
        app.MapPost("/account/password", ChangeAsync).AllowBeforePasswordChange().ExcludeFromDescription();
    }

    /// <summary>403 as a page.</summary>
    public static IResult Denied() => new RazorComponentResult<DeniedPage> { StatusCode = StatusCodes.Status403Forbidden };

    /// <summary>Only a path of our own: what follows a sign-in must not lead elsewhere.</summary>
    internal static string LocalOf(string? back) =>
        back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.Any(character => character is '\\' || char.IsControl(character)) ? back : "/";

    private static RazorComponentResult<SignInPage> SignInPage(HttpContext http, IAntiforgery forms, string? back, string? login = null, string? error = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(Ui.SignIn.SignInPage.FormToken)] = forms.GetAndStoreTokens(http).RequestToken,
            [nameof(Ui.SignIn.SignInPage.Back)] = LocalOf(back),
            [nameof(Ui.SignIn.SignInPage.Login)] = login,
            [nameof(Ui.SignIn.SignInPage.Error)] = error,
        })
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    private static RazorComponentResult<PasswordPage> PasswordPage(HttpContext http, IAntiforgery forms, string? back, string? error = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(Ui.SignIn.PasswordPage.FormToken)] = forms.GetAndStoreTokens(http).RequestToken,
            [nameof(Ui.SignIn.PasswordPage.Back)] = LocalOf(back),
            [nameof(Ui.SignIn.PasswordPage.Login)] = http.User.ActorOf().Name,
            [nameof(Ui.SignIn.PasswordPage.MustChange)] = http.User.MustChange(),
            [nameof(Ui.SignIn.PasswordPage.Error)] = error,
        })
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    private static async Task<IResult> SignInAsync(
        HttpContext http, IAntiforgery forms, IValidator<SignInAccount.Command> validator, SignInAccount signIn, CancellationToken cancellation)
    {
        var form = await ReadAsync(http, cancellation);
        var (login, back) = (form["login"].ToString(), form["back"].ToString());
        IResult Again(string error) => SignInPage(http, forms, back, login, error);

        if (!await forms.IsRequestValidAsync(http))
        {
            return Again(SignInTexts.Get("Expired"));
        }

        var command = new SignInAccount.Command { Login = login, Password = form["password"] };
        if (!(await validator.ValidateAsync(command, cancellation)).IsValid)
        {
            return Again(SignInTexts.Get("Empty"));
        }

        try
        {
            var identity = await signIn.ExecuteAsync(command, cancellation);
            await http.BeginSessionAsync(identity);
            return TypedResults.LocalRedirect(
                identity.MustChangePassword ? "/account/password?back=" + Uri.EscapeDataString(LocalOf(back)) : LocalOf(back));
        }
        catch (SignInRefusedException refused)
        {
            return Again(refused.LockedUntil is { } until
                ? string.Format(CultureInfo.InvariantCulture, SignInTexts.Get("Locked"), until.ToString("HH:mm", CultureInfo.InvariantCulture))
                : SignInTexts.Get("Wrong"));
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery forms, CancellationToken cancellation)
    {
        await ReadAsync(http, cancellation);
        // Who has no session any more needs no proof to leave it.
        if (http.User.Identity is { IsAuthenticated: true } && !await forms.IsRequestValidAsync(http))
        {
            return PasswordPage(http, forms, null, SignInTexts.Get("Expired"));
        }

        await http.SignOutAsync(SignInModule.Cookie);
        return TypedResults.LocalRedirect("/sign-in");
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http, IAntiforgery forms, IValidator<ChangePassword.Command> validator, ChangePassword change, CancellationToken cancellation)
    {
        var form = await ReadAsync(http, cancellation);
        var back = form["back"].ToString();
        IResult Again(string error) => PasswordPage(http, forms, back, error);

        if (!await forms.IsRequestValidAsync(http))
        {
            return Again(SignInTexts.Get("Expired"));
        }

        var command = new ChangePassword.Command { Old = form["old"], New = form["new"] };
        if (form["again"] != form["new"])
        {
            return Again(SignInTexts.Get("Different"));
        }

        if ((await validator.ValidateAsync(command, cancellation)).Errors is [var first, ..])
        {
            return Again(first.ErrorMessage);
        }

        try
        {
            await http.BeginSessionAsync(await change.ExecuteAsync(command, http.User.ActorOf(), cancellation));
            return TypedResults.LocalRedirect(LocalOf(back));
        }
        catch (AccountFieldException wrong)
        {
            return Again(wrong.Message);
        }
    }

    private static async Task<IFormCollection> ReadAsync(HttpContext http, CancellationToken cancellation) => http.Request.HasFormContentType
        ? await http.Request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { BufferBodyLengthLimit = MostForm, ValueLengthLimit = MostForm }, cancellation)
        : FormCollection.Empty;
}
