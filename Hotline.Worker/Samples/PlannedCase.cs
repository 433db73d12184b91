using Hotline.Cases;
using Hotline.Domain.Cases;
using Hotline.Praises;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Samples;

/// <summary>What somebody will do to a case, and when.</summary>
/// <param name="At">UTC; later than every earlier step of the same case.</param>
public abstract record PlannedStep(DateTimeOffset At, Actor Actor)
{
    /// <summary>The command that is given to the use case.</summary>
    public abstract object Said { get; }

    /// <summary>Takes it by the use case that everybody else takes it by.</summary>
    internal abstract Task<Case> TakeAsync(IServiceProvider services, string number, int seen, CancellationToken cancellation);
}

/// <inheritdoc cref="PlannedStep"/>
public sealed record PlannedStep<TStep, TCommand>(DateTimeOffset At, Actor Actor, TCommand Command) : PlannedStep(At, Actor)
    where TStep : class, ICaseStep<TCommand>
    where TCommand : notnull
{
    public override object Said => Command;

    internal override Task<Case> TakeAsync(IServiceProvider services, string number, int seen, CancellationToken cancellation) =>
        services.GetRequiredService<TStep>().ExecuteAsync(number, seen, Command, Actor, cancellation);
}

/// <summary>One case from intake to its end, and what is asked about it afterwards.</summary>
/// <param name="Key">Idempotency key of its intake.</param>
/// <param name="Number">The number it will be given: cases are taken in by time, and nobody else draws numbers of those days.</param>
/// <param name="At">When it is taken in, UTC.</param>
/// <param name="DispatchAt">When the catalogue dispatches it; <c>null</c> when it never does.</param>
/// <param name="Lead">The unit the catalogue dispatches it to.</param>
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
    /// <summary>The case it is merged into or linked to; the steps of both are taken in the order of time.</summary>
    public string? Main { get; init; }

    /// <summary>The same for all cases that were joined: whose steps touch each other.</summary>
    public string Story => Main ?? Number;

    /// <summary>When the last thing happens to it.</summary>
    public DateTimeOffset EndsAt => Steps.Count == 0 ? At : Steps[^1].At;
}

/// <summary>Thanks that come in by phone, or a banner that is brought.</summary>
public sealed record PlannedPraise(string Key, DateTimeOffset At, Actor Actor, RecordPraise.Command Praise);
