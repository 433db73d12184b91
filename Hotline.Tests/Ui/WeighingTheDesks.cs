using System.Diagnostics;
using Hotline.Samples;
using Hotline.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Hotline.Tests.Ui;

/// <summary>
/// What every desk costs the line, with the sample quarter behind it; and, told but not judged, when it can be worked.
/// <c>HOTLINE_DESKS</c> names the folder of another database, e.g. the one that <c>deploy/bench-desks</c> makes, which is left there.
/// </summary>
public sealed class WeighingTheDesks : BrowserTest
{
    private const int Kibibyte = 1024;
    private const int MostAtFirst = 500_000;
    private const int MostAfter = 50_000;

    /// <summary>So many wait at each of the desks that claim, more than a page of them; some are their people's own.</summary>
    private const int Waiting = 80;
    private const int Claimed = 30;

    private static HotlineFolder _folder = null!;
    private static HotlineApplication _hotline = null!;
    private static string _number = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        var clock = new RunningClock();
        if (Environment.GetEnvironmentVariable("HOTLINE_DESKS") is { Length: > 0 } path)
        {
            _folder = new HotlineFolder(path);
            clock.MoveOn(TimeProvider.System.GetUtcNow() - clock.GetUtcNow());
        }
        else
        {
            _folder = new HotlineFolder();
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Hotline:Home"] = _folder.Path }).Build();
            await SampleQuarter.LoadAsync(configuration, null, CancellationToken.None);
            clock.MoveOn(TimeSpan.FromDays(30));
        }

        _hotline = HotlineApplication.StartOn(_folder, clock);
        _number = await _hotline.RegisterAsync(ACase.OfNoise);
        if (Environment.GetEnvironmentVariable("HOTLINE_DESKS") is not { Length: > 0 })
        {
            await FillAsync();
        }
    }

    [OneTimeTearDown]
    public static async Task Stop()
    {
        await _hotline.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<TestCaseData> Desks()
    {
        static TestCaseData Desk(string path, Who who, bool island = true) => new TestCaseData(path, who, island).SetArgDisplayNames(path);
        yield return Desk("/intake", new Who("agent", null, "Agent"));
        yield return Desk("/dispatch", Who.Dispatcher);
        yield return Desk("/unit", Who.Ecology);
        yield return Desk("/review", Who.Reviewer);
        yield return Desk("/callback", Who.Caller);
        yield return Desk("/supervision", Who.Supervisor);
        yield return Desk("/scorecards", Who.Leader, island: false);
        yield return Desk("/scorecards/" + SampleQuarter.Period, Who.Leader, island: false);
        yield return Desk("/cases", Who.Dispatcher);
        yield return Desk("/admin", Who.Administrator, island: false);
        yield return Desk("/cases/…", Who.Supervisor);
    }

    [TestCaseSource(nameof(Desks))]
    public async Task Is_light(string path, object who, bool island)
    {
        path = path.Replace("…", _number, StringComparison.Ordinal);
        var screen = await OpenAsync(_hotline, "/health/live", island: false, who: (Who)who);
        var (first, firstTime) = await GoAsync(screen, path, island);
        var (after, afterTime) = await GoAsync(screen, path, island);
        await TestContext.Out.WriteLineAsync(
            $"{path}: {first / (double)Kibibyte:0.0} KiB and usable after {firstTime.TotalMilliseconds:0} ms the first time, {after / (double)Kibibyte:0.0} KiB and {afterTime.TotalMilliseconds:0} ms the second");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.InRange(10_000, MostAtFirst), "bytes on the first load");
            Assert.That(after, Is.LessThanOrEqualTo(MostAfter), "bytes after");
        }
    }

    // The quarter's own cases have all ended.
    private static Task FillAsync() => Parallel.ForEachAsync(Enumerable.Range(0, 2 * Waiting), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (index, _) =>
    {
        var number = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        var isReviewed = index % 2 == 0;
        await _hotline.Client.BringToReviewAsync(number);
        if (isReviewed)
        {
            await _hotline.StepAsync(number, "review", new { outcome = "Pass" });
        }

        if (index < 2 * Claimed)
        {
            await _hotline.Client.DoAsync(isReviewed ? Who.Caller : Who.Reviewer, number, "claim", new { });
        }
    });

    private static async Task<(long Weight, TimeSpan Time)> GoAsync(Screen screen, string path, bool island)
    {
        await screen.WeighAsync();
        var began = Stopwatch.GetTimestamp();
        await screen.GoAsync(path, island);
        return (screen.Weight, Stopwatch.GetElapsedTime(began));
    }
}
