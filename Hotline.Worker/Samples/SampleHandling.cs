using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Samples;

/// <summary>How the requester answers one call-back, and what the agent does with it.</summary>
/// <param name="Outcome"><c>null</c> for the usual.</param>
public sealed record PlannedAnswer(
    Resolution Resolution, Satisfaction Satisfaction, bool Contacted = true, CallbackOutcome? Outcome = null);

/// <summary>What is out of the ordinary about a case's first round.</summary>
[Flags]
public enum Slips
{
    None = 0,
    SignsLate = 1,
    ContactsLate = 2,
    RepliesLate = 4,
}

/// <summary>
/// The life of one dispatched case: units sign, contact and reply, the hotline reviews and calls back, until an answer
/// ends it. Pure; draws everything from the generator it is given.
/// </summary>
internal sealed class SampleHandling(
    SampleShifts shifts, SampleCorpus corpus, SampleCorpus.Matter matter, int text, ProfileLine line, Urgency urgency, IReadOnlyList<string> units, SplitMix64 random)
{
    /// <summary>How much of the time there is a round takes: the first whose case closes before the quarter does is taken.</summary>
    public static IReadOnlyList<double> Paces { get; } = [1, 0.4, 0.12, 0.04];

    private const int Reviewers = 3;
    private const int Callers = 6;
    private const int PeopleInAUnit = 4;
    private readonly List<PlannedStep> _steps = [];
    private readonly string?[] _handlers = new string?[units.Count];
    private double _pace = 1;

    private bool IsUrgent => urgency is Urgency.Urgent or Urgency.Critical;

    private bool IsHasty => _pace < 0.3;

    /// <param name="dispatchedAt">When the units became responsible.</param>
    /// <param name="answers">The requester's answer after each round.</param>
    /// <param name="slips">Of the lead, in the first round.</param>
    /// <param name="pace">One of <see cref="Paces"/>.</param>
    public IReadOnlyList<PlannedStep> Plan(DateTimeOffset dispatchedAt, IReadOnlyList<PlannedAnswer> answers, Slips slips, double pace)
    {
        _pace = pace;
        var start = dispatchedAt;
        for (var round = 1; round <= answers.Count; round++)
        {
            var answer = answers[round - 1];
            var replied = Handle(round, start, answer, round == 1 ? slips : Slips.None);
            var reviewed = Review(replied);
            start = CallBack(reviewed, answer);
        }

        return InOrder();
    }

    private DateTimeOffset Handle(int round, DateTimeOffset start, PlannedAnswer answer, Slips slips)
    {
        var limit = round == 1 ? line.Resolve : line.Rework;
        var due = shifts.Calendar.Due(start, limit).At;
        var first = (round - 1) * units.Count;

        // Most answers come early; some use the last day, so that their light turns yellow.
        var used = random.Chance(0.72) ? random.Between(0.08, 0.55) : random.Between(0.55, 0.95);
        var supported = start;
        var excused = units.Count > 1 && !IsUrgent && random.Chance(0.06);
        for (var unit = 1; unit < units.Count; unit++)
        {
            var contacted = Begin(first + unit + 1, unit, round, start, Slips.None, reaches: true);
            if (excused && unit == units.Count - 1)
            {
                continue;
            }

            var answered = Later(
                Spend(contacted, due, used * random.Between(0.2, 0.8)),
                Work(contacted, random.Minutes(12, 45)));
            Reply(answered, first + unit + 1, unit, round, answer with { Resolution = Resolution.Solved }, withoutSupport: false);
            supported = Later(supported, answered);
        }

        var reached = Begin(first + 1, 0, round, start, slips, answer.Contacted);
        var replied = slips.HasFlag(Slips.RepliesLate)
            ? Work(due, random.Minutes(15, 600))
            : Later(Spend(reached, due, used), Work(reached, random.Minutes(12, 60)));
        if (units.Count > 1)
        {
            replied = Later(replied, Work(supported, random.Minutes(10, 60)));
        }

        Reply(replied, first + 1, 0, round, answer, excused);
        return replied;
    }

    /// <summary>Signs and contacts. Returns the last instant of it.</summary>
    private DateTimeOffset Begin(int assignment, int unit, int round, DateTimeOffset start, Slips slips, bool reaches)
    {
        var desk = IsUrgent ? Shift.RoundTheClock : Shift.Duty;
        var signBy = shifts.Calendar.Due(start, round == 1 ? line.Sign : line.ReworkSign).At;
        var signed = slips.HasFlag(Slips.SignsLate)
            ? shifts.Advance(signBy, random.Minutes(8, 150), desk)
            : InTime(start, shifts.Advance(start, SignsAfter(), desk), signBy);
        _steps.Add(new PlannedStep.Sign(signed, Of(unit, signed), new SignAssignment.Command { Assignment = assignment }));

        var contactBy = shifts.Calendar.Due(start, round == 1 ? line.FirstContact : line.ReworkFirstContact).At;
        var called = slips.HasFlag(Slips.ContactsLate)
            ? shifts.Advance(Later(signed, contactBy), random.Minutes(10, 200), desk)
            : InTime(signed, shifts.Advance(signed, ContactsAfter(), desk), contactBy);
        if (!reaches)
        {
            Contact(called, assignment, unit, reached: false);
            return called;
        }

        // Now and then nobody answers at first; rarely it takes several half-days.
        var missed = IsUrgent || _pace < 1 || round > 1 ? 0 : random.Weighed(IsEnterprise ? [0.95, 0.05] : [0.91, 0.07, 0.005, 0.015]);
        for (var attempt = 0; attempt < missed; attempt++)
        {
            Contact(called, assignment, unit, reached: false);
            called = missed > 1
                ? shifts.Advance(shifts.NextHalfDay(called), random.Minutes(10, 120), desk)
                : InTime(called, shifts.Advance(called, random.Minutes(10, IsEnterprise ? 25 : 100), desk), contactBy);
        }

        Contact(called, assignment, unit, reached: true);
        return called;
    }

    private TimeSpan SignsAfter() => urgency switch
    {
        Urgency.Critical => random.Minutes(1, 7),
        Urgency.Urgent => random.Minutes(2, 14),
        _ when IsHasty => random.Minutes(3, 15),
        _ when IsEnterprise => random.Minutes(3, 22),
        _ => random.Minutes(5, random.Chance(0.75) ? 90 : 190),
    };

    private TimeSpan ContactsAfter() => urgency switch
    {
        Urgency.Critical => random.Minutes(2, 10),
        Urgency.Urgent => random.Minutes(4, 40),
        _ when IsHasty => random.Minutes(4, 25),
        _ when IsEnterprise => random.Minutes(4, 20),
        _ => random.Minutes(10, random.Chance(0.8) ? 120 : 260),
    };

    private bool IsEnterprise => matter.Category[0] == 'E';

    private void Contact(DateTimeOffset at, int assignment, int unit, bool reached)
    {
        var means = reached && random.Chance(0.12) ? ContactMeans.Visit : random.Chance(0.04) ? ContactMeans.Message : ContactMeans.Phone;
        _steps.Add(new PlannedStep.Contact(at, Of(unit, at), new ContactRequester.Command
        {
            Assignment = assignment,
            Means = means,
            Reached = reached,
            Note = means == ContactMeans.Visit ? null : random.Pick(reached ? corpus.ContactNotes : corpus.MissedNotes),
        }));
    }

    private void Reply(DateTimeOffset at, int assignment, int unit, int round, PlannedAnswer answer, bool withoutSupport)
    {
        // A unit sees its own work kindlier than the requester does.
        var stated = answer.Resolution != Resolution.Solved && random.Chance(0.4) ? Resolution.Solved : answer.Resolution;
        var reply = matter.Replies[Math.Min(text, matter.Replies.Count - 1)];
        _steps.Add(new PlannedStep.Reply(at, Of(unit, at), new ReplyToAssignment.Command
        {
            Assignment = assignment,
            Substantiated = matter.Type is not (CaseType.Complaint or CaseType.Report) || random.Chance(0.88),
            Contacted = answer.Contacted || random.Chance(0.5),
            Resolution = stated,
            Reason = stated == Resolution.Solved ? null : random.Pick(corpus.UnsolvedReasons),
            PublicReply = round == 1 ? reply : random.Pick(corpus.ReworkReplies) + reply,
            InternalNote = matter.Internal.Count > 0 && unit == 0 ? matter.Internal[Math.Min(text, matter.Internal.Count - 1)] : null,
            WithoutSupport = withoutSupport,
        }));
    }

    private DateTimeOffset Review(DateTimeOffset replied)
    {
        var reviewed = shifts.Advance(replied, IsHasty || IsUrgent ? random.Minutes(4, 25) : random.Minutes(8, 170), Shift.Review);
        _steps.Add(new PlannedStep.Review(
            reviewed, new Actor($"reviewer-{1 + random.Below(Reviewers)}"), new ReviewFeedback.Command()));
        return reviewed;
    }

    private DateTimeOffset CallBack(DateTimeOffset reviewed, PlannedAnswer answer)
    {
        var called = shifts.Advance(
            reviewed, IsHasty ? random.Minutes(10, 90) : _pace < 1 ? random.Minutes(20, 240) : random.Minutes(30, 780), Shift.Calls);
        var caller = new Actor($"caller-{1 + random.Below(Callers):D2}");
        for (var missed = IsHasty ? 0 : random.Weighed([0.89, 0.08, 0.03]); missed > 0; missed--)
        {
            _steps.Add(new PlannedStep.Callback(called, caller, new RecordCallback.Command { Reached = false }));
            called = shifts.Advance(shifts.NextHalfDay(called), random.Minutes(5, 150), Shift.Calls);
        }

        _steps.Add(new PlannedStep.Callback(called, caller, new RecordCallback.Command
        {
            Reached = true,
            Contacted = answer.Contacted,
            Resolution = answer.Resolution,
            Satisfaction = answer.Satisfaction,
            Outcome = answer.Outcome,
            Reason = answer switch
            {
                { Outcome: CallbackOutcome.Close } => random.Pick(corpus.ExplainedReasons),
                { Contacted: false } => corpus.DissatisfiedReasons[1],
                { Resolution: not Resolution.Solved } => random.Pick(corpus.UnsolvedReasons),
                { Satisfaction: Satisfaction.Dissatisfied } => random.Pick(corpus.DissatisfiedReasons),
                _ => null,
            },
        }));
        return called;
    }

    // An instant that would be late is pulled back if there is room and nobody is woken up by it; else the unit is late.
    private DateTimeOffset InTime(DateTimeOffset after, DateTimeOffset wanted, DateTimeOffset due)
    {
        var room = due - after;
        if (wanted < due || room < TimeSpan.FromMinutes(4))
        {
            return wanted;
        }

        var sooner = after + TimeSpan.FromSeconds(Math.Round(room.TotalSeconds * 0.85));
        return IsUrgent || shifts.Calendar.ToLocal(sooner).Hour is >= 8 and < 20 ? sooner : wanted;
    }

    /// <summary>The instant at which a share of the time to the due instant is used up.</summary>
    private DateTimeOffset Spend(DateTimeOffset from, DateTimeOffset due, double share) => IsUrgent
        ? from + TimeSpan.FromSeconds(Math.Round(Math.Max(0, (due - from).TotalSeconds) * Math.Min(share, 0.8)))
        : shifts.Advance(
            from,
            TimeSpan.FromSeconds(Math.Round(shifts.Calendar.WorkingTimeBetween(from, due).TotalSeconds * share * _pace)),
            Shift.Office);

    private DateTimeOffset Work(DateTimeOffset from, TimeSpan work) =>
        IsUrgent ? from + work / 2 : shifts.Advance(from, work, Shift.Office);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    // One person handles a unit's share; the desk acts in its stead outside office hours.
    private Actor Of(int unit, DateTimeOffset at)
    {
        if (!shifts.Calendar.IsInHours(at))
        {
            return new Actor($"{units[unit]}-duty", units[unit]);
        }

        _handlers[unit] ??= $"{units[unit]}-{1 + random.Below(PeopleInAUnit)}";
        return new Actor(_handlers[unit]!, units[unit]);
    }

    // By time, no two at once, and none at the end of a stretch, which belongs to the lights.
    private List<PlannedStep> InOrder()
    {
        var ordered = new List<PlannedStep>(_steps.Count);
        var last = DateTimeOffset.MinValue;
        foreach (var step in _steps.OrderBy(step => step.At))
        {
            var at = step.At > last ? step.At : last + TimeSpan.FromSeconds(11);
            if (at.Ticks % SamplePlan.Stretch.Ticks == 0)
            {
                at += TimeSpan.FromSeconds(7);
            }

            ordered.Add(step with { At = at });
            last = at;
        }

        return ordered;
    }
}
