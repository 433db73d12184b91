using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hotline.Storage;

/// <summary>
/// SQLite's one writer. Use cases queue; as many as are waiting share one transaction, a savepoint each, and one fsync
/// (README, decision 5). A refused or failed use case undoes its own savepoint; the others commit.
/// </summary>
internal sealed class GroupCommitWriter : IWriter
{
    /// <summary>Most use cases in one commit: enough to share the fsync, few enough that nobody waits long for the group.</summary>
    private const int MaxGroup = 64;

    /// <summary>So many people in one group are a rush, and it lasts at least so long.</summary>
    private const int Rush = 8;
    private const int RushMilliseconds = 100;

    /// <summary>
    /// The backlog's part of each group: during a rush, otherwise, and while nobody waits. A person who comes meanwhile
    /// waits for it.
    /// </summary>
    private const int TrickleShare = 2;
    private const int CalmShare = 16;
    private const int IdleShare = 32;

    private readonly string _connectionString;
    private readonly SqlDialect _dialect;
    private readonly Lock _gate = new();
    private readonly Queue<Job> _people = new();
    private readonly Queue<Job> _backlog = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Thread _thread;
    private bool _closing;
    private long _rushUntil;

    public GroupCommitWriter(string connectionString, SqlDialect dialect)
    {
        // Its own connection, closed for good after a fault. A pool would hand it on as it is: with the transaction whose
        // commit failed still open and the file locked, to whoever reads or writes next.
        _connectionString = new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
        _dialect = dialect;
        _thread = new Thread(Run) { IsBackground = true, Name = "hotline-writer" };
        _thread.Start();
    }

    public async Task RunAsync(Lane lane, Func<Session, Task> work, CancellationToken cancellation)
    {
        var job = new Job(work, cancellation);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            (lane == Lane.People ? _people : _backlog).Enqueue(job);

            // Within the gate, so that the thread never finds the queues empty while a job is being handed in: it would
            // leave on closing with that job unwritten.
            _waiting.Release();
        }

        await job.Done;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closing = true;
        }

        // Wakes the thread; it leaves once both queues are empty, so everything accepted is written.
        _waiting.Release();
        await Task.Run(_thread.Join);
        _waiting.Dispose();
    }

    private void Run()
    {
        SqliteConnection? connection = null;
        Statements? statements = null;
        try
        {
            while (true)
            {
                _waiting.Wait();
                var group = TakeGroup();
                if (group.Count == 0)
                {
                    if (_closing)
                    {
                        return;
                    }

                    continue;
                }

                try
                {
                    if (connection is null)
                    {
                        connection = Open();
                        statements = new Statements(connection);
                    }

                    Commit(group, connection, statements!);
                }
                catch (Exception exception)
                {
                    // The group as a whole failed. Begin again on a fresh connection.
                    statements?.Dispose();
                    connection?.Dispose();
                    (connection, statements) = (null, null);
                    foreach (var job in group)
                    {
                        job.Fail(exception as StorageUnavailableException ?? new StorageUnavailableException(exception));
                    }
                }
            }
        }
        finally
        {
            if (connection is not null)
            {
                Checkpoint(connection);
            }

            statements?.Dispose();
        }
    }

    // Who copies the file after a clean stop copies everything. Another process that reads may hold it up; then the log
    // stays, as it does after a crash, and the next to open the file uses it.
    private static void Checkpoint(SqliteConnection connection)
    {
        try
        {
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA busy_timeout = 1000; PRAGMA wal_checkpoint(TRUNCATE);";
            checkpoint.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // Everything is durable without it.
        }
    }

    private List<Job> TakeGroup()
    {
        var group = new List<Job>(MaxGroup);
        lock (_gate)
        {
            while (group.Count < MaxGroup && _people.TryDequeue(out var job))
            {
                group.Add(job);
            }

            for (var share = BacklogShare(group.Count); share > 0 && _backlog.TryDequeue(out var job); share--)
            {
                group.Add(job);
            }
        }

        // One release per job, one wait per group: hand back the difference.
        for (var extra = 1; extra < group.Count; extra++)
        {
            _waiting.Wait(0);
        }

        return group;
    }

    // In a rush the backlog gets a trickle, because its work costs the people's requests processor time as well as the
    // writer's. It never stands still, and it catches up as soon as the rush is over.
    private int BacklogShare(int people)
    {
        var now = Environment.TickCount64;
        if (people >= Rush)
        {
            _rushUntil = now + RushMilliseconds;
        }

        return now >= _rushUntil ? (people == 0 ? IdleShare : CalmShare) : Math.Max(TrickleShare, people / 8);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Set(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Set(SqliteConnection connection)
    {
        using var pragmas = connection.CreateCommand();
        // Durable at every commit; the checkpoint is SQLite's own, bounded by this many pages; another process that
        // writes is waited for by SQLite, in steps of milliseconds, not by the driver in steps of 150. A log that grew
        // while somebody read for long is cut back to 64 MB.
        pragmas.CommandText =
            "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536;";
        pragmas.ExecuteNonQuery();
    }

    private void Commit(List<Job> group, SqliteConnection connection, Statements statements)
    {
        statements.Begin.ExecuteNonQuery();
        var ran = new List<(Job Job, Exception? Failure)>(group.Count);
        foreach (var job in group)
        {
            if (job.Cancellation.IsCancellationRequested)
            {
                ran.Add((job, new OperationCanceledException(job.Cancellation)));
                continue;
            }

            statements.Save.ExecuteNonQuery();
            try
            {
                // Once begun it runs to its end: a caller who hangs up halfway must not leave half a use case.
                job.Work(new Session(statements.Cache, null, _dialect, CancellationToken.None)).GetAwaiter().GetResult();
                statements.Release.ExecuteNonQuery();
                ran.Add((job, null));
            }
            catch (Exception exception)
            {
                if (raw.sqlite3_get_autocommit(connection.Handle) != 0 || exception is SqliteException fault && _dialect.IsUnavailable(fault))
                {
                    // The file's fault, not the use case's: the next one would meet it too. A full disk or an I/O error
                    // has even ended SQLite's whole transaction, not just the statement.
                    throw;
                }

                statements.Undo.ExecuteNonQuery();
                statements.Release.ExecuteNonQuery();
                ran.Add((job, exception));
            }
        }

        try
        {
            statements.Commit.ExecuteNonQuery();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_IOERR)
        {
            // The end of the group may be in the write-ahead log all the same, and be found there after a crash.
            throw new StorageUnavailableException(exception, isOutcomeUnknown: true);
        }

        // Only now: a refusal may rest on what another use case of the same group wrote.
        foreach (var (job, failure) in ran)
        {
            if (failure is null)
            {
                job.Succeed();
            }
            else
            {
                job.Fail(failure);
            }
        }
    }

    private sealed class Job(Func<Session, Task> work, CancellationToken cancellation)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<Session, Task> Work => work;

        public CancellationToken Cancellation => cancellation;

        public Task Done => _done.Task;

        public void Succeed() => _done.TrySetResult();

        public void Fail(Exception exception) => _done.TrySetException(exception);
    }

    /// <summary>The connection's statements: the five that frame every group, and those of the use cases.</summary>
    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        public StatementCache Cache { get; } = new(connection);

        // IMMEDIATE: a transaction that reads first and then writes would fail after another process wrote in between.
        public SqliteCommand Begin { get; } = Prepare(connection, "BEGIN IMMEDIATE");

        public SqliteCommand Save { get; } = Prepare(connection, "SAVEPOINT UseCase");

        public SqliteCommand Undo { get; } = Prepare(connection, "ROLLBACK TO UseCase");

        public SqliteCommand Release { get; } = Prepare(connection, "RELEASE UseCase");

        public SqliteCommand Commit { get; } = Prepare(connection, "COMMIT");

        public void Dispose()
        {
            Begin.Dispose();
            Save.Dispose();
            Undo.Dispose();
            Release.Dispose();
            Commit.Dispose();
            Cache.Dispose();
        }

        private static SqliteCommand Prepare(SqliteConnection connection, string sql)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Prepare();
            return command;
        }
    }
}
