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

    public override string Migrations => "SqlServer";

    public override DBMS Evolve => DBMS.SQLServer;

    public override string Take => "OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY";

    public override string DrawNumber => "UPDATE NumberSeries SET Last = Last + 1 OUTPUT inserted.Last WHERE Series = @series";

    public override DbConnection Connect(string connectionString) => new SqlConnection(connectionString);

    // The database allows it (ALLOW_SNAPSHOT_ISOLATION); deploy/ says how it is made.
    public override DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(IsolationLevel.Snapshot);

    public override bool IsDuplicateKey(DbException exception) =>
        exception is SqlException { Number: UniqueIndexTaken or UniqueConstraintTaken };

    internal override IWriter OpenWriter(string connectionString) => new TransactionWriter(connectionString, this);
}
