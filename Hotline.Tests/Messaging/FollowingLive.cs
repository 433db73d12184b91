using System.Collections.Concurrent;
using System.Diagnostics;
using Hotline.Contracts.Cases;
using Hotline.Messaging;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Messaging;

/// <summary>Screens hear of what was committed, whoever committed it.</summary>
public sealed class FollowingLive
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Tells_what_this_process_and_another_committed_once_and_in_order()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var second = await hotline.StartSecondAsync();
        await hotline.RegisterAsync();
        var heard = new ConcurrentQueue<Change>();
        using var listening = hotline.Feed.Subscribe(_ => true, heard.Enqueue);
        await listening.Ready;
        var mine = await hotline.WalkToAsync(CaseStatus.InProgress);
        var number = (await second.RegisterAsync(key: "theirs")).Number;
        await second.RouteAsync(number);
        var theirs = await second.SignAsync(number, 1);
        var watch = Stopwatch.StartNew();
        await SeeAsync(heard, mine.Version + theirs.Version);
        Assert.That(watch.Elapsed, Is.LessThan(Second), "of another process");
        Assert.That(heard.Where(change => change.Number == theirs.Number).Select(change => change.Version), Is.EqualTo(Enumerable.Range(1, theirs.Version)));
        var signed = heard.First(change => change.Type == nameof(AssignmentSigned));
        Assert.That((signed.Number, signed.Unit, signed.Actor, signed.At), Is.EqualTo((theirs.Number, Story.Lead, "handler", second.Clock.Now)));
        Assert.That(heard, Has.Count.EqualTo(mine.Version + theirs.Version), "what was there before is no news, and nothing is told twice");
    }

    [Test]
    public async Task Hears_nothing_for_those_who_have_left_and_begins_anew_for_the_next()
    {
        await using var hotline = await TestHotline.StartAsync();
        var heard = new ConcurrentQueue<Change>();
        var listening = hotline.Feed.Subscribe(_ => true, heard.Enqueue);
        await listening.Ready;
        listening.Dispose();
        Assert.That(hotline.Feed.Listeners, Is.Zero);
        await hotline.RegisterAsync();
        using var next = hotline.Feed.Subscribe(_ => true, heard.Enqueue);
        await next.Ready;
        var number = (await hotline.RegisterAsync()).Number;
        await SeeAsync(heard, 1);
        Assert.That(heard.Single().Number, Is.EqualTo(number));
    }

    [Test]
    public async Task Lets_nobody_suffer_from_one_who_is_slow_or_fails()
    {
        await using var hotline = await TestHotline.StartAsync();
        using var never = new ManualResetEventSlim();
        var heard = new ConcurrentQueue<Change>();
        var late = new ConcurrentQueue<Change>();
        using var slow = hotline.Feed.Subscribe(_ => true, change =>
        {
            never.Wait();
            late.Enqueue(change);
        });
        using var failing = hotline.Feed.Subscribe(_ => true, _ => throw new InvalidOperationException("a listener's fault"));
        using var senseless = hotline.Feed.Subscribe(_ => throw new InvalidOperationException("a filter's fault"), _ => { });
        using var listening = hotline.Feed.Subscribe(change => change.Type == nameof(CaseRegistered), heard.Enqueue);
        await listening.Ready;
        var cases = LiveFeed.Subscription.Capacity + 50;
        for (var count = 0; count < cases; count++)
        {
            await hotline.RegisterAsync();
        }

        await SeeAsync(heard, cases);
        never.Set();
        await Eventually.SeeAsync(() => Task.FromResult(late.Count), count => count == LiveFeed.Subscription.Capacity + 1, "the one in hand and the newest behind it");
        Assert.That(late.Last().Number, Is.EqualTo(heard.Last().Number), "what it missed is the oldest");
    }

    [Test]
    public async Task Finds_what_was_committed_late_below_what_was_seen()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.RegisterAsync();
        var heard = new ConcurrentQueue<Change>();
        using var listening = hotline.Feed.Subscribe(_ => true, heard.Enqueue);
        await listening.Ready;
        // As a server does it: positions are given out, and the later transaction commits first.
        await InsertAsync(hotline, 12);
        await SeeAsync(heard, 1);
        await InsertAsync(hotline, 11);
        await SeeAsync(heard, 2);
        await InsertAsync(hotline, 10);
        await SeeAsync(heard, 3);
        Assert.That(heard.Select(change => change.Version), Is.EqualTo(new[] { 12, 11, 10 }));
    }

    [Test]
    public async Task Costs_little_with_a_thousand_listeners()
    {
        await using var hotline = await TestHotline.StartAsync();
        var heard = 0;
        var listening = Enumerable.Range(0, 1000).Select(_ => hotline.Feed.Subscribe(_ => true, _ => Interlocked.Increment(ref heard))).ToList();
        await Task.WhenAll(listening.Select(subscription => subscription.Ready));
        var before = (Processor: Environment.CpuUsage.TotalTime, Memory: GC.GetTotalMemory(forceFullCollection: true));
        var watch = Stopwatch.StartNew();
        for (var count = 0; count < 100; count++)
        {
            await hotline.RegisterAsync();
        }

        await Eventually.SeeAsync(() => Task.FromResult(Volatile.Read(ref heard)), count => count == 100_000, "every change for everybody");
        TestContext.Out.WriteLine($"100 cases, 1000 listeners: {watch.ElapsedMilliseconds} ms, processor {(Environment.CpuUsage.TotalTime - before.Processor).TotalMilliseconds:F0} ms, {(GC.GetTotalMemory(forceFullCollection: true) - before.Memory) / 1024} kB more");
        listening.ForEach(subscription => subscription.Dispose());
        Assert.That(hotline.Feed.Listeners, Is.Zero);
    }

    private static Task InsertAsync(TestHotline hotline, int position) => hotline.Database.WriteAsync(
        Lane.Backlog,
        db => db.ExecuteAsync(
            "INSERT INTO Events (Position, Number, Version, Type, At, Actor, Payload) VALUES (@position, 'late', @position, 'X', @at, 'somebody', '{}')",
            new { position, at = hotline.Clock.Now }),
        CancellationToken.None);

    private static Task<int> SeeAsync(ConcurrentQueue<Change> heard, int expected) =>
        Eventually.SeeAsync(() => Task.FromResult(heard.Count), count => count >= expected, $"{expected} changes");
}
