using System.Diagnostics;

namespace Hotline.Tests.Support;

/// <summary>Waits for the thing itself: looks again and again until it is so, and fails when it is not so in time.</summary>
internal static class Eventually
{
    /// <summary>Longer than anything takes on a busy machine; only a failing test waits so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(15);

    /// <returns>What was seen when it was as expected.</returns>
    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> expected, string what, TimeSpan? within = null)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Between);
        while (true)
        {
            var seen = await look();
            if (expected(seen))
            {
                return seen;
            }

            if (watch.Elapsed > (within ?? Patience))
            {
                throw new AssertionException($"Not within {watch.Elapsed.TotalSeconds:F1} s: {what}. Last seen: {seen}");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
