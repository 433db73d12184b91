using Microsoft.AspNetCore.Components;

namespace Hotline.Api.Ui.Kit;

/// <summary>A key of a page. A desk makes them by its <see cref="DeskBase.Key(string, string, Func{Task})"/>.</summary>
/// <param name="Combo">As the browser names it: <c>F2</c>, <c>Ctrl+Enter</c>, <c>Alt+s</c>, <c>a</c>. Single characters do nothing while somebody types.</param>
/// <param name="Label">What it does, for the list of keys.</param>
/// <param name="Press">On behalf of a component, which shows afterwards what has changed.</param>
public sealed record Hotkey(string Combo, string Label, EventCallback Press);

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
