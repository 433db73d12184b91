using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Praises;

namespace Hotline.Samples;

/// <summary>What somebody will do to a case, and when.</summary>
/// <param name="At">UTC; later than every earlier step of the same case.</param>
public abstract record PlannedStep(DateTimeOffset At, Actor Actor)
{
    public sealed record Sign(DateTimeOffset At, Actor Actor, SignAssignment.Command Command) : PlannedStep(At, Actor);

    public sealed record Contact(DateTimeOffset At, Actor Actor, ContactRequester.Command Command) : PlannedStep(At, Actor);

    public sealed record Reply(DateTimeOffset At, Actor Actor, ReplyToAssignment.Command Command) : PlannedStep(At, Actor);

    public sealed record Review(DateTimeOffset At, Actor Actor, ReviewFeedback.Command Command) : PlannedStep(At, Actor);

    public sealed record Callback(DateTimeOffset At, Actor Actor, RecordCallback.Command Command) : PlannedStep(At, Actor);
}

/// <summary>One case from intake to closing.</summary>
/// <param name="Key">Idempotency key of its intake.</param>
/// <param name="Number">The number it will be given: cases are taken in by time, and nobody else draws numbers of those days.</param>
/// <param name="At">When it is taken in, UTC.</param>
/// <param name="DispatchAt">When the catalogue dispatches it; <c>null</c> when it is answered on the line.</param>
/// <param name="Lead">The unit it is dispatched to.</param>
/// <param name="Steps">What people do after the intake, by time.</param>
public sealed record PlannedCase(
    string Key,
    string Number,
    DateTimeOffset At,
    Actor Actor,
    RegisterCase.Command Intake,
    DateTimeOffset? DispatchAt,
    string? Lead,
    IReadOnlyList<PlannedStep> Steps)
{
    public DateTimeOffset ClosesAt => Steps.Count == 0 ? At : Steps[^1].At;
}

/// <summary>Thanks that come in by phone, or a banner that is brought.</summary>
public sealed record PlannedPraise(string Key, DateTimeOffset At, Actor Actor, RecordPraise.Command Praise);
