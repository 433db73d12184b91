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

    /// <summary>How long a name is kept; another process may have changed it meanwhile.</summary>
    private static readonly TimeSpan NameRemembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Named> _names = new(StringComparer.Ordinal);
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

    /// <summary>姓名 of accounts, of those too that are no longer let in. What is no account, e.g. another system, has none.</summary>
    /// <param name="logins">As events name them; empty and absent ones count as nobody.</param>
    /// <param name="cancellation">Ends the read.</param>
    public async ValueTask<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<string?> logins, CancellationToken cancellation)
    {
        var edition = Volatile.Read(ref _edition);
        var found = new Dictionary<string, string>();
        var missing = new List<string>();
        foreach (var login in logins.OfType<string>().Where(login => login.Length > 0).Distinct())
        {
            if (!_names.TryGetValue(login, out var known) || known.Edition != edition || clock.GetElapsedTime(known.ReadAt) >= NameRemembered)
            {
                missing.Add(login);
            }
            else if (known.Name is { } name)
            {
                found.Add(login, name);
            }
        }

        if (missing.Count == 0)
        {
            return found;
        }

        var readAt = clock.GetTimestamp();
        var names = (await database.ReadAsync(db => db.ListNamesAsync(missing), cancellation)).ToDictionary(row => row.Login, row => row.DisplayName);
        if (_names.Count >= MostEntries)
        {
            _names.Clear();
        }

        foreach (var login in missing)
        {
            var name = names.GetValueOrDefault(login);
            _names[login] = new Named(name, edition, readAt);
            if (name is not null)
            {
                found.Add(login, name);
            }
        }

        return found;
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

    private sealed record Named(string? Name, int Edition, long ReadAt);

    private sealed record Entry(Identity Identity, DateTimeOffset Until, int Edition, long ReadAt);
}
