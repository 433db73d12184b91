using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Praises;
using Hotline.Tests.Support;

namespace Hotline.Tests.Messaging;

/// <summary>The bus promises neither once nor in order; the consumers must not need it.</summary>
public sealed class HearingMessages
{
    private static readonly RecordPraise.Command Banner =
        new() { Kind = PraiseKind.Banner, Unit = "ecology", RequesterKind = RequesterKind.Citizen };

    [Test]
    public async Task Twice_does_nothing_the_second_time()
    {
        using var folder = new HotlineFolder();
        await using var engine = await HotlineEngine.OpenAsync(folder.Path);
        await engine.RegisterAsync(ACase.OfNoise);
        await engine.RegisterAsync(ACase.AnsweredOnTheLine);
        await engine.PraiseAsync(Banner);
        foreach (var happened in await engine.ReadLogAsync())
        {
            await engine.TellAsync(happened, Listeners(happened));
        }

        // The dispatch itself was told to nobody yet; now all of it is told again, and the dispatch for the first time.
        var log = await engine.ReadLogAsync();
        foreach (var happened in log)
        {
            await engine.TellAsync(happened, Listeners(happened));
        }

        var (rows, tallies) = (await folder.CountRowsAsync(), await folder.ReadTalliesAsync());
        foreach (var happened in log.Concat(log))
        {
            await engine.TellAsync(happened, Listeners(happened));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await folder.CountRowsAsync(), Is.EqualTo(rows));
            Assert.That(await folder.ReadTalliesAsync(), Is.EqualTo(tallies));
            Assert.That(await folder.CountDispatchedAsync(), Is.EqualTo(1));
            Assert.That(await folder.CountDispatchedTwiceAsync(), Is.Zero);
            Assert.That(await engine.CompareTalliesAsync(), Is.Empty);
            Assert.That(await engine.CompareRowsAsync(), Is.Empty);
        }
    }

    [Test]
    public async Task At_the_same_time_counts_and_dispatches_once()
    {
        using var folder = new HotlineFolder();
        await using var engine = await HotlineEngine.OpenAsync(folder.Path);
        await engine.RegisterAsync(ACase.OfNoise);
        var registered = (await engine.ReadLogAsync()).Single();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.TellAsync(registered, Listeners(registered))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await engine.ReadLogAsync()).Select(happened => happened.GetType()), Is.EqualTo(new[] { typeof(CaseRegistered), typeof(CaseDispatched) }));
            Assert.That(await folder.CountRowsAsync(), Is.GreaterThan(0));
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task In_another_order_gives_the_same_tallies(int seed)
    {
        var inOrder = await TalliesAfterAsync(log => log);
        Assert.That(await TalliesAfterAsync(log => [.. log.Reverse()]), Is.EqualTo(inOrder));
        Assert.That(await TalliesAfterAsync(log => [.. new Random(seed).GetItems([.. log], 3 * log.Count), .. log.Reverse()]), Is.EqualTo(inOrder));
    }

    private static async Task<string> TalliesAfterAsync(Func<IReadOnlyList<HotlineEvent>, IReadOnlyList<HotlineEvent>> reorder)
    {
        using var folder = new HotlineFolder();
        await using var engine = await HotlineEngine.OpenAsync(folder.Path, new RunningClock());
        for (var count = 0; count < 4; count++)
        {
            await engine.RegisterAndCloseAsync(ACase.OfNoise);
            await engine.RegisterAsync(ACase.AnsweredOnTheLine);
            await engine.PraiseAsync(Banner);
        }

        foreach (var happened in reorder(await engine.ReadLogAsync()))
        {
            await engine.TellAsync(happened, Listeners(happened));
        }

        Assert.That(await engine.CompareTalliesAsync(), Is.Empty);
        return await folder.ReadTalliesAsync();
    }

    /// <summary>How many of our queues an event reaches.</summary>
    private static int Listeners(HotlineEvent happened) => happened switch
    {
        CaseRegistered => 2,
        CaseDispatched or AssignmentSigned or RequesterContacted or AssignmentReplied or ReviewPassed or CallbackAttempted
            or ReworkOrdered or CaseClosed or LightTurned or PraiseRecorded => 1,
        _ => 0,
    };
}
