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
        is CaseRegistered or CaseDispatched or ReviewPassed or ReworkOrdered or CaseClosed
        or LightTurned { Clock: ClockKind.Resolve, Light: Light.Red };

    public static IReadOnlyDictionary<TallyKey, Tally> Of(Case @case, DeadlineBasis basis)
    {
        var sums = new Dictionary<TallyKey, Tally>();
        var unit = @case.Lead?.Unit ?? Hotline;
        void Book(DateTimeOffset at, string to, Tally tally)
        {
            var key = new TallyKey(basis.Calendar.LocalDay(at), to, @case.RequesterKind);
            sums[key] = sums.GetValueOrDefault(key) + tally;
        }

        Book(@case.RegisteredAt, unit, new Tally { Received = 1 });
        foreach (var clock in DeadlinePlan.Clocks(@case, basis))
        {
            if (clock.Kind != ClockKind.Resolve
                || @case.Assignments.Single(assignment => assignment.Number == clock.Assignment) is not { Role: AssignmentRole.Lead } lead)
            {
                continue;
            }

            // A resolution is judged once its review has passed, or once it is known to be late. The review alone can say
            // that it was on time: until then a reply is provisional, also one that came in the due instant itself.
            var passed = lead.DoneAt is not null;
            if (passed || clock.Announced == Light.Red)
            {
                // Due at 24:00 of a day is due on that day, not on the next one's first instant.
                Book(clock.DueAt!.Value.AddTicks(-1), clock.Unit!, new Tally { Due = 1, OnTime = passed && clock.StoppedInTime ? 1 : 0 });
            }
        }

        if (@case.ClosedAt is { } closed)
        {
            Book(closed, unit, Closing(@case));
        }

        return sums;
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
        var tally = new Tally
        {
            Closed = 1,
            AnsweredDirectly = @case.WasDispatched ? 0 : 1,
            Reworked = @case.Round > 1 ? 1 : 0,
        };

        // Reached but not rated (未评价) is outside V by default (domain.md §3.4).
        return @case.FirstRating is not { Satisfaction: { } satisfaction } rating
            ? tally
            : tally with
            {
                Rated = 1,
                Contacted = !@case.WasDispatched || rating.Contacted == true ? 1 : 0,
                Solved = rating.Resolution == Resolution.Solved ? 1 : 0,
                PartlySolved = rating.Resolution == Resolution.PartlySolved ? 1 : 0,
                Satisfied = satisfaction == Satisfaction.Satisfied ? 1 : 0,
                BasicallySatisfied = satisfaction == Satisfaction.BasicallySatisfied ? 1 : 0,
                Dissatisfied = satisfaction == Satisfaction.Dissatisfied ? 1 : 0,
            };
    }
}
