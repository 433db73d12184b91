using System.Globalization;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Scorecards;

/// <summary>
/// What one case (or one praise) adds to the tallies: a pure function of it. The tallies are the sum of all
/// contributions and of nothing else, which is why they can be kept by difference and rebuilt at any time.
/// </summary>
/// <remarks>
/// Attribution (domain.md §3.5): 受理 by day of registration, 办结 and the three rates by day of closing, on time by the
/// due day; what is asked of units by day of dispatch, a reply or a request by its own day, a call-back by the day it fell
/// to the callers. The three rates are booked by intake and by call as well. Everything is booked to the lead unit; what no
/// unit was responsible for, to the hotline itself. The first rating is the official one, unless a scheme takes the last.
/// </remarks>
public static class Contribution
{
    /// <summary>The unit that cases without a department are booked to.</summary>
    public const string Hotline = "hotline";

    /// <summary>
    /// What a complaint about staff is filed under in the two trees: 工作人员态度, 行政执法作风 and 涉企执法与作风 (domain.md
    /// §5.5, §5.6). The trees have no mark of their own for it.
    /// </summary>
    private static readonly string[] AboutStaff = ["C1603", "C1605", "E13"];

    /// <summary>True for events after which a case may count differently.</summary>
    public static bool IsChangedBy(HotlineEvent happened) => happened
        is CaseRegistered or CaseDispatched or CaseRecalled or ConsultationOpened or CaseLinked or CaseUnlinked or CaseHandledElsewhere
        or CaseReclassified or CaseJoined or CaseParted
        or AssignmentSigned or RequesterContacted or AssignmentReplied
        or RequestFiled { Kind: RequestKind.Return } or RequestApproved or RequestRefused
        or ReviewReturned or ReviewPassed or CallbackWaived or CallbackAttempted or ReworkOrdered or CaseExcluded or DeadlinesRecounted
        or CaseClosed or CaseReopened or CaseGuided or CaseMerged or CaseUnmerged or CaseVoided
        or LightTurned { Clock: ClockKind.Sign or ClockKind.FirstContact or ClockKind.Resolve, Light: >= Light.Red };

    /// <summary>One thing that a case counts for: that it came in, that a resolution fell due, that it was rated, that it ended.</summary>
    /// <param name="Entry">Unique within the case: one of the names below, perhaps with a number, or the key of the resolution clock, e.g. <c>C4-1</c>.</param>
    /// <param name="Key">Where it is booked.</param>
    /// <param name="Counts">Each of them 0 or 1, but for the measures.</param>
    public sealed record Part(string Entry, TallyKey Key, Tally Counts);

    public const string Received = "Received";
    public const string Rated = "Rated";
    public const string Ended = "Ended";

    /// <summary>What is asked of a lead when it gets a case; with the number of the assignment.</summary>
    public const string Assigned = "A-";

    /// <summary>A reply; with the numbers of the assignment and of the reply.</summary>
    public const string Feedback = "F-";

    /// <summary>退单申请; with the number of the request.</summary>
    public const string ReturnRequest = "Q-";

    public const string Callback = "Callback";

    /// <summary>Name of the part that a rating is, booked by one attribution.</summary>
    public static string RatedBy(Attribution attribution) => attribution == Attribution.Closed ? Rated : $"{Rated}.{attribution}";

    public static bool IsRating(string entry) => entry.StartsWith(Rated, StringComparison.Ordinal);

    /// <summary>What a case adds, its rating by the day of closing alone.</summary>
    public static IReadOnlyDictionary<TallyKey, Tally> Of(Case @case, DeadlineBasis basis) =>
        Sum(PartsOf(@case, basis).Where(part => part.Key.Attribution == Attribution.Closed));

    public static IReadOnlyDictionary<TallyKey, Tally> Sum(IEnumerable<Part> parts)
    {
        var sums = new Dictionary<TallyKey, Tally>();
        foreach (var part in parts)
        {
            sums[part.Key] = sums.GetValueOrDefault(part.Key) + part.Counts;
        }

        return sums;
    }

    /// <summary>All that a case adds, part by part: the cases behind a figure are those that have a part in it.</summary>
    public static IReadOnlyList<Part> PartsOf(Case @case, DeadlineBasis basis)
    {
        var parts = new List<Part>();
        var unit = @case.Responsible ?? Hotline;
        void Book(string entry, DateTimeOffset at, string to, Tally counts, Attribution attribution = Attribution.Closed) =>
            parts.Add(new Part(entry, new TallyKey(basis.Calendar.LocalDay(at), to, @case.RequesterKind, attribution), counts));

        Book(Received, @case.RegisteredAt, unit, new Tally
        {
            Received = 1,
            AnsweredOnLine = @case.Result == ClosingResult.AnsweredDirectly ? 1 : 0,
            // 并单 and 关联 are how the hotline says that a matter was there before.
            Repeated = @case.MergedInto is not null || @case.Follows is not null || @case.HandledBy is not null ? 1 : 0,
        });
        var clocks = DeadlinePlan.Clocks(@case, basis).Where(clock => clock.Assignment is not null).ToLookup(clock => clock.Assignment!.Value);
        foreach (var lead in @case.Assignments)
        {
            if (lead.Role != AssignmentRole.Lead)
            {
                continue;
            }

            if (lead.Round == 1)
            {
                Book($"{Assigned}{lead.Number}", lead.DispatchedAt, lead.Unit, AssignmentOf(@case, lead, clocks[lead.Number]));
            }

            foreach (var clock in clocks[lead.Number])
            {
                // What was given or taken back judges nobody (T19, T36); a granted appeal takes out the rest (T41).
                if (clock.Kind != ClockKind.Resolve || clock.IsVoid || @case.Excluded.Contains(Metric.OnTime))
                {
                    continue;
                }

                // A resolution is judged once its review has passed, or once it is known to be late. The review alone can say
                // that it was on time: until then a reply is provisional, also one that came in the due instant itself.
                var passed = lead.DoneAt is not null;
                var takenBackLate = lead.Status == AssignmentStatus.Withdrawn && !clock.StoppedInTime;
                if (passed || takenBackLate || clock.Announced >= Light.Red)
                {
                    // Due at 24:00 of a day is due on that day, not on the next one's first instant.
                    Book(clock.Key, clock.DueAt!.Value.AddTicks(-1), clock.Unit!, new Tally
                    {
                        Due = 1,
                        OnTime = passed && clock.StoppedInTime ? 1 : 0,
                        DueClosed = passed ? 1 : 0,
                    });
                }
            }

            for (var reply = 1; reply <= lead.Replies.Length; reply++)
            {
                var stay = lead.Replies[reply - 1];
                Book($"{Feedback}{lead.Number}.{reply}", stay.RepliedAt, lead.Unit, new Tally { Feedbacks = 1, FeedbacksReturned = stay.ReturnedAt is null ? 0 : 1 });
            }
        }

        foreach (var request in @case.Requests)
        {
            if (request.Kind == RequestKind.Return && IsOfLead(@case, request.Assignment))
            {
                Book($"{ReturnRequest}{request.Number}", request.FiledAt, request.Unit, new Tally { ReturnsApplied = 1, ReturnsRefused = request.Status == RequestStatus.Refused ? 1 : 0 });
            }
        }

        // Who ended without a call, by waiver or otherwise, was not to be called.
        if (@case.Stays.FirstOrDefault(stay => stay.Status == CaseStatus.AwaitingCallback) is { } awaited && (@case.Callbacks.Length > 0 || !@case.HasEnded))
        {
            Book(Callback, awaited.From, unit, new Tally
            {
                CallbackDue = 1,
                CalledBack = @case.Callbacks.Length > 0 ? 1 : 0,
                CallbackReached = @case.Callbacks.Any(attempt => attempt.Reached) ? 1 : 0,
            });
        }

        // A rating belongs to the day on which it first closed the case: reopening takes no bad rating out of its quarter.
        if (@case.Rated is { } rated)
        {
            var counts = RatingOf(@case, @case.FirstRating!, @case.FinalRating!);
            var call = @case.Callbacks.FirstOrDefault(attempt => attempt is { Reached: true, Satisfaction: not null });
            BookRating(counts, rated.At, call?.At ?? rated.At, rated.Unit ?? Hotline);
        }
        else if (@case is { Ending: CaseStatus.Closed, Callbacks: [.., var last] } && UnratedOf(@case) is { } counts)
        {
            BookRating(counts, @case.EndedAt!.Value, (@case.Callbacks.FirstOrDefault(attempt => attempt.Reached) ?? last).At, unit);
        }

        if (@case.EndedAt is { } ended)
        {
            Book(Ended, ended, unit, @case.Ending switch
            {
                CaseStatus.Closed => Closing(@case, basis.Calendar),
                CaseStatus.Guided => new Tally { Guided = 1 },
                CaseStatus.Merged => new Tally { Merged = 1 },
                CaseStatus.Voided => new Tally { Voided = 1 },
                _ => throw new InvalidOperationException($"A case does not end as {@case.Ending}."),
            });
        }

        return parts;

        void BookRating(Tally counts, DateTimeOffset closed, DateTimeOffset called, string to)
        {
            Book(RatedBy(Attribution.Closed), closed, to, counts);
            Book(RatedBy(Attribution.Intake), @case.RegisteredAt, to, counts, Attribution.Intake);
            Book(RatedBy(Attribution.Callback), called, to, counts, Attribution.Callback);
        }
    }

    /// <summary>
    /// What a case adds to the distributions: where it came from, of what, how and when, by the day on which it was taken in;
    /// and how many whole hours it took the unit, by the day on which it was closed.
    /// </summary>
    /// <remarks>Each key once.</remarks>
    public static IReadOnlyList<BreakdownKey> BreakdownsOf(Case @case, DeadlineBasis basis)
    {
        var day = basis.Calendar.LocalDay(@case.RegisteredAt);
        var area = @case.Area ?? "";
        List<BreakdownKey> keys =
        [
            new(Dimension.Category, day, "", @case.Category),
            new(Dimension.Area, day, "", area),
            new(Dimension.Channel, day, "", @case.Channel.ToString()),
            new(Dimension.Hour, day, "", basis.Calendar.ToLocal(@case.ReceivedAt).ToString("HH", CultureInfo.InvariantCulture)),
            new(Dimension.Spot, day, "", $"{@case.Category}|{area}"),
        ];
        if (@case is { Ending: CaseStatus.Closed, EndedAt: { } ended } && Handled(@case) is { } handled)
        {
            var hours = (long)(ended - handled.DispatchedAt).TotalHours;
            keys.Add(new BreakdownKey(Dimension.Handling, basis.Calendar.LocalDay(ended), handled.Unit, hours.ToString(CultureInfo.InvariantCulture)));
        }

        return keys;
    }

    public static (TallyKey Key, Tally Tally) Of(PraiseRecorded praise, WorkCalendar calendar) =>
        (new TallyKey(calendar.LocalDay(praise.At), praise.Praised, praise.RequesterKind), praise.Kind switch
        {
            PraiseKind.Phone => new Tally { PraisedByPhone = 1 },
            PraiseKind.Banner => new Tally { Banners = 1 },
            PraiseKind.Letter => new Tally { Letters = 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(praise), praise.Kind, "Unknown kind of praise."),
        });

    private static Tally AssignmentOf(Case @case, Assignment lead, IEnumerable<Clock> clocks)
    {
        // Judged once it stopped or is known to be late; what is taken back in time judges nobody.
        (int Judged, int InTime) Judge(ClockKind kind) => clocks.Single(clock => clock.Kind == kind) is { IsVoid: false } clock
            && (clock.StoppedAt is not null || clock.Announced >= Light.Red)
                ? (1, clock.StoppedInTime ? 1 : 0)
                : (0, 0);
        var (toSign, signed) = Judge(ClockKind.Sign);
        var (toContact, contacted) = @case.Excluded.Contains(Metric.Response) ? (0, 0) : Judge(ClockKind.FirstContact);
        return new Tally
        {
            Dispatched = 1,
            ToSign = toSign,
            SignedOnTime = signed,
            ToContact = toContact,
            ContactedOnTime = contacted,
            ReturnAsked = @case.Requests.Any(request => request.Kind == RequestKind.Return && request.Assignment == lead.Number) ? 1 : 0,
            Returned = lead.Status == AssignmentStatus.Returned ? 1 : 0,
            Extended = lead.Extensions.Length > 0 ? 1 : 0,
        };
    }

    private static bool IsOfLead(Case @case, int assignment) => @case.Assignments.Any(lead => lead.Number == assignment && lead.Role == AssignmentRole.Lead);

    private static Tally Closing(Case @case, WorkCalendar calendar)
    {
        var handled = Handled(@case);
        return new Tally
        {
            Closed = 1,
            AnsweredDirectly = @case.Result == ClosingResult.AnsweredDirectly ? 1 : 0,
            Unreached = @case.Survey == Survey.Unreached ? 1 : 0,
            Waived = @case.Survey == Survey.Waived ? 1 : 0,
            Reworked = @case.Reworks > 0 ? 1 : 0,
            StaffComplaints = IsValidStaffComplaint(@case) ? 1 : 0,
            Handled = handled is null ? 0 : 1,
            HandlingMinutes = handled is null ? 0 : (long)(@case.EndedAt!.Value - handled.DispatchedAt).TotalMinutes,
            HandlingWorkMinutes = handled is null ? 0 : (long)calendar.WorkingTimeBetween(handled.DispatchedAt, @case.EndedAt!.Value).TotalMinutes,
        };
    }

    // From the day the responsible unit first had it, through every rework.
    private static Assignment? Handled(Case @case) => @case.Responsible is { } unit
        ? @case.Assignments.FirstOrDefault(lead => lead.Role == AssignmentRole.Lead && lead.Unit == unit && lead.Status != AssignmentStatus.Returned)
        : null;

    private static bool IsValidStaffComplaint(Case @case) => @case.Type == CaseType.Complaint
        && AboutStaff.Any(category => @case.Category.StartsWith(category, StringComparison.Ordinal))
        && @case.Assignments.LastOrDefault(lead => lead is { Role: AssignmentRole.Lead, Status: AssignmentStatus.Done }) is { Substantiated: true };

    // Asked and not rated: outside V, until a scheme takes them in (domain.md §3.4). Those answered on the line were not asked.
    private static Tally? UnratedOf(Case @case) => @case.Excluded.Any(metric => metric != Metric.OnTime) ? null : @case.Survey switch
    {
        Survey.Answered => new Tally { NotAnswered = 1 },
        Survey.Unreached => new Tally { NotReached = 1 },
        _ => null,
    };

    // Withdrawn and waived are outside V: they gave no rating (domain.md §3.4). An exclusion takes a case out of one rate's
    // numerator and denominator alike.
    private static Tally RatingOf(Case @case, Rating first, Rating final)
    {
        int If(Metric metric, bool counts) => counts && !@case.Excluded.Contains(metric) ? 1 : 0;
        // What the last call left open stays as it was answered before.
        var last = new Rating(final.Contacted ?? first.Contacted, final.Resolution ?? first.Resolution, final.Satisfaction ?? first.Satisfaction);
        var onTheLine = @case.Rated!.Unit is null;
        return new Tally
        {
            Rated = If(Metric.Satisfaction, true),
            RatedOnResponse = If(Metric.Response, true),
            RatedOnResolution = If(Metric.Resolution, true),
            Contacted = If(Metric.Response, onTheLine || first.Contacted == true),
            Solved = If(Metric.Resolution, first.Resolution == Resolution.Solved),
            PartlySolved = If(Metric.Resolution, first.Resolution == Resolution.PartlySolved),
            Satisfied = If(Metric.Satisfaction, first.Satisfaction == Satisfaction.Satisfied),
            BasicallySatisfied = If(Metric.Satisfaction, first.Satisfaction == Satisfaction.BasicallySatisfied),
            Dissatisfied = If(Metric.Satisfaction, first.Satisfaction == Satisfaction.Dissatisfied),
            FinalContacted = If(Metric.Response, onTheLine || last.Contacted == true),
            FinalSolved = If(Metric.Resolution, last.Resolution == Resolution.Solved),
            FinalPartlySolved = If(Metric.Resolution, last.Resolution == Resolution.PartlySolved),
            FinalSatisfied = If(Metric.Satisfaction, last.Satisfaction == Satisfaction.Satisfied),
            FinalBasicallySatisfied = If(Metric.Satisfaction, last.Satisfaction == Satisfaction.BasicallySatisfied),
            FinalDissatisfied = If(Metric.Satisfaction, last.Satisfaction == Satisfaction.Dissatisfied),
            SolvedFirstTime = If(Metric.Resolution, first.Resolution == Resolution.Solved && @case.Reworks == 0),
            ReworkedOfRated = If(Metric.Satisfaction, @case.Reworks > 0),
        };
    }
}
