using System.Net;
using System.Net.Sockets;
using Hotline.Tests.Support;
using RabbitMQ.Client;

namespace Hotline.Tests.Messaging;

/// <summary>The API and the worker as two processes with RabbitMQ between them, on one database.</summary>
public sealed class SplitInTwo
{
    private static readonly string? Broker = Environment.GetEnvironmentVariable("HOTLINE_TEST_RABBITMQ");

    private readonly HotlineFolder _folder = new();

    [SetUp]
    public async Task EmptyTheQueues()
    {
        if (Broker is null)
        {
            Assert.Ignore("HOTLINE_TEST_RABBITMQ is not set; deploy/test.sh starts a broker and sets it.");
        }

        await using var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in (string[])["hotline-dispatch", "hotline-scorecards", "hotline-dispatch_error", "hotline-scorecards_error"])
        {
            await channel.QueueDeleteAsync(queue);
        }
    }

    [TearDown]
    public void DeleteTheFolder() => _folder.Dispose();

    [Test]
    public async Task Dispatches_and_counts_what_the_API_takes_in()
    {
        await using var worker = HotlineProcess.Worker(_folder, Broker!);
        await using var api = HotlineProcess.Api(_folder, broker: Broker);
        var client = await api.ServeAsync();
        var number = await client.RegisterAsync(ACase.OfNoise);
        await client.RegisterAsync(ACase.AnsweredOnTheLine);
        await client.WaitUntilAsync(number, "InProgress");
        await SettleAsync(worker);
        var today = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), Calendars.Shanghai);
        var card = await client.GetAsync($"/api/scorecards/{today.Year}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(card.GetProperty("received").GetInt32(), Is.EqualTo(2));
            Assert.That(card.GetProperty("closed").GetInt32(), Is.EqualTo(1));
            Assert.That(await CountDeadLettersAsync(), Is.Zero);
        }
    }

    [Test]
    public async Task Takes_cases_while_the_worker_is_away()
    {
        await using var api = HotlineProcess.Api(_folder, broker: Broker);
        var client = await api.ServeAsync();
        var numbers = await RegisterAsync(client, 20);
        Assert.That((await client.ReadAsync(numbers[0])).Text("status"), Is.EqualTo("AwaitingDispatch"));

        await using var worker = HotlineProcess.Worker(_folder, Broker!);
        await AllAreDispatchedOnceAsync(client, worker, numbers);
    }

    [Test]
    public async Task Takes_cases_while_the_broker_is_away()
    {
        var nowhere = $"amqp://guest:guest@127.0.0.1:{FreePort()}/";
        await using var api = HotlineProcess.Api(_folder, broker: nowhere);
        var client = await api.ServeAsync();
        IReadOnlyList<string> numbers;
        await using (var cutOff = HotlineProcess.Worker(_folder, nowhere))
        {
            // It came up, and what it says of the missing broker is no end of it.
            await Eventually.SeeAsync(() => Task.FromResult(cutOff.Output), output => output.Contains("127.0.0.1", StringComparison.Ordinal), "the worker misses its broker");
            numbers = await RegisterAsync(client, 20);
            Assert.That(cutOff.HasEnded, Is.False, cutOff.Output);
        }

        Assert.That(await _folder.CountOutstandingAsync(), Is.GreaterThan(0));
        await using var worker = HotlineProcess.Worker(_folder, Broker!);
        await AllAreDispatchedOnceAsync(client, worker, numbers);
    }

    [Test]
    public async Task Dispatches_everything_once_although_the_worker_is_killed_in_the_middle()
    {
        await using var api = HotlineProcess.Api(_folder, broker: Broker);
        var client = await api.ServeAsync();
        IReadOnlyList<string> numbers;
        await using (var killed = HotlineProcess.Worker(_folder, Broker!))
        {
            var first = await client.RegisterAsync(ACase.OfNoise);
            await client.WaitUntilAsync(first, "InProgress");
            var rest = RegisterAsync(client, 199);
            await Eventually.SeeAsync(_folder.CountDispatchedAsync, count => count >= 20, "some cases are dispatched");
            await killed.KillAsync();
            numbers = [first, .. await rest];
        }

        Assert.That(await _folder.CountDispatchedAsync(), Is.LessThan(200), "it was killed in the middle");
        await using var worker = HotlineProcess.Worker(_folder, Broker!);
        await AllAreDispatchedOnceAsync(client, worker, numbers);
    }

    private async Task AllAreDispatchedOnceAsync(HotlineClient client, HotlineProcess worker, IReadOnlyList<string> numbers)
    {
        await SettleAsync(worker);
        foreach (var number in numbers)
        {
            await client.WaitUntilAsync(number, "InProgress");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _folder.CountCasesAsync(), Is.EqualTo(numbers.Count));
            Assert.That(await _folder.CountDispatchedAsync(), Is.EqualTo(numbers.Count));
            Assert.That(await _folder.CountDispatchedTwiceAsync(), Is.Zero);
            Assert.That(await CountDeadLettersAsync(), Is.Zero);
        }

        var (exitCode, output) = await HotlineProcess.RunAsync(_folder, "verify");
        Assert.That(exitCode, Is.Zero, output);
    }

    private Task SettleAsync(HotlineProcess worker) => Eventually.SeeAsync(
        () => worker.HasEnded ? throw new AssertionException("The worker ended: " + worker.Output) : _folder.CountOutstandingAsync(),
        outstanding => outstanding == 0,
        "nothing is outstanding",
        TimeSpan.FromMinutes(1));

    /// <summary>Eight senders at a time.</summary>
    private static async Task<IReadOnlyList<string>> RegisterAsync(HotlineClient client, int count)
    {
        var numbers = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => numbers.Add(await client.RegisterAsync(ACase.OfNoise)));
        return [.. numbers];
    }

    private static async Task<uint> CountDeadLettersAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Broker!) }.CreateConnectionAsync();
        uint count = 0;
        foreach (var queue in (string[])["hotline-dispatch_error", "hotline-scorecards_error"])
        {
            // Asking for a queue that is not there ends the channel.
            await using var channel = await connection.CreateChannelAsync();
            try
            {
                count += (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
            }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
            {
                // No error queue: no dead letters.
            }
        }

        return count;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
