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

    /// <summary>The same for the walks through millions of rows, where what Dapper does for each value is most of the time.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters, Func<DbDataReader, T> read)
    {
        await using var reader = await connection.ExecuteReaderAsync(Command(sql, parameters));
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellation);
}
