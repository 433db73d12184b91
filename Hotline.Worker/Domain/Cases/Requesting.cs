using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;

namespace Hotline.Domain.Cases;

/// <summary>
/// 申请: what a unit asks for, and when it may (T17, T18, T21, T22, T40, T41). Who decides is in <see cref="DecidingRequests"/>.
/// The clocks run on until somebody has approved.
/// </summary>
public static class Requesting
{
    /// <summary>How often one assignment's limit is lengthened; the second time a leader decides (T21).</summary>
    private const int MostExtensions = 2;

    private static readonly IReadOnlyDictionary<RequestKind, RequestReason[]> Reasons = new Dictionary<RequestKind, RequestReason[]>
    {
        [RequestKind.Return] =
        [
            RequestReason.NotOurDuty, RequestReason.NotOurArea, RequestReason.InformationMissing, RequestReason.Duplicate,
            RequestReason.LegalChannel, RequestReason.SeveralUnits,
        ],
        [RequestKind.Extension] =
        [
            RequestReason.Investigation, RequestReason.ThirdParty, RequestReason.Construction, RequestReason.Approval, RequestReason.ForceMajeure,
        ],
        [RequestKind.OnBook] =
        [
            RequestReason.PolicyPending, RequestReason.FundsPending, RequestReason.Construction, RequestReason.LegalProceedings, RequestReason.ForceMajeure,
        ],
        [RequestKind.Support] = [RequestReason.SeveralUnits, RequestReason.NotOurArea, RequestReason.Investigation],
        [RequestKind.Unreasonable] =
        [
            RequestReason.BeyondPolicy, RequestReason.AgainstPublicOrder, RequestReason.NoFacts, RequestReason.RepeatedAfterExplanation,
        ],
        [RequestKind.Appeal] =
        [
            RequestReason.BeyondDuty, RequestReason.WronglyDispatched, RequestReason.ForceMajeure, RequestReason.LegalProceedings,
            RequestReason.NoValidRating, RequestReason.Duplicate,
        ],
    };

    /// <summary>The reasons that a kind of request may have.</summary>
    public static IReadOnlyList<RequestReason> ReasonsOf(RequestKind kind) => Reasons[kind];

    /// <param name="filed">What is asked for; its number is given here.</param>
    public static Decision Decide(
        Case @case, RequestFiled filed, DispatchCatalogue catalogue, DeadlineBasis basis, DateTimeOffset now, Actor actor)
    {
        var aboutClosed = filed.Kind is RequestKind.Unreasonable or RequestKind.Appeal;
        Assignment assignment;
        if (aboutClosed)
        {
            assignment = @case.Assignments.FirstOrDefault(candidate => candidate.Number == filed.Assignment)!;
            if ((CaseLifecycle.Check(@case, CaseStep.File)
                ?? (!@case.IsClosed ? new Refusal("request.case_open", "This is asked for once the case has closed.")
                    : assignment is not { Status: AssignmentStatus.Done } ? new Refusal("assignment.not_found", $"No assignment {filed.Assignment} of this case was handled to its end.")
                    : null)) is { } refused)
            {
                return refused;
            }
        }
        else
        {
            if ((CaseLifecycle.Check(@case, filed.Assignment, CaseStep.File, out assignment)
                ?? (@case.IsClosed ? new Refusal("case.step_not_allowed", "A closed case gives nothing back and needs no more time.") : null)) is { } refused)
            {
                return refused;
            }
        }

        var why = actor.Unit is { } unit && unit != assignment.Unit ? new Refusal("request.other_unit", $"Assignment {assignment.Number} is {assignment.Unit}'s.")
            : !Reasons[filed.Kind].Contains(filed.Reason)
                ? new Refusal("request.reason", $"{filed.Kind} is asked for with one of {Reasons[filed.Kind].Cast<Enum>()}.")
            : @case.Requests.Any(request => request.IsPending && request.Assignment == filed.Assignment && (request.Kind == filed.Kind || filed.Kind == RequestKind.Return))
                ? new Refusal("request.pending", "A request of this assignment waits to be decided already.")
            : filed.Kind switch
            {
                RequestKind.Return => WhyNotReturn(@case, assignment, filed, catalogue, basis, now),
                RequestKind.Extension => WhyNotExtension(@case, assignment, filed, basis, now),
                RequestKind.OnBook => WhyNotOnBook(@case, assignment, filed, basis, now),
                RequestKind.Support => WhyNotSigned(assignment) ?? (filed.Suggested is { } asked
                    ? Dispatching.WhyNotSupport(@case, asked, catalogue)
                    : new Refusal("request.suggest_a_unit", "Name the unit that shall support.")),
                RequestKind.Unreasonable => WhyNotUnreasonable(@case, basis, now),
                RequestKind.Appeal => WhyNotAppeal(@case, filed),
                _ => throw new ArgumentOutOfRangeException(nameof(filed), filed.Kind, "Unknown kind of request."),
            };
        // What belongs to another kind of request was not looked at and is not kept.
        return why ?? Decision.Accept(filed with
        {
            Request = @case.Requests.Length + 1,
            Unit = assignment.Unit,
            Suggested = filed.Kind is RequestKind.Return or RequestKind.Support ? filed.Suggested : null,
            By = filed.Kind == RequestKind.Extension ? filed.By : null,
            TargetOn = filed.Kind == RequestKind.OnBook ? filed.TargetOn : null,
            Metric = filed.Kind == RequestKind.Appeal ? filed.Metric : null,
        });
    }

    private static Refusal? WhyNotSigned(Assignment assignment) => assignment.Status == AssignmentStatus.Pending
        ? new Refusal("assignment.not_signed", "A unit signs an assignment before it asks for this.")
        : null;

    private static Refusal? WhyNotReturn(
        Case @case, Assignment assignment, RequestFiled filed, DispatchCatalogue catalogue, DeadlineBasis basis, DateTimeOffset now) =>
        assignment.Designated || @case.NeedsDesignation
            ? new Refusal("return.designated", "A unit that was designated cannot give the case back.")
        : @case.Assignments.Any(earlier => earlier.Unit == assignment.Unit && earlier.Replies.Length > 0)
            ? new Refusal("return.replied_before", "The unit has handled this case before; it is its own.")
        : now >= basis.Calendar.Due(assignment.DispatchedAt, basis.LineFor(@case).ReturnWindow).At
            ? new Refusal("return.window_closed", $"A case is given back within {basis.LineFor(@case).ReturnWindow} of its dispatch; it counts as accepted now.")
        : filed.Reason is RequestReason.NotOurDuty or RequestReason.NotOurArea && filed.Suggested is null
            ? new Refusal("request.suggest_a_unit", "Whose it is instead must be suggested.")
        : filed.Suggested is { } suggested
            ? catalogue.WhyNot(suggested) ?? (suggested == assignment.Unit ? new Refusal("request.suggest_another", "The unit suggests itself.") : null)
        : null;

    private static Refusal? WhyNotExtension(Case @case, Assignment assignment, RequestFiled filed, DeadlineBasis basis, DateTimeOffset now)
    {
        var line = basis.LineFor(@case);
        var clock = DeadlinePlan.ResolutionOf(@case, assignment, basis);
        if (WhyNotSigned(assignment) is { } unsigned)
        {
            return unsigned;
        }

        if (assignment.Role != AssignmentRole.Lead)
        {
            return new Refusal("extension.lead_only", "A supporter is due with its lead, who asks for both.");
        }

        if (assignment.Round > 1 || line.Extension is not { } most)
        {
            return new Refusal("extension.none", "This kind of case, or a rework, is not extended.");
        }

        if (!Limit.TryParse(filed.By, out var by, out _) || by.Kind != most.Kind || by.Amount > most.Amount)
        {
            return new Refusal("extension.too_long", $"An extension is at most {most}.");
        }

        // Guard of T21: one working day before expiry, which is when the light turns yellow.
        return assignment.Extensions.Length >= MostExtensions ? new Refusal("extension.limit", $"A limit is extended at most {MostExtensions} times.")
            : now >= clock.WarnAt ? new Refusal("extension.too_late", "An extension is asked for at least one working day before the limit is over.")
            : null;
    }

    private static Refusal? WhyNotOnBook(Case @case, Assignment assignment, RequestFiled filed, DeadlineBasis basis, DateTimeOffset now) =>
        WhyNotSigned(assignment) ?? (
            assignment.Role != AssignmentRole.Lead ? new Refusal("book.lead_only", "The lead asks for the whole case.")
            : @case.Urgency is Urgency.Urgent or Urgency.Critical || basis.Profile.Common.NeverOnBook.Any(code => @case.Category.StartsWith(code, StringComparison.Ordinal))
                ? new Refusal("book.never", "Urgent cases, wages and safety are never kept on the books.")
            : filed.TargetOn is not { } target || target <= basis.Calendar.LocalDay(now)
                ? new Refusal("book.target", "The day on which it is taken up again lies in the future.")
            : target > basis.Calendar.LocalDay(now).AddYears(1)
                ? new Refusal("book.target", "The day on which it is taken up again is within a year; ask again then.")
            : now >= DeadlinePlan.ResolutionOf(@case, assignment, basis).DueAt
                ? new Refusal("book.overdue", "The case is overdue; the books are no refuge from that.")
            : null);

    private static Refusal? WhyNotUnreasonable(Case @case, DeadlineBasis basis, DateTimeOffset now) =>
        @case.Excluded.Contains(Metric.Satisfaction) && @case.Excluded.Contains(Metric.Resolution)
            ? new Refusal("request.excluded_already", "The case is excluded already.")
        : now >= basis.Calendar.Due(@case.ClosedAt!.Value, basis.Profile.Common.Unreasonable).At
            ? new Refusal("unreasonable.window_closed", $"This is asked for within {basis.Profile.Common.Unreasonable} of the closing.")
        : null;

    private static Refusal? WhyNotAppeal(Case @case, RequestFiled filed) =>
        filed.Metric is not { } metric ? new Refusal("appeal.metric", "An appeal says which figure it is about.")
        : @case.Excluded.Contains(metric) ? new Refusal("request.excluded_already", "The case is excluded already.")
        : @case.Requests.Any(request => request is { Kind: RequestKind.Appeal, Status: RequestStatus.Refused } && request.Metric == metric)
            ? new Refusal("appeal.once", "An appeal about this figure was refused; it is made once.")
        : null;
}
