namespace Hotline.Api.Ui.Kit;

/// <summary>A key of a page.</summary>
/// <param name="Combo">As the browser names it: <c>F2</c>, <c>Ctrl+Enter</c>, <c>Alt+s</c>, <c>a</c>. Single characters do nothing while somebody types.</param>
/// <param name="Label">What it does, for the list of keys.</param>
public sealed record Hotkey(string Combo, string Label, Func<Task> Press)
{
    public Hotkey(string combo, string label, Action press)
        : this(combo, label, () =>
        {
            press();
            return Task.CompletedTask;
        })
    {
    }
}

/// <summary>The keys that hold at present in one island.</summary>
public sealed class HotkeyBook
{
    private readonly List<Hotkeys> _sets = [];

    public event Action? Changed;

    public IEnumerable<Hotkey> Keys => _sets.SelectMany(set => set.Keys);

    internal void Add(Hotkeys set)
    {
        _sets.Add(set);
        Changed?.Invoke();
    }

    internal void Remove(Hotkeys set)
    {
        _sets.Remove(set);
        Changed?.Invoke();
    }
}
