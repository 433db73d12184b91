using System.Net.Http.Json;
using System.Text;
using Hotline.Messaging;
using Hotline.Storage;
using Hotline.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Hotline.Tests.Messaging;

public sealed class GoingToThePoisonLane
{
    private static readonly string? Broker = Environment.GetEnvironmentVariable("HOTLINE_TEST_RABBITMQ");
    private static readonly string[] Queues = ["hotline-dispatch", "hotline-scorecards"];
    private static readonly string[] SecondLanes = [.. Queues.Select(queue => queue + "_error"), .. Queues.Select(queue => queue + "_skipped")];

    private const string Cut = "UPDATE Events SET Payload = 'cut ' || Payload WHERE Version = 1 AND Payload NOT LIKE 'cut%'";
    private const string Mend = "UPDATE Events SET Payload = substr(Payload, 5) WHERE Payload LIKE 'cut%'";

    [Test]
    public async Task Takes_what_a_consumer_could_not_do_after_all_its_retries_and_does_it_when_replayed()
    {
        using var folder = new HotlineFolder();
        await using var engine = await HotlineEngine.OpenAsync(folder.Path);
        var number = await engine.RegisterAsync(ACase.OfNoise);
        var registered = (await engine.ReadLogAsync()).Single();
        await folder.ExecuteAsync(Cut);
        await engine.TellAsync(registered, 2);
        await engine.TellAsync(registered, 2);
        var rows = await engine.ListPoisonAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => (row.Id, row.Consumer, row.MessageType, row.Number, row.Version, row.Attempts, row.State)), Is.EquivalentTo(new[]
            {
                ($"hotline-dispatch.{number}.1", "hotline-dispatch", "CaseRegistered", number, 1, 2, PoisonState.Waiting),
                ($"hotline-scorecards.{number}.1", "hotline-scorecards", "CaseRegistered", number, 1, 2, PoisonState.Waiting),
            }));
            Assert.That(rows.Select(row => row.Reason), Has.All.StartsWith("InvalidDataException: ").And.All.Contains(number));
            Assert.That(rows, Has.All.Matches<PoisonRow>(row => row!.FirstAt <= row.LastAt));
        }

        // Too early: it fails as before, and waits on.
        Assert.That(await engine.ReplayAsync(rows[0].Id), Has.Property(nameof(PoisonRow.State)).EqualTo(PoisonState.Waiting).And.Property(nameof(PoisonRow.Attempts)).EqualTo(3));
        await folder.ExecuteAsync(Mend);
        foreach (var row in rows)
        {
            Assert.That((await engine.ReplayAsync(row.Id))!.State, Is.EqualTo(PoisonState.Resolved));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await engine.ListPoisonAsync(), Is.Empty);
            Assert.That(await folder.CountDispatchedAsync(), Is.EqualTo(1));
            Assert.That(await engine.CompareTalliesAsync(), Is.Empty);
            Assert.That(await engine.ReplayAsync("nobody.knows.1"), Is.Null);
        }

        // Once more is one time too many, and harmless.
        Assert.That((await engine.ReplayAsync(rows[0].Id))!.State, Is.EqualTo(PoisonState.Resolved));
        Assert.That(await folder.CountDispatchedTwiceAsync(), Is.Zero);
    }

    [Test]
    public async Task Shows_what_the_relay_cannot_read_and_tells_it_once_it_can_be_read()
    {
        using var folder = new HotlineFolder();
        await using (var engine = await HotlineEngine.OpenAsync(folder.Path))
        {
            await engine.RegisterAsync(ACase.AnsweredOnTheLine);
            await engine.RegisterAsync(ACase.AnsweredOnTheLine);
            await engine.LoseMessagesAsync();
            await engine.RegisterAsync(ACase.AnsweredOnTheLine);
            await folder.ExecuteAsync("UPDATE Events SET Payload = 'cut ' || Payload WHERE RelayedAt IS NULL AND Version = 1");
        }

        await using var hotline = HotlineApplication.StartOn(folder, new RunningClock());
        var administrator = await hotline.Client.AsAsync(Who.Administrator);
        await Eventually.SeeAsync(
            () => hotline.Client.GetAsync("/health/ready"),
            ready => ready.GetProperty("poison").GetProperty("waiting").GetInt32() > 0 && ready.Text("status") == "Healthy",
            "readiness says that somebody waits, and is ready");
        var item = await Eventually.SeeAsync(
            async () => (await administrator.GetAsync("/api/poison")).List("items").SingleOrDefault(entry => entry.Text("consumer") == "relay"),
            entry => entry.ValueKind != System.Text.Json.JsonValueKind.Undefined,
            "the relay's row");
        var replay = new Uri($"/api/poison/{item.Text("id")}/replay", UriKind.Relative);
        using (var refused = await administrator.Http.PostAsync(replay, null))
        {
            Assert.That((int)refused.StatusCode, Is.EqualTo(409));
            Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("poison.failed_again"));
        }

        await folder.ExecuteAsync(Mend);
        using (var accepted = await administrator.Http.PostAsync(replay, null))
        {
            Assert.That((int)accepted.StatusCode, Is.EqualTo(200));
        }

        await hotline.SettleAsync();
        var resolved = await Eventually.SeeAsync(
            async () => (await administrator.GetAsync("/api/poison?state=resolved")).List("items").Select(entry => entry.Text("id")).ToList(),
            ids => ids.Contains(item.Text("id")),
            "it is resolved");
        Assert.That(resolved, Is.Not.Empty);
    }

    [Test]
    public async Task Takes_a_case_that_catching_up_cannot_help_and_lets_it_go_when_it_is_done()
    {
        await using var hotline = await TestHotline.StartAsync();
        var number = (await hotline.RegisterAsync()).Number;
        hotline.Sql(Cut);
        hotline.Clock.MoveTo("2025-09-26T16:41:00+08:00");
        await hotline.CatchUpAsync();
        await hotline.CatchUpAsync();
        const string Rows = "SELECT Id, Attempts, State FROM PoisonMessages ORDER BY Id";
        Assert.That(hotline.Sql(Rows), Is.EqualTo(new[] { $"hotline-dispatch.{number}.1|1|Waiting", $"hotline-scorecards.{number}.0|1|Waiting" }));
        hotline.Sql(Mend);
        await hotline.CatchUpAsync();
        await hotline.CatchUpAsync();
        Assert.That(hotline.Sql(Rows), Is.EqualTo(new[] { $"hotline-dispatch.{number}.1|1|Resolved", $"hotline-scorecards.{number}.0|1|Resolved" }));
    }

    [Test]
    public async Task Is_left_by_what_somebody_discards_and_does_not_take_it_again()
    {
        await using var hotline = HotlineApplication.Start();
        var administrator = await hotline.Client.AsAsync(Who.Administrator);
        var lane = hotline.Services.GetRequiredService<PoisonLane>();
        await lane.RecordAsync("nobody", null, "N1", 1, new InvalidDataException("once"), CancellationToken.None);
        async Task<HttpResponseMessage> DiscardAsync(string id, object body) => await administrator.Http.PostAsJsonAsync(new Uri($"/api/poison/{id}/discard", UriKind.Relative), body);

        using (var wrong = await DiscardAsync("nobody.N1.1", new { reason = " " }))
        {
            Assert.That((await wrong.RefusedAsync()).Errors.Keys, Is.EqualTo(new[] { "reason" }));
        }

        using (var unknown = await DiscardAsync("nobody.N2.1", new { reason = "x" }))
        {
            Assert.That((await unknown.RefusedAsync()).Code, Is.EqualTo("poison.not_found"));
        }

        using (var done = await DiscardAsync("nobody.N1.1", new { reason = "来自其他系统" }))
        {
            var row = await done.JsonAsync();
            Assert.That((row.Text("state"), row.Text("discardedBy"), row.Text("discardReason")), Is.EqualTo(("Discarded", "administrator", "来自其他系统")));
        }

        await lane.RecordAsync("nobody", null, "N1", 1, new InvalidDataException("again"), CancellationToken.None);
        Assert.That(await lane.CountWaitingAsync(CancellationToken.None), Is.Zero, "nobody is asked twice");
        Assert.That((await lane.ReplayAsync("nobody.N1.1", CancellationToken.None))!.State, Is.EqualTo(PoisonState.Discarded));
        Assert.That((await administrator.GetAsync("/api/poison?state=discarded")).List("items").Single().GetProperty("attempts").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task Is_read_page_by_page()
    {
        await using var hotline = HotlineApplication.Start();
        var administrator = await hotline.Client.AsAsync(Who.Administrator);
        await hotline.Client.GetAsync("/health/ready");
        await hotline.Data.ExecuteAsync("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)
            INSERT INTO PoisonMessages (Id, Consumer, MessageType, Number, Version, Reason, FirstAt, LastAt, Attempts, State) SELECT 'nobody.N' || i || '.1', 'nobody', NULL, 'N' || i, 1, 'Because', '2025-09-01 00:00:0' || (i / 2) || '.0000000', '2025-09-01 00:00:09.0000000', 1, 'Waiting' FROM n
            """);
        var seen = new List<string?>();
        string? after = null;
        do
        {
            var page = await administrator.GetAsync($"/api/poison?take=2{(after is null ? "" : "&after=" + after)}");
            seen.AddRange(page.List("items").Select(item => item.Text("number")));
            after = page.Text("next");
        }
        while (after is not null);

        Assert.That(seen, Is.EqualTo(new[] { "N1", "N2", "N3", "N4", "N5" }));
        foreach (var wrong in (string[])["take=0", "state=lost", "after=here"])
        {
            using var refused = await administrator.Http.GetAsync(new Uri("/api/poison?" + wrong, UriKind.Relative));
            Assert.That((int)refused.StatusCode, Is.EqualTo(400), wrong);
        }

        using var nobody = await administrator.Http.PostAsync(new Uri("/api/poison/nobody.N9.1/replay", UriKind.Relative), null);
        Assert.That((int)nobody.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task Is_shown_and_replayed_by_commands()
    {
        using var folder = new HotlineFolder();
        string number;
        await using (var engine = await HotlineEngine.OpenAsync(folder.Path))
        {
            number = await engine.RegisterAsync(ACase.OfNoise);
            var registered = (await engine.ReadLogAsync()).Single();
            await folder.ExecuteAsync(Cut);
            await engine.TellAsync(registered, 2);
        }

        var (listed, list) = await HotlineProcess.RunAsync(folder, "poison", "list");
        var (failed, replay) = await HotlineProcess.RunAsync(folder, "poison", "replay", "--all");
        await folder.ExecuteAsync(Mend);
        var (one, _) = await HotlineProcess.RunAsync(folder, "poison", "replay", $"hotline-dispatch.{number}.1");
        var (all, _) = await HotlineProcess.RunAsync(folder, "poison", "replay", "--all");
        var (unknown, _) = await HotlineProcess.RunAsync(folder, "poison", "replay", "nobody.knows.1");
        var (nothing, _) = await HotlineProcess.RunAsync(folder, "poison", "replay");
        var (discarded, _) = await HotlineProcess.RunAsync(folder, "poison", "discard", "nobody.knows.1", "--reason", "x");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed, Is.Zero, list);
            Assert.That(list, Does.Contain($"hotline-dispatch.{number}.1").And.Contain("InvalidDataException").And.Contain("2 in the poison lane."));
            Assert.That(failed, Is.EqualTo(1), replay);
            Assert.That((one, all, unknown, nothing, discarded), Is.EqualTo((0, 0, 1, 1, 1)));
            Assert.That(await folder.CountDispatchedAsync(), Is.EqualTo(1));
            Assert.That((await HotlineProcess.RunAsync(folder, "verify")).ExitCode, Is.Zero);
        }
    }

    [Test]
    public async Task Is_the_only_lane_also_with_a_broker()
    {
        await using var connection = await ConnectAsync();
        using var folder = new HotlineFolder();
        await using var worker = HotlineProcess.Worker(folder, Broker!);
        await using var api = HotlineProcess.Api(folder, broker: Broker);
        var client = await api.ServeAsync();
        var administrator = await client.AsAsync(Who.Administrator);
        await client.WaitUntilAsync(await client.RegisterAsync(ACase.OfNoise), "InProgress");

        // A case nobody knows, an event that is cut off, an event of another program, and no message at all.
        await SendAsync(
            connection,
            Envelope("CaseRegistered", """{"number":"250101-000001-7","version":1}"""),
            Envelope("CaseRegistered", """{"number":"250101-000002-5","version":1,"channel":"Telepathy"}"""),
            Envelope("CaseOfTomorrow", """{"number":"250101-000003-3","version":4}"""),
            "no message at all");
        var rows = await Eventually.SeeAsync(
            async () => (await administrator.GetAsync("/api/poison")).List("items"), items => items.Count() == 4, "all four are in the lane", TimeSpan.FromMinutes(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Text("consumer")), Has.All.EqualTo("hotline-dispatch"));
            Assert.That(rows.Select(row => row.Text("number")), Is.EquivalentTo(new[] { "250101-000001-7", "250101-000002-5", "250101-000003-3", "" }));
            Assert.That(rows.Select(row => row.Text("messageType")), Is.EquivalentTo(new[] { "CaseRegistered", "CaseRegistered", "CaseOfTomorrow", null }));
            foreach (var queue in SecondLanes)
            {
                await using var channel = await connection.CreateChannelAsync();
                Assert.That(async () => await channel.QueueDeclarePassiveAsync(queue), Throws.InstanceOf<RabbitMQ.Client.Exceptions.OperationInterruptedException>(), queue);
            }
        }

        // What is behind them was not kept waiting.
        await client.WaitUntilAsync(await client.RegisterAsync(ACase.OfNoise), "InProgress");
    }

    [Test]
    public async Task Leaves_with_the_broker_what_it_cannot_write_down()
    {
        await using var connection = await ConnectAsync();
        using var folder = new HotlineFolder();
        await using var worker = HotlineProcess.Worker(folder, Broker!);
        await using var api = HotlineProcess.Api(folder, broker: Broker);
        var client = await api.ServeAsync();
        var administrator = await client.AsAsync(Who.Administrator);
        await client.WaitUntilAsync(await client.RegisterAsync(ACase.OfNoise), "InProgress");
        await folder.ExecuteAsync("CREATE TRIGGER Refuse BEFORE INSERT ON PoisonMessages BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await SendAsync(connection, Envelope("CaseRegistered", """{"number":"250101-000001-7","version":1}"""));
        const string Poisoned = "hotline-dispatch.250101-000001-7.1 goes to the poison lane";
        await Eventually.SeeAsync(
            () => Task.FromResult(worker.Output), output => output.Split(Poisoned).Length > 2, "it was tried, and came again", TimeSpan.FromMinutes(1));
        await folder.ExecuteAsync("DROP TRIGGER Refuse");
        await Eventually.SeeAsync(
            async () => (await administrator.GetAsync("/api/poison")).List("items"), items => items.Count() == 1, "it is in the lane", TimeSpan.FromMinutes(1));
    }

    private static async Task<IConnection> ConnectAsync()
    {
        if (Broker is null)
        {
            Assert.Ignore("HOTLINE_TEST_RABBITMQ is not set; deploy/test.sh starts a broker and sets it.");
        }

        var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in SecondLanes.Concat(Queues))
        {
            await channel.QueueDeleteAsync(queue);
        }

        return connection;
    }

    private static async Task SendAsync(IConnection connection, params string[] bodies)
    {
        await using var channel = await connection.CreateChannelAsync();
        foreach (var body in bodies)
        {
            await channel.BasicPublishAsync(
                "",
                Queues[0],
                mandatory: true,
                new BasicProperties { ContentType = "application/vnd.masstransit+json", MessageId = NewId.NextGuid().ToString() },
                Encoding.UTF8.GetBytes(body));
        }
    }

    private static string Envelope(string type, string message) => $$"""
        {"messageId":"{{NewId.NextGuid()}}","messageType":["urn:message:Hotline.Contracts.Cases:{{type}}"],"message":{{message}}}
        """;
}
