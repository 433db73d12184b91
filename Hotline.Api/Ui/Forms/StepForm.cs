using System.Text.Json;
using Hotline.Api.Ui.Kit;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Microsoft.AspNetCore.Components;

namespace Hotline.Api.Ui.Forms;

/// <summary>
/// What every form of a step is: what it is about, what is wrong with it, and what became of it. A form says only what is
/// typed (<see cref="CommandOf"/>). Whatever becomes of it, nothing typed is lost: a case that has moved on shows what
/// changed, and the same is asked for again of the case as it is.
/// </summary>
/// <remarks>
/// The version it was opened with stays the one that was seen, though what is around it is read again meanwhile: no step is
/// taken on what nobody has looked at. Whoever is shown the changes says so, by <see cref="Seen"/> or by trying again.
/// </remarks>
/// <typeparam name="TStep">The use case.</typeparam>
/// <typeparam name="TCommand">What it is told.</typeparam>
public abstract class StepForm<TStep, TCommand> : DeskBase, IStepForm
    where TStep : class, ICaseStep<TCommand>
    where TCommand : class
{
    private string? _number;
    private int _seen;
    private string? _begun;
    private bool _wasTyped;

    /// <summary>The case as the person sees it.</summary>
    [Parameter, EditorRequired] public CaseHistory.View Case { get; set; } = null!;

    /// <summary>The step, and what it may be taken on.</summary>
    [Parameter, EditorRequired] public CasePossibilities.View Possible { get; set; } = null!;

    /// <summary>The version that the person knows of, where that is a later one than the form was opened with.</summary>
    [Parameter] public int? Seen { get; set; }

    /// <summary>Taken; with the case as it stands after it.</summary>
    [Parameter] public EventCallback<Case> OnDone { get; set; }

    /// <summary>The person would rather not.</summary>
    [Parameter] public EventCallback OnCancel { get; set; }

    /// <summary>Where the desk holds it.</summary>
    [CascadingParameter] private HeldForm? Held { get; set; }

    [Inject] private Steps Steps { get; set; } = null!;

    /// <summary>It says something else than it did before anybody wrote into it.</summary>
    public bool IsTyped => _begun is not null && _begun != Written();

    /// <summary>For the <see cref="DeskForm"/>; its name begins the ids of the fields.</summary>
    protected FieldErrors Errors { get; private set; } = null!;

    /// <summary>For the <see cref="OutcomeNote"/>: what became of the last try; <c>null</c> before the first.</summary>
    protected StepOutcome? Outcome { get; private set; }

    /// <summary>What was typed, as the use case takes it. The validator says what is missing.</summary>
    protected abstract TCommand CommandOf();

    public override Task SetParametersAsync(ParameterView parameters)
    {
        var set = base.SetParametersAsync(parameters);
        if (_number != Case.Number)
        {
            (_number, _seen, Outcome) = (Case.Number, Case.Version, null);
        }

        _seen = Math.Max(_seen, Seen ?? 0);
        return set;
    }

    protected override void OnInitialized() => Errors = new FieldErrors(Held?.Name ?? $"{Possible.Step}-form");

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            Begin();
            Held?.Draw(this);
        }

        if (IsTyped != _wasTyped)
        {
            _wasTyped = !_wasTyped;
            Held?.Tell();
        }
    }

    /// <summary>What it says by now was filled in by the desk, and typed by nobody.</summary>
    protected void Begin() => _begun = Written();

    /// <summary>Takes the step with what is typed now.</summary>
    protected async Task TakeAsync()
    {
        Outcome = await Steps.TakeAsync<TStep, TCommand>(Case.Number, _seen, CommandOf(), await ActorAsync(), Left);
        switch (Outcome)
        {
            case StepOutcome.Done<Case> done:
                Errors.Clear();
                _seen = done.Result.Version;
                await OnDone.InvokeAsync(done.Result);
                break;
            case StepOutcome.Invalid invalid:
                Errors.Set(invalid.Errors.Select(field => (field.Key, field.Value)));
                break;
            case StepOutcome.Stale stale:
                // It is shown what happened since; whoever then tries again has seen it.
                _seen = stale.Current;
                break;
        }
    }
    // Two commands that say the same may hold lists of their own.
    private string Written() => JsonSerializer.Serialize(CommandOf());
}
