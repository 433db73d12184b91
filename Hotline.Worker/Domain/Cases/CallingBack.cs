using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Domain.Cases;

/// <summary>What the call-back agent proposes once the requester has answered.</summary>
public enum CallbackOutcome
{
    /// <summary>办结</summary>
    Close,
    /// <summary>拟重办: a supervisor judges it next</summary>
    Rework,
}

/// <summary>
/// 回访 (T28, T29, T30): attempts until the requester is reached, or often enough in vain; the three questions, then closed,
/// or proposed for rework (<see cref="Judging"/>). The first rating stays the official one (domain.md §3.4).
/// </summary>
public static class CallingBack
{
    /// <summary>How many times one case may be reworked (domain.md §1.5, T31); after that there is one escalation (T32).</summary>
    public const int MaxReworks = 2;

    /// <summary>无法联系: how many attempts of one round, on how many different days, must have failed (T30).</summary>
    public const int LeastAttempts = 3;
    public const int LeastDays = 2;

    /// <summary>Who does not answer is tried again after this, within working hours.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(2);

    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    /// <summary>More calls of one day would not bring it any nearer to giving up (T30).</summary>
    /// <param name="failed">The attempts of this round that failed.</param>
    /// <param name="calendar">Tells the days.</param>
    public static bool NeedsAnotherDay(IReadOnlyCollection<DateTimeOffset> failed, WorkCalendar calendar) =>
        failed.Count >= LeastAttempts - 1 && failed.Select(calendar.LocalDay).Distinct().Count() < LeastDays;

    /// <summary>When whoever did not answer is tried next: the first working moment after a pause, or of another day.</summary>
    /// <param name="failed">The attempts of this round that failed, in order; at least one.</param>
    /// <param name="calendar">The zone's working time.</param>
    public static DateTimeOffset TryAgainAt(IReadOnlyList<DateTimeOffset> failed, WorkCalendar calendar)
    {
        var last = failed[^1];
        var from = NeedsAnotherDay(failed, calendar) ? calendar.EndOfDay(calendar.LocalDay(last)) : last + Pause;
        return calendar.IsInHours(from) ? from : calendar.AddWorkingTime(from, Moment) - Moment;
    }

    /// <param name="outcome">
    /// After a reached attempt, <c>null</c> for the usual: what is unsolved or unsatisfied is proposed for rework while the limit
    /// allows. After a failed one, <see cref="CallbackOutcome.Close"/> gives up if it was tried often enough.
    /// </param>
    public static Decision Decide(Case @case, CallbackAttempted attempt, CallbackOutcome? outcome, WorkCalendar calendar, DateTimeOffset now, Actor actor)
    {
        if (CaseLifecycle.Check(@case, CaseStep.Callback, actor) is { } refusal)
        {
            return refusal;
        }

        if (@case.ReworkProposed)
        {
            return Decision.Refuse("callback.awaits_judgement", "The requester has answered; the proposed rework is judged next.");
        }

        if (!attempt.Reached)
        {
            return outcome is null ? Decision.Accept(attempt) : GiveUp(@case, attempt, outcome.Value, calendar, now);
        }

        var content = attempt.Resolution == Resolution.Solved && attempt.Satisfaction != Satisfaction.Dissatisfied;
        switch (outcome ?? (content || !CanBeReworked(@case) ? CallbackOutcome.Close : CallbackOutcome.Rework))
        {
            case CallbackOutcome.Rework when content:
                return Decision.Refuse("callback.nothing_to_rework", "The requester calls it solved and is not dissatisfied.");
            case CallbackOutcome.Rework when !CanBeReworked(@case):
                return Decision.Refuse("callback.rework_limit", $"A case is reworked at most {MaxReworks} times and escalated once.");
            case CallbackOutcome.Rework:
                return Decision.Accept(attempt, new ReworkProposed());
            default:
                // The answers are kept; the closing waits until the order is settled.
                return @case.IsSupervised
                    ? Decision.Accept(attempt)
                    : Decision.Accept(attempt, new CaseClosed { Result = ResultOf(attempt.Resolution) });
        }
    }

    /// <summary>The result by the requester's answer.</summary>
    internal static ClosingResult ResultOf(Resolution? resolution) => resolution switch
    {
        Resolution.Solved => ClosingResult.Solved,
        Resolution.PartlySolved => ClosingResult.PartlySolved,
        Resolution.Unsolved or null => ClosingResult.Explained,
        _ => throw new InvalidOperationException($"Unknown answer {resolution}."),
    };

    /// <summary>The result as the unit states it, where no requester was asked.</summary>
    internal static ClosingResult ResultAsStated(Case @case) => ResultOf(@case.Lead?.Resolution);

    internal static bool CanBeReworked(Case @case) => @case.Reworks < MaxReworks || !@case.Escalated;

    private static Decision GiveUp(Case @case, CallbackAttempted attempt, CallbackOutcome outcome, WorkCalendar calendar, DateTimeOffset now)
    {
        if (outcome != CallbackOutcome.Close)
        {
            return Decision.Refuse("callback.not_reached", "Without an answer there is nothing to rework.");
        }

        var failed = @case.Callbacks.Where(earlier => !earlier.Reached && earlier.At >= @case.Stays[^1].From).Select(earlier => earlier.At).Append(now).ToList();
        return failed.Count < LeastAttempts || failed.Select(calendar.LocalDay).Distinct().Count() < LeastDays
            ? Decision.Refuse("callback.try_again", $"A requester is given up after {LeastAttempts} attempts on {LeastDays} days.")
            : @case.IsSupervised
                ? Decision.Accept(attempt)
                : Decision.Accept(attempt, new CaseClosed { Result = ResultAsStated(@case), Survey = Survey.Unreached });
    }
}
