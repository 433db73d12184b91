using System.Data.Common;
using Hotline.Composition;
using Microsoft.Extensions.Options;

namespace Hotline.Storage;

/// <summary>Who waits for a write. When both queue, people are served first and the backlog gets a steady share.</summary>
public enum Lane
{
    /// <summary>A person, or another system, is waiting for the answer.</summary>
    People,

    /// <summary>Relay, consumers and sweeps.</summary>
    Backlog,
}

/// <summary>
/// The one way to the data: a use case is one <see cref="WriteAsync{T}"/>, which is one transaction. How transactions
/// reach the disk is nobody else's business (README, decision 5).
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly Lazy<IWriter> _writer;
    private readonly Lazy<Task> _closed;
    private readonly Signal _news = new();
    private readonly Lock _gate = new();
    private Signal[] _listeners = [];
    private long _refusedAt = long.MinValue / 2;

    public Database(IOptions<HotlineOptions> options)
    {
        DapperSetup.Ensure();
        Dialect = SqlDialect.For(options.Value.Storage);
        _connectionString = options.Value.ResolveConnectionString();
        _writer = new Lazy<IWriter>(() => Dialect.OpenWriter(_connectionString));
        _closed = new Lazy<Task>(CloseAsync);
    }

    public SqlDialect Dialect { get; }

    /// <summary>Whether the disk, the file or the server refused any write of this process so lately.</summary>
    public bool HasRefusedWithin(TimeSpan time) => Environment.TickCount64 - Interlocked.Read(ref _refusedAt) < time.TotalMilliseconds;

    /// <summary>Reads outside any write transaction; all statements see what was committed when the first one ran.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = Dialect.Connect(_connectionString);
        await connection.OpenAsync(cancellation);
        await using var snapshot = Dialect.BeginRead(connection);
        return await read(new Session(connection, snapshot, Dialect, cancellation));
    }

    /// <summary>
    /// Runs one use case in one transaction and returns when it is on the disk. An exception undoes this use case and
    /// nothing else.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It could not be made durable, or whether it is durable is unknown.</exception>
    public async Task<T> WriteAsync<T>(Lane lane, Func<Session, Task<T>> write, CancellationToken cancellation)
    {
        T result = default!;
        var hasNews = false;
        try
        {
            await _writer.Value.RunAsync(
                lane,
                async session =>
                {
                    // A writer runs a use case again that fell victim to a deadlock: start clean each time.
                    session.HasNews = false;
                    result = await write(session);
                    hasNews = session.HasNews;
                },
                cancellation);
        }
        catch (StorageUnavailableException)
        {
            Interlocked.Exchange(ref _refusedAt, Environment.TickCount64);
            throw;
        }

        if (hasNews)
        {
            _news.Raise();
            foreach (var listener in Volatile.Read(ref _listeners))
            {
                listener.Raise();
            }
        }

        return result;
    }

    public Task WriteAsync(Lane lane, Func<Session, Task> write, CancellationToken cancellation) =>
        WriteAsync(
            lane,
            async session =>
            {
                await write(session);
                return true;
            },
            cancellation);

    /// <summary>Returns when events were committed by this process since the last call, or after <paramref name="atMost"/>.</summary>
    public Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) => _news.WaitAsync(atMost, cancellation);

    /// <summary>Raises another's signal too whenever events were committed by this process, until what is returned is disposed of.</summary>
    internal IDisposable Listen(Signal signal)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, signal];
        }

        return new Listening(this, signal);
    }

    private void Leave(Signal signal)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(other => other != signal)];
        }
    }

    private sealed class Listening(Database database, Signal signal) : IDisposable
    {
        public void Dispose() => database.Leave(signal);
    }

    internal DbConnection Connect() => Dialect.Connect(_connectionString);

    /// <summary>Returns when everything accepted is written and the file is closed; also for who asks second.</summary>
    public async ValueTask DisposeAsync() => await _closed.Value;

    private async Task CloseAsync()
    {
        if (_writer.IsValueCreated)
        {
            await _writer.Value.DisposeAsync();
        }

        // An idle connection would keep the write-ahead log beside the file.
        Dialect.ClearPool(_connectionString);
    }
}

/// <summary>The disk, the file or the server refused. It may be tried again; a registration with the same key.</summary>
public sealed class StorageUnavailableException(Exception cause, bool isOutcomeUnknown = false)
    : Exception(
        isOutcomeUnknown
            ? $"The commit failed, and whether it reached the disk is unknown: ask again with the same key. {cause.Message}"
            : $"It could not be made durable, and nothing was written. {cause.Message}",
        cause)
{
    /// <summary>The fault came during the commit: what was asked for is written, or it is not.</summary>
    public bool IsOutcomeUnknown => isOutcomeUnknown;
}
