using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Accounts;

/// <summary>解锁: forgets the wrong passwords that were typed under a name.</summary>
public sealed class UnlockAccount(Database database, TimeProvider clock)
{
    /// <exception cref="AccountNotFoundException">There is none.</exception>
    public Task<Account> ExecuteAsync(string login, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        return database.WriteAsync(
            Lane.People,
            async db =>
            {
                var row = await db.GetAccountAsync(login);
                await db.DeleteAttemptsAsync(row.Login);
                await db.LogAsync(AccountChangeKind.Unlocked, row.Login, actor.Name, now);
                return Account.Of(row);
            },
            cancellation);
    }
}
