using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;

namespace Hotline.Domain.Deadlines;

/// <summary>
/// All clocks of a case, computed from its events (as the fold holds them) and the rules the case is judged by.
/// Pure: the same events give the same clocks, so a stored clock can always be checked against this (domain.md §2.1).
/// A clock once planned stays planned; it may stop, pause and move, never vanish.
/// </summary>
public static class DeadlinePlan
{
    /// <summary>How many failed attempts, in at least two different half-days, count as a first contact (domain.md §1.5, T14).</summary>
    private const int AttemptsThatCount = 3;

    /// <summary>C0 first, then the case's own clocks and each assignment's, each kind in the order they started.</summary>
    public static IReadOnlyList<Clock> Clocks(Case @case, DeadlineBasis basis) => new Plan(@case, basis).Clocks;

    /// <summary>办结, the one clock that every assignment has: C4 of the first dispatch, C7 of a later round.</summary>
    public static Clock ResolutionOf(Case @case, Assignment assignment, DeadlineBasis basis) =>
        Clocks(@case, basis).Single(clock => clock.IsResolution && clock.Assignment == assignment.Number);

    /// <summary>The reasons of one clock's due date, step by step; empty for C0, which has none.</summary>
    public static IReadOnlyList<DeadlineStep> Explain(Clock clock) => clock.Course?.Explain() ?? [];

    private sealed class Plan
    {
        private readonly Case _case;
        private readonly WorkCalendar _calendar;
        private readonly DeadlineProfile _profile;
        private readonly ProfileCommon _common;

        public Plan(Case @case, DeadlineBasis basis)
        {
            (_case, _calendar, _profile, _common) = (@case, basis.Calendar, basis.Profile, basis.Profile.Common);
            Clocks.Add(new Clock { Kind = ClockKind.Total, StartedAt = @case.FirstContactAt, StoppedAt = @case.EndedAt });
            InThePool();
            foreach (var assignment in @case.Assignments)
            {
                Of(assignment);
            }

            Stays(ClockKind.Review, CaseStatus.AwaitingReview, line => line.Review);
            Stays(ClockKind.Callback, CaseStatus.AwaitingCallback, line => line.Callback);
            Stays(ClockKind.Consultation, CaseStatus.InConsultation, line => line.Consultation);
            Stays(ClockKind.Supplement, CaseStatus.AwaitingInfo, _ => _common.Supplement);
            OnTheBooks();
            foreach (var request in @case.Requests)
            {
                var limit = request.Kind == RequestKind.Return ? _common.DecideReturn : _common.Decide;
                Add(ClockKind.Decision, request.FiledAt, limit, request.SettledAt, request.Number);
            }

            foreach (var order in @case.Supervisions)
            {
                Add(
                    new Clock
                    {
                        Kind = ClockKind.Supervision,
                        Run = order.Number,
                        Unit = order.Unit,
                        StartedAt = order.IssuedAt,
                        StoppedAt = order.SettledAt,
                        IsVoid = order.Status == SupervisionStatus.Cancelled,
                    },
                    DeadlineCourse.OfDate(_calendar, order.IssuedAt, order.DueOn));
            }
        }

        public List<Clock> Clocks { get; } = [];

        // C1 runs while the case waits for a dispatcher, and stands still while the requester is asked. After a return or
        // a consultation it starts again, shorter: the case has been looked at before.
        private void InThePool()
        {
            var run = 0;
            for (var first = 0; first < _case.Stays.Length; first++)
            {
                if (!IsInThePool(_case.Stays[first]))
                {
                    continue;
                }

                var last = first;
                while (last + 1 < _case.Stays.Length && IsInThePool(_case.Stays[last + 1]))
                {
                    last++;
                }

                var asked = _case.Stays.Skip(first).Take(last - first + 1)
                    .Where(stay => stay.Status == CaseStatus.AwaitingInfo)
                    .Select(stay => new Pause(stay.From, stay.Until, PauseReason.AwaitingInfo, null));
                run++;
                var own = LineAt(_case.Stays[last].Until).Dispatch;
                Add(ClockKind.Dispatch, _case.Stays[first].From, run == 1 ? own : Shorter(_common.Redispatch, own), _case.Stays[last].Until, run, asked);
                first = last;
            }
        }

        private static bool IsInThePool(Stay stay) => stay.Status is CaseStatus.AwaitingDispatch or CaseStatus.AwaitingInfo;

        // Limits of two kinds have no common measure; the urgent ones are in plain minutes or hours, as the common one is.
        private static Limit Shorter(Limit common, Limit own) =>
            !own.IsInDays && !common.IsInDays && own.IsWorking == common.IsWorking && own.Ticks < common.Ticks ? own : common;

        private void Of(Assignment assignment)
        {
            var isRework = assignment.Round > 1;
            var signed = assignment.SignedAt ?? assignment.WithdrawnAt;
            var line = LineAt(signed);
            Add(
                new Clock
                {
                    Kind = ClockKind.Sign,
                    Assignment = assignment.Number,
                    Unit = assignment.Unit,
                    StartedAt = assignment.DispatchedAt,
                    StoppedAt = signed,
                    Missed = assignment.SignedLate,
                },
                isRework ? line.ReworkSign : line.Sign,
                assignment.SignedAt is null ? assignment : null);

            // A reply is no contact: without one the clock runs on until the review accepts that there was none, and is missed.
            var contacted = FirstContact(assignment);
            var heard = contacted ?? assignment.DoneAt ?? assignment.WithdrawnAt;
            line = LineAt(heard);
            Add(
                new Clock
                {
                    Kind = ClockKind.FirstContact,
                    Assignment = assignment.Number,
                    Unit = assignment.Unit,
                    StartedAt = assignment.DispatchedAt,
                    StoppedAt = heard,
                    Missed = contacted is null && assignment.DoneAt is not null,
                },
                isRework ? line.ReworkFirstContact : line.FirstContact,
                assignment);

            var turns = Turns(assignment).ToList();
            var limit = ResolutionLimit(assignment);
            var course = DeadlineCourse.Of(_calendar, assignment.DispatchedAt, limit, turns);
            Add(
                new Clock
                {
                    Kind = isRework ? ClockKind.Rework : ClockKind.Resolve,
                    Assignment = assignment.Number,
                    Unit = assignment.Unit,
                    StartedAt = assignment.DispatchedAt,
                    Limit = turns is [Cap] && course.DueAt < course.OriginalDueAt && assignment.DueOn is not null ? null : limit,
                    StoppedAt = assignment.HandedInAt,
                    IsVoid = IsVoid(assignment, course),
                },
                course);
        }

        // What has stopped is judged by what the case was taken for then; another class touches only what still runs.
        private ProfileLine LineAt(DateTimeOffset? stoppedAt)
        {
            var then = _case.Classifications.LastOrDefault(taken => !(stoppedAt < taken.From)) ?? _case.Classifications[0];
            return _profile.LineFor(then.Type, then.Urgency, _case.RequesterKind);
        }

        private Limit ResolutionLimit(Assignment assignment)
        {
            var line = LineAt(assignment.HandedInAt);
            return assignment.Round > 1 ? line.Rework : line.Resolve;
        }

        // An approved return voids a clock (T19). Being relieved in any other way (T36, 并单, 撤诉) voids what was still in
        // time: what was late by then stays late, or every overdue case would be taken back and given out again.
        private static bool IsVoid(Assignment assignment, DeadlineCourse course) => assignment.Status switch
        {
            AssignmentStatus.Returned => true,
            AssignmentStatus.Withdrawn => assignment.WithdrawnAt < course.DueAt,
            _ => false,
        };

        private IEnumerable<CourseTurn> Turns(Assignment assignment)
        {
            if (assignment.DueOn is { } date)
            {
                yield return new Cap(assignment.DispatchedAt, _calendar.EndOfDay(date));
            }

            foreach (var cap in Caps(assignment))
            {
                yield return cap;
            }

            foreach (var reply in assignment.Replies)
            {
                if (reply.ReturnedAt is { } returned)
                {
                    // What was left when it was handed in; a day, if it came on the last one (domain.md §9, S8).
                    yield return new Pause(reply.RepliedAt, returned, PauseReason.InReview, Limit.WorkingDays(1));
                }
            }

            if (assignment.Role == AssignmentRole.Support && LeadOf(assignment) is { } lead && assignment.Replies.LastOrDefault(reply => reply.ReturnedAt is not null) is { } back)
            {
                // It replied before its lead did; what that left it does not outlast the lead.
                yield return new Cap(back.ReturnedAt!.Value, DueBefore(lead, back.ReturnedAt.Value));
            }

            var stopped = assignment.HandedInAt;
            foreach (var stay in _case.Stays)
            {
                if (stay.Status == CaseStatus.OnBook && stay.From >= assignment.DispatchedAt && !(stopped <= stay.From))
                {
                    yield return new Pause(stay.From, stay.Until, PauseReason.OnBook, _common.AfterBook);
                }
            }

            // What the lead was granted while a supporter was at work, it asked for on both their behalf.
            var granted = assignment.Role == AssignmentRole.Lead
                ? assignment.Extensions
                : LeadOf(assignment)?.Extensions.Where(extension => extension.At >= assignment.DispatchedAt && !(stopped <= extension.At)) ?? [];
            foreach (var extension in granted)
            {
                yield return new Extension(extension.At, extension.By);
            }
        }

        // Nobody wins time by a detour: not a supporter over its lead, not a unit that gets a case back that was taken
        // from it, and not a case by swallowing another that was due before.
        private IEnumerable<CourseTurn> Caps(Assignment assignment)
        {
            if (assignment.Role == AssignmentRole.Support && LeadOf(assignment) is { } mine && assignment.DispatchedAt > mine.DispatchedAt)
            {
                yield return new Cap(assignment.DispatchedAt, DueBefore(mine, assignment.DispatchedAt));
            }

            if (_case.Assignments.LastOrDefault(before => before.Number < assignment.Number && before.Round == assignment.Round
                    && before.Unit == assignment.Unit && !before.Counts && before.Role == assignment.Role) is { } earlier)
            {
                // It has what it had left when it lost the case, not a fresh limit.
                var course = DeadlineCourse.Of(
                    _calendar,
                    earlier.DispatchedAt,
                    ResolutionLimit(earlier),
                    [.. Turns(earlier), new Pause(earlier.WithdrawnAt!.Value, assignment.DispatchedAt, PauseReason.Elsewhere, null)]);
                yield return new Cap(assignment.DispatchedAt, course.DueAt);
            }

            if (assignment.Role == AssignmentRole.Lead)
            {
                foreach (var joined in _case.Joined)
                {
                    if (joined.DueAt is { } due && IsCappedBy(joined, assignment))
                    {
                        yield return new Cap(joined.At > assignment.DispatchedAt ? joined.At : assignment.DispatchedAt, due);
                    }
                }
            }
        }

        // The lead that had the case when the other joined it, or the first that got it afterwards; a later one starts afresh,
        // as after any return or rework. A reply that stood then stopped the clock; it is capped once the reply is sent back.
        private bool IsCappedBy(JoinedCase joined, Assignment lead) => joined.Lead is { } had
            ? lead.Number == had && !(joined.Replies is { } replies && lead.Replies[replies - 1].ReturnedAt is null)
            : lead.Number == _case.Assignments.FirstOrDefault(next => next.Role == AssignmentRole.Lead && next.Number > joined.Assignments)?.Number;

        private Assignment? LeadOf(Assignment support) => _case.Assignments.LastOrDefault(lead =>
            lead.Role == AssignmentRole.Lead && lead.Round == support.Round && lead.Number < support.Number);

        // As it was then: what happens to the lead afterwards is shared where a rule says so, and judges nobody backwards.
        private DateTimeOffset DueBefore(Assignment lead, DateTimeOffset at) => DeadlineCourse.Of(
            _calendar, lead.DispatchedAt, ResolutionLimit(lead), Turns(lead).Where(turn => turn.At < at && !(turn is Pause pause && !(pause.Until <= at)))).DueAt;

        private void Stays(ClockKind kind, CaseStatus status, Func<ProfileLine, Limit> limit)
        {
            var run = 0;
            foreach (var stay in _case.Stays)
            {
                if (stay.Status == status)
                {
                    Add(kind, stay.From, limit(LineAt(stay.Until)), stay.Until, ++run);
                }
            }
        }

        // The n-th time on the books is the n-th granted request; progress is reported again and again until the target.
        private void OnTheBooks()
        {
            var granted = _case.Requests.Where(request => request is { Kind: RequestKind.OnBook, Status: RequestStatus.Approved }).OrderBy(request => request.SettledAt).ToList();
            var stays = _case.Stays.Where(stay => stay.Status == CaseStatus.OnBook).ToList();
            var report = 0;
            for (var index = 0; index < stays.Count; index++)
            {
                var stay = stays[index];
                var from = stay.From;
                foreach (var reported in _case.BookReports.Where(at => at >= stay.From && !(at > stay.Until)))
                {
                    Add(ClockKind.BookProgress, from, _common.BookProgress, reported, ++report);
                    from = reported;
                }

                Add(ClockKind.BookProgress, from, _common.BookProgress, stay.Until, ++report);
                Add(
                    new Clock { Kind = ClockKind.BookTarget, Run = index + 1, StartedAt = stay.From, StoppedAt = stay.Until },
                    DeadlineCourse.OfDate(_calendar, stay.From, granted[index].TargetOn!.Value));
            }
        }

        // C3 stops when the requester was reached, or with the third failed attempt if the attempts fell in two half-days.
        private DateTimeOffset? FirstContact(Assignment assignment)
        {
            for (var count = AttemptsThatCount; count <= assignment.FailedContacts.Length; count++)
            {
                var halfDays = assignment.FailedContacts.Take(count).Select(HalfDay).Distinct().Count();
                if (halfDays >= 2 && !(assignment.ContactedAt < assignment.FailedContacts[count - 1]))
                {
                    return assignment.FailedContacts[count - 1];
                }
            }

            return assignment.ContactedAt;
        }

        private (DateOnly Day, bool Afternoon) HalfDay(DateTimeOffset instant)
        {
            var local = _calendar.ToLocal(instant);
            return (DateOnly.FromDateTime(local.DateTime), local.Hour >= 12);
        }

        private void Add(ClockKind kind, DateTimeOffset from, Limit limit, DateTimeOffset? stoppedAt, int run, IEnumerable<CourseTurn>? turns = null) => Add(
            new Clock { Kind = kind, Run = run, StartedAt = from, Limit = limit, StoppedAt = stoppedAt },
            DeadlineCourse.Of(_calendar, from, limit, turns ?? []));

        private void Add(Clock clock, Limit limit, Assignment? mayBeVoid)
        {
            var course = DeadlineCourse.Of(_calendar, clock.StartedAt, limit, []);
            Add(clock with { Limit = limit, IsVoid = mayBeVoid is not null && IsVoid(mayBeVoid, course) }, course);
        }

        private void Add(Clock clock, DeadlineCourse course) => Clocks.Add(clock with
        {
            Course = course,
            Announced = Announced(clock, course.DueAt),
        });

        // A notice was about one due moment; when that moved, the lights begin anew.
        private Light Announced(Clock clock, DateTimeOffset dueAt)
        {
            var highest = Light.Green;
            foreach (var notice in _case.Lights)
            {
                if (notice.Clock == clock.Kind && notice.Assignment == clock.Assignment && notice.Run == clock.Run
                    && notice.DueAt == dueAt && notice.Light > highest)
                {
                    highest = notice.Light;
                }
            }

            return highest;
        }
    }
}
