using Hotline.Api.Ui.Kit;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Microsoft.AspNetCore.Components;

namespace Hotline.Api.Ui.Cases;

/// <summary>
/// 查看诉求人信息, wherever a requester is shown: on record before anything is shown, and gone again by itself, because
/// screens stand open.
/// </summary>
public abstract class LookBase : DeskBase
{
    /// <summary>How long it is shown.</summary>
    protected static readonly TimeSpan Shown = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Parameter, EditorRequired] public CaseHistory.View Case { get; set; } = null!;

    /// <summary>Where the reader's browser is; kept with every look.</summary>
    [Parameter] public string? Address { get; set; }

    [Inject] private protected RevealRequester Reveal { get; set; } = null!;

    [Inject] private protected Steps Steps { get; set; } = null!;

    [Inject] private protected When When { get; set; } = null!;

    /// <summary>What is shown now; <c>null</c> while all is masked.</summary>
    protected RevealRequester.View? Found { get; private set; }

    protected DateTimeOffset FoundAt { get; private set; }

    /// <param name="reason">In words, or one of <see cref="LookReasons"/>.</param>
    protected async Task<StepOutcome> LookAsync(string? reason, IReadOnlyList<RequesterField> fields)
    {
        var (command, actor) = (new RevealRequester.Command { Reason = reason, Fields = fields }, await ActorAsync());
        var outcome = await Steps.RunAsync(command, () => Reveal.ExecuteAsync(Case.Number, command, actor, Address, Left), Left);
        if (outcome is StepOutcome.Done<RevealRequester.View> done)
        {
            (Found, FoundAt) = (done.Result, When.Now);
            _ = HideInTimeAsync(FoundAt);
        }

        return outcome;
    }

    protected void Hide() => Found = null;

    // By the clock, and not by one long timer, which sleeps when the machine does.
    private async Task HideInTimeAsync(DateTimeOffset foundAt)
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(Left) && Found is not null && FoundAt == foundAt)
            {
                if (When.Now - foundAt >= Shown)
                {
                    await InvokeFromOutsideAsync(() =>
                    {
                        Hide();
                        StateHasChanged();
                        return Task.CompletedTask;
                    });
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }
}

/// <summary>查看事由 that are usual: a code in the log, which is read in the language of its reader.</summary>
internal static class LookReasons
{
    public const string Callback = "callback";

    private static readonly string[] Usual = ["contact", "verify"];

    /// <param name="isUnit">Whoever handles the case goes there as well.</param>
    public static IReadOnlyList<string> Of(bool isUnit) => isUnit ? [.. Usual, "visit"] : Usual;

    /// <summary>A code in words; what was written in words, as it was written.</summary>
    public static string WordOf(string reason) => reason is Callback or "contact" or "verify" or "visit" ? CaseTexts.Get($"Look.{reason}") : reason;
}
