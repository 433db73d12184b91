using System.Data;
using System.Data.Common;
using EvolveDb.Dialect;
using Microsoft.Data.SqlClient;

namespace Hotline.Storage;

internal sealed class SqlServerDialect : SqlDialect
{
    // "Cannot insert duplicate key row … with unique index" and "Violation of … constraint … duplicate key".
    private const int UniqueIndexTaken = 2601;
    private const int UniqueConstraintTaken = 2627;

    private const int DeadlockVictim = 1205;

    // Severities from here on end the connection.
    private const byte Fatal = 20;
    private const int Timeout = -2;
    private const int DataFull = 1105;
    private const int LockTimeout = 1222;
    private const int ReadOnly = 3906;
    private const int LogFull = 9002;

    public override string Migrations => "SqlServer";

    // Asked first, so that who may not change the database can still migrate one that is ready.
    public override string Prepare =>
        """
        IF NOT EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND snapshot_isolation_state = 1)
            ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON
        """;

    public override DBMS Evolve => DBMS.SQLServer;

    public override string Take => "OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY";

    public override string DrawNumber => "UPDATE NumberSeries SET Last = Last + 1 OUTPUT inserted.Last WHERE Series = @series";

    public override string JsonText(string column, string field) => $"JSON_VALUE({column}, '$.{field}')";

    public override DbConnection Connect(string connectionString) => new SqlConnection(connectionString);

    // Allowed by Prepare.
    public override DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(IsolationLevel.Snapshot);

    public override bool IsDuplicateKey(DbException exception) =>
        exception is SqlException { Number: UniqueIndexTaken or UniqueConstraintTaken };

    public override bool IsUnavailable(DbException exception) => 
        exception is SqlException { Class: >= Fatal } or SqlException { Number: Timeout or DataFull or LockTimeout or ReadOnly or LogFull };

    public override bool IsDeadlock(DbException exception) => exception is SqlException { Number: DeadlockVictim };

    public override void ClearPool(string connectionString)
    {
        using var connection = new SqlConnection(connectionString);
        SqlConnection.ClearPool(connection);
    }

    internal override IWriter OpenWriter(string connectionString) => new TransactionWriter(connectionString, this);
}
