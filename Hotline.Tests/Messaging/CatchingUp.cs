using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Praises;
using Hotline.Tests.Support;

namespace Hotline.Tests.Messaging;

public sealed class CatchingUp
{
    [TestCase(1)]
    [TestCase(-60, Description = "The clock was set back meanwhile")]
    public async Task Does_at_the_start_what_lost_messages_should_have_done(int secondsLater)
    {
        var clock = new RunningClock();
        using var folder = new HotlineFolder();
        string[] numbers;
        await using (var engine = await HotlineEngine.OpenAsync(folder.Path, clock))
        {
            numbers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => engine.RegisterAsync(ACase.OfNoise)));
            await engine.RegisterAsync(ACase.AnsweredOnTheLine);
            await engine.PraiseAsync(new RecordPraise.Command { Kind = PraiseKind.Banner, Unit = "ecology", RequesterKind = RequesterKind.Citizen });
            await engine.LoseMessagesAsync();
        }

        clock.MoveOn(TimeSpan.FromSeconds(secondsLater));
        await using (var hotline = HotlineApplication.StartOn(folder, clock))
        {
            foreach (var number in numbers)
            {
                // At the start, not at the look for stuck work that comes half a minute later.
                await hotline.Client.WaitUntilAsync(number, "InProgress", within: TimeSpan.FromSeconds(10));
            }

            await hotline.SettleAsync();
            var card = await hotline.Client.GetAsync("/api/scorecards/2025Q3");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(card.GetProperty("received").GetInt32(), Is.EqualTo(6));
                Assert.That(card.GetProperty("closed").GetInt32(), Is.EqualTo(1));
                Assert.That(card.GetProperty("praise").GetProperty("banner").GetInt32(), Is.EqualTo(1));
                Assert.That(hotline.Published.OfType<CaseRegistered>(), Is.Empty, "these messages were lost");
            }
        }

        await using var after = await HotlineEngine.OpenAsync(folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await after.CompareRowsAsync(), Is.Empty);
            Assert.That(await after.CompareTalliesAsync(), Is.Empty);
            Assert.That(await folder.CountDispatchedTwiceAsync(), Is.Zero);
        }
    }

    [Test]
    public async Task Reaches_what_stands_behind_a_thousand_that_fail_at_every_look()
    {
        await using var hotline = await TestHotline.StartAsync();
        var (first, last) = ((await hotline.RegisterAsync()).Number, (await hotline.RegisterAsync()).Number);
        // Rows without events cannot be routed or counted; they sort before the last case in either list.
        hotline.Sql($"""
            CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2100) SELECT i FROM c;
            CREATE TEMP TABLE copies AS SELECT Cases.*, i FROM Cases, n WHERE Number = '{first}';
            UPDATE copies SET Number = Number || '-' || i;
            ALTER TABLE copies DROP COLUMN i;
            INSERT INTO Cases SELECT * FROM copies;
            """);
        hotline.Clock.MoveTo("2025-09-26T16:41:00+08:00");
        await hotline.CatchUpAsync();
        await hotline.CatchUpAsync();
        Assert.That((await hotline.ReadAsync(last)).Status, Is.EqualTo(CaseStatus.InProgress));
        Assert.That(hotline.Sql($"SELECT Uncounted FROM Cases WHERE Number = '{last}'"), Is.EqualTo(new[] { "0" }));
    }
}
