using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Hotline.Storage;

/// <summary>
/// The writer's connection, which keeps its statements prepared: SQLite would otherwise parse the same dozen texts anew
/// for every case, which was a third of the writer's time. One thread only.
/// </summary>
internal sealed class StatementCache(SqliteConnection connection) : DbConnection
{
    /// <summary>More than the writing statements there are; texts beyond it (lists of odd lengths) are prepared each time.</summary>
    private const int Most = 256;

    private readonly Dictionary<string, Stack<SqliteCommand>> _idle = new(StringComparer.Ordinal);
    private int _kept;

    [AllowNull]
    public override string ConnectionString
    {
        get => connection.ConnectionString;
        set => connection.ConnectionString = value;
    }

    public override string Database => connection.Database;

    public override string DataSource => connection.DataSource;

    public override string ServerVersion => connection.ServerVersion;

    public override ConnectionState State => connection.State;

    public override void ChangeDatabase(string databaseName) => connection.ChangeDatabase(databaseName);

    public override void Open() => connection.Open();

    public override void Close() => connection.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("The writer frames its transactions itself.");

    protected override DbCommand CreateDbCommand() => new Statement(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in _idle.Values.SelectMany(stack => stack))
            {
                command.Dispose();
            }

            _idle.Clear();
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private SqliteCommand CreateSqlite() => connection.CreateCommand();

    private SqliteCommand Take(string text)
    {
        if (_idle.TryGetValue(text, out var stack) && stack.TryPop(out var command))
        {
            _kept--;
            return command;
        }

        command = CreateSqlite();
        command.CommandText = text;
        return command;
    }

    private void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (_kept == Most)
        {
            command.Dispose();
            return;
        }

        if (!_idle.TryGetValue(command.CommandText, out var stack))
        {
            _idle[command.CommandText] = stack = new Stack<SqliteCommand>(1);
        }

        stack.Push(command);
        _kept++;
    }

    /// <summary>
    /// Gathers text and parameters like any command, in whatever order and as often changed as the caller likes, and
    /// lends them to the prepared command of that text when it runs.
    /// </summary>
    private sealed class Statement(StatementCache cache) : DbCommand
    {
        private readonly SqliteCommand _draft = cache.CreateSqlite();
        private SqliteCommand? _prepared;

        [AllowNull]
        public override string CommandText
        {
            get => _draft.CommandText;
            set => _draft.CommandText = value;
        }

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => cache;
            set => throw new NotSupportedException("A statement belongs to the writer's connection.");
        }

        protected override DbParameterCollection DbParameterCollection => _draft.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => null;
            set
            {
                if (value is not null)
                {
                    throw new NotSupportedException("The writer frames its transactions itself.");
                }
            }
        }

        public override void Cancel() => _prepared?.Cancel();

        public override int ExecuteNonQuery() => Prepared().ExecuteNonQuery();

        public override object? ExecuteScalar() => Prepared().ExecuteScalar();

        public override void Prepare() => Prepared().Prepare();

        protected override DbParameter CreateDbParameter() => _draft.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Prepared().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Release();
                _draft.Dispose();
            }

            base.Dispose(disposing);
        }

        private SqliteCommand Prepared()
        {
            Release();
            _prepared = cache.Take(_draft.CommandText);
            foreach (SqliteParameter parameter in _draft.Parameters)
            {
                _prepared.Parameters.Add(parameter);
            }

            return _prepared;
        }

        // The reader of the last run is closed by now: a command runs once at a time.
        private void Release()
        {
            if (_prepared is not null)
            {
                cache.GiveBack(_prepared);
                _prepared = null;
            }
        }
    }
}
