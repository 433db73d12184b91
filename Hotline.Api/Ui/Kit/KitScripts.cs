using Microsoft.JSInterop;

namespace Hotline.Api.Ui.Kit;

/// <summary>The kit's script in this circuit's browser, fetched with the first component that needs it.</summary>
public sealed class KitScripts(IJSRuntime browser)
{
    private Task<IJSObjectReference>? _module;

    /// <param name="address">Of kit.js, as the component's <c>Assets</c> name it.</param>
    public Task<IJSObjectReference> ImportAsync(string address) => _module ??= browser.InvokeAsync<IJSObjectReference>("import", "/" + address).AsTask();

    /// <summary>Lets go of something in the browser; with the browser gone there is nothing to let go of.</summary>
    public static async ValueTask ReleaseAsync(IJSObjectReference? held)
    {
        if (held is null)
        {
            return;
        }

        try
        {
            await held.InvokeVoidAsync("dispose");
            await held.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left, also while it was being asked.
        }
    }
}
