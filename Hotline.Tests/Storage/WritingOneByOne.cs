using System.Data.Common;
using EvolveDb.Dialect;
using Hotline.Composition;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

/// <summary>The writer for servers, tried on the engine that is here.</summary>
public sealed class WritingOneByOne
{
    [Test]
    public async Task Says_that_nothing_was_written_when_there_is_no_connection()
    {
        await using var writer = new TransactionWriter("Data Source=/nowhere/at/all.db;Pooling=False", SqlDialect.For(StorageEngine.Sqlite));
        Assert.That(
            async () => await writer.RunAsync(Lane.People, _ => Task.CompletedTask, CancellationToken.None),
            Throws.TypeOf<StorageUnavailableException>().With.Property(nameof(StorageUnavailableException.IsOutcomeUnknown)).False);
    }

    [Test]
    public async Task Says_that_the_outcome_is_unknown_when_the_commit_fails()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var writer = new TransactionWriter(
            $"Data Source={hotline.DatabaseFile};Foreign Keys=True;Pooling=False", SqlDialect.For(StorageEngine.Sqlite));
        Assert.That(
            async () => await writer.RunAsync(
                Lane.People,
                async db =>
                {
                    await db.ExecuteAsync("CREATE TABLE Parents (Id INTEGER PRIMARY KEY)");
                    await db.ExecuteAsync("CREATE TABLE Children (Parent INTEGER REFERENCES Parents (Id) DEFERRABLE INITIALLY DEFERRED)");
                    await db.ExecuteAsync("INSERT INTO Children (Parent) VALUES (1)");
                },
                CancellationToken.None),
            Throws.TypeOf<StorageUnavailableException>().With.Message.Contains("unknown"));
    }

    [Test]
    public async Task Leaves_the_fault_of_a_use_case_as_it_is()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var writer = new TransactionWriter($"Data Source={hotline.DatabaseFile};Pooling=False", SqlDialect.For(StorageEngine.Sqlite));
        Assert.That(
            async () => await writer.RunAsync(
                Lane.People,
                async db =>
                {
                    await db.SetMarkAsync("half", "here", DateTimeOffset.UnixEpoch);
                    throw new InvalidOperationException("its own");
                },
                CancellationToken.None),
            Throws.InvalidOperationException.With.Message.EqualTo("its own"));
        Assert.That(await hotline.FindMarkAsync("half"), Is.Null);
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Runs_the_victim_of_a_deadlock_once_more_and_no_oftener(int deadlocks)
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.MarkAsync("taken");
        await using var writer = new TransactionWriter($"Data Source={hotline.DatabaseFile};Pooling=False", new Quarrelsome());
        var runs = 0;
        var writing = writer.RunAsync(
            Lane.People,
            async db =>
            {
                await db.SetMarkAsync($"run-{++runs}", "here", DateTimeOffset.UnixEpoch);
                if (runs <= deadlocks)
                {
                    await db.ExecuteAsync("INSERT INTO Marks (Name, Value, At) VALUES ('taken', '', '')");
                }
            },
            CancellationToken.None);
        if (deadlocks == 1)
        {
            await writing;
            Assert.That(hotline.Sql("SELECT Name FROM Marks WHERE Name LIKE 'run-%'"), Is.EqualTo(new[] { "run-2" }));
        }
        else
        {
            Assert.That(async () => await writing, Throws.TypeOf<StorageUnavailableException>());
            Assert.That(runs, Is.EqualTo(2));
        }
    }

    /// <summary>SQLite, except that a taken key counts as a deadlock, which SQLite does not know.</summary>
    private sealed class Quarrelsome : SqlDialect
    {
        private readonly SqlDialect _sqlite = For(StorageEngine.Sqlite);

        public override string Migrations => _sqlite.Migrations;

        public override string Prepare => _sqlite.Prepare;

        public override DBMS Evolve => _sqlite.Evolve;

        public override string Take => _sqlite.Take;

        public override string DrawNumber => _sqlite.DrawNumber;

        public override string JsonText(string column, string field) => _sqlite.JsonText(column, field);

        public override DbConnection Connect(string connectionString) => _sqlite.Connect(connectionString);

        public override DbTransaction BeginRead(DbConnection connection) => _sqlite.BeginRead(connection);

        public override bool IsDuplicateKey(DbException exception) => false;

        public override bool IsUnavailable(DbException exception) => _sqlite.IsUnavailable(exception);

        public override bool IsDeadlock(DbException exception) => _sqlite.IsDuplicateKey(exception);

        public override void ClearPool(string connectionString) => _sqlite.ClearPool(connectionString);

        internal override IWriter OpenWriter(string connectionString) => _sqlite.OpenWriter(connectionString);
    }
}
