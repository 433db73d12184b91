using System.Collections.Immutable;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Cases;

/// <summary>A step that somebody may take now, and what it may be about; a step about none of them names none.</summary>
public sealed record Possibility(CaseMove Move)
{
    /// <summary>Numbers of the assignments it may be taken on.</summary>
    public ImmutableArray<int> Assignments { get; init; } = [];

    /// <summary>Numbers of the requests.</summary>
    public ImmutableArray<int> Requests { get; init; } = [];

    /// <summary>Numbers of the orders of supervision.</summary>
    public ImmutableArray<int> Supervisions { get; init; } = [];

    public bool Equals(Possibility? other) => other is not null && Move == other.Move
        && Assignments.SequenceEqual(other.Assignments) && Requests.SequenceEqual(other.Requests) && Supervisions.SequenceEqual(other.Supervisions);

    public override int GetHashCode() => HashCode.Combine(Move, Assignments.Length, Requests.Length, Supervisions.Length);
}

/// <summary>
/// What somebody may do with a case now. It has no rules of its own: each step's rule is asked about the mildest thing that
/// could be asked for, and what it accepts is possible. So nothing is offered that would be refused whatever is typed.
/// </summary>
public static class Possibilities
{
    /// <param name="case">The case as it is.</param>
    /// <param name="actor">Who would act.</param>
    /// <param name="catalogue">The units there are.</param>
    /// <param name="basis">The case's deadline rules.</param>
    /// <param name="now">When.</param>
    /// <returns>In the order of <see cref="CaseMove.All"/>.</returns>
    public static IReadOnlyList<Possibility> Of(Case @case, Actor actor, DispatchCatalogue catalogue, DeadlineBasis basis, DateTimeOffset now) =>
        [.. CaseMove.All.Select(move => Find(@case, move, actor, catalogue, basis, now)).OfType<Possibility>()];

    /// <summary>The same for one step; <c>null</c> when it cannot be taken.</summary>
    /// <inheritdoc cref="Of"/>
    public static Possibility? Find(Case @case, CaseMove move, Actor actor, DispatchCatalogue catalogue, DeadlineBasis basis, DateTimeOffset now)
    {
        // The table first: most steps end here, before anything is counted.
        if (CaseLifecycle.Check(@case, move.Step) is not null)
        {
            return null;
        }

        var asked = new Asked(@case, actor, catalogue, basis, now);
        return move.Step switch
        {
            CaseStep.Sign or CaseStep.Contact or CaseStep.Note or CaseStep.Delegate or CaseStep.Reply or CaseStep.File =>
                asked.Numbers(@case.Assignments.Select(assignment => assignment.Number), number => asked.OfAssignment(move, number)) is { IsEmpty: false } numbers
                    ? new Possibility(move) { Assignments = numbers }
                    : null,
            CaseStep.Approve or CaseStep.Refuse or CaseStep.Retract =>
                asked.Numbers(@case.Requests.Where(request => request.IsPending).Select(request => request.Number), number => asked.OfRequest(move, number)) is { IsEmpty: false } numbers
                    ? new Possibility(move) { Requests = numbers }
                    : null,
            CaseStep.Supervise when move.Supervision != SupervisionMove.Issue =>
                asked.Numbers(@case.Supervisions.Where(order => order.IsOpen).Select(order => order.Number), number => asked.OfSupervision(move, number)) is { IsEmpty: false } numbers
                    ? new Possibility(move) { Supervisions = numbers }
                    : null,
            _ => asked.OfCase(move).Any(asked.IsTaken) ? new Possibility(move) : null,
        };
    }

    /// <summary>Who asks, of what, when; and for every step the commands that ask for as little as can be.</summary>
    private sealed class Asked(Case @case, Actor actor, DispatchCatalogue catalogue, DeadlineBasis basis, DateTimeOffset now)
    {
        // A main case that refuses nothing by itself: which one it will be is for the person to say.
        private readonly Case _other = new()
        {
            Number = "",
            Status = CaseStatus.AwaitingDispatch,
            ChangedAt = @case.ChangedAt,
            Channel = @case.Channel,
            RequesterKind = @case.RequesterKind,
            Type = @case.Type,
            Category = @case.Category,
            Urgency = @case.Urgency,
            ReceivedAt = @case.ReceivedAt,
            RegisteredAt = @case.RegisteredAt,
            ProfileVersion = @case.ProfileVersion,
            CalendarVersion = @case.CalendarVersion,
        };

        public bool IsTaken(Decision decision) => decision is { IsRefused: false, Events: [var first, ..] } && Duties.WhyNot(first, @case, actor) is null;

        public ImmutableArray<int> Numbers(IEnumerable<int> numbers, Func<int, IEnumerable<Decision>> ask) => [.. numbers.Where(number => ask(number).Any(IsTaken))];

        public IEnumerable<Decision> OfCase(CaseMove move) => move.Step switch
        {
            CaseStep.Answer => [Answering.Decide(@case, new CaseAnswered { Resolution = Resolution.Solved }, actor)],
            CaseStep.Ask => [Asking.Decide(@case, new InformationAsked { Missing = [] }, actor)],
            CaseStep.Supply => [Asking.Supply(@case)],
            CaseStep.Guide => [Guiding.Decide(@case, new CaseGuided { Reason = GuideReason.OutOfScope }, null, basis, now, actor)],
            CaseStep.HandOver => [HandingOver.Decide(@case, new EmergencyHandedOver { Service = EmergencyService.Police, HandedOverAt = now }, now)],
            CaseStep.Reclassify => [Reclassifying.Decide(@case, Elsewhere(), basis, now, actor)],
            CaseStep.Merge => [Merging.Merge(@case, _other, sameRequester: true, basis).Child],
            CaseStep.Link => [Merging.Link(@case, _other, basis).Child],
            CaseStep.Unmerge => [Merging.Unmerge(@case, _other).Child],
            CaseStep.Unlink => [Merging.Unlink(@case, _other).Child],
            CaseStep.Void => [Voiding.Decide(@case, new CaseVoided { Reason = VoidReason.WrongEntry }, actor)],
            CaseStep.Consult => [Consulting.Open(@case, [.. catalogue.Active.Take(2)], catalogue, actor)],
            CaseStep.Conclude => catalogue.Active.Select(unit =>
                Consulting.Conclude(@case, new ConsultationConcluded { Lead = unit, Supporters = [], Designated = false }, catalogue, actor)),
            CaseStep.Dispatch => Orders().Select(order => Dispatching.ByDispatcher(@case, order, catalogue, basis, now, actor)),
            CaseStep.Redispatch => Orders().Select(order => Dispatching.Again(@case, order, catalogue, basis, now, actor)),
            CaseStep.Recall => [Dispatching.Recall(@case)],
            CaseStep.AddSupport => catalogue.Active.Select(unit => Dispatching.AddSupport(@case, unit, catalogue)),
            CaseStep.Progress => [Booking.Report(@case)],
            CaseStep.Reactivate => [Booking.Reactivate(@case)],
            CaseStep.Review => [Reviewing.Pass(@case, actor)],
            CaseStep.Claim => [Claiming.Claim(@case, actor)],
            CaseStep.Release => [Claiming.Release(@case, actor)],
            CaseStep.Callback => [CallingBack.Decide(@case, new CallbackAttempted { Reached = false }, null, basis.Calendar, now, actor)],
            CaseStep.Judge => [Judging.Decide(@case, new RatingJudged { Justified = true }, basis, now, actor)],
            CaseStep.Remind => [Reminding.Decide(@case, ReminderSource.Hotline, basis, now)],
            CaseStep.Supervise => Issued(SupervisionOrigin.Ordered),
            CaseStep.Instruct => Issued(SupervisionOrigin.Instruction),
            CaseStep.Withdraw => [Withdrawing.Decide(@case)],
            CaseStep.Reopen => UsualAndOthers().Select(unit => Reopening.Decide(@case, unit, catalogue, basis, now, actor)),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Not a step of a case as a whole."),
        };

        public IEnumerable<Decision> OfAssignment(CaseMove move, int number) => move.Step switch
        {
            CaseStep.Sign => [Signing.Decide(@case, number)],
            CaseStep.Contact => [Contacting.Decide(@case, new RequesterContacted { Assignment = number, Means = ContactMeans.Phone, Reached = true })],
            CaseStep.Note => [Noting.Decide(@case, new HandlingNoted { Assignment = number, Public = false })],
            // Today is the earliest day a section can be due on.
            CaseStep.Delegate => [Noting.Delegate(@case, new AssignmentDelegated { Assignment = number, DueOn = basis.Calendar.LocalDay(now) }, basis, now)],
            CaseStep.Reply => [Replying.Decide(@case, Reply(number)), Replying.Decide(@case, Reply(number) with { WithoutSupport = true })],
            CaseStep.File => Filed(move.Request!.Value, number).Select(filed => Requesting.Decide(@case, filed, catalogue, basis, now, actor)),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Not a step of an assignment."),
        };

        public IEnumerable<Decision> OfRequest(CaseMove move, int number) => move.Step switch
        {
            CaseStep.Approve => [DecidingRequests.Approve(@case, number, catalogue, actor)],
            CaseStep.Refuse => [DecidingRequests.Refuse(@case, number, actor)],
            CaseStep.Retract => [DecidingRequests.Retract(@case, number, actor)],
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Not a step of a request."),
        };

        public IEnumerable<Decision> OfSupervision(CaseMove move, int number) => move.Supervision switch
        {
            SupervisionMove.Report => [Supervising.Report(@case, number, askBack: false, actor)],
            SupervisionMove.AskBack => [Supervising.Report(@case, number, askBack: true, actor)],
            SupervisionMove.Settle => Enum.GetValues<SupervisionOutcome>().Select(outcome => Supervising.Settle(@case, number, outcome, actor)),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Not a step of an order of supervision."),
        };

        // Another place changes no limit: whoever may not even say this may not reclassify at all.
        private CaseReclassified Elsewhere() => new()
        {
            Type = @case.Type,
            Category = @case.Category,
            Area = @case.Area is null ? "elsewhere" : null,
            Urgency = @case.Urgency,
        };

        private IEnumerable<string?> UsualAndOthers() => [null, .. catalogue.Active];

        private IEnumerable<DispatchOrder> Orders() =>
            from unit in @case.Conclusion is { } conclusion ? [conclusion.Lead] : catalogue.Active
            from order in new DispatchOrder[] { new(unit, [], DueOn: null, Designated: false), new(unit, [], DueOn: null, Designated: true) }
            select order;

        private IEnumerable<Decision> Issued(SupervisionOrigin origin) =>
            UsualAndOthers().Select(unit => Supervising.Issue(@case, unit, dueOn: null, origin, catalogue, basis, now));

        private static AssignmentReplied Reply(int number) => new()
        {
            Assignment = number,
            Substantiated = true,
            Contacted = false,
            Resolution = Resolution.Solved,
        };

        private IEnumerable<RequestFiled> Filed(RequestKind kind, int number) =>
            // Some reasons for giving a case back ask for more than others; else one is as good as another.
            from reason in Requesting.ReasonsOf(kind).Take(kind == RequestKind.Return ? int.MaxValue : 1)
            from filed in Filed(new RequestFiled { Request = 0, Kind = kind, Assignment = number, Reason = reason })
            select filed;

        private IEnumerable<RequestFiled> Filed(RequestFiled filed) => filed.Kind switch
        {
            RequestKind.Extension => [filed with { By = basis.LineFor(@case).Extension?.ToString() }],
            RequestKind.OnBook => [filed with { TargetOn = basis.Calendar.LocalDay(now).AddDays(1) }],
            RequestKind.Support => catalogue.Active.Select(unit => filed with { Suggested = unit }),
            RequestKind.Appeal => Enum.GetValues<Metric>().Select(metric => filed with { Metric = metric }),
            _ => [filed],
        };
    }
}
