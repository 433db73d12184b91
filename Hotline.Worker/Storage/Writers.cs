using System.Data.Common;

namespace Hotline.Storage;

/// <summary>Brings use cases to the disk. <see cref="RunAsync"/> returns after the commit, or throws with nothing kept.</summary>
internal interface IWriter : IAsyncDisposable
{
    Task RunAsync(Lane lane, Func<Session, Task> work, CancellationToken cancellation);
}

/// <summary>A transaction for every use case: the database server groups commits itself.</summary>
internal sealed class TransactionWriter(string connectionString, SqlDialect dialect) : IWriter
{
    public async Task RunAsync(Lane lane, Func<Session, Task> work, CancellationToken cancellation)
    {
        DbConnection? connection = null;
        try
        {
            connection = dialect.Connect(connectionString);
            await connection.OpenAsync(cancellation);
        }
        catch (DbException exception)
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw new StorageUnavailableException(exception);
        }

        await using (connection)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await work(new Session(connection, transaction, dialect, cancellation));
            try
            {
                await transaction.CommitAsync(cancellation);
            }
            catch (DbException exception)
            {
                throw new StorageUnavailableException(exception);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
