using System.Data.Common;
using EvolveDb.Dialect;
using Microsoft.Data.Sqlite;

namespace Hotline.Storage;

internal sealed class SqliteDialect : SqlDialect
{
    // https://sqlite.org/rescode.html: SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.
    private const int PrimaryKeyTaken = 1555;
    private const int UniqueTaken = 2067;

    // The primary codes of the same page.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public override string Migrations => "Sqlite";

    // A property of the file.
    public override string Prepare => "PRAGMA journal_mode = WAL";

    public override DBMS Evolve => DBMS.SQLite;

    public override string Take => "LIMIT @take";

    public override string DrawNumber => "UPDATE NumberSeries SET Last = Last + 1 WHERE Series = @series RETURNING Last";

    public override string JsonText(string column, string field) => $"json_extract({column}, '$.{field}')";

    public override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override bool IsDuplicateKey(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: PrimaryKeyTaken or UniqueTaken };

    public override bool IsUnavailable(DbException exception) => exception is SqliteException
    {
        SqliteErrorCode: Busy or Locked or ReadOnly or IoError or Corrupt or Full or CannotOpen or NotADatabase,
    };

    // One writer, which begins by taking the write lock, has nobody to lock each other out with.
    public override bool IsDeadlock(DbException exception) => false;

    public override void ClearPool(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    internal override IWriter OpenWriter(string connectionString) => new GroupCommitWriter(connectionString, this);
}
