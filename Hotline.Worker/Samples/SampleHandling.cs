using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Samples;

/// <summary>
/// The life of one dispatched case: units sign, contact, ask and reply, the hotline decides, reviews and calls back, until
/// an answer ends it. Pure; draws everything from the generator it is given. What the deadlines do by themselves at the
/// end of a stretch (sign, take off the books, order supervision) is reckoned with.
/// </summary>
internal sealed partial class SampleHandling(
    SampleShifts shifts,
    SampleCorpus corpus,
    SampleWords words,
    SampleCorpus.Matter matter,
    int text,
    ProfileLine line,
    Urgency urgency,
    IReadOnlyList<string> units,
    SampleCourse course,
    SplitMix64 random)
{
    /// <summary>How much of the time there is a round takes: the first whose case closes before the quarter does is taken.</summary>
    public static IReadOnlyList<double> Paces { get; } = [1, 0.4, 0.12, 0.04];

    private const int PeopleInAUnit = 4;

    /// <summary>How often a case is reworked before the next time is an escalation.</summary>
    private const int Reworks = CallingBack.MaxReworks;

    private readonly List<PlannedStep> _steps = [];
    private readonly Dictionary<string, string> _handlers = [];

    /// <summary>Orders of supervision that are to be reported on with the next reply.</summary>
    private readonly List<int> _orders = [];

    /// <summary>Who takes part in the current round, the lead first.</summary>
    private List<Hand> _hands = [];

    /// <summary>The shares whose unit has spoken with the requester.</summary>
    private readonly HashSet<int> _reachedBy = [];

    private int _assignments;
    private int _requests;
    private int _supervisions;
    private double _pace = 1;

    /// <summary>Since when the units of the first round are responsible, if that was before they were left in peace.</summary>
    private DateTimeOffset? _since;

    /// <summary>A unit's share: its number within the case.</summary>
    private sealed record Hand(int Number, string Unit);

    private Hand Lead => _hands[0];

    private bool IsUrgent => urgency is Urgency.Urgent or Urgency.Critical;

    private bool IsHasty => _pace < 0.3;

    private bool IsEnterprise => matter.Category[0] == 'E';

    /// <param name="dispatchedAt">When the units became responsible.</param>
    /// <param name="pace">One of <see cref="Paces"/>.</param>
    public IReadOnlyList<PlannedStep> Plan(DateTimeOffset dispatchedAt, double pace)
    {
        _pace = pace;
        Assign(units);
        if (Route(dispatchedAt) is { } start)
        {
            LiveThrough(start);
        }

        return InOrder(_steps);
    }

    /// <summary>What is left of a life of which another case was handled: the call-back alone (关联).</summary>
    public IReadOnlyList<PlannedStep> PlanCallback(DateTimeOffset handledAt)
    {
        CallBack(handledAt, course.Answers[0]);
        return InOrder(_steps);
    }

    /// <summary>The last moment of a stretch at or after an instant: when the sweep notices.</summary>
    public static DateTimeOffset Noticed(DateTimeOffset at)
    {
        var stretch = SamplePlan.Stretch.Ticks;
        return new DateTimeOffset((at.UtcTicks + stretch - 1) / stretch * stretch, TimeSpan.Zero);
    }

    /// <summary>
    /// By time, no two at once, and none at the end of a stretch, which belongs to the lights. In whole milliseconds, as they
    /// are stored: a load that goes on compares the two.
    /// </summary>
    public static List<PlannedStep> InOrder(IEnumerable<PlannedStep> steps)
    {
        var ordered = new List<PlannedStep>();
        var last = DateTimeOffset.MinValue;
        foreach (var planned in steps.OrderBy(step => step.At))
        {
            var step = planned with { At = planned.At.AddTicks(-(planned.At.Ticks % TimeSpan.TicksPerMillisecond)) };
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

    private void LiveThrough(DateTimeOffset start)
    {
        for (var round = 1; round <= course.Answers.Count; round++)
        {
            if (Handle(round, start) is not { } replied)
            {
                return;
            }

            var reviewed = Review(round, replied);
            var settled = Later(reviewed, ReportOrders(replied));
            if (course.Ending == Ending.Waived)
            {
                return;
            }

            var answer = course.Answers[round - 1];
            var called = CallBack(settled, answer);
            if (course.Ending == Ending.Unreached || !answer.ProposesRework)
            {
                AfterClosing(called);
                return;
            }

            start = Judge(round, called, answer);
            if (!answer.Justified)
            {
                AfterClosing(start);
                return;
            }
        }
    }

    private void Assign(IEnumerable<string> to) => _hands = [.. to.Select(unit => new Hand(++_assignments, unit))];

    /// <summary>Signs, contacts and replies.</summary>
    /// <returns>When the lead replied; <c>null</c> when the requester withdrew before.</returns>
    private DateTimeOffset? Handle(int round, DateTimeOffset start)
    {
        var answer = course.Answers[round - 1];
        var slips = round == 1 ? course.Slips : Slips.None;
        var due = shifts.Calendar.Due(Since(round, start), round == 1 ? line.Resolve : line.Rework).At;

        // Most answers come early; some use the last day, so that their light turns yellow.
        var used = course is { Reminders: > 0 } or { Ordered: not Ordered.No } || random.Chance(0.28)
            ? random.Between(0.55, 0.95)
            : random.Between(0.08, 0.55);
        var supported = start;
        var excused = _hands.Count > 1 && !IsUrgent && random.Chance(0.06) ? _hands[^1] : null;
        foreach (var hand in _hands.Skip(1))
        {
            var contacted = Begin(hand, round, start, Slips.None, reaches: true);
            if (hand != excused)
            {
                supported = Later(supported, Support(hand, round, contacted, due, used));
            }
        }

        var wasAsked = round == 1 && course.Episode is (Episode.ReturnRefused or Episode.ReturnRetracted);
        var reached = Begin(Lead, round, start, slips, answer.Contacted, wasAsked);
        if (course.Ending == Ending.Withdrawn)
        {
            Withdraw(Between(reached, due, 0.3));
            return null;
        }

        var free = reached;
        if (round == 1)
        {
            (free, due) = Ask(reached, due, used);
        }

        var replied = slips.HasFlag(Slips.RepliesTooLate) ? Work(OverdueTwice(due), random.Minutes(40, 240))
            : slips.HasFlag(Slips.RepliesLate) ? Work(due, random.Minutes(15, 600))
            : Later(Spend(free, due, used), Work(free, random.Minutes(12, 60)));
        if (slips.HasFlag(Slips.RepliesTooLate))
        {
            _orders.Add(++_supervisions);
        }

        foreach (var hand in _hands.Skip(1).Where(hand => hand != excused))
        {
            replied = Later(replied, Work(supported, random.Minutes(10, 60)));
        }

        if (round == 1)
        {
            MeanwhileBetween(Later(free, supported), replied, due);
        }

        Reply(replied, Lead, round, answer, excused is not null);

        // Who was excused takes no part in a rework.
        _hands.RemoveAll(hand => hand == excused);
        return replied;
    }

    private DateTimeOffset Support(Hand hand, int round, DateTimeOffset contacted, DateTimeOffset due, double used)
    {
        var answered = Later(Spend(contacted, due, used * random.Between(0.2, 0.8)), Work(contacted, random.Minutes(12, 45)));
        Reply(answered, hand, round, course.Answers[round - 1] with { Resolution = Resolution.Solved }, withoutSupport: false);
        return answered;
    }

    /// <summary>Signs and contacts. Returns the last instant of it.</summary>
    private DateTimeOffset Begin(Hand hand, int round, DateTimeOffset start, Slips slips, bool reaches, bool isSigned = false)
    {
        var desk = IsUrgent ? Shift.RoundTheClock : Shift.Duty;
        var signBy = shifts.Calendar.Due(Since(round, start), round == 1 ? line.Sign : line.ReworkSign).At;
        var signed = isSigned ? start : InTime(start, shifts.Advance(start, SignsAfter(), desk), signBy);
        if (slips.HasFlag(Slips.SignsLate) || signed > Noticed(signBy))
        {
            // Nobody is asked any more: the deadline signs for the unit (T13).
            signed = Noticed(signBy);
        }
        else if (!isSigned)
        {
            Add<SignAssignment, SignAssignment.Command>(signed, Of(hand.Unit, signed), new() { Assignment = hand.Number });
        }

        var contactBy = shifts.Calendar.Due(Since(round, start), round == 1 ? line.FirstContact : line.ReworkFirstContact).At;
        var called = slips.HasFlag(Slips.ContactsLate)
            ? shifts.Advance(Later(signed, contactBy), random.Minutes(10, 200), desk)
            : InTime(signed, shifts.Advance(signed, ContactsAfter(), desk), contactBy);
        if (!reaches)
        {
            Contact(called, hand, reached: false);
            return called;
        }

        // Now and then nobody answers at first; rarely it takes several half-days.
        var missed = IsUrgent || _pace < 1 || round > 1 || !course.IsPlain ? 0 : random.Weighed(IsEnterprise ? [0.95, 0.05] : [0.91, 0.07, 0.005, 0.015]);
        for (var attempt = 0; attempt < missed; attempt++)
        {
            Contact(called, hand, reached: false);
            called = missed > 1
                ? shifts.Advance(shifts.NextHalfDay(called), random.Minutes(10, 120), desk)
                : InTime(called, shifts.Advance(called, random.Minutes(10, IsEnterprise ? 25 : 100), desk), contactBy);
        }

        Contact(called, hand, reached: true);
        return called;
    }

    private DateTimeOffset Since(int round, DateTimeOffset start) => round == 1 ? _since ?? start : start;

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

    private void Contact(DateTimeOffset at, Hand hand, bool reached)
    {
        // Who left no number is met where it happens, if at all.
        var means = course.Waived == WaiveReason.AnonymousWithoutNumber || (reached && random.Chance(0.12)) ? ContactMeans.Visit
            : random.Chance(0.04) ? ContactMeans.Message
            : ContactMeans.Phone;
        if (reached)
        {
            _reachedBy.Add(hand.Number);
        }

        Add<ContactRequester, ContactRequester.Command>(at, Of(hand.Unit, at), new()
        {
            Assignment = hand.Number,
            Means = means,
            Reached = reached,
            Note = means == ContactMeans.Visit ? null : random.Pick(reached ? corpus.ContactNotes : corpus.MissedNotes),
        });
    }

    private void Reply(DateTimeOffset at, Hand hand, int round, PlannedAnswer answer, bool withoutSupport, string before = "")
    {
        // A unit sees its own work kindlier than the requester does.
        var stated = answer.Resolution != Resolution.Solved && random.Chance(0.4) ? Resolution.Solved : answer.Resolution;
        var reply = matter.Replies[Math.Min(text, matter.Replies.Count - 1)];
        Add<ReplyToAssignment, ReplyToAssignment.Command>(at, Of(hand.Unit, at), new()
        {
            Assignment = hand.Number,
            Substantiated = matter.Type is not (CaseType.Complaint or CaseType.Report) || random.Chance(0.88),
            Contacted = (answer.Contacted || random.Chance(0.5)) && _reachedBy.Contains(hand.Number),
            Resolution = stated,
            Reason = stated == Resolution.Solved ? null : random.Pick(corpus.UnsolvedReasons),
            PublicReply = before + (round == 1 ? reply : random.Pick(corpus.ReworkReplies) + reply),
            InternalNote = matter.Internal.Count > 0 && hand == Lead ? matter.Internal[Math.Min(text, matter.Internal.Count - 1)] : null,
            WithoutSupport = withoutSupport,
        });
    }

    private DateTimeOffset Review(int round, DateTimeOffset replied)
    {
        DateTimeOffset Reviewed() => shifts.Advance(replied, IsHasty || IsUrgent ? random.Minutes(4, 25) : random.Minutes(8, 170), Shift.Review);
        for (var returned = 0; round == 1 && returned < course.ReviewReturns; returned++)
        {
            var defects = new[] { Defect.OffThePoint, Defect.NoEvidence, Defect.NotContacted };
            var what = random.Below(defects.Length);
            var sentBack = Reviewed();
            Add<ReviewFeedback, ReviewFeedback.Command>(sentBack, SampleStaff.Reviewer(random), new()
            {
                Outcome = ReviewOutcome.Return,
                Defects = [defects[what]],
                Note = words.ReturnOfReview[what],
            });
            replied = Work(sentBack, random.Minutes(25, 150));
            Reply(replied, Lead, round, course.Answers[0], withoutSupport: false, random.Pick(words.SupplementedReplies));
        }

        var reviewed = Reviewed();
        var reviewer = SampleStaff.Reviewer(random);
        if (random.Chance(0.04) && reviewed - replied > TimeSpan.FromMinutes(4))
        {
            Add<ClaimCase, ClaimCase.Command>(reviewed - TimeSpan.FromMinutes(3), reviewer, new());
        }

        Add<ReviewFeedback, ReviewFeedback.Command>(reviewed, reviewer, course.Waived is { } waived
            ? new() { Outcome = ReviewOutcome.Close, WaiveReason = waived, Note = words.WaiveNotes[(int)waived] }
            : new() { Outcome = ReviewOutcome.Pass });
        return reviewed;
    }

    private DateTimeOffset CallBack(DateTimeOffset reviewed, PlannedAnswer answer)
    {
        var called = shifts.Advance(
            reviewed, IsHasty ? random.Minutes(10, 90) : _pace < 1 ? random.Minutes(20, 240) : random.Minutes(30, 780), Shift.Calls);
        var caller = SampleStaff.Caller(random);
        Claim(called, reviewed, caller);
        var missed = course.Ending == Ending.Unreached ? CallingBack.LeastAttempts
            : IsHasty ? 0
            : random.Weighed([0.89, 0.08, 0.03]);
        for (var attempt = 1; attempt <= missed; attempt++)
        {
            var givesUp = attempt == CallingBack.LeastAttempts;
            Add<RecordCallback, RecordCallback.Command>(called, caller, new() { Reached = false, Outcome = givesUp ? CallbackOutcome.Close : null });
            if (givesUp)
            {
                return called;
            }

            called = shifts.Advance(shifts.NextHalfDay(called), random.Minutes(5, 150), Shift.Calls);
        }

        Add<RecordCallback, RecordCallback.Command>(called, caller, new()
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
        });
        return called;
    }

    // A caller takes the case out of the pool first; now and then it lies with one who has gone home.
    private void Claim(DateTimeOffset called, DateTimeOffset reviewed, Actor caller)
    {
        if (called - reviewed < TimeSpan.FromMinutes(30) || !random.Chance(0.15))
        {
            return;
        }

        if (random.Chance(0.08))
        {
            Add<ClaimCase, ClaimCase.Command>(called - TimeSpan.FromMinutes(20), SampleStaff.Agent("caller-09") with { Roles = [Role.Caller] }, new());
            Add<ReleaseCase, ReleaseCase.Command>(called - TimeSpan.FromMinutes(11), SampleStaff.ShiftLeader, new());
        }

        Add<ClaimCase, ClaimCase.Command>(called - TimeSpan.FromMinutes(4), caller, new());
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

    /// <summary>At the desk of the hotline, soon.</summary>
    private DateTimeOffset Desk(DateTimeOffset from, double least, double most) => shifts.Advance(from, random.Minutes(least, most), Shift.Review);

    /// <summary>An hour at which the hotline is staffed, about a share of the way from one instant to another.</summary>
    private DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to, double share)
    {
        var at = shifts.Advance(from + (to - from) * share, TimeSpan.FromSeconds(1 + random.Below(600)), Shift.Review);
        return at < to ? at : from + (to - from) * share;
    }

    private DateTimeOffset OverdueTwice(DateTimeOffset due) =>
        shifts.Calendar.EndOfDay(shifts.Calendar.AddWorkingDays(shifts.Calendar.LocalDay(due.AddTicks(-1)), 2));

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    // One person handles a unit's share; the desk acts in its stead outside office hours.
    private Actor Of(string unit, DateTimeOffset at)
    {
        if (!shifts.Calendar.IsInHours(at))
        {
            return SampleStaff.Handler(unit, $"{unit}-duty");
        }

        if (!_handlers.TryGetValue(unit, out var name))
        {
            _handlers[unit] = name = $"{unit}-{1 + random.Below(PeopleInAUnit)}";
        }

        return SampleStaff.Handler(unit, name);
    }

    private void Add<TStep, TCommand>(DateTimeOffset at, Actor actor, TCommand command)
        where TStep : class, ICaseStep<TCommand>
        where TCommand : notnull =>
        _steps.Add(new PlannedStep<TStep, TCommand>(at, actor, command));
}
