using System.Text.Json;
using Hotline.Contracts.Cases;
using Hotline.Storage;

namespace Hotline.Accounts;

/// <summary>Accounts by login, and what was done to them.</summary>
public sealed class ListAccounts(Database database)
{
    public const int MostPerPage = 200;

    /// <param name="Next">Where the next page begins; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Account> Items, string? Next);

    /// <param name="At">When, UTC.</param>
    /// <param name="Actor">Who did it.</param>
    /// <param name="Login">Whose account.</param>
    /// <param name="Fields">What was, and what is; never a secret.</param>
    public sealed record Change(DateTimeOffset At, string Actor, string Login, AccountChangeKind Kind, JsonElement Fields);

    /// <inheritdoc cref="Page"/>
    public sealed record ChangePage(IReadOnlyList<Change> Items, string? Next);

    /// <exception cref="AccountNotFoundException">There is none.</exception>
    public async Task<Account> ReadAsync(string login, CancellationToken cancellation) => await database.ReadAsync(
        async db =>
        {
            var row = await db.GetAccountAsync(login);
            return Account.Of(row with { LockedUntil = (await db.FindAttemptsAsync(row.Login))?.LockedUntil });
        },
        cancellation);

    /// <param name="unit">Only of this unit.</param>
    /// <param name="role">Only with this role.</param>
    /// <param name="text">Part of the name or the login.</param>
    /// <param name="after">The login that the page before ended with.</param>
    /// <param name="take">Accounts a page.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Page> ExecuteAsync(string? unit, Role? role, string? text, string? after, int take, CancellationToken cancellation)
    {
        var filter = new AccountFilter(
            unit,
            role is { } one ? AccountRoles.Pattern(one) : null,
            string.IsNullOrWhiteSpace(text) ? null : $"%{Escape(text.Trim().ToUpperInvariant())}%");
        var rows = await database.ReadAsync(db => db.ListAccountsAsync(filter, after ?? "", take + 1), cancellation);
        return new Page([.. rows.Take(take).Select(Account.Of)], rows.Count <= take ? null : rows[take - 1].Login);
    }

    /// <summary>The log, the newest first.</summary>
    /// <param name="login">Of one account; <c>null</c>: of all.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="take">Lines a page.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="FormatException"><paramref name="after"/> is not a place this list gave.</exception>
    public async Task<ChangePage> ListChangesAsync(string? login, string? after, int take, CancellationToken cancellation)
    {
        var place = after is null ? new AccountChangePlace(DateTimeOffset.MaxValue, "")
            : PagePlace.TryParse(after, out var at, out var id) ? new AccountChangePlace(at, id)
            : throw new FormatException($"'{after}' is not a place in the log of accounts.");
        var rows = await database.ReadAsync(
            db => login is null
                ? db.ListAccountChangesAsync(place, take + 1)
                : db.ListChangesOfAccountAsync(AccountRecords.Fold(login), place, take + 1),
            cancellation);
        return new ChangePage(
            [
                .. rows.Take(take).Select(row => new Change(
                    row.At, row.Actor, row.Login, Enum.Parse<AccountChangeKind>(row.Kind), JsonSerializer.Deserialize<JsonElement>(row.Fields))),
            ],
            rows.Count <= take ? null : PagePlace.Format(rows[take - 1].At, rows[take - 1].Id));
    }

    private static string Escape(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal).Replace("[", "![", StringComparison.Ordinal);
}
