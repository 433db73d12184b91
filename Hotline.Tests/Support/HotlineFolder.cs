using Microsoft.Data.Sqlite;

namespace Hotline.Tests.Support;

/// <summary>A hotline's own folder for one test: its SQLite file and its key; deleted afterwards, unless it was there before.</summary>
internal sealed class HotlineFolder(string? existing = null) : IDisposable
{
    private static readonly string[] Tables =
        ["Events", "Cases", "Assignments", "Clocks", "CaseTexts", "Requesters", "IntakeKeys", "NumberSeries", "Praises", "Tallies"];

    private readonly DirectoryInfo _folder = existing is null ? Directory.CreateTempSubdirectory("hotline-") : new DirectoryInfo(existing);

    public string Path => _folder.FullName;

    /// <summary>How many rows there are in all tables that a case or a praise writes to.</summary>
    public Task<long> CountRowsAsync() => CountAsync(string.Join(" + ", Tables.Select(table => $"(SELECT COUNT(*) FROM {table})")));

    public Task<long> CountCasesAsync() => CountAsync("(SELECT COUNT(*) FROM Cases)");

    /// <summary>The discarded drafts of an agent of which nothing but the fact is left.</summary>
    public Task<long> CountDiscardedDraftsAsync(string agent) => CountAsync(
        $"(SELECT COUNT(*) FROM Drafts WHERE Agent = '{agent}' AND Sealed IS NULL AND DiscardedAt IS NOT NULL)");

    /// <summary>Whether a text lies readable in any file of the database.</summary>
    public async Task<bool> HoldsAnywhereAsync(string text)
    {
        var wanted = System.Text.Encoding.UTF8.GetBytes(text);
        foreach (var path in Directory.GetFiles(System.IO.Path.GetDirectoryName(DatabaseFile)!))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            if (content.ToArray().AsSpan().IndexOf(wanted) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Events the bus was not told, and cases and praises the tallies do not know.</summary>
    public Task<long> CountOutstandingAsync() => CountAsync(
        """
        (SELECT COUNT(*) FROM Events WHERE RelayedAt IS NULL)
        + (SELECT COUNT(*) FROM Cases WHERE Uncounted = 1 OR Unnoticed = 1 OR AwaitsRouting = 1)
        + (SELECT COUNT(*) FROM Praises WHERE Uncounted = 1)
        """);

    /// <summary>
    /// Cases that the log says the catalogue dispatched more than once; a dispatcher does so with what was given back.
    /// </summary>
    public Task<long> CountDispatchedTwiceAsync() => CountAsync(
        "(SELECT COUNT(*) FROM (SELECT Number FROM Events WHERE Type = 'CaseDispatched' AND Actor = 'system' GROUP BY Number HAVING COUNT(*) > 1))");

    public Task<long> CountDispatchedAsync() => CountAsync("(SELECT COUNT(DISTINCT Number) FROM Events WHERE Type = 'CaseDispatched')");

    /// <summary>Everything the tallies say, as text: equal texts are equal tallies.</summary>
    public async Task<string> ReadTalliesAsync()
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadOnly);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM Tallies ORDER BY Day, Unit, RequesterKind";
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            lines.Add(string.Join(' ', values));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Lets every write of a mark fail while reads go on as ever, as on a disk that is full.</summary>
    public Task RefuseMarksAsync() => ExecuteAsync(
        """
        CREATE TRIGGER RefuseNew BEFORE INSERT ON Marks BEGIN SELECT RAISE(ABORT, 'refused'); END;
        CREATE TRIGGER RefuseChange BEFORE UPDATE ON Marks BEGIN SELECT RAISE(ABORT, 'refused'); END;
        """);

    public Task AcceptMarksAsync() => ExecuteAsync("DROP TRIGGER RefuseNew; DROP TRIGGER RefuseChange;");

    /// <summary>Puts an account and a token into the file.</summary>
    /// <returns>The token.</returns>
    public async Task<string> AdmitAsync(Who who)
    {
        var login = who.Name.ToLowerInvariant();
        var token = $"hl_test_{login}";
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
        await ExecuteAsync(
            $"""
            INSERT OR REPLACE INTO Accounts
                (Login, DisplayName, SearchText, Unit, Roles, Active, Demo, PasswordHash, MustChangePassword, SecurityStamp, Version, CreatedAt)
            VALUES ('{login}', '{login}', '', {(who.Unit is null ? "NULL" : $"'{who.Unit}'")}, ',{string.Join(',', who.Held)},', 1, 0, '', 0, 'x', 1, '2025-01-01 00:00:00.0000000');
            INSERT OR REPLACE INTO AccountTokens (Id, Login, Name, Hash, CreatedAt, ExpiresAt)
            VALUES ('{login}', '{login}', 'test', '{hash}', '2025-01-01 00:00:00.0000000', '2999-01-01 00:00:00.0000000');
            """);
        return token;
    }

    /// <summary>Changes the file behind the hotline's back.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>0 while there is no database, or one without the tables yet.</summary>
    private async Task<long> CountAsync(string expression)
    {
        if (!File.Exists(DatabaseFile))
        {
            return 0;
        }

        try
        {
            await using var connection = await OpenAsync(SqliteOpenMode.ReadOnly);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT " + expression;
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (SqliteException exception) when (exception.Message.Contains("no such table", StringComparison.Ordinal))
        {
            return 0;
        }
    }

    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = DatabaseFile, Mode = mode, Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private string DatabaseFile => System.IO.Path.Combine(Path, "data", "hotline.db");

    public void Dispose()
    {
        if (existing is null)
        {
            _folder.Delete(recursive: true);
        }
    }
}
