using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Storage;

namespace Hotline.Accounts;

/// <summary>重置密码: a one-time password in the place of one that was forgotten. Sessions end, tokens wait for the new password, a lock is lifted.</summary>
public sealed class ResetPassword(Database database, Passwords passwords, AccountBook book, TimeProvider clock)
{
    /// <param name="Password">Shown now and never again; the next sign-in changes it.</param>
    public sealed record Receipt(string Login, string Password);

    /// <exception cref="AccountNotFoundException">There is none.</exception>
    public async Task<Receipt> ExecuteAsync(string login, Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        var password = Passwords.OneTime();
        var hash = passwords.Hash(password);
        var saved = await database.WriteAsync(
            Lane.People,
            async db =>
            {
                var row = await db.SaveAccountAsync(await db.GetAccountAsync(login) with
                {
                    PasswordHash = hash,
                    MustChangePassword = true,
                    SecurityStamp = Passwords.NewStamp(),
                });
                await db.DeleteAttemptsAsync(row.Login);
                await db.LogAsync(AccountChangeKind.PasswordReset, row.Login, actor.Name, now);
                return row;
            },
            cancellation);
        book.Forget();
        return new Receipt(saved.Login, password);
    }
}
