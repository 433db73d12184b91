using System.Data.Common;
using Dapper;

namespace Hotline.Storage;

/// <summary>
/// One connection in one use case. Stores are extension methods on it; it is the only thing that sends SQL.
/// </summary>
public sealed class Session(DbConnection connection, DbTransaction? transaction, SqlDialect dialect, CancellationToken cancellation)
{
    public SqlDialect Dialect => dialect;

    /// <summary>True once events were appended: after the commit there is something to relay.</summary>
    internal bool HasNews { get; set; }

    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(Command(sql, parameters));

    public Task<T?> FindAsync<T>(string sql, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null) =>
        [.. await connection.QueryAsync<T>(Command(sql, parameters))];

    private CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellation);
}
