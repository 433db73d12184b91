using System.Data.Common;

namespace Hotline.Storage;

/// <summary>An account as it is stored.</summary>
public sealed record AccountRow
{
    /// <summary>Lower-case ASCII; the name in every event.</summary>
    public string Login { get; init; } = "";

    public string DisplayName { get; init; } = "";

    /// <summary>What a search looks in: name and login in capitals, as only C# folds them alike on both engines.</summary>
    public string SearchText { get; init; } = "";

    public string? Unit { get; init; }

    /// <summary>With a comma before, between and behind, so that one is found by its name between two commas.</summary>
    public string Roles { get; init; } = "";

    public bool Active { get; init; }

    /// <summary>Made for Development; nowhere else is it let in.</summary>
    public bool Demo { get; init; }

    public string PasswordHash { get; init; } = "";
    public bool MustChangePassword { get; init; }

    /// <summary>Changes whenever what was granted must end: password, roles, unit, activity.</summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>Counts the changes, from 1.</summary>
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>Until when the name is locked by wrong passwords; read along with a list, never written here.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>The attempts to sign in under one name, known or not.</summary>
public sealed record AttemptRow
{
    public string Login { get; init; } = "";
    public int Failed { get; init; }
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>A personal access token; of its secret only the hash.</summary>
public sealed record TokenRow
{
    public string Id { get; init; } = "";
    public string Login { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the secret, in hexadecimal digits.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Written as <see cref="AccountRow.Roles"/>; <c>null</c>: all of the account.</summary>
    public string? Roles { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>One line of the log of accounts.</summary>
public sealed record AccountChangeRow
{
    public string Id { get; init; } = "";
    public DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Whose account.</summary>
    public string Login { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary>JSON: what was, and what is; never a secret.</summary>
    public string Fields { get; init; } = "";
}

/// <summary>What a list of accounts shows.</summary>
/// <param name="Unit">Only of this unit; <c>null</c>: of all and of none.</param>
/// <param name="Role">Only with this role, between two commas, as a pattern.</param>
/// <param name="Text">A pattern for the search text, in capitals.</param>
public sealed record AccountFilter(string? Unit, string? Role, string? Text);

/// <summary>A place in the log of accounts: the last row seen.</summary>
public sealed record AccountChangePlace(DateTimeOffset At, string Id);

/// <summary>Who may sign in, by what, and who changed it.</summary>
public static class AccountStore
{
    private const string Columns =
        "Login, DisplayName, SearchText, Unit, Roles, Active, Demo, PasswordHash, MustChangePassword, SecurityStamp, Version, CreatedAt, LastSignInAt";

    private const string TokenColumns = "Id, Login, Name, Hash, Roles, CreatedAt, ExpiresAt, RevokedAt";

    public static Task<AccountRow?> FindAccountAsync(this Session db, string login) =>
        db.FindAsync<AccountRow>($"SELECT {Columns} FROM Accounts WHERE Login = @login", new { login });

    /// <summary>What one account's person is called.</summary>
    public sealed record Naming
    {
        public string Login { get; init; } = "";
        public string DisplayName { get; init; } = "";
    }

    /// <summary>What people are called, active or not.</summary>
    public static Task<IReadOnlyList<Naming>> ListNamesAsync(this Session db, IReadOnlyCollection<string> logins) =>
        db.ListAsync<Naming>("SELECT Login, DisplayName FROM Accounts WHERE Login IN @logins", new { logins });

    public static Task<int> CountAccountsAsync(this Session db) => db.FindAsync<int>("SELECT COUNT(*) FROM Accounts");

    /// <summary>Active accounts other than one that hold a role, given as it stands between two commas.</summary>
    public static Task<int> CountOthersWithRoleAsync(this Session db, string login, string role) => db.FindAsync<int>(
        "SELECT COUNT(*) FROM Accounts WHERE Active = 1 AND Login <> @login AND Roles LIKE @role", new { login, role });

    /// <summary>The accounts made for Development that are still let in.</summary>
    public static Task<IReadOnlyList<AccountRow>> ListActiveDemoAccountsAsync(this Session db) =>
        db.ListAsync<AccountRow>($"SELECT {Columns} FROM Accounts WHERE Demo = 1 AND Active = 1 ORDER BY Login");

    /// <returns>False, and nothing was written, when the login is taken.</returns>
    public static async Task<bool> TryInsertAccountAsync(this Session db, AccountRow row)
    {
        try
        {
            await db.ExecuteAsync(
                """
                INSERT INTO Accounts (Login, DisplayName, SearchText, Unit, Roles, Active, Demo, PasswordHash, MustChangePassword, SecurityStamp, Version, CreatedAt)
                VALUES (@Login, @DisplayName, @SearchText, @Unit, @Roles, @Active, @Demo, @PasswordHash, @MustChangePassword, @SecurityStamp, @Version, @CreatedAt)
                """,
                row);
            return true;
        }
        catch (DbException exception) when (db.Dialect.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <returns>False, and nothing was written, when the account is no longer at the version before <paramref name="row"/>'s.</returns>
    public static async Task<bool> TryUpdateAccountAsync(this Session db, AccountRow row) => await db.ExecuteAsync(
        """
        UPDATE Accounts SET DisplayName = @DisplayName, SearchText = @SearchText, Unit = @Unit, Roles = @Roles, Active = @Active,
            PasswordHash = @PasswordHash, MustChangePassword = @MustChangePassword, SecurityStamp = @SecurityStamp, Version = @Version
        WHERE Login = @Login AND Version = @Version - 1
        """,
        row) == 1;

    /// <summary>What signing in leaves behind: no change of the account, so no new version.</summary>
    public static Task SetSignedInAsync(this Session db, string login, DateTimeOffset at) =>
        db.ExecuteAsync("UPDATE Accounts SET LastSignInAt = @at WHERE Login = @login", new { login, at });

    /// <summary>The same password hashed the way it is done now, unless it was changed meanwhile.</summary>
    public static Task SetPasswordHashAsync(this Session db, string login, string before, string after) => db.ExecuteAsync(
        "UPDATE Accounts SET PasswordHash = @after WHERE Login = @login AND PasswordHash = @before", new { login, before, after });

    /// <summary>A page of accounts by login, with the moment until which each is locked.</summary>
    public static Task<IReadOnlyList<AccountRow>> ListAccountsAsync(this Session db, AccountFilter filter, string after, int take) =>
        db.ListAsync<AccountRow>(
            $"""
            SELECT a.Login, a.DisplayName, a.Unit, a.Roles, a.Active, a.Demo, a.MustChangePassword, a.Version, a.CreatedAt, a.LastSignInAt, t.LockedUntil
            FROM Accounts a LEFT JOIN SignInAttempts t ON t.Login = a.Login
            WHERE a.Login > @after AND (@Unit IS NULL OR a.Unit = @Unit) AND (@Role IS NULL OR a.Roles LIKE @Role)
                AND (@Text IS NULL OR a.SearchText LIKE @Text ESCAPE '!')
            ORDER BY a.Login {db.Dialect.Take}
            """,
            new { filter.Unit, filter.Role, filter.Text, after, take });

    public static Task<AttemptRow?> FindAttemptsAsync(this Session db, string login) => db.FindAsync<AttemptRow>(
        "SELECT Login, Failed, FirstAt, LastAt, LockedUntil FROM SignInAttempts WHERE Login = @login", new { login });

    /// <summary>In the place of what was counted before.</summary>
    public static async Task PutAttemptsAsync(this Session db, AttemptRow row)
    {
        await db.ExecuteAsync("DELETE FROM SignInAttempts WHERE Login = @Login", row);
        await db.ExecuteAsync(
            "INSERT INTO SignInAttempts (Login, Failed, FirstAt, LastAt, LockedUntil) VALUES (@Login, @Failed, @FirstAt, @LastAt, @LockedUntil)", row);
    }

    public static Task DeleteAttemptsAsync(this Session db, string login) =>
        db.ExecuteAsync("DELETE FROM SignInAttempts WHERE Login = @login", new { login });

    /// <summary>Forgets names that nobody has tried since; anybody may invent any number of them.</summary>
    public static Task DeleteAttemptsBeforeAsync(this Session db, DateTimeOffset before) =>
        db.ExecuteAsync("DELETE FROM SignInAttempts WHERE LastAt < @before", new { before });

    public static Task InsertTokenAsync(this Session db, TokenRow row) => db.ExecuteAsync(
        """
        INSERT INTO AccountTokens (Id, Login, Name, Hash, Roles, CreatedAt, ExpiresAt)
        VALUES (@Id, @Login, @Name, @Hash, @Roles, @CreatedAt, @ExpiresAt)
        """,
        row);

    public static Task<TokenRow?> FindTokenAsync(this Session db, string hash) =>
        db.FindAsync<TokenRow>($"SELECT {TokenColumns} FROM AccountTokens WHERE Hash = @hash AND RevokedAt IS NULL", new { hash });

    /// <summary>An account's tokens that were not revoked, the newest first.</summary>
    public static Task<IReadOnlyList<TokenRow>> ListTokensAsync(this Session db, string login) => db.ListAsync<TokenRow>(
        $"SELECT {TokenColumns} FROM AccountTokens WHERE Login = @login AND RevokedAt IS NULL ORDER BY CreatedAt DESC, Id DESC", new { login });

    /// <returns>False when the account has no such token that is not revoked yet.</returns>
    public static async Task<bool> RevokeTokenAsync(this Session db, string login, string id, DateTimeOffset at) => await db.ExecuteAsync(
        "UPDATE AccountTokens SET RevokedAt = @at WHERE Id = @id AND Login = @login AND RevokedAt IS NULL", new { login, id, at }) == 1;

    public static Task InsertAccountChangeAsync(this Session db, AccountChangeRow row) => db.ExecuteAsync(
        "INSERT INTO AccountChanges (Id, At, Actor, Login, Kind, Fields) VALUES (@Id, @At, @Actor, @Login, @Kind, @Fields)", row);

    /// <summary>A page of the log of accounts, the newest first.</summary>
    public static Task<IReadOnlyList<AccountChangeRow>> ListAccountChangesAsync(this Session db, AccountChangePlace before, int take) =>
        db.ListAsync<AccountChangeRow>(
            $"""
            SELECT Id, At, Actor, Login, Kind, Fields FROM AccountChanges
            WHERE At <= @At AND (At < @At OR Id < @Id)
            ORDER BY At DESC, Id DESC {db.Dialect.Take}
            """,
            new { before.At, before.Id, take });

    /// <inheritdoc cref="ListAccountChangesAsync"/>
    /// <param name="login">Of one account.</param>
    public static Task<IReadOnlyList<AccountChangeRow>> ListChangesOfAccountAsync(this Session db, string login, AccountChangePlace before, int take) =>
        db.ListAsync<AccountChangeRow>(
            $"""
            SELECT Id, At, Actor, Login, Kind, Fields FROM AccountChanges
            WHERE Login = @login AND At <= @At AND (At < @At OR Id < @Id)
            ORDER BY At DESC, Id DESC {db.Dialect.Take}
            """,
            new { login, before.At, before.Id, take });

    public static Task<IReadOnlyList<string>> ListKeyRingAsync(this Session db) => db.ListAsync<string>("SELECT Body FROM KeyRing ORDER BY Name");

    public static Task InsertKeyRingAsync(this Session db, string name, string body) =>
        db.ExecuteAsync("INSERT INTO KeyRing (Name, Body) VALUES (@name, @body)", new { name, body });
}
