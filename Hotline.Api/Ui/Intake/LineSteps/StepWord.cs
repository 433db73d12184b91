using Hotline.Api.Ui.Shared;
using Hotline.Cases;

namespace Hotline.Api.Ui.Intake.LineSteps;

/// <summary>What people call a step of the line.</summary>
internal static class StepWord
{
    /// <param name="step">As in addresses.</param>
    public static string Of(string step) => StepNames.TryParse(step, out var move) ? Words.Of(move.Step) : step;
}
