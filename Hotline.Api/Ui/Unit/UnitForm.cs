using Hotline.Api.Ui.Forms;
using Hotline.Api.Ui.Shared;
using Hotline.Cases;
using Hotline.Contracts.Cases;

namespace Hotline.Api.Ui.Unit;

/// <summary>What the forms of a unit's steps share: the assignment that the step is about.</summary>
public abstract class UnitForm<TStep, TCommand> : StepForm<TStep, TCommand>
    where TStep : class, ICaseStep<TCommand>
    where TCommand : class
{
    /// <summary>Its number.</summary>
    protected int? Assignment { get; set; }

    protected CaseHistory.AssignmentView? Mine => Case.Assignments.FirstOrDefault(assignment => assignment.Number == Assignment);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Assignment = Possible.Assignments.Count > 0 ? Possible.Assignments[^1] : null;
    }
}

/// <summary>申请: what a unit asks for, why, and on what grounds.</summary>
/// <param name="kind">What is asked for; says which reasons there are.</param>
public abstract class UnitRequestForm<TStep, TCommand>(RequestKind kind) : UnitForm<TStep, TCommand>
    where TStep : class, ICaseStep<TCommand>
    where TCommand : class
{
    protected RequestReason? Reason { get; set; }

    protected string? Evidence { get; set; }

    protected IReadOnlyList<Choice<RequestReason?>> Reasons { get; } =
        [.. Hotline.Domain.Cases.Requesting.ReasonsOf(kind).Select(reason => new Choice<RequestReason?>(reason, Words.Of(reason)))];
}
