using Hotline.Api.Ui.Shared;

namespace Hotline.Api.Ui.Kit;

/// <summary>One message: what was done goes away by itself, what failed stays until it was seen.</summary>
public sealed record Toast(long Id, string Text, bool IsError);

/// <summary>提示: says in one line what came of an action. One per circuit; the <see cref="Island"/> shows it.</summary>
public sealed class Toaster(TimeProvider clock)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(6);

    /// <summary>So many stand at a time, of what was done and of what failed: the newest says what came of the last action.</summary>
    private const int MostDone = 1;
    private const int MostFailed = 2;

    private readonly List<Toast> _toasts = [];
    private long _last;

    public event Action? Changed;

    public IReadOnlyList<Toast> Toasts => _toasts;

    /// <summary>It was done.</summary>
    public void Done(string text)
    {
        var toast = Add(text, isError: false);
        _ = ForgetAsync(toast);
    }

    /// <summary>It was not done.</summary>
    public void Failed(string text) => Add(text, isError: true);

    /// <summary>What became of something whose form, if it has one, shows nothing of it; what was done is the caller's to say.</summary>
    public void Say(StepOutcome outcome)
    {
        if (TextOf(outcome) is { Length: > 0 } text)
        {
            Failed(text);
        }
    }

    /// <summary>Why something was not done, in one line; empty when it was.</summary>
    public static string TextOf(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Refused refused => $"{refused.Title} {refused.Detail}".TrimEnd(),
        StepOutcome.Stale stale => stale.Title,
        StepOutcome.NotFound missing => missing.Title,
        StepOutcome.Unavailable unavailable => unavailable.Title,
        StepOutcome.Failed failed => failed.Title,
        StepOutcome.Invalid invalid => string.Join(' ', invalid.Errors.SelectMany(field => field.Value)),
        _ => "",
    };

    public void Dismiss(Toast toast)
    {
        _toasts.Remove(toast);
        Changed?.Invoke();
    }

    private Toast Add(string text, bool isError)
    {
        var toast = new Toast(++_last, text, isError);
        var most = isError ? MostFailed : MostDone;
        while (_toasts.Count(shown => shown.IsError == isError) >= most)
        {
            _toasts.Remove(_toasts.First(shown => shown.IsError == isError));
        }

        _toasts.Add(toast);
        Changed?.Invoke();
        return toast;
    }

    // On the circuit's own thread of work, where it was called.
    private async Task ForgetAsync(Toast toast)
    {
        await Task.Delay(Shown, clock);
        Dismiss(toast);
    }
}
