using System.Globalization;

namespace Hotline.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class SettableClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();

    public void MoveTo(string instant) => Now = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    public void Advance(TimeSpan by) => Now += by;
}
