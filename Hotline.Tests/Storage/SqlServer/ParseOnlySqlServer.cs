using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Hotline.Tests.Storage.SqlServer;

/// <summary>
/// A SQL Server that only checks grammar: every command is parsed as T-SQL, after Dapper has expanded its lists, and
/// answered with nothing, or with one row of one blank. It proves no names, types, collations or locks.
/// </summary>
internal sealed class ParseOnlySqlServer(bool answersOneRow) : DbConnection
{
    private readonly List<string> _statements = [];
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Statements => _statements;

    public IReadOnlyList<string> Errors => _errors;

    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => "";

    public override string DataSource => "";

    public override string ServerVersion => "";

    public override ConnectionState State => ConnectionState.Open;

    public static TSqlFragment Parse(string sql, out IList<ParseError> errors)
    {
        using var reader = new StringReader(sql);
        return new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open()
    {
        // It is always open.
    }

    public override void Close()
    {
        // It is always open.
    }

    protected override DbTransaction BeginDbTransaction(System.Data.IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new Command(this);

    private void Take(string sql)
    {
        _statements.Add(sql);
        Parse(sql, out var errors);
        _errors.AddRange(errors.Select(error => $"{error.Line}:{error.Column} {error.Message}\n{sql}"));
    }

    private sealed class Command(ParseOnlySqlServer server) : DbCommand
    {
        // Its collection takes any parameter and needs no server.
        private readonly SqlCommand _parameters = new();

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = server;

        protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
            // Nothing runs.
        }

        public override void Prepare()
        {
            // Nothing runs.
        }

        public override int ExecuteNonQuery()
        {
            server.Take(CommandText);
            return server.AnswersOneRow ? 1 : 0;
        }

        public override object? ExecuteScalar() => throw new NotSupportedException();

        protected override DbParameter CreateDbParameter() => new SqlParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            server.Take(CommandText);
            var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
            table.Columns.Add("Blank", typeof(string));
            if (server.AnswersOneRow)
            {
                table.Rows.Add(DBNull.Value);
            }

            return table.CreateDataReader();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _parameters.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private bool AnswersOneRow => answersOneRow;
}
