using Microsoft.AspNetCore.Components;

namespace Hotline.Api.Ui.Kit;

/// <summary>What all fields share: a label, a mark when required, a hint, and the errors of their path, all told to screen readers.</summary>
public abstract class FieldBase<T> : ComponentBase
{
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>The field as the API names it, e.g. <c>requester.contactPhone</c>; also its name in a posted form.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>A quiet line below.</summary>
    [Parameter] public string? Hint { get; set; }

    [Parameter] public bool Required { get; set; }

    [Parameter] public bool Disabled { get; set; }

    /// <summary>Has the focus when its page or dialog opens. One a page.</summary>
    [Parameter] public bool Autofocus { get; set; }

    [Parameter] public T? Value { get; set; }

    [Parameter] public EventCallback<T?> ValueChanged { get; set; }

    /// <summary>Width of the field among others in a row of fields: <c>s</c>, <c>m</c>, <c>l</c>, or the whole line.</summary>
    [Parameter] public string? Size { get; set; }

    [CascadingParameter] public FieldErrors? Errors { get; set; }

    public string Id => Errors?.IdOf(Path) ?? "field-" + Path.Replace('.', '-');

    protected IReadOnlyList<string> Messages => Errors?.Of(Path) ?? [];

    protected string? Invalid => Messages.Count > 0 ? "true" : null;

    protected string? DescribedBy =>
        string.Join(' ', new[] { Messages.Count > 0 ? Id + "-error" : null, Hint is null ? null : Id + "-hint" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    protected override void OnParametersSet() => Errors?.Know(Path, Label);

    protected Task SetAsync(T? value)
    {
        Errors?.Forget(Path);
        return ValueChanged.InvokeAsync(value);
    }
}
