using System.Threading.Channels;

namespace Hotline.Storage;

/// <summary>Wakes whoever waits for something to look at. Raised many times before anybody waits, it wakes once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Returns when it was raised since the last call, or after <paramref name="atMost"/>; the caller looks for itself.</summary>
    /// <returns>False when nobody raised it in time.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(atMost);
        try
        {
            return await _raised.Reader.ReadAsync(timer.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
