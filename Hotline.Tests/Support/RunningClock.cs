namespace Hotline.Tests.Support;

/// <summary>A clock that begins on a Tuesday morning inside the working calendar and runs like any other; a test may move it on.</summary>
internal sealed class RunningClock : TimeProvider
{
    /// <summary>10:00 of a working day with working days around it.</summary>
    public static readonly DateTimeOffset Start = Calendars.At("2025-09-16T10:00:00+08:00");

    private readonly long _began = System.GetTimestamp();
    private long _moved;

    public override DateTimeOffset GetUtcNow() =>
        Start.ToUniversalTime() + System.GetElapsedTime(_began) + TimeSpan.FromTicks(Interlocked.Read(ref _moved));

    public void MoveOn(TimeSpan time) => Interlocked.Add(ref _moved, time.Ticks);
}
