using System.Globalization;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;

namespace Hotline.Domain.Notices;

/// <summary>
/// Who is told of what (domain.md §2.5): a role of the hotline, e.g. <c>Supervisor</c>; a role of a unit, e.g.
/// <c>Handler@ecology</c>; or one of the two lists.
/// </summary>
public static class Recipients
{
    /// <summary>红×2: what 主任 and 书记 read.</summary>
    public const string Digest = "Digest";

    /// <summary>红×3: 通报.</summary>
    public const string Circular = "Circular";

    /// <summary>True for what may be an inbox's business; whose, <see cref="Of"/> says.</summary>
    public static bool AreTold(HotlineEvent happened) => happened
        is LightTurned or CaseReminded
        or RequestFiled or RequestApproved or RequestRefused or RequestEscalated
        or InstructionGiven or SupervisionIssued or SupervisionReported or SupervisionReturnAsked or SupervisionSettled
        or ReviewReturned or ReworkOrdered or CaseReopened
        or CaseDispatched or SupportAdded or CaseRecalled
        or CaseLinked or CaseMerged or CaseVoided or CaseClosed { Result: ClosingResult.Withdrawn }
        or ConsultationOpened or ReworkProposed or RequestRetracted or CaseReactivated or CaseReclassified;

    /// <param name="happened">What happened.</param>
    /// <param name="case">The case right after it.</param>
    /// <returns>Each once.</returns>
    public static IReadOnlyList<string> Of(HotlineEvent happened, Case @case) => [.. Told(happened, @case).Distinct()];

    /// <summary>Who reads a circular: the list of those at the hotline, and the head of every unit.</summary>
    public static IEnumerable<string> OfCircular(IEnumerable<string> units) => [Circular, .. units.Select(Head)];

    private static IEnumerable<string> Told(HotlineEvent happened, Case @case) => happened switch
    {
        LightTurned turned => Ladder(turned, @case),
        CaseReminded reminded => Reminded(reminded, @case),
        RequestFiled filed => Asked(RequestOf(@case, filed.Request), @case),
        // A lead that is rid of a case is so together with its supporters.
        RequestApproved approved => [.. Both(RequestOf(@case, approved.Request).Unit), .. Relieved(approved, @case)],
        RequestRefused refused => Both(RequestOf(@case, refused.Request).Unit),
        RequestRetracted retracted => Asked(RequestOf(@case, retracted.Request), @case),
        RequestEscalated => [Hotline(Role.ShiftLeader), Hotline(Role.Supervisor)],
        InstructionGiven => [Hotline(Role.Supervisor), .. Busy(@case).SelectMany(Both)],
        SupervisionIssued issued => [Hotline(Role.Supervisor), .. Both(issued.Supervised)],
        SupervisionReported or SupervisionReturnAsked => [Hotline(Role.Supervisor)],
        SupervisionSettled settled => Both(@case.Supervisions[settled.Supervision - 1].Unit),
        ReviewReturned returned => @case.Assignments.Where(assignment => returned.Assignments.Contains(assignment.Number)).Select(assignment => Handler(assignment.Unit)),
        ReworkOrdered rework => NewWork(rework.Units),
        CaseReopened reopened => NewWork(reopened.Units),
        CaseDispatched dispatched => NewWork(dispatched.Units),
        SupportAdded added => NewWork([added.Supporter]),
        CaseRecalled or CaseLinked or CaseMerged or CaseVoided or CaseClosed { Result: ClosingResult.Withdrawn } => Relieved(happened, @case),
        ConsultationOpened opened => [.. opened.Units.Select(Handler), Hotline(Role.ShiftLeader)],
        ReworkProposed => [Hotline(Role.Supervisor)],
        CaseReactivated => @case.Lead is { } lead ? Both(lead.Unit) : [],
        CaseReclassified => Busy(@case).Select(Handler),
        _ => [],
    };

    // Each rung tells those of the rungs below, and somebody above them.
    private static IEnumerable<string> Ladder(LightTurned turned, Case @case)
    {
        var unit = turned.Unit ?? (turned.Clock is ClockKind.BookProgress or ClockKind.BookTarget ? @case.Responsible : null);
        foreach (var worker in unit is null ? Desk(turned, @case) : [Handler(unit)])
        {
            yield return worker;
        }

        if (turned.Light >= Light.Orange)
        {
            yield return unit is null ? Hotline(Role.ShiftLeader) : Head(unit);
        }

        if (turned.Light >= Light.Red)
        {
            yield return Hotline(Role.Leader);
            yield return Hotline(Role.Supervisor);
        }

        if (turned.Light >= Light.DoubleRed)
        {
            yield return Digest;
        }

        if (turned.Light >= Light.TripleRed)
        {
            yield return Circular;
        }
    }

    // Whose work at the hotline a clock without a unit measures.
    private static IEnumerable<string> Desk(LightTurned turned, Case @case) => turned.Clock switch
    {
        ClockKind.Dispatch => [Hotline(Role.Dispatcher)],
        ClockKind.Review => [Hotline(Role.Reviewer)],
        ClockKind.Callback => [Hotline(@case.ReworkProposed ? Role.Supervisor : Role.Caller)],
        ClockKind.Supplement => [Hotline(Role.Agent)],
        ClockKind.Decision => Deciders(RequestOf(@case, turned.Run), @case),
        _ => [Hotline(Role.ShiftLeader)],
    };

    // The requester's second call is the shift leader's business too (domain.md §1.5, T37).
    private static IEnumerable<string> Reminded(CaseReminded reminded, Case @case)
    {
        var units = Busy(@case).ToList();
        IEnumerable<string> workers = units.Count > 0
            ? units.SelectMany(unit => reminded.Source == ReminderSource.Deadline ? Both(unit) : [Handler(unit)])
            : [Hotline(@case.Status switch
            {
                CaseStatus.AwaitingDispatch => Role.Dispatcher,
                CaseStatus.AwaitingInfo => Role.Agent,
                CaseStatus.AwaitingReview => Role.Reviewer,
                CaseStatus.AwaitingCallback => Role.Caller,
                // A consultation, or a case that follows another: no unit works on it under its own number, and who reads only
                // this case cannot know the units of that one; the shift leader looks there and presses them.
                _ => Role.ShiftLeader,
            })];
        return reminded.Source != ReminderSource.Deadline && reminded.Count > 1 ? workers.Append(Hotline(Role.ShiftLeader)) : workers;
    }

    // 协商改派: the unit that is suggested may take the case of its own accord.
    private static IEnumerable<string> Asked(UnitRequest request, Case @case)
    {
        var deciders = Deciders(request, @case);
        return request is { Kind: RequestKind.Return, Suggested: { } suggested } ? deciders.Append(Handler(suggested)) : deciders;
    }

    private static IEnumerable<string> Deciders(UnitRequest request, Case @case) =>
        DecidingRequests.Deciders(@case, request).SelectMany(roles => roles).Select(Hotline);

    // Whoever had it until then; written at the very instant of the event (see Case).
    private static IEnumerable<string> Relieved(HotlineEvent happened, Case @case) =>
        @case.Assignments.Where(assignment => assignment.WithdrawnAt == happened.At).Select(assignment => Handler(assignment.Unit));

    private static IEnumerable<string> NewWork(IReadOnlyList<DispatchedUnit> units) => units.Select(unit => Handler(unit.Unit));

    private static IEnumerable<string> Busy(Case @case) =>
        @case.CurrentAssignments.Where(assignment => assignment.IsOpen).Select(assignment => assignment.Unit);

    private static UnitRequest RequestOf(Case @case, int number) => @case.Requests[number - 1];

    private static IEnumerable<string> Both(string unit) => [Handler(unit), Head(unit)];

    private static string Handler(string unit) => At(Role.Handler, unit);

    private static string Head(string unit) => At(Role.UnitHead, unit);

    private static string Hotline(Role role) => role.ToString();

    private static string At(Role role, string unit) => string.Create(CultureInfo.InvariantCulture, $"{role}@{unit}");
}
