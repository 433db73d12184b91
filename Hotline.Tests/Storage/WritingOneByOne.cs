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
}
