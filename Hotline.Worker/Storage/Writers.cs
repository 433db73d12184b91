using System.Data;
using System.Data.Common;

namespace Hotline.Storage;

/// <summary>
/// Brings use cases to the disk. <see cref="RunAsync"/> returns after the commit, or throws with nothing kept, unless the
/// exception says that this is unknown.
/// </summary>
internal interface IWriter : IAsyncDisposable
{
    Task RunAsync(Lane lane, Func<Session, Task> work, CancellationToken cancellation);
}

/// <summary>A transaction for every use case: the database server groups commits itself.</summary>
internal sealed class TransactionWriter(string connectionString, SqlDialect dialect) : IWriter
{
    private enum Phase
    {
        Opening,
        Working,
        Committing,
    }

    public async Task RunAsync(Lane lane, Func<Session, Task> work, CancellationToken cancellation)
    {
        try
        {
            await RunOnceAsync(work, cancellation);
            return;
        }
        catch (DbException exception) when (dialect.IsDeadlock(exception))
        {
            // Undone for the sake of another transaction, which is through by now: once more, and only once.
        }

        try
        {
            await RunOnceAsync(work, cancellation);
        }
        catch (DbException exception) when (dialect.IsDeadlock(exception))
        {
            throw new StorageUnavailableException(exception);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task RunOnceAsync(Func<Session, Task> work, CancellationToken cancellation)
    {
        var phase = Phase.Opening;
        await using var connection = dialect.Connect(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            phase = Phase.Working;
            await work(new Session(connection, transaction, dialect, cancellation));
            phase = Phase.Committing;
            // A caller who hangs up now must not make it doubtful whether his case was written.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException && phase == Phase.Committing)
        {
            // The server may have committed and the answer been lost.
            throw new StorageUnavailableException(exception, isOutcomeUnknown: true);
        }
        catch (DbException exception) when (phase == Phase.Opening || dialect.IsUnavailable(exception))
        {
            throw new StorageUnavailableException(exception);
        }
        catch (InvalidOperationException exception) when (connection.State != ConnectionState.Open)
        {
            // What the driver says when the connection is gone before the statement is sent.
            throw new StorageUnavailableException(exception);
        }
    }
}
