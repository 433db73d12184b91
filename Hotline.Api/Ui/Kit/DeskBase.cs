using Hotline.Accounts;
using System.Globalization;
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
    private readonly (CultureInfo Formats, CultureInfo Language) _reader = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private bool _ended;

    protected DeskBase() => Left = _left.Token;

    [Inject] protected Faults Faults { get; set; } = null!;

    [Inject] protected Toaster Toaster { get; set; } = null!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <summary>Cancelled when the desk is left; may be asked for even then.</summary>
    protected CancellationToken Left { get; }

    [Inject] private AccountBook Accounts { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <summary>
    /// Who works at the desk, for as long as the account is what it was when the session began, and the session is not over:
    /// a circuit may outlive both. Asked again with every act and every reading.
    /// </summary>
    /// <exception cref="OperationCanceledException">The session has ended; its person is asked to sign in again.</exception>
    protected async ValueTask<Actor> ActorAsync()
    {
        var person = (await Authentication).User;
        var actor = person.ActorOf();
        if (SignInModule.IsOver(person, Time.GetUtcNow())
            || await Accounts.FindAsync(actor.Name, Left) is not { } account
            || !person.HasClaim(Principals.Stamp, account.Stamp))
        {
            _ended = true;
            Navigation.NavigateTo("/sign-in?back=" + Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri)), forceLoad: true);
            throw new OperationCanceledException("The session has ended.");
        }

        return actor;
    }

    /// <summary>What the person of an account is called; the account where no name is known.</summary>
    protected async ValueTask<string> NameAsync(string login) => (await Accounts.NamesAsync([login], Left)).GetValueOrDefault(login, login);

    /// <summary>
    /// Does something that was begun outside of the circuit, e.g. by the live feed: on the circuit's own thread of work, and in
    /// its reader's language, which whoever comes from outside does not bring along.
    /// </summary>
    protected Task InvokeFromOutsideAsync(Func<Task> act) => InvokeAsync(async () =>
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _reader;
        await act();
    });

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        try
        {
            var handling = item.InvokeAsync(arg);
            StateHasChanged();
            await handling;
        }
        catch (OperationCanceledException) when (_ended || _left.IsCancellationRequested)
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
