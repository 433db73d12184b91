using System.Data.Common;
using EvolveDb.Dialect;
using Microsoft.Data.Sqlite;

namespace Hotline.Storage;

internal sealed class SqliteDialect : SqlDialect
{
    // https://sqlite.org/rescode.html: SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.
    private const int PrimaryKeyTaken = 1555;
    private const int UniqueTaken = 2067;

    public override string Migrations => "Sqlite";

    public override DBMS Evolve => DBMS.SQLite;

    public override string Take => "LIMIT @take";

    public override string DrawNumber => "UPDATE NumberSeries SET Last = Last + 1 WHERE Series = @series RETURNING Last";

    public override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override bool IsDuplicateKey(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: PrimaryKeyTaken or UniqueTaken };

    internal override IWriter OpenWriter(string connectionString) => new GroupCommitWriter(connectionString, this);
}
