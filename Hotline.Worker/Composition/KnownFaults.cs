using System.Collections.Concurrent;
using Hotline.Storage;

namespace Hotline.Composition;

/// <summary>
/// Work on many cases of which some may fail for ever: they keep nobody else waiting, and one that fails at every look
/// does not fill the log.
/// </summary>
internal sealed class KnownFaults(TimeProvider clock)
{
    /// <summary>Enough that the writer can group their commits.</summary>
    private const int AtOnce = 32;

    private static readonly TimeSpan SaidAgainAfter = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, long> _said = [];

    /// <summary>Does something for every number, many at once; what failed is met again at the next look.</summary>
    /// <param name="numbers">Each once.</param>
    /// <param name="act">What is to be done.</param>
    /// <param name="report">Told of a fault when it is news.</param>
    /// <param name="cancellation">Stops between two numbers.</param>
    public Task EachAsync(
        IEnumerable<string> numbers, Func<string, CancellationToken, Task> act, Func<string, Exception, Task> report, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            numbers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (number, token) =>
            {
                try
                {
                    await act(number, token);
                    Forget(number);
                }
                catch (StaleCaseException)
                {
                    // Somebody took a step meanwhile; that step's own message, or the next look, does the rest.
                }
                catch (Exception exception) when (!token.IsCancellationRequested)
                {
                    if (IsNews(number))
                    {
                        await report(number, exception);
                    }
                }
            });

    /// <summary>True the first time, and again when ten minutes have passed since it was last true.</summary>
    private bool IsNews(string number)
    {
        var now = clock.GetTimestamp();
        if (_said.TryGetValue(number, out var before) && clock.GetElapsedTime(before, now) < SaidAgainAfter)
        {
            return false;
        }

        _said[number] = now;
        return true;
    }

    /// <summary>It went well; its next fault is news.</summary>
    private void Forget(string number) => _said.TryRemove(number, out _);
}
