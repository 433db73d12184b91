using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using MassTransit;

namespace Hotline.Accounts;

/// <summary>There is no such account.</summary>
public sealed class AccountNotFoundException(string login) : Exception($"There is no account '{login}'.");

/// <summary>Somebody else has changed the account since.</summary>
public sealed class StaleAccountException(string login, int seen) : Exception($"Account '{login}' was changed since version {seen}.");

/// <summary>There is no such token of this account.</summary>
public sealed class TokenNotFoundException(string id) : Exception($"There is no token {id}.");

/// <summary>One field is wrong in a way that only the stored account can tell.</summary>
/// <param name="name">As the request names it.</param>
/// <param name="message">In the reader's language.</param>
public sealed class AccountFieldException(string name, string message) : Exception(message)
{
    public string Field => name;
}

/// <summary>What happened to an account.</summary>
public enum AccountChangeKind
{
    Created,
    Changed,
    PasswordReset,
    PasswordChanged,
    Locked,
    Unlocked,
    TokenCreated,
    TokenRevoked,
}

/// <summary>An account as administrators and its owner see it: without secrets.</summary>
/// <param name="Login">账号: lower-case ASCII; the name in every event.</param>
/// <param name="Unit">The unit it acts for; <c>null</c> for the hotline itself.</param>
/// <param name="Active">Whether it is let in.</param>
/// <param name="Demo">Made for Development.</param>
/// <param name="Version">The ETag: what a change must have seen.</param>
/// <param name="LockedUntil">After too many wrong passwords; <c>null</c> or past: not locked.</param>
public sealed record Account(
    string Login,
    string DisplayName,
    string? Unit,
    ImmutableArray<Role> Roles,
    bool Active,
    bool Demo,
    bool MustChangePassword,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt,
    DateTimeOffset? LockedUntil)
{
    internal static Account Of(AccountRow row) => new(
        row.Login,
        row.DisplayName,
        row.Unit,
        AccountRoles.Parse(row.Roles),
        row.Active,
        row.Demo,
        row.MustChangePassword,
        row.Version,
        row.CreatedAt,
        row.LastSignInAt,
        row.LockedUntil);
}

/// <summary>What the use cases of accounts share: finding, saving, and the line in the log.</summary>
internal static partial class AccountRecords
{
    public const int LoginLength = 64;
    public const int NameLength = 100;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Folded, so that one person is one account however it is typed.</summary>
    public static string Fold(string? login) => (login ?? "").Trim().ToLowerInvariant();

    public static IRuleBuilderOptions<T, string?> Login<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => string.IsNullOrEmpty(text) || (LoginPattern().IsMatch(text) && text != Actor.System.Name)).WithErrorCode("Login")
        .WithMessage(_ => AccountTexts.Login);

    /// <exception cref="AccountNotFoundException">There is none.</exception>
    public static async Task<AccountRow> GetAccountAsync(this Session db, string login) =>
        await db.FindAccountAsync(Fold(login)) ?? throw new AccountNotFoundException(Fold(login));

    /// <exception cref="StaleAccountException">It was changed since <paramref name="row"/> was read.</exception>
    public static async Task<AccountRow> SaveAccountAsync(this Session db, AccountRow row)
    {
        var saved = row with { Version = row.Version + 1, SearchText = SearchTextOf(row.Login, row.DisplayName) };
        return await db.TryUpdateAccountAsync(saved) ? saved : throw new StaleAccountException(row.Login, row.Version);
    }

    public static string SearchTextOf(string login, string name) => $"{name} {login}".ToUpperInvariant();

    /// <param name="fields">What is worth telling; never a secret.</param>
    public static Task LogAsync(this Session db, AccountChangeKind kind, string login, string actor, DateTimeOffset at, object? fields = null) =>
        db.InsertAccountChangeAsync(new AccountChangeRow
        {
            Id = NewId.NextGuid().ToString("N"),
            At = at,
            Actor = actor,
            Login = login,
            Kind = kind.ToString(),
            Fields = fields is null ? "{}" : JsonSerializer.Serialize(fields, Json),
        });

    [GeneratedRegex(@"\A[a-z][a-z0-9._-]{1,63}\z")]
    private static partial Regex LoginPattern();
}
