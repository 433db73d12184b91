using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Hotline.Contracts.Cases;
using Hotline.Storage;

namespace Hotline.Accounts;

/// <summary>Somebody who is let in.</summary>
/// <param name="Stamp">Of the account at this moment; what was granted under another has ended.</param>
/// <param name="MustChangePassword">Until it has chosen a password of its own, it may do nothing else.</param>
public sealed record Identity(string Login, string DisplayName, string? Unit, ImmutableArray<Role> Roles, string Stamp, bool MustChangePassword);

/// <summary>
/// Keeps for a moment who is let in, so that a request does not cost a read. What this process changes counts at once; what
/// another changes, after <see cref="Remembered"/> at the latest.
/// </summary>
public sealed class AccountBook(Database database, TimeProvider clock)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    // Whoever is let in is remembered, so there are never many more than there are people and tokens.
    private const int MostEntries = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _edition;

    /// <returns>The account, if it is let in; <c>null</c> when there is none, or it is not active.</returns>
    public async ValueTask<Identity?> FindAsync(string login, CancellationToken cancellation) => (await LookUpAsync(
        "a" + login,
        async db => await db.FindAccountAsync(login) is { Active: true } row ? new Entry(Of(row, null), DateTimeOffset.MaxValue, 0, 0) : null,
        cancellation))?.Identity;

    /// <param name="secret">As it was shown once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whose token it is; <c>null</c> when it is none, has been revoked or has expired, or its account is not active.</returns>
    public async ValueTask<Identity?> FindByTokenAsync(string secret, CancellationToken cancellation)
    {
        var hash = HashOf(secret);
        var entry = await LookUpAsync(
            "t" + hash,
            async db => await db.FindTokenAsync(hash) is { } token && await db.FindAccountAsync(token.Login) is { Active: true } row
                ? new Entry(Of(row, token.Roles), token.ExpiresAt, 0, 0)
                : null,
            cancellation);
        return entry is not null && entry.Until > clock.GetUtcNow() ? entry.Identity : null;
    }

    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>After a change of any account: what was read before it no longer counts.</summary>
    internal void Forget() => Interlocked.Increment(ref _edition);

    private async ValueTask<Entry?> LookUpAsync(string key, Func<Session, Task<Entry?>> read, CancellationToken cancellation)
    {
        var edition = Volatile.Read(ref _edition);
        if (_entries.TryGetValue(key, out var known) && known.Edition == edition && clock.GetElapsedTime(known.ReadAt) < Remembered)
        {
            return known;
        }

        // The edition is that of before the read: what changes during it counts as not seen.
        var readAt = clock.GetTimestamp();
        if (await database.ReadAsync(read, cancellation) is not { } entry)
        {
            _entries.TryRemove(key, out _);
            return null;
        }

        if (_entries.Count >= MostEntries)
        {
            _entries.Clear();
        }

        return _entries[key] = entry with { Edition = edition, ReadAt = readAt };
    }

    private static Identity Of(AccountRow row, string? tokenRoles)
    {
        var roles = AccountRoles.Parse(row.Roles);
        // A token never has more than its account has now.
        return new Identity(
            row.Login,
            row.DisplayName,
            row.Unit,
            tokenRoles is null ? roles : [.. AccountRoles.Parse(tokenRoles).Intersect(roles)],
            row.SecurityStamp,
            row.MustChangePassword);
    }

    private sealed record Entry(Identity Identity, DateTimeOffset Until, int Edition, long ReadAt);
}
