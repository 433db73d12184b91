using System.Collections.Frozen;
using System.Reflection;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;

namespace Hotline.Api.Ui.Forms;

/// <summary>Which steps a form is for, by their names in addresses (<see cref="StepNames"/>).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FormOfAttribute(params string[] steps) : Attribute
{
    public IReadOnlyList<string> Steps { get; } = steps;
}

/// <summary>The one form of each step: the same on the case's page and at every desk.</summary>
public static class StepForms
{
    private static readonly FrozenDictionary<string, Type> Forms = (
        from form in typeof(StepForms).Assembly.GetTypes()
        let steps = form.GetCustomAttribute<FormOfAttribute>()
        where steps is not null
        from step in steps.Steps
        select (step, form)).ToFrozenDictionary(entry => entry.step, entry => entry.form);

    /// <returns><c>null</c>: the step has no form yet.</returns>
    public static Type? Of(string step) => Forms.GetValueOrDefault(step);

    /// <summary>What a step is called on its button; its name in addresses where it has no other.</summary>
    public static string WordOf(string step) => !StepNames.TryParse(step, out var move) ? step : move switch
    {
        { Request: { } kind } => StepTexts.Format("Request", Words.Of(kind)),
        { Supervision: { } about } => StepTexts.Get($"Supervision.{about}"),
        _ => Words.Of(move.Step),
    };
}
