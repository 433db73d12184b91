using System.Collections.Concurrent;
using Hotline.Api.Ui.Kit;
using Hotline.Messaging;
using Microsoft.AspNetCore.Components;

namespace Hotline.Api.Ui.Dispatch;

/// <summary>
/// A desk whose lists follow what others do: it hears of changes and reads again, at most once a breath however much
/// happens. What is typed, the focus and the place in the list stay.
/// </summary>
public abstract class LiveDesk : DeskBase
{
    private readonly ConcurrentQueue<Change> _heard = new();
    private LiveFeed.Subscription? _subscription;
    private int _waking;

    [Inject] private LiveFeed Feed { get; set; } = null!;

    /// <summary>Between two readings, however much happens.</summary>
    protected virtual TimeSpan Breath => TimeSpan.FromMilliseconds(500);

    /// <summary>Whether a change can move anything that is shown. Asked on other threads.</summary>
    protected abstract bool Matters(Change change);

    /// <summary>Reads again what is shown; of the changes that were heard, or of none when it has only begun to listen.</summary>
    protected abstract Task FollowAsync(IReadOnlyList<Change> changes);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _subscription = Feed.Subscribe(Matters, Hear);
            try
            {
                await _subscription.Ready;
                // What happened between the page's own read and now was told to nobody.
                await GuardAsync([]);
            }
            catch (OperationCanceledException)
            {
                // Left before it began.
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _subscription?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Hear(Change change)
    {
        _heard.Enqueue(change);
        if (Interlocked.Exchange(ref _waking, 1) == 0)
        {
            _ = InvokeFromOutsideAsync(WakeAsync);
        }
    }

    private async Task WakeAsync()
    {
        try
        {
            await Task.Delay(Breath, Left);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        Interlocked.Exchange(ref _waking, 0);
        var changes = new List<Change>();
        while (_heard.TryDequeue(out var change))
        {
            changes.Add(change);
        }

        await GuardAsync(changes);
    }

    private async Task GuardAsync(IReadOnlyList<Change> changes)
    {
        try
        {
            await FollowAsync(changes);
            StateHasChanged();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The desk was left.
        }
        catch (Exception exception)
        {
            Faults.Report(exception);
        }
    }
}
