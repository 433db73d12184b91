using System.Collections.Immutable;
using System.Globalization;
using Hotline.Accounts;
using Hotline.Api.Http;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Accounts;

/// <summary>登录 and one's own account over HTTP.</summary>
internal static class MeEndpoints
{
    /// <param name="Unit">The unit it acts for; <c>null</c> for the hotline itself.</param>
    /// <param name="Roles">Of the account; of a token, what it has of them.</param>
    /// <param name="MustChangePassword">Until then nothing else is allowed.</param>
    public sealed record Me(string Login, string DisplayName, string? Unit, ImmutableArray<Role> Roles, bool MustChangePassword);

    public static void MapMe(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/sign-in", SignInAsync).Validate<SignInAccount.Command>().AllowEverybody().WithTags("Accounts")
            .WithSummary("登录 Sign in with a password; the answer sets the session's cookie");
        app.MapPost("/api/sign-out", (Delegate)SignOutAsync).AllowEverybody().WithTags("Accounts").WithSummary("退出 End the session");

        var me = app.MapGroup("/api/me").WithTags("Accounts");
        me.MapGet("/", Read).AllowBeforePasswordChange().WithSummary("本人 Who I am here");
        me.MapPost("/password", ChangeAsync).Validate<ChangePassword.Command>().AllowBeforePasswordChange()
            .WithSummary("修改密码 Change my password; my other sessions end");
        me.MapGet("/tokens", ListAsync).AllowSignedIn().WithSummary("访问令牌 My personal access tokens");
        me.MapPost("/tokens", CreateAsync).Validate<KeepTokens.Command>().AllowSignedIn()
            .WithSummary("新建令牌 Make a personal access token; its secret is shown in this answer only");
        me.MapDelete("/tokens/{id}", RevokeAsync).AllowSignedIn().WithSummary("吊销令牌 Revoke a token");
    }

    private static async Task<Ok<Me>> SignInAsync(Body<SignInAccount.Command> body, SignInAccount signIn, HttpContext http, CancellationToken cancellation)
    {
        var identity = await signIn.ExecuteAsync(body.Command, cancellation);
        await http.BeginSessionAsync(identity);
        return TypedResults.Ok(new Me(identity.Login, identity.DisplayName, identity.Unit, identity.Roles, identity.MustChangePassword));
    }

    private static async Task<NoContent> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(SignInModule.Cookie);
        return TypedResults.NoContent();
    }

    private static Ok<Me> Read(HttpContext http)
    {
        var actor = http.User.ActorOf();
        return TypedResults.Ok(new Me(actor.Name, http.User.DisplayNameOf(), actor.Unit, actor.Roles, http.User.MustChange()));
    }

    private static async Task<NoContent> ChangeAsync(Body<ChangePassword.Command> body, ChangePassword change, HttpContext http, CancellationToken cancellation)
    {
        var identity = await change.ExecuteAsync(body.Command, http.User.ActorOf(), cancellation);
        if (!TokenScheme.Names(http.Request))
        {
            await http.BeginSessionAsync(identity);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<KeepTokens.Item>>> ListAsync(KeepTokens tokens, HttpContext http, CancellationToken cancellation) =>
        TypedResults.Ok(await tokens.ListAsync(http.User.ActorOf(), cancellation));

    private static async Task<Created<KeepTokens.Receipt>> CreateAsync(
        Body<KeepTokens.Command> body, KeepTokens tokens, HttpContext http, CancellationToken cancellation)
    {
        var actor = http.User.ActorOf();
        if (body.Command.Roles?.Any(role => !actor.Is(role)) is true)
        {
            throw new AccountFieldException("roles", string.Format(CultureInfo.InvariantCulture, ValidationTexts.OneOf, string.Join(", ", actor.Roles)));
        }

        // What a token makes has no more than the token has.
        var command = TokenScheme.Names(http.Request) && body.Command.Roles is not { Count: > 0 } ? body.Command with { Roles = actor.Roles } : body.Command;
        return TypedResults.Created((string?)null, await tokens.CreateAsync(actor.Name, command, actor, cancellation));
    }

    private static async Task<NoContent> RevokeAsync(string id, KeepTokens tokens, HttpContext http, CancellationToken cancellation)
    {
        await tokens.RevokeAsync(id, http.User.ActorOf(), cancellation);
        return TypedResults.NoContent();
    }
}
