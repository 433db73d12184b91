using Hotline.Storage;
using Hotline.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Hotline.Tests.Storage;

public sealed class CommittingInGroups
{
    [Test]
    public async Task Undoes_a_failed_use_case_and_nothing_else()
    {
        await using var hotline = await TestHotline.StartAsync();
        var writer = await hotline.HoldWriterAsync();
        var before = hotline.MarkAsync("before");
        var failing = FailingAsync(hotline, "failing");
        var after = hotline.MarkAsync("after");
        await writer.ReleaseAsync();
        await Task.WhenAll(before, after);
        Assert.That(async () => await failing, Throws.InvalidOperationException.With.Message.EqualTo("failing"), "its own exception, not the storage's");
        Assert.That(
            new[] { await hotline.FindMarkAsync("before"), await hotline.FindMarkAsync("failing"), await hotline.FindMarkAsync("after") },
            Is.EqualTo(new[] { "here", null, "here" }));
    }

    [Test]
    public async Task Writes_nothing_of_what_was_cancelled_before_it_began()
    {
        await using var hotline = await TestHotline.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var writer = await hotline.HoldWriterAsync();
        var cancelled = hotline.MarkAsync("cancelled", cancellation.Token);
        var other = hotline.MarkAsync("other");
        await cancellation.CancelAsync();
        await writer.ReleaseAsync();
        await other;
        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await hotline.FindMarkAsync("cancelled"), Is.Null);
    }

    [Test]
    public async Task Has_written_everything_it_accepted_once_it_is_disposed()
    {
        await using var hotline = await TestHotline.StartAsync();
        var writer = await hotline.HoldWriterAsync();
        var accepted = Enumerable.Range(0, 200).Select(index => hotline.MarkAsync($"mark-{index}")).ToList();
        var stopping = hotline.StopAsync();
        await writer.ReleaseAsync();
        await stopping;
        await Task.WhenAll(accepted).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(hotline.Sql("SELECT COUNT(*) FROM Marks WHERE Name LIKE 'mark-%'"), Is.EqualTo(new[] { "200" }));
        Assert.That(async () => await hotline.MarkAsync("late"), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Loses_nothing_it_accepted_when_it_is_disposed_in_the_middle_of_a_rush()
    {
        for (var round = 0; round < 25; round++)
        {
            await using var hotline = await TestHotline.StartAsync();
            var database = hotline.Database;
            var rush = Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
            {
                var accepted = 0;
                try
                {
                    while (true)
                    {
                        await database.WriteAsync(
                            Lane.People, db => db.SetMarkAsync($"rush-{worker}-{accepted}", "here", DateTimeOffset.UnixEpoch), CancellationToken.None);
                        accepted++;
                    }
                }
                catch (ObjectDisposedException)
                {
                    return accepted;
                }
            })).ToList();
            await hotline.MarkAsync("begun");
            await hotline.StopAsync();
            var sum = (await Task.WhenAll(rush).WaitAsync(TimeSpan.FromSeconds(10))).Sum();
            Assert.That(hotline.Sql("SELECT COUNT(*) FROM Marks WHERE Name LIKE 'rush-%'"), Is.EqualTo(new[] { $"{sum}" }));
        }
    }

    [Test]
    public async Task Fails_the_whole_group_when_the_commit_fails_and_recovers()
    {
        await using var hotline = await StartAsync("Data Source=data/hotline.db;Foreign Keys=True");
        var writer = await hotline.HoldWriterAsync();
        var before = hotline.MarkAsync("before");
        // A promise that is checked at the commit and broken by then: the transaction stays open after the failure.
        var breaking = hotline.Database.WriteAsync(
            Lane.People,
            async db =>
            {
                await db.ExecuteAsync("CREATE TABLE Parents (Id INTEGER PRIMARY KEY)");
                await db.ExecuteAsync("CREATE TABLE Children (Parent INTEGER REFERENCES Parents (Id) DEFERRABLE INITIALLY DEFERRED)");
                await db.ExecuteAsync("INSERT INTO Children (Parent) VALUES (1)");
            },
            CancellationToken.None);
        var refused = FailingAsync(hotline, "refused");
        var after = hotline.MarkAsync("after");
        await writer.ReleaseAsync();
        foreach (var task in new[] { before, breaking, refused, after })
        {
            Assert.That(async () => await task, Throws.TypeOf<StorageUnavailableException>());
        }

        Assert.That(await hotline.FindMarkAsync("before") ?? await hotline.FindMarkAsync("after"), Is.Null);
        Assert.That(hotline.Tables(), Has.No.Member("Parents"));
        await hotline.MarkAsync("later");
        await hotline.RestartAsync();
        Assert.That(await hotline.FindMarkAsync("later"), Is.EqualTo("here"));
    }

    [Test]
    public async Task Fails_the_whole_group_when_the_disk_is_full_and_recovers_when_it_is_not()
    {
        await using var hotline = await TestHotline.StartAsync();
        var writer = await hotline.HoldWriterAsync();
        var before = hotline.MarkAsync("before");
        var filling = hotline.Database.WriteAsync(
            Lane.People,
            async db =>
            {
                // As many pages as the file has, and no more.
                await db.ExecuteAsync("PRAGMA max_page_count = 1");
                await db.SetMarkAsync("filling", new string('x', 1_000_000), DateTimeOffset.UnixEpoch);
            },
            CancellationToken.None);
        await writer.ReleaseAsync();
        Assert.That(async () => await before, Throws.TypeOf<StorageUnavailableException>());
        Assert.That(async () => await filling, Throws.TypeOf<StorageUnavailableException>());
        Assert.That(await hotline.FindMarkAsync("before"), Is.Null);

        // The writer begins again on a connection without the limit.
        await hotline.Database.WriteAsync(
            Lane.People, db => db.SetMarkAsync("filling", new string('x', 1_000_000), DateTimeOffset.UnixEpoch), CancellationToken.None);
        await hotline.RestartAsync();
        Assert.That(await hotline.FindMarkAsync("filling"), Has.Length.EqualTo(1_000_000));
    }

    [Test]
    public async Task Fails_while_another_process_keeps_the_file_and_recovers_when_it_lets_go()
    {
        await using var hotline = await StartAsync("Data Source=data/hotline.db;Default Timeout=1");
        await using var second = await hotline.StartSecondAsync();
        var keeper = await second.HoldWriterAsync();
        var key = "the same key";
        Assert.That(async () => await hotline.RegisterAsync(key: key), Throws.TypeOf<StorageUnavailableException>());
        await keeper.ReleaseAsync();
        Assert.That((await hotline.RegisterAsync(key: key)).IsNew, Is.True, "nothing of the first attempt was kept");
    }

    [Test]
    public async Task Fails_the_whole_group_when_the_file_may_not_be_written()
    {
        await using var hotline = await TestHotline.StartAsync();
        var writer = await hotline.HoldWriterAsync();
        var before = hotline.MarkAsync("before");
        var refused = hotline.Database.WriteAsync(
            Lane.People,
            async db =>
            {
                // What SQLite says of a file on a disk that was mounted read-only.
                await db.ExecuteAsync("PRAGMA query_only = 1");
                await db.SetMarkAsync("refused", "here", DateTimeOffset.UnixEpoch);
            },
            CancellationToken.None);
        await writer.ReleaseAsync();
        Assert.That(async () => await before, Throws.TypeOf<StorageUnavailableException>());
        Assert.That(async () => await refused, Throws.TypeOf<StorageUnavailableException>().With.Message.Contains("readonly"));
        await hotline.MarkAsync("later");
        Assert.That(await hotline.FindMarkAsync("before"), Is.Null);
    }

    [Test]
    public async Task Leaves_everything_in_the_file_itself_after_a_clean_stop()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var second = await hotline.StartSecondAsync();
        for (var count = 0; count < 20; count++)
        {
            await hotline.RegisterAsync();
        }

        // Another program still has the file open.
        await hotline.Database.DisposeAsync();
        var log = new FileInfo(hotline.DatabaseFile + "-wal");
        Assert.That(!log.Exists || log.Length == 0, Is.True, "something is left in the write-ahead log");
        var copy = hotline.DatabaseFile + ".copy";
        File.Copy(hotline.DatabaseFile, copy);
        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Cases";
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(20));
    }

    private static Task<TestHotline> StartAsync(string connectionString) => TestHotline.StartAsync(
        "2025-09-26T16:40:00+08:00", new Dictionary<string, string?> { ["Hotline:ConnectionString"] = connectionString });

    private static Task FailingAsync(TestHotline hotline, string name) => hotline.Database.WriteAsync(
        Lane.People,
        async db =>
        {
            await db.SetMarkAsync(name, "here", DateTimeOffset.UnixEpoch);
            throw new InvalidOperationException(name);
        },
        CancellationToken.None);
}
