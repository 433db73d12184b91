namespace Hotline.Samples;

/// <summary>
/// The clock of the sample's own host. Each flow of work has its own now, so that many cases live at once, each at its own
/// instant; where no flow has set one, the simulated now of all holds. Timers stay real: nothing waits for a simulated hour.
/// </summary>
public sealed class SampleClock : TimeProvider
{
    private readonly AsyncLocal<DateTimeOffset?> _mine = new();
    private long _now;

    public SampleClock(DateTimeOffset start) => _now = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => _mine.Value ?? new DateTimeOffset(Interlocked.Read(ref _now), TimeSpan.Zero);

    /// <summary>Moves the now of everybody who has none of his own.</summary>
    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref _now, instant.UtcTicks);

    /// <summary>Sets the now of this flow until the result is disposed.</summary>
    public IDisposable At(DateTimeOffset instant)
    {
        var before = _mine.Value;
        _mine.Value = instant.ToUniversalTime();
        return new Return(this, before);
    }

    private sealed class Return(SampleClock clock, DateTimeOffset? before) : IDisposable
    {
        public void Dispose() => clock._mine.Value = before;
    }
}
