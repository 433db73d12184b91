using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Storage;

/// <summary>A case as lists need it. Everything but the counting columns is a fold of the events.</summary>
public sealed record CaseRow
{
    public string Number { get; init; } = "";
    public int Version { get; init; }
    public string Status { get; init; } = "";
    public string Channel { get; init; } = "";
    public string RequesterKind { get; init; } = "";
    public string Type { get; init; } = "";
    public string Category { get; init; } = "";
    public string? Area { get; init; }
    public string Urgency { get; init; } = "";
    public string? Lead { get; init; }
    public int Round { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? Result { get; init; }

    /// <summary>Key of the running clock that falls due first.</summary>
    public string? NextClock { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }
    public DateTimeOffset? NextWarnAt { get; init; }

    /// <summary>Not yet looked at by the catalogue.</summary>
    public bool AwaitsRouting { get; init; }
}

/// <summary>An assignment as inboxes need it.</summary>
public sealed record AssignmentRow
{
    public string Number { get; init; } = "";
    public int Assignment { get; init; }
    public int Round { get; init; }
    public string Unit { get; init; } = "";
    public string Role { get; init; } = "";
    public string Status { get; init; } = "";

    /// <summary>The unit still has something to do.</summary>
    public bool IsOpen { get; init; }

    public DateTimeOffset DispatchedAt { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
    public DateTimeOffset? ContactedAt { get; init; }
    public DateTimeOffset? RepliedAt { get; init; }
    public string? NextClock { get; init; }
    public DateTimeOffset? NextDueAt { get; init; }
    public DateTimeOffset? NextWarnAt { get; init; }
}

/// <summary>A clock with a due time, as the sweep needs it.</summary>
public sealed record ClockRow
{
    public string Number { get; init; } = "";
    public string Clock { get; init; } = "";
    public string Kind { get; init; } = "";
    public int? Assignment { get; init; }
    public string? Unit { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset WarnAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    public bool CalendarMissing { get; init; }
    public string Announced { get; init; } = "";
    public DateTimeOffset? NextNoticeAt { get; init; }
}

/// <summary>The rows that a case folds to. Pure: the same case gives the same rows, stored or rebuilt.</summary>
public sealed record CaseRows(CaseRow Case, IReadOnlyList<AssignmentRow> Assignments, IReadOnlyList<ClockRow> Clocks)
{
    public static CaseRows Of(Case @case, DeadlineBasis basis)
    {
        var clocks = DeadlinePlan.Clocks(@case, basis);
        var next = Next(clocks);
        return new CaseRows(
            new CaseRow
            {
                Number = @case.Number,
                Version = @case.Version,
                Status = @case.Status.ToString(),
                Channel = @case.Channel.ToString(),
                RequesterKind = @case.RequesterKind.ToString(),
                Type = @case.Type.ToString(),
                Category = @case.Category,
                Area = @case.Area,
                Urgency = @case.Urgency.ToString(),
                Lead = @case.Lead?.Unit,
                Round = @case.Round,
                RegisteredAt = @case.RegisteredAt,
                ClosedAt = @case.ClosedAt,
                Result = @case.Result?.ToString(),
                NextClock = next?.Key,
                NextDueAt = next?.DueAt,
                NextWarnAt = next?.WarnAt,
                AwaitsRouting = @case.Status == CaseStatus.AwaitingDispatch && @case.Left is null,
            },
            [.. @case.Assignments.Select(assignment => RowOf(@case.Number, assignment, clocks))],
            [.. clocks.Where(clock => clock.Kind != ClockKind.Total).Select(clock => RowOf(@case.Number, clock))]);
    }

    private static Clock? Next(IEnumerable<Clock> clocks) =>
        clocks.Where(clock => clock is { IsRunning: true, DueAt: not null }).MinBy(clock => clock.DueAt);

    private static AssignmentRow RowOf(string number, Assignment assignment, IReadOnlyList<Clock> clocks)
    {
        var next = Next(clocks.Where(clock => clock.Assignment == assignment.Number));
        return new AssignmentRow
        {
            Number = number,
            Assignment = assignment.Number,
            Round = assignment.Round,
            Unit = assignment.Unit,
            Role = assignment.Role.ToString(),
            Status = assignment.Status.ToString(),
            IsOpen = assignment.Status is AssignmentStatus.Pending or AssignmentStatus.Working,
            DispatchedAt = assignment.DispatchedAt,
            SignedAt = assignment.SignedAt,
            ContactedAt = assignment.ContactedAt,
            RepliedAt = assignment.RepliedAt,
            NextClock = next?.Key,
            NextDueAt = next?.DueAt,
            NextWarnAt = next?.WarnAt,
        };
    }

    private static ClockRow RowOf(string number, Clock clock) => new()
    {
        Number = number,
        Clock = clock.Key,
        Kind = clock.Kind.ToString(),
        Assignment = clock.Assignment,
        Unit = clock.Unit,
        StartedAt = clock.StartedAt,
        DueAt = clock.DueAt!.Value,
        WarnAt = clock.WarnAt!.Value,
        StoppedAt = clock.StoppedAt,
        CalendarMissing = clock.CalendarMissing,
        Announced = clock.Announced.ToString(),
        NextNoticeAt = clock.NextNoticeAt,
    };
}
