using System.Collections.Concurrent;

namespace Hotline.Composition;

/// <summary>What has failed before, so that a case that fails at every look does not fill the log.</summary>
internal sealed class KnownFaults(TimeProvider clock)
{
    private static readonly TimeSpan SaidAgainAfter = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, long> _said = [];

    /// <summary>True the first time, and again when ten minutes have passed since it was last true.</summary>
    public bool IsNews(string number)
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
    public void Forget(string number) => _said.TryRemove(number, out _);
}
