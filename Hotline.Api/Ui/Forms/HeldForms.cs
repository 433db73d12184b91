using Hotline.Cases;

namespace Hotline.Api.Ui.Forms;

/// <summary>
/// The forms of one desk: the one that lies open, and every other into which something is typed. Whatever the person opens
/// meanwhile and whoever takes the case away, a form with words in it stays until it is sent or given up. Drawn by
/// <see cref="FormPlace"/>.
/// </summary>
public sealed class HeldForms
{
    private readonly List<HeldForm> _all = [];

    public IReadOnlyList<HeldForm> All => _all;

    /// <summary>The one that lies open; <c>null</c> for none.</summary>
    public HeldForm? Current { get; private set; }

    /// <summary>Those that are not in sight, and not sent.</summary>
    public IEnumerable<HeldForm> Waiting => _all.Where(form => form != Current && form.IsTyped);

    public HeldForm? Find(string key) => _all.Find(form => form.Key == key);

    /// <summary>Opens the form of a line of the desk: the one that was left there, else a new one.</summary>
    /// <param name="key">The line, or the line and the step where it has a form of each.</param>
    /// <param name="case">As the person sees it.</param>
    /// <param name="possible">The step. A form of another one that nothing was typed into makes room.</param>
    /// <param name="line">What the desk finds the line by when the person goes back to it.</param>
    /// <param name="own">What this form alone is told.</param>
    public HeldForm Open(string key, CaseHistory.View @case, CasePossibilities.View possible, object? line = null, Dictionary<string, object?>? own = null)
    {
        var form = Find(key);
        if (form is not null && form.Step == possible.Step)
        {
            form.Tell(@case, possible);
        }
        else if (form is not { IsTyped: true })
        {
            if (form is not null)
            {
                _all.Remove(form);
            }

            form = new HeldForm(NameFor(possible.Step), key, @case, possible) { Line = line, Own = own ?? [] };
            _all.Add(form);
        }

        Show(form);
        return form;
    }

    /// <summary>Puts away what lies open, for the form that was left at this line, if one was.</summary>
    /// <param name="key"><c>null</c> for none.</param>
    public void Show(string? key) => Show(key is null ? null : Find(key));

    /// <summary>At this line there is nothing to do any more; but what was typed there is shown still.</summary>
    /// <param name="key">The line.</param>
    /// <param name="case">As it is now.</param>
    public void Keep(string key, CaseHistory.View @case)
    {
        Show(Find(key) is { IsTyped: true } form ? form : null);
        Current?.Tell(@case, possible: null);
    }

    /// <summary>Sent, or given up.</summary>
    public void Drop(HeldForm form)
    {
        _all.Remove(form);
        if (Current == form)
        {
            Current = null;
        }
    }

    private void Show(HeldForm? form)
    {
        Current = form;
        _all.RemoveAll(other => other != form && !other.IsTyped);
    }

    // Two forms of one step may be held at once: the ids of their fields are told apart.
    private string NameFor(string step) =>
        Enumerable.Range(1, _all.Count + 1).Select(count => count == 1 ? $"{step}-form" : $"{step}-form-{count}").First(name => _all.TrueForAll(form => form.Name != name));
}

/// <summary>A form, and the case as it stood before the person who fills it in.</summary>
/// <param name="name">Begins the ids of its fields.</param>
/// <param name="key">The line of the desk that it belongs to.</param>
public sealed class HeldForm(string name, string key, CaseHistory.View @case, CasePossibilities.View possible)
{
    private IStepForm? _drawn;

    /// <summary>Whether something is typed has changed.</summary>
    internal event Action? Changed;

    public string Name => name;

    public string Key => key;

    public string Step => Possible.Step;

    /// <summary>What the desk finds its line by.</summary>
    public object? Line { get; init; }

    /// <summary>What this form alone is told.</summary>
    public IReadOnlyDictionary<string, object?> Own { get; init; } = new Dictionary<string, object?>();

    public CaseHistory.View Case { get; private set; } = @case;

    public CasePossibilities.View Possible { get; private set; } = possible;

    /// <summary>The version that the person knows of: what happened after it is told before the step is taken.</summary>
    public int Seen { get; private set; } = @case.Version;

    /// <summary>It says something else than it did when it was opened.</summary>
    public bool IsTyped => _drawn?.IsTyped == true;

    /// <summary>The form itself, once it is drawn.</summary>
    public object? Drawn => _drawn;

    /// <summary>The case was read again; gone altogether, the step stays for what was typed.</summary>
    public void Tell(CaseHistory.View now, CasePossibilities.View? possible) => (Case, Possible) = (now, possible ?? Possible);

    /// <summary>The person was shown the case as of this version.</summary>
    public void See(int version) => Seen = Math.Max(Seen, version);

    /// <summary>A step of the person's own: whoever knew of the case before it knows of it after it.</summary>
    public void Follow(int before, int after)
    {
        if (Seen >= before)
        {
            See(after);
        }
    }

    internal void Draw(IStepForm form) => _drawn = form;

    internal void Tell() => Changed?.Invoke();
}

/// <summary>A form that can say whether anything is typed into it.</summary>
internal interface IStepForm
{
    bool IsTyped { get; }
}
