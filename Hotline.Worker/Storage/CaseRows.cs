using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Storage;

/// <summary>What falls due next of a row, and when it reaches each light; all <c>null</c> when nothing of it runs.</summary>
public abstract record RowWithLights
{
    public DateTimeOffset? NextDueAt { get; init; }
    public DateTimeOffset? NextWarnAt { get; init; }
    public DateTimeOffset? NextOrangeAt { get; init; }
    public DateTimeOffset? NextDoubleRedAt { get; init; }
    public DateTimeOffset? NextTripleRedAt { get; init; }
}

/// <summary>A case as lists need it. Everything but the counting columns is a fold of the events.</summary>
public sealed record CaseRow : RowWithLights
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

    /// <summary>When it ended, however it did.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public string? Result { get; init; }

    /// <summary>Where it stands in the balance.</summary>
    public string Standing { get; init; } = "";

    /// <summary>占有: who works on it in its queue.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>重办 is proposed, and whether the rating is justified waits to be judged.</summary>
    public bool AwaitsJudgement { get; init; }

    /// <summary>Key of the running clock that falls due first.</summary>
    public string? NextClock { get; init; }

    /// <summary>Not yet looked at by the catalogue.</summary>
    public bool AwaitsRouting { get; init; }
}

/// <summary>An assignment as inboxes need it.</summary>
public sealed record AssignmentRow : RowWithLights
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

    /// <summary>Signed, and the clock of the first contact runs: it also stops for one who cannot be reached.</summary>
    public bool AwaitsContact { get; init; }

    /// <summary>签收超时: a timer signed, and the unit has done nothing since.</summary>
    public bool IsUnattended { get; init; }

    public string? NextClock { get; init; }
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

/// <summary>申请 as the deciders' and the unit's lists need it.</summary>
public sealed record RequestRow : RowWithLights
{
    public string Number { get; init; } = "";
    public int Request { get; init; }
    public string Kind { get; init; } = "";
    public string Unit { get; init; } = "";
    public int Assignment { get; init; }
    public string Reason { get; init; } = "";
    public string Status { get; init; } = "";
    public bool Escalated { get; init; }
    public DateTimeOffset FiledAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
}

/// <summary>督办单 as lists need it.</summary>
public sealed record SupervisionRow : RowWithLights
{
    public string Number { get; init; } = "";
    public int Supervision { get; init; }
    public string Unit { get; init; } = "";
    public string Origin { get; init; } = "";
    public string Status { get; init; } = "";
    public DateTimeOffset IssuedAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
}

/// <summary>会商: a unit that is invited to one that is open. A row ends with it.</summary>
public sealed record InvitationRow : RowWithLights
{
    public string Number { get; init; } = "";

    /// <summary>Which of the units invited, from 1.</summary>
    public int Invitation { get; init; }

    public string Unit { get; init; } = "";
}

/// <summary>The rows that a case folds to. Pure: the same case gives the same rows, stored or rebuilt.</summary>
public sealed record CaseRows(
    CaseRow Case,
    IReadOnlyList<AssignmentRow> Assignments,
    IReadOnlyList<ClockRow> Clocks,
    IReadOnlyList<RequestRow> Requests,
    IReadOnlyList<SupervisionRow> Supervisions,
    IReadOnlyList<InvitationRow> Invitations)
{
    public static CaseRows Of(Case @case, DeadlineBasis basis)
    {
        var clocks = DeadlinePlan.Clocks(@case, basis);
        var next = Next(clocks);
        return new CaseRows(
            Lit(
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
                    ClosedAt = @case.EndedAt,
                    Result = @case.Result?.ToString(),
                    Standing = @case.Standing.ToString(),
                    ClaimedBy = @case.ClaimedBy,
                    AwaitsJudgement = @case is { Status: CaseStatus.AwaitingCallback, ReworkProposed: true },
                    NextClock = next?.Key,
                    AwaitsRouting = Dispatching.AwaitsCatalogue(@case),
                },
                next),
            [.. @case.Assignments.Select(assignment => RowOf(@case.Number, assignment, clocks))],
            [.. clocks.Where(clock => clock.Kind != ClockKind.Total).Select(clock => RowOf(@case.Number, clock))],
            [.. @case.Requests.Select(request => RowOf(@case.Number, request, clocks))],
            [.. @case.Supervisions.Select(order => RowOf(@case.Number, order, clocks))],
            [.. @case.Invited.Select((unit, index) => RowOf(@case.Number, index + 1, unit, clocks))]);
    }

    private static RequestRow RowOf(string number, UnitRequest request, IReadOnlyList<Clock> clocks)
    {
        var clock = clocks.Single(clock => clock.Kind == ClockKind.Decision && clock.Run == request.Number);
        return Lit(
            new RequestRow
            {
                Number = number,
                Request = request.Number,
                Kind = request.Kind.ToString(),
                Unit = request.Unit,
                Assignment = request.Assignment,
                Reason = request.Reason.ToString(),
                Status = request.Status.ToString(),
                Escalated = request.Escalated,
                FiledAt = request.FiledAt,
                SettledAt = request.SettledAt,
                DueAt = clock.DueAt!.Value,
            },
            Next([clock]));
    }

    private static SupervisionRow RowOf(string number, Supervision order, IReadOnlyList<Clock> clocks)
    {
        var clock = clocks.Single(clock => clock.Kind == ClockKind.Supervision && clock.Run == order.Number);
        return Lit(
            new SupervisionRow
            {
                Number = number,
                Supervision = order.Number,
                Unit = order.Unit,
                Origin = order.Origin.ToString(),
                Status = order.Status.ToString(),
                IssuedAt = order.IssuedAt,
                SettledAt = order.SettledAt,
                DueAt = clock.DueAt!.Value,
            },
            Next([clock]));
    }

    private static InvitationRow RowOf(string number, int invitation, string unit, IReadOnlyList<Clock> clocks) => Lit(
        new InvitationRow { Number = number, Invitation = invitation, Unit = unit }, Next(clocks.Where(clock => clock.Kind == ClockKind.Consultation)));

    private static TRow Lit<TRow>(TRow row, Clock? next)
        where TRow : RowWithLights => row with
        {
            NextDueAt = next?.DueAt,
            NextWarnAt = next?.WarnAt,
            NextOrangeAt = next?.TurnsAt(Light.Orange),
            NextDoubleRedAt = next?.TurnsAt(Light.DoubleRed),
            NextTripleRedAt = next?.TurnsAt(Light.TripleRed),
        };

    private static Clock? Next(IEnumerable<Clock> clocks) =>
        clocks.Where(clock => clock is { IsRunning: true, DueAt: not null }).MinBy(clock => clock.DueAt);

    private static AssignmentRow RowOf(string number, Assignment assignment, IReadOnlyList<Clock> clocks)
    {
        // While its own clocks stand still on the books, what comes next for the lead is its report or the target date.
        var next = Next(clocks.Where(clock => clock.Assignment == assignment.Number))
            ?? (assignment is { IsOpen: true } ? Next(clocks.Where(clock => clock.Kind is ClockKind.BookProgress or ClockKind.BookTarget)) : null);
        return Lit(
            new AssignmentRow
            {
                Number = number,
                Assignment = assignment.Number,
                Round = assignment.Round,
                Unit = assignment.Unit,
                Role = assignment.Role.ToString(),
                Status = assignment.Status.ToString(),
                IsOpen = assignment.IsOpen,
                DispatchedAt = assignment.DispatchedAt,
                SignedAt = assignment.SignedAt,
                ContactedAt = assignment.ContactedAt,
                RepliedAt = assignment.RepliedAt,
                AwaitsContact = assignment is { IsOpen: true, SignedAt: not null, ContactedAt: null }
                    && clocks.Any(clock => clock is { Kind: ClockKind.FirstContact, StoppedAt: null } && clock.Assignment == assignment.Number),
                IsUnattended = assignment is { IsOpen: true, IsUnattended: true },
                NextClock = next?.Key,
            },
            next);
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
