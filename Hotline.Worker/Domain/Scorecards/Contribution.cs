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
/// due day. Everything is booked to the lead unit; what no unit was responsible for, to the hotline itself. The first
/// rating is the official one.
/// </remarks>
public static class Contribution
{
    /// <summary>The unit that cases without a department are booked to.</summary>
    public const string Hotline = "hotline";

    /// <summary>True for events after which a case may count differently.</summary>
    public static bool IsChangedBy(HotlineEvent happened) => happened
        is CaseRegistered or CaseDispatched or CaseRecalled or ConsultationOpened or CaseLinked or CaseHandledElsewhere
        or CaseReclassified or CaseJoined or CaseParted
        or RequestApproved or ReviewPassed or CallbackWaived or ReworkOrdered or CaseExcluded or DeadlinesRecounted
        or CaseClosed or CaseReopened or CaseGuided or CaseMerged or CaseUnmerged or CaseVoided
        or LightTurned { Clock: ClockKind.Resolve, Light: >= Light.Red };

    /// <summary>One thing that a case counts for: that it came in, that a resolution fell due, that it was rated, that it ended.</summary>
    /// <param name="Entry">Unique within the case: one of the three names below, or the key of the resolution clock, e.g. <c>C4-1</c>.</param>
    /// <param name="Key">Where it is booked.</param>
    /// <param name="Counts">Each of them 0 or 1.</param>
    public sealed record Part(string Entry, TallyKey Key, Tally Counts);

    public const string Received = "Received";
    public const string Rated = "Rated";
    public const string Ended = "Ended";

    public static IReadOnlyDictionary<TallyKey, Tally> Of(Case @case, DeadlineBasis basis) => Sum(PartsOf(@case, basis));

    public static IReadOnlyDictionary<TallyKey, Tally> Sum(IEnumerable<Part> parts)
    {
        var sums = new Dictionary<TallyKey, Tally>();
        foreach (var part in parts)
        {
            sums[part.Key] = sums.GetValueOrDefault(part.Key) + part.Counts;
        }

        return sums;
    }

    /// <summary>The same, part by part: the cases behind a figure are those that have a part in it.</summary>
    public static IReadOnlyList<Part> PartsOf(Case @case, DeadlineBasis basis)
    {
        var parts = new List<Part>();
        var unit = @case.Responsible ?? Hotline;
        void Book(string entry, DateTimeOffset at, string to, Tally counts) =>
            parts.Add(new Part(entry, new TallyKey(basis.Calendar.LocalDay(at), to, @case.RequesterKind), counts));

        Book(Received, @case.RegisteredAt, unit, new Tally { Received = 1 });
        foreach (var clock in DeadlinePlan.Clocks(@case, basis))
        {
            // What was given or taken back judges nobody (T19, T36); a granted appeal takes out the rest (T41).
            if (clock.Kind != ClockKind.Resolve || clock.IsVoid || @case.Excluded.Contains(Metric.OnTime)
                || @case.Assignments.Single(assignment => assignment.Number == clock.Assignment) is not { Role: AssignmentRole.Lead } lead)
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
                Book(clock.Key, clock.DueAt!.Value.AddTicks(-1), clock.Unit!, new Tally { Due = 1, OnTime = passed && clock.StoppedInTime ? 1 : 0 });
            }
        }

        // A rating belongs to the day on which it first closed the case: reopening takes no bad rating out of its quarter.
        if (@case.Rated is { } rated)
        {
            Book(Rated, rated.At, rated.Unit ?? Hotline, RatingOf(@case, @case.FirstRating!));
        }

        if (@case.EndedAt is { } ended)
        {
            Book(Ended, ended, unit, @case.Ending switch
            {
                CaseStatus.Closed => Closing(@case),
                CaseStatus.Guided => new Tally { Guided = 1 },
                CaseStatus.Merged => new Tally { Merged = 1 },
                CaseStatus.Voided => new Tally { Voided = 1 },
                _ => throw new InvalidOperationException($"A case does not end as {@case.Ending}."),
            });
        }

        return parts;
    }

    public static (TallyKey Key, Tally Tally) Of(PraiseRecorded praise, WorkCalendar calendar) =>
        (new TallyKey(calendar.LocalDay(praise.At), praise.Praised, praise.RequesterKind), praise.Kind switch
        {
            PraiseKind.Phone => new Tally { PraisedByPhone = 1 },
            PraiseKind.Banner => new Tally { Banners = 1 },
            PraiseKind.Letter => new Tally { Letters = 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(praise), praise.Kind, "Unknown kind of praise."),
        });

    private static Tally Closing(Case @case)
    {
        return new Tally
        {
            Closed = 1,
            AnsweredDirectly = @case.Result == ClosingResult.AnsweredDirectly ? 1 : 0,
            Unreached = @case.Survey == Survey.Unreached ? 1 : 0,
            Waived = @case.Survey == Survey.Waived ? 1 : 0,
            Reworked = @case.Reworks > 0 ? 1 : 0,
        };
    }

    // Reached but not rated (未评价) is outside V by default; so are those withdrawn, waived and never reached, who gave
    // no rating (domain.md §3.4). An exclusion takes a case out of one rate's numerator and denominator alike.
    private static Tally RatingOf(Case @case, Rating rating)
    {
        var satisfaction = rating.Satisfaction;
        int If(Metric metric, bool counts) => counts && !@case.Excluded.Contains(metric) ? 1 : 0;
        return new Tally
        {
            Rated = If(Metric.Satisfaction, true),
            RatedOnResponse = If(Metric.Response, true),
            RatedOnResolution = If(Metric.Resolution, true),
            Contacted = If(Metric.Response, @case.Rated!.Unit is null || rating.Contacted == true),
            Solved = If(Metric.Resolution, rating.Resolution == Resolution.Solved),
            PartlySolved = If(Metric.Resolution, rating.Resolution == Resolution.PartlySolved),
            Satisfied = If(Metric.Satisfaction, satisfaction == Satisfaction.Satisfied),
            BasicallySatisfied = If(Metric.Satisfaction, satisfaction == Satisfaction.BasicallySatisfied),
            Dissatisfied = If(Metric.Satisfaction, satisfaction == Satisfaction.Dissatisfied),
        };
    }
}
