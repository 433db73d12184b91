using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Cases;

/// <summary>
/// 督办 and 批示 (T38, T39): an order to a unit with a limit and states of its own; the case cannot close while it is
/// open, but by its requester's own withdrawal.
/// </summary>
public static class Supervising
{
    /// <summary>What an order takes when nobody says otherwise (domain.md §2.2: 督办 3 working days).</summary>
    private static readonly Limit Usual = Limit.WorkingDays(3);

    /// <summary>An order that is never due would only keep the ladder from issuing one.</summary>
    private const int MostDays = 90;

    internal static Refusal Blocks { get; } =
        new("supervision.open", "An order of supervision is open; it is settled before the case closes.");

    /// <param name="unit">Who must act; the lead when <c>null</c>.</param>
    /// <param name="dueOn">
    /// Due at 24:00 of this day; when <c>null</c> in three working days, or on the day the unit's own limit ends if that is sooner.
    /// </param>
    public static Decision Issue(
        Case @case, string? unit, DateOnly? dueOn, SupervisionOrigin origin, DispatchCatalogue catalogue, DeadlineBasis basis, DateTimeOffset now)
    {
        if (CaseLifecycle.Check(@case, origin == SupervisionOrigin.Instruction ? CaseStep.Instruct : CaseStep.Supervise) is { } refusal)
        {
            return refusal;
        }

        var supervised = unit ?? @case.Responsible;
        if (supervised is null)
        {
            return Decision.Refuse("supervision.no_unit", "No unit has this case; name the one that must act.");
        }

        if (catalogue.WhyNot(supervised) is { } unknown)
        {
            return unknown;
        }

        if (dueOn is { } named && !basis.Calendar.Covers(named))
        {
            return Decision.Refuse("deadline.beyond_calendar", $"{named:yyyy-MM-dd} lies beyond the working calendar, which ends with {basis.Calendar.LastYear}.");
        }

        var due = dueOn ?? UsualDue(@case, supervised, basis, now);
        if (basis.Calendar.EndOfDay(due) <= now)
        {
            return Decision.Refuse("deadline.in_the_past", $"{due:yyyy-MM-dd} is over already.");
        }

        if (due > basis.Calendar.LocalDay(now).AddDays(MostDays))
        {
            return Decision.Refuse("supervision.too_far", $"An order is due within {MostDays} days.");
        }

        var order = Order(@case, supervised, origin, due);
        return origin == SupervisionOrigin.Instruction ? Decision.Accept(new InstructionGiven(), order) : Decision.Accept(order);
    }

    /// <summary>督办反馈, or 申请退回 when <paramref name="askBack"/>.</summary>
    public static Decision Report(Case @case, int number, bool askBack, Actor actor)
    {
        if (Check(@case, number, out var order) is { } refusal)
        {
            return refusal;
        }

        return order.Status != SupervisionStatus.Issued
                ? Decision.Refuse("supervision.not_issued", $"Order {number} is {order.Status}.")
            : actor.Unit is { } unit && unit != order.Unit
                ? Decision.Refuse("supervision.other_unit", $"Order {number} is {order.Unit}'s.")
            : askBack
                ? Decision.Accept(new SupervisionReturnAsked { Supervision = number, Unit = order.Unit })
            : Decision.Accept(new SupervisionReported { Supervision = number, Unit = order.Unit });
    }

    /// <summary>The supervisor accepts a report, sends it back, or releases the unit.</summary>
    public static Decision Settle(Case @case, int number, SupervisionOutcome outcome, Actor actor)
    {
        if (Check(@case, number, out var order) is { } refusal)
        {
            return refusal;
        }

        return actor.Unit == order.Unit || !actor.Is(Role.Supervisor) && !actor.Is(Role.Leader)
                ? Decision.Refuse("supervision.needs_supervisor", "A supervisor or a leader settles an order, not the unit it is for.")
            : outcome switch
            {
                SupervisionOutcome.Completed when order.Status != SupervisionStatus.Reported =>
                    Decision.Refuse("supervision.not_reported", $"Order {number} is {order.Status}; the unit reports first."),
                SupervisionOutcome.Cancelled when order.Status != SupervisionStatus.ReturnAsked =>
                    Decision.Refuse("supervision.not_asked", $"Order {number} is {order.Status}; the unit did not ask to be released."),
                SupervisionOutcome.SentBack when order.Status == SupervisionStatus.Issued =>
                    Decision.Refuse("supervision.not_reported", $"Order {number} is {order.Status}; there is nothing to send back."),
                _ => Decision.Accept([new SupervisionSettled { Supervision = number, Outcome = outcome }, .. Closing(@case, number, outcome)]),
            };
    }

    // The requester has answered and only the order kept the case open: it closes with the answers that were given.
    private static IEnumerable<CaseClosed> Closing(Case @case, int number, SupervisionOutcome outcome) =>
        outcome != SupervisionOutcome.SentBack
        && @case is { Status: CaseStatus.AwaitingCallback, ReworkProposed: false }
        && @case.Supervisions.All(order => order.Number == number || !order.IsOpen)
        && @case.Callbacks is [.., { Reached: true } last] && last.At >= @case.Stays[^1].From
            ? [new CaseClosed { Result = CallingBack.ResultOf(last.Resolution) }]
            : [];

    // Whoever must account for a case does so no later than it is due; once it is over, an order has its own time.
    private static DateOnly UsualDue(Case @case, string unit, DeadlineBasis basis, DateTimeOffset now)
    {
        var calendar = basis.Calendar;
        var usual = UsualDue(calendar, now);
        var running = DeadlinePlan.Clocks(@case, basis).Where(clock => clock is { IsResolution: true, IsRunning: true } && clock.DueAt > now).ToList();
        // A moment at 24:00 belongs to the day that it ends.
        return (running.Where(clock => clock.Unit == unit).Min(clock => clock.DueAt) ?? running.Min(clock => clock.DueAt)) is { } own
            && calendar.LocalDay(own.AddTicks(-1)) is var day && day < usual
                ? day
                : usual;
    }

    internal static DateOnly UsualDue(WorkCalendar calendar, DateTimeOffset now) => calendar.Due(now, Usual).Day!.Value;

    internal static SupervisionIssued Order(Case @case, string unit, SupervisionOrigin origin, DateOnly dueOn) => new()
    {
        Supervision = @case.Supervisions.Length + 1,
        Supervised = unit,
        Origin = origin,
        DueOn = dueOn,
    };

    /// <summary>An order to a unit, unless it has one already or there is no such unit.</summary>
    internal static SupervisionIssued? IfNone(Case @case, string? unit, SupervisionOrigin origin, DeadlineBasis basis, DateTimeOffset now) =>
        unit is not null && !@case.Supervisions.Any(order => order.IsOpen && order.Unit == unit && order.Origin == origin)
            ? Order(@case, unit, origin, UsualDue(basis.Calendar, now))
            : null;

    private static Refusal? Check(Case @case, int number, out Supervision order)
    {
        order = @case.Supervisions.FirstOrDefault(candidate => candidate.Number == number)!;
        if (CaseLifecycle.Check(@case, CaseStep.Supervise) is { } refusal)
        {
            return refusal;
        }

        return order is null ? new Refusal("supervision.not_found", $"The case has no order {number}.")
            : !order.IsOpen ? new Refusal("supervision.settled", $"Order {number} is {order.Status} already.")
            : null;
    }
}
