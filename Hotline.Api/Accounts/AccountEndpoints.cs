using Hotline.Accounts;
using Hotline.Api.Http;
using Hotline.Contracts.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Accounts;

/// <summary>用户管理 over HTTP, for administrators.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/api/accounts").WithTags("Accounts");
        accounts.MapGet("/", ListAsync).Allow(Role.Administrator).WithSummary("用户 A page of accounts by login; unit, role and text narrow it down");
        accounts.MapPost("/", CreateAsync).Validate<CreateAccount.Command>().Allow(Role.Administrator)
            .WithSummary("新建用户 Make an account; its one-time password is shown in this answer only");
        accounts.MapGet("/changes", ListChangesAsync).Allow(Role.Administrator).WithSummary("用户变更记录 What was done to accounts, the newest first");
        accounts.MapGet("/{login}", ReadAsync).Allow(Role.Administrator).WithSummary("用户 One account");
        accounts.MapPut("/{login}", ChangeAsync).Validate<ChangeAccount.Command>().Allow(Role.Administrator)
            .WithSummary("修改用户 Change name, unit, roles, or whether it is let in");
        accounts.MapPost("/{login}/reset", ResetAsync).Allow(Role.Administrator)
            .WithSummary("重置密码 A one-time password, shown in this answer only");
        accounts.MapPost("/{login}/unlock", UnlockAsync).Allow(Role.Administrator).WithSummary("解锁 Forget the wrong passwords that were typed");
    }

    private static async Task<Ok<ListAccounts.Page>> ListAsync(
        ListAccounts accounts, CancellationToken cancellation, string? unit = null, string? role = null, string? text = null, string? after = null, string? take = null)
    {
        Role? only = null;
        if (role is not null)
        {
            only = EnumName.TryParse<Role>(role, out var parsed) ? parsed : throw Paging.Wrong("account.role.detail");
        }

        return TypedResults.Ok(await accounts.ExecuteAsync(unit, only, text, after, Paging.LinesOf(take, ListAccounts.MostPerPage), cancellation));
    }

    private static async Task<Created<CreateAccount.Receipt>> CreateAsync(
        Body<CreateAccount.Command> body, CreateAccount create, HttpContext http, CancellationToken cancellation)
    {
        var receipt = await create.ExecuteAsync(body.Command, http.User.ActorOf(), cancellation);
        http.Response.ETag(receipt.Account.Version);
        return TypedResults.Created($"/api/accounts/{receipt.Account.Login}", receipt);
    }

    private static async Task<Ok<Account>> ReadAsync(string login, ListAccounts accounts, HttpResponse response, CancellationToken cancellation) =>
        Answer(await accounts.ReadAsync(login, cancellation), response);

    private static async Task<Ok<Account>> ChangeAsync(
        string login, Body<ChangeAccount.Command> body, ChangeAccount change, HttpContext http, CancellationToken cancellation) =>
        Answer(await change.ExecuteAsync(login, http.Request.SeenVersion(), body.Command, http.User.ActorOf(), cancellation), http.Response);

    private static async Task<Ok<ResetPassword.Receipt>> ResetAsync(string login, ResetPassword reset, HttpContext http, CancellationToken cancellation) =>
        TypedResults.Ok(await reset.ExecuteAsync(login, http.User.ActorOf(), cancellation));

    private static async Task<Ok<Account>> UnlockAsync(string login, UnlockAccount unlock, HttpContext http, CancellationToken cancellation) =>
        Answer(await unlock.ExecuteAsync(login, http.User.ActorOf(), cancellation), http.Response);

    private static async Task<Ok<ListAccounts.ChangePage>> ListChangesAsync(
        ListAccounts accounts, CancellationToken cancellation, string? login = null, string? after = null, string? take = null)
    {
        return TypedResults.Ok(await Paging.FromAsync(() => accounts.ListChangesAsync(login, after, Paging.LinesOf(take, ListAccounts.MostPerPage), cancellation)));
    }

    private static Ok<Account> Answer(Account account, HttpResponse response)
    {
        response.ETag(account.Version);
        return TypedResults.Ok(account);
    }
}
