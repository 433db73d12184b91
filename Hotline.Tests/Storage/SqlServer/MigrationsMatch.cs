using Hotline.Storage;
using Hotline.Tests.Support;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Hotline.Tests.Storage.SqlServer;

public sealed class MigrationsMatch
{
    private const string Prefix = "Hotline.Storage.Migrations.";

    private static readonly IReadOnlyList<string> Scripts =
        [.. typeof(Session).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..])];

    /// <summary>As they are applied: V2 before V10.</summary>
    public static IEnumerable<string> SqlServerScripts() => Scripts.Where(name => name.StartsWith("SqlServer.", StringComparison.Ordinal))
        .OrderBy(name => int.Parse(name["SqlServer.V".Length..name.IndexOf("__", StringComparison.Ordinal)], null));

    [Test]
    public void Have_the_same_names_on_both_sides()
    {
        string[] Of(string engine) => [.. Scripts.Where(name => name.StartsWith(engine, StringComparison.Ordinal)).Select(name => name[engine.Length..]).Order(StringComparer.Ordinal)];
        Assert.That(Of("SqlServer."), Is.EqualTo(Of("Sqlite.")).And.Not.Empty);
        Assert.That(Scripts, Has.Count.EqualTo(2 * Of("Sqlite.").Length), "a script that belongs to no engine");
    }

    [TestCaseSource(nameof(SqlServerScripts))]
    public void Can_be_read_by_SQL_Server(string script)
    {
        ParseOnlySqlServer.Parse(Read(script), out var errors);
        Assert.That(errors.Select(error => $"{error.Line}:{error.Column} {error.Message}"), Is.Empty);
    }

    [Test]
    public void Compare_text_byte_by_byte_as_SQLite_does()
    {
        var schema = new SchemaOf();
        foreach (var script in SqlServerScripts())
        {
            ParseOnlySqlServer.Parse(Read(script), out _).Accept(schema);
        }

        Assert.That(schema.Collations.Select(pair => pair.Value).Distinct(), Is.EqualTo(new[] { "Latin1_General_100_BIN2" }), string.Join(' ', schema.Collations));
    }

    [Test]
    public void Are_prepared_by_a_statement_that_SQL_Server_can_read()
    {
        ParseOnlySqlServer.Parse(SqlDialect.For(Hotline.Composition.StorageEngine.SqlServer).Prepare, out var errors);
        Assert.That(errors.Select(error => $"{error.Line}:{error.Column} {error.Message}"), Is.Empty);
    }

    [Test]
    public async Task Make_the_same_tables_columns_and_indexes()
    {
        await using var hotline = await TestHotline.StartAsync();
        var schema = new SchemaOf();
        foreach (var script in SqlServerScripts())
        {
            ParseOnlySqlServer.Parse(Read(script), out _).Accept(schema);
        }

        // The journal of the migrations is the migration tool's own, made by it on either side.
        var tables = hotline.Tables().Where(table => table != "Migrations").ToList();
        Assert.That(schema.Columns.Keys, Is.EquivalentTo(tables));
        Assert.Multiple(() =>
        {
            foreach (var table in tables)
            {
                // name|notnull|pk; a primary key is never null, said or not.
                var columns = hotline.Sql($"SELECT name, \"notnull\" = 1 OR pk > 0, pk FROM pragma_table_info('{table}') ORDER BY cid").Select(row => row.Split('|')).ToList();
                Assert.That(schema.Columns[table], Is.EqualTo(columns.Select(column => (column[0], column[1] == "0"))), table);
                Assert.That(
                    schema.Keys[table],
                    Is.EqualTo(columns.Where(column => column[2] != "0").OrderBy(column => int.Parse(column[2], null)).Select(column => column[0])),
                    $"primary key of {table}");
            }
        });
        Assert.That(
            schema.Indexes,
            Is.EquivalentTo(hotline.Sql("""
                SELECT m.name || ' ' || m.tbl_name || ' ' || l."unique" || ' ' || l.partial || ' ' ||
                    (SELECT group_concat(i.name) FROM (SELECT name FROM pragma_index_info(m.name) ORDER BY seqno) i)
                FROM sqlite_master m JOIN pragma_index_list(m.tbl_name) l ON l.name = m.name
                WHERE m.type = 'index' AND m.sql IS NOT NULL AND m.tbl_name <> 'Migrations'
                """)));
    }

    private static string Read(string script)
    {
        using var reader = new StreamReader(typeof(Session).Assembly.GetManifestResourceStream(Prefix + script)!);
        return reader.ReadToEnd();
    }

    /// <summary>What the scripts make, read from their syntax tree.</summary>
    private sealed class SchemaOf : TSqlFragmentVisitor
    {
        public Dictionary<string, IReadOnlyList<(string Name, bool Nullable)>> Columns { get; } = [];

        public Dictionary<string, IReadOnlyList<string>> Keys { get; } = [];

        public List<string> Indexes { get; } = [];

        /// <summary>Of each column of short text, which may be a key.</summary>
        public Dictionary<string, string?> Collations { get; } = [];

        public override void Visit(CreateTableStatement node)
        {
            var table = node.SchemaObjectName.BaseIdentifier.Value;
            var columns = node.Definition.ColumnDefinitions;
            var alone = columns.Where(column => column.Constraints.OfType<UniqueConstraintDefinition>().Any(constraint => constraint.IsPrimaryKey));
            var together = node.Definition.TableConstraints.OfType<UniqueConstraintDefinition>().Where(constraint => constraint.IsPrimaryKey);
            Keys[table] =
            [
                .. alone.Select(column => column.ColumnIdentifier.Value),
                .. together.SelectMany(constraint => constraint.Columns).Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value),
            ];
            foreach (var column in columns.Where(column => column.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar, Parameters: [IntegerLiteral] }))
            {
                Collations[$"{table}.{column.ColumnIdentifier.Value}"] = column.Collation?.Value;
            }

            Columns[table] = [.. columns.Select(column => (
                column.ColumnIdentifier.Value,
                column.Constraints.OfType<NullableConstraintDefinition>().Single().Nullable))];
        }

        public override void Visit(AlterTableAddTableElementStatement node)
        {
            var table = node.SchemaObjectName.BaseIdentifier.Value;
            var columns = node.Definition.ColumnDefinitions;
            foreach (var column in columns.Where(column => column.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar, Parameters: [IntegerLiteral] }))
            {
                Collations[$"{table}.{column.ColumnIdentifier.Value}"] = column.Collation?.Value;
            }

            Columns[table] = [.. Columns[table], .. columns.Select(column => (
                column.ColumnIdentifier.Value,
                column.Constraints.OfType<NullableConstraintDefinition>().Single().Nullable))];
        }

        public override void Visit(DropTableStatement node)
        {
            foreach (var table in node.Objects.Select(dropped => dropped.BaseIdentifier.Value))
            {
                Indexes.RemoveAll(index => index.Split(' ')[1] == table);
            }
        }

        public override void Visit(DropIndexClause node) =>
            Indexes.RemoveAll(index => index.StartsWith($"{node.Index.Value} {node.Object.BaseIdentifier.Value} ", StringComparison.Ordinal));

        public override void Visit(CreateIndexStatement node) => Indexes.Add(string.Join(
            ' ',
            node.Name.Value,
            node.OnName.BaseIdentifier.Value,
            node.Unique ? 1 : 0,
            node.FilterPredicate is null ? 0 : 1,
            string.Join(',', node.Columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value))));
    }
}
