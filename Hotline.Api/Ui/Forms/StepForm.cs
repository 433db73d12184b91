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
/// <typeparam name="TStep">The use case.</typeparam>
/// <typeparam name="TCommand">What it is told.</typeparam>
public abstract class StepForm<TStep, TCommand> : DeskBase
    where TStep : class, ICaseStep<TCommand>
    where TCommand : class
{
    private int? _seen;

    /// <summary>The case as the person sees it.</summary>
    [Parameter, EditorRequired] public CaseHistory.View Case { get; set; } = null!;

    /// <summary>The step, and what it may be taken on.</summary>
    [Parameter, EditorRequired] public CasePossibilities.View Possible { get; set; } = null!;

    /// <summary>Taken; with the case as it stands after it.</summary>
    [Parameter] public EventCallback<Case> OnDone { get; set; }

    /// <summary>The person would rather not.</summary>
    [Parameter] public EventCallback OnCancel { get; set; }

    [Inject] private Steps Steps { get; set; } = null!;

    /// <summary>For the <see cref="DeskForm"/>; its name begins the ids of the fields.</summary>
    protected FieldErrors Errors { get; private set; } = null!;

    /// <summary>For the <see cref="OutcomeNote"/>: what became of the last try; <c>null</c> before the first.</summary>
    protected StepOutcome? Outcome { get; private set; }

    /// <summary>What was typed, as the use case takes it. The validator says what is missing.</summary>
    protected abstract TCommand CommandOf();

    protected override void OnInitialized() => Errors = new FieldErrors($"{Possible.Step}-form");

    /// <summary>Takes the step with what is typed now.</summary>
    protected async Task TakeAsync()
    {
        // What was seen when the step was refused as stale is what the person has been shown since.
        var seen = _seen is { } shown && shown > Case.Version ? shown : Case.Version;
        Outcome = await Steps.TakeAsync<TStep, TCommand>(Case.Number, seen, CommandOf(), await ActorAsync(), Left);
        switch (Outcome)
        {
            case StepOutcome.Done<Case> done:
                Errors.Clear();
                await OnDone.InvokeAsync(done.Result);
                break;
            case StepOutcome.Invalid invalid:
                Errors.Set(invalid.Errors.Select(field => (field.Key, field.Value)));
                break;
            case StepOutcome.Stale stale:
                _seen = stale.Current;
                break;
        }
    }
}
