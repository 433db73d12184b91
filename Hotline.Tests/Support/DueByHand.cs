using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Tests.Support;

/// <summary>
/// When resolutions fall due, worked out a second time and in another way: forward through the log with what is left in
/// hand, as a clerk with a calendar would (domain.md §2.1; §9, S3, S7, S8). Only for the lives it understands: no limit that
/// was counted anew, no cap but the dispatcher's own date.
/// </summary>
internal static class DueByHand
{
    private sealed class Task
    {
        public required Limit Limit { get; init; }
        public required AssignmentRole Role { get; init; }
        public required int Round { get; init; }
        public required string Unit { get; init; }
        public DateTimeOffset DueAt { get; set; }
        public (DateTimeOffset At, Limit Least)? Stands { get; set; }
        public bool Replied { get; set; }
        public bool Gone { get; set; }
    }

    /// <returns>The assignments it could follow, and when each is due; what stands still at the end is left out.</returns>
    public static IReadOnlyDictionary<int, DateTimeOffset> Of(IReadOnlyList<HotlineEvent> events, DeadlineBasis basis)
    {
        if (events.Any(happened => happened is CaseReclassified or DeadlinesRecounted or CaseJoined))
        {
            return new Dictionary<int, DateTimeOffset>();
        }

        var registered = (CaseRegistered)events[0];
        var line = basis.Profile.LineFor(registered.Type, registered.Urgency, registered.RequesterKind);
        var calendar = basis.Calendar;
        var tasks = new SortedDictionary<int, Task>();
        var unknown = new HashSet<int>();
        var requests = new Dictionary<int, RequestFiled>();
        var round = 0;
        var onBook = false;
        foreach (var happened in events)
        {
            var at = happened.At;
            switch (happened)
            {
                case CaseDispatched dispatched:
                    round = Math.Max(round, 1);
                    Begin(dispatched.Units, at, dispatched.DueOn);
                    break;
                case SupportAdded added:
                    Begin([added.Supporter], at, null);
                    // Due no later than its lead, wherever that one goes.
                    unknown.Add(added.Supporter.Assignment);
                    break;
                case ReworkOrdered rework:
                    round = rework.Round;
                    Begin(rework.Units, at, null);
                    break;
                case CaseReopened reopened:
                    round = reopened.Round;
                    Begin(reopened.Units, at, null);
                    break;
                case AssignmentReplied replied:
                    tasks[replied.Assignment].Replied = true;
                    Stand(tasks[replied.Assignment], at, Limit.WorkingDays(1));
                    foreach (var (number, task) in tasks)
                    {
                        task.Gone |= replied.WithoutSupport && number != replied.Assignment && !task.Replied;
                    }

                    break;
                case ReviewReturned returned:
                    foreach (var number in returned.Assignments)
                    {
                        tasks[number].Replied = false;
                        GoOn(tasks[number], at);
                        if (tasks[number].Role == AssignmentRole.Support)
                        {
                            // Due no later than its lead, wherever that one goes.
                            unknown.Add(number);
                        }

                    }

                    break;
                case RequestFiled filed:
                    requests.Add(filed.Request, filed);
                    break;
                case RequestApproved { Final: true } approved when requests[approved.Request] is { Kind: RequestKind.Extension } extension:
                    foreach (var (number, task) in tasks)
                    {
                        if (number == extension.Assignment || (tasks[extension.Assignment] is { Role: AssignmentRole.Lead } lead && task.Role == AssignmentRole.Support
                            && task.Round == lead.Round && number > extension.Assignment && !task.Gone))
                        {
                            if (task.Stands is not null || task.Replied)
                            {
                                unknown.Add(number);
                            }

                            var more = Limit.Parse(extension.By!);
                            task.DueAt = On(more, task.DueAt, LastDay(task.DueAt), Amount(more));
                        }
                    }

                    break;
                case RequestApproved { Final: true } approved when requests[approved.Request].Kind == RequestKind.OnBook:
                    onBook = true;
                    foreach (var task in tasks.Values.Where(task => task is { Gone: false, Replied: false, Stands: null }))
                    {
                        Stand(task, at, basis.Profile.Common.AfterBook);
                    }

                    break;
                case RequestApproved { Final: true } approved when requests[approved.Request] is { Kind: RequestKind.Return } back:
                    tasks[back.Assignment].Gone = true;
                    if (tasks[back.Assignment].Role == AssignmentRole.Lead)
                    {
                        End();
                    }

                    break;
                case CaseReactivated:
                    onBook = false;
                    foreach (var task in tasks.Values.Where(task => task is { Gone: false, Replied: false }))
                    {
                        GoOn(task, at);
                    }

                    break;
                case CaseRecalled or CaseLinked or CaseMerged or CaseClosed or CaseGuided or CaseVoided:
                    End();
                    onBook = false;
                    break;
                case ReviewPassed or CallbackWaived:
                    foreach (var task in tasks.Values)
                    {
                        task.Gone |= task.Replied;
                    }

                    break;
                default:
                    break;
            }
        }

        // A reply that stands has stopped its clock, wherever the clock would have gone; what is on the books has no due moment.
        return tasks.Where(entry => !unknown.Contains(entry.Key) && !(onBook && !entry.Value.Gone)).ToDictionary(entry => entry.Key, entry => entry.Value.DueAt);

        void Begin(IEnumerable<DispatchedUnit> units, DateTimeOffset at, DateOnly? dueOn)
        {
            foreach (var unit in units)
            {
                var limit = round > 1 ? line.Rework : line.Resolve;
                var due = calendar.Due(at, limit).At;
                if (tasks.Values.Any(earlier => earlier.Unit == unit.Unit && earlier.Round == round))
                {
                    // What was taken from a unit comes back with no more time than it had.
                    unknown.Add(unit.Assignment);
                }

                tasks.Add(unit.Assignment, new Task
                {
                    Limit = limit,
                    Role = unit.Role,
                    Round = round,
                    Unit = unit.Unit,
                    DueAt = dueOn is { } day && calendar.EndOfDay(day) < due ? calendar.EndOfDay(day) : due,
                });
            }
        }

        void End()
        {
            foreach (var (number, task) in tasks)
            {
                if (task is { Gone: false, Replied: false, Stands: not null })
                {
                    unknown.Add(number);
                }

                task.Gone = true;
            }
        }

        void Stand(Task task, DateTimeOffset at, Limit least)
        {
            if (at < task.DueAt)
            {
                task.Stands = (at, least);
            }
        }

        void GoOn(Task task, DateTimeOffset at)
        {
            if (task.Stands is not { } stands)
            {
                return;
            }

            // What was left when it began to stand, counted from where it goes on; in whole days, and then some at least.
            var left = Left(task.Limit, stands.At, task.DueAt);
            if (stands.Least.IsInDays == task.Limit.IsInDays)
            {
                left = Math.Max(left, Amount(stands.Least));
            }

            task.DueAt = On(task.Limit, at, calendar.LocalDay(at), left);
            task.Stands = null;
        }

        DateOnly LastDay(DateTimeOffset due) => calendar.LocalDay(due.AddTicks(-1));

        long Left(Limit limit, DateTimeOffset from, DateTimeOffset due)
        {
            if (!limit.IsInDays)
            {
                return limit.IsWorking ? calendar.WorkingTimeBetween(from, due).Ticks : (due - from).Ticks;
            }

            var days = 0L;
            for (var day = calendar.LocalDay(from).AddDays(1); day <= LastDay(due); day = day.AddDays(1))
            {
                days += !limit.IsWorking || calendar.IsWorkingDay(day) ? 1 : 0;
            }

            return days;
        }

        DateTimeOffset On(Limit limit, DateTimeOffset from, DateOnly day, long amount)
        {
            if (!limit.IsInDays)
            {
                return limit.IsWorking ? calendar.AddWorkingTime(from, TimeSpan.FromTicks(amount)) : from.AddTicks(amount);
            }

            while (amount > 0)
            {
                day = day.AddDays(1);
                amount -= !limit.IsWorking || calendar.IsWorkingDay(day) ? 1 : 0;
            }

            return calendar.EndOfDay(day);
        }

        static long Amount(Limit limit) => limit.IsInDays ? limit.Amount : limit.Ticks;
    }
}
