using Hotline.Api.Accounts;
using Hotline.Domain.Cases;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Hotline.Api.Ui.Kit;

/// <summary>
/// What every desk's interactive component begins with: a fault in what somebody asked for is told and logged, and the
/// screen stays as it was instead of ending with its circuit; whatever is asked for ends when the desk is left.
/// </summary>
public abstract class DeskBase : ComponentBase, IHandleEvent, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    [Inject] protected Faults Faults { get; set; } = null!;

    [Inject] protected Toaster Toaster { get; set; } = null!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <summary>Cancelled when the desk is left.</summary>
    protected CancellationToken Left => _left.Token;

    /// <summary>Who works at the desk.</summary>
    protected async ValueTask<Actor> ActorAsync() => (await Authentication).User.ActorOf();

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        try
        {
            var handling = item.InvokeAsync(arg);
            StateHasChanged();
            await handling;
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Faults.Report(exception);
        }

        StateHasChanged();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_left.IsCancellationRequested)
        {
            _left.Cancel();
            _left.Dispose();
        }
    }

    /// <summary>A key of this desk.</summary>
    protected Hotkey Key(string combo, string label, Func<Task> press) => new(combo, label, EventCallback.Factory.Create(this, press));

    /// <summary>A key of this desk.</summary>
    protected Hotkey Key(string combo, string label, Action press) => new(combo, label, EventCallback.Factory.Create(this, press));
}
