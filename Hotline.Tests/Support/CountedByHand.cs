using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;

namespace Hotline.Tests.Support;

/// <summary>
/// What a case counts for, worked out a second time and in another way: figure by figure from the log, as a clerk would with
/// the events in a pile and no case in hand. Only when a clock is due is asked of the plan, which has a clerk of its own
/// (<see cref="DueByHand"/>). Not by unit; by attribution and day.
/// </summary>
internal static class CountedByHand
{
    public static Dictionary<(Attribution, DateOnly, Figure), long> Of(IReadOnlyList<HotlineEvent> events, DeadlineBasis basis)
    {
        var counts = new Dictionary<(Attribution, DateOnly, Figure), long>();
        void Add(DateTimeOffset at, Figure figure, bool counted = true, Attribution attribution = Attribution.Closed)
        {
            if (counted)
            {
                var key = (attribution, basis.Calendar.LocalDay(at), figure);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        var registered = (CaseRegistered)events[0];
        var closings = events.OfType<CaseClosed>().ToList();
        var reopened = events.OfType<CaseReopened>().LastOrDefault();
        var closed = closings.LastOrDefault(closing => closing.Version > (reopened?.Version ?? 0));
        var merged = events.LastOrDefault(happened => happened is CaseMerged or CaseUnmerged) as CaseMerged;
        var guided = events.OfType<CaseGuided>().SingleOrDefault();
        var voided = events.OfType<CaseVoided>().SingleOrDefault();
        var end = (HotlineEvent?)closed ?? (HotlineEvent?)guided ?? (HotlineEvent?)voided ?? merged;
        var excluded = events.OfType<CaseExcluded>().SelectMany(exclusion => exclusion.Metrics).ToHashSet();
        var reworks = events.Count(happened => happened is ReworkOrdered);

        // 受理 and how it ended.
        Add(registered.At, Figure.Received);
        Add(registered.At, Figure.AnsweredOnLine, closed?.Result == ClosingResult.AnsweredDirectly);
        var followed = events.LastOrDefault(happened => happened is CaseLinked or CaseUnlinked) is CaseLinked link && end is null;
        Add(registered.At, Figure.Repeated, merged is not null || followed || events.Any(happened => happened is CaseHandledElsewhere));
        if (end is not null)
        {
            Add(end.At, end switch { CaseClosed => Figure.Closed, CaseGuided => Figure.Guided, CaseVoided => Figure.Voided, _ => Figure.Merged });
        }

        if (closed is not null)
        {
            Add(closed.At, Figure.AnsweredDirectly, closed.Result == ClosingResult.AnsweredDirectly);
            Add(closed.At, Figure.Unreached, closed.Survey == Survey.Unreached);
            Add(closed.At, Figure.Waived, closed.Survey == Survey.Waived);
            Add(closed.At, Figure.Reworked, reworks > 0);
        }

        // The three answers, each as it was first given and as it was last; a case is rated once it closed with an answer to the last.
        var calls = events.OfType<CallbackAttempted>().ToList();
        List<(int Version, bool? Contacted, Resolution? Resolution, Satisfaction? Satisfaction)> said =
        [
            .. events.OfType<CaseAnswered>().Select(answer => (answer.Version, (bool?)null, answer.Resolution, answer.Satisfaction)),
            .. calls.Where(call => call.Reached).Select(call => (call.Version, call.Contacted, call.Resolution, call.Satisfaction)),
        ];
        var rating = said.FirstOrDefault(answer => answer.Satisfaction is not null);
        var counting = rating.Version == 0 ? null : closings.FirstOrDefault(closing => closing.Version > rating.Version);
        if (counting is not null)
        {
            var onTheLine = !events.Any(happened => happened.Version < counting.Version && happened is CaseDispatched or CaseHandledElsewhere);
            var call = calls.FirstOrDefault(call => call is { Reached: true, Satisfaction: not null });
            foreach (var (attribution, at) in new[] { (Attribution.Closed, counting.At), (Attribution.Intake, registered.At), (Attribution.Callback, call?.At ?? counting.At) })
            {
                var first = (said.Select(a => a.Contacted).FirstOrDefault(a => a is not null), said.Select(a => a.Resolution).FirstOrDefault(a => a is not null), rating.Satisfaction);
                var last = said[^1];
                Answers(at, attribution, onTheLine, first, [Figure.Contacted, Figure.Solved, Figure.PartlySolved, Figure.Satisfied, Figure.BasicallySatisfied, Figure.Dissatisfied]);
                Answers(
                    at,
                    attribution,
                    onTheLine,
                    (last.Contacted ?? first.Item1, last.Resolution ?? first.Item2, last.Satisfaction ?? first.Item3),
                    [Figure.FinalContacted, Figure.FinalSolved, Figure.FinalPartlySolved, Figure.FinalSatisfied, Figure.FinalBasicallySatisfied, Figure.FinalDissatisfied]);
                Add(at, Figure.RatedOnResponse, !excluded.Contains(Metric.Response), attribution);
                Add(at, Figure.RatedOnResolution, !excluded.Contains(Metric.Resolution), attribution);
                Add(at, Figure.Rated, !excluded.Contains(Metric.Satisfaction), attribution);
                Add(at, Figure.SolvedFirstTime, !excluded.Contains(Metric.Resolution) && first.Item2 == Resolution.Solved && reworks == 0, attribution);
                Add(at, Figure.ReworkedOfRated, !excluded.Contains(Metric.Satisfaction) && reworks > 0, attribution);
            }
        }
        else if (closed is { Survey: Survey.Answered or Survey.Unreached } && calls.Count > 0 && excluded.IsSubsetOf([Metric.OnTime]))
        {
            var figure = closed.Survey == Survey.Answered ? Figure.NotAnswered : Figure.NotReached;
            Add(closed.At, figure);
            Add(registered.At, figure, attribution: Attribution.Intake);
            Add((calls.FirstOrDefault(call => call.Reached) ?? calls[^1]).At, figure, attribution: Attribution.Callback);
        }

        // 回访: due from the first review that passed, or from the case that was handled for it.
        if (events.FirstOrDefault(happened => happened is ReviewPassed or CaseHandledElsewhere) is { } due && (calls.Count > 0 || end is null))
        {
            Add(due.At, Figure.CallbackDue);
            Add(due.At, Figure.CalledBack, calls.Count > 0);
            Add(due.At, Figure.CallbackReached, calls.Any(call => call.Reached));
        }

        OfUnits(events, (at, figure, counted) => Add(at, figure, counted));
        return counts;

        void Answers(DateTimeOffset at, Attribution attribution, bool onTheLine, (bool?, Resolution?, Satisfaction?) answer, Figure[] figures)
        {
            Add(at, figures[0], !excluded.Contains(Metric.Response) && (onTheLine || answer.Item1 == true), attribution);
            Add(at, figures[1], !excluded.Contains(Metric.Resolution) && answer.Item2 == Resolution.Solved, attribution);
            Add(at, figures[2], !excluded.Contains(Metric.Resolution) && answer.Item2 == Resolution.PartlySolved, attribution);
            Add(at, figures[3], !excluded.Contains(Metric.Satisfaction) && answer.Item3 == Satisfaction.Satisfied, attribution);
            Add(at, figures[4], !excluded.Contains(Metric.Satisfaction) && answer.Item3 == Satisfaction.BasicallySatisfied, attribution);
            Add(at, figures[5], !excluded.Contains(Metric.Satisfaction) && answer.Item3 == Satisfaction.Dissatisfied, attribution);
        }
    }

    /// <summary>The figures worked out here; the others are compared by their truths alone.</summary>
    public static IReadOnlySet<Figure> Known { get; } = new HashSet<Figure>(Figures.All.Except(
    [
        Figure.ToSign, Figure.SignedOnTime, Figure.ToContact, Figure.ContactedOnTime, Figure.Due, Figure.OnTime, Figure.DueClosed,
        Figure.StaffComplaints, Figure.Handled, Figure.HandlingMinutes, Figure.HandlingWorkMinutes, Figure.PraisedByPhone, Figure.Banners, Figure.Letters,
    ]));

    // Of leads only: who was dispatched, gave back, was given more time, replied and was sent back.
    private static void OfUnits(IReadOnlyList<HotlineEvent> events, Action<DateTimeOffset, Figure, bool> add)
    {
        var firstRound = events.OfType<ReworkOrdered>().Select(rework => rework.Version)
            .Concat(events.OfType<CaseReopened>().Select(reopened => reopened.Version)).DefaultIfEmpty(int.MaxValue).Min();
        // A case that was handled to its end, merged away and stands on its own again begins another round.
        var handled = events.OfType<ReviewPassed>().Select(passed => passed.Version).DefaultIfEmpty(int.MaxValue).Min();
        var leads = events.SelectMany(happened => happened switch
        {
            CaseDispatched dispatched => dispatched.Units.Select(unit => (At: happened.At, happened.Version, Unit: unit)),
            ReworkOrdered rework => rework.Units.Select(unit => (happened.At, happened.Version, Unit: unit)),
            CaseReopened reopened => reopened.Units.Select(unit => (happened.At, happened.Version, Unit: unit)),
            _ => [],
        }).Where(share => share.Unit.Role == AssignmentRole.Lead).ToDictionary(share => share.Unit.Assignment);
        var requests = events.OfType<RequestFiled>().ToList();
        bool Granted(RequestFiled request) => events.OfType<RequestApproved>().Any(approved => approved.Request == request.Request && approved.Final);
        foreach (var (number, lead) in leads)
        {
            var asked = requests.Where(request => request.Kind == RequestKind.Return && request.Assignment == number).ToList();
            if (lead.Version < firstRound && lead.Version < handled)
            {
                add(lead.At, Figure.Dispatched, true);
                add(lead.At, Figure.ReturnAsked, asked.Count > 0);
                add(lead.At, Figure.Returned, asked.Any(Granted));
                add(lead.At, Figure.Extended, requests.Any(request => request.Kind == RequestKind.Extension && request.Assignment == number && Granted(request)));
            }

            foreach (var request in asked)
            {
                add(request.At, Figure.ReturnsApplied, true);
                add(request.At, Figure.ReturnsRefused, events.OfType<RequestRefused>().Any(refused => refused.Request == request.Request));
            }

            var replies = events.OfType<AssignmentReplied>().Where(reply => reply.Assignment == number).ToList();
            foreach (var reply in replies)
            {
                var next = replies.FirstOrDefault(later => later.Version > reply.Version)?.Version ?? int.MaxValue;
                add(reply.At, Figure.Feedbacks, true);
                add(reply.At, Figure.FeedbacksReturned, events.OfType<ReviewReturned>().Any(back => back.Assignments.Contains(number) && back.Version > reply.Version && back.Version < next));
            }
        }
    }
}
