using EvolveDb;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Scorecards;
using Hotline.Scorecards;
using Hotline.Storage;
using Hotline.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Hotline.Tests.Storage;

/// <summary>A database of the first release: its schema, with cases in it, opened by this program.</summary>
public sealed class ComingFromAnOlderVersion
{
    [Test]
    public async Task Keeps_every_case_counts_them_anew_and_begins_the_balance()
    {
        await using var hotline = await TestHotline.StartAsync();
        foreach (var status in TestHotline.Walkable)
        {
            await hotline.WalkToAsync(status);
        }

        await hotline.PraiseAsync(PraiseKind.Banner, Story.Lead, "praise");
        await hotline.CountAllAsync();
        var tallies = await hotline.TalliesAsync();
        await hotline.StopAsync();
        BecomeTheFirstRelease(hotline.DatabaseFile);

        await hotline.RestartAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await hotline.BalanceAsync(), Is.EqualTo(new Balance(5, 4, 1, 0, 0, 0)));
            Assert.That((await hotline.AuditBalanceAsync()).IsClean);
            Assert.That(Period.TryParse("2025Q3", out var quarter));
            Assert.That((await hotline.ShowScorecardAsync(quarter)).IsRecounting, "what was counted then is not all that is counted now");
            await hotline.Get<RebuildScorecard>().ExecuteIfDueAsync(CancellationToken.None);
            Assert.That((await hotline.ShowScorecardAsync(quarter)).IsRecounting, Is.False);
            Assert.That(await hotline.TalliesAsync(), Is.EqualTo(tallies));
            Assert.That((await hotline.CompareTalliesAsync()).IsClean);
            Assert.That((await hotline.CheckRowsAsync(mend: true)).Unreadable, Is.Empty);
            Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty, "once mended, every row has what the new columns want");
        }
    }

    // The first script into a new file, and the rows as it knew them; columns that came later fall away.
    private static void BecomeTheFirstRelease(string file)
    {
        var newer = file + ".newer";
        File.Move(file, newer);
        foreach (var side in new[] { "-wal", "-shm" })
        {
            File.Delete(file + side);
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        var evolve = new Evolve(connection, null, EvolveDb.Dialect.DBMS.SQLite)
        {
            EmbeddedResourceAssemblies = [typeof(Database).Assembly],
            EmbeddedResourceFilters = ["Hotline.Storage.Migrations.Sqlite."],
            MetadataTableName = "Migrations",
            TargetVersion = new EvolveDb.Migration.MigrationVersion("1"),
        };
        evolve.Migrate();
        Run($"ATTACH '{newer}' AS newer");
        foreach (var table in List("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'Migrations'"))
        {
            var columns = string.Join(", ", List($"SELECT name FROM pragma_table_info('{table}', 'main')"));
            Run($"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}");
        }

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        List<string> List(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var found = new List<string>();
            while (reader.Read())
            {
                found.Add(reader.GetString(0));
            }

            return found;
        }
    }
}
