namespace Hotline.Composition;

/// <summary>The one way to read the clock, once per use case.</summary>
public static class ClockReading
{
    /// <summary>Now in UTC, to the millisecond: what the log keeps is what an answer prints.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
