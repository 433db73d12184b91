using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Tests.Support;

/// <summary>What is true of a case after every step, whoever took it and whenever.</summary>
internal static class CaseTruths
{
    private static readonly CaseStatus[] WithUnits = [CaseStatus.InProgress, CaseStatus.OnBook, CaseStatus.AwaitingReview];

    /// <summary>Of a case as it stands.</summary>
    public static IEnumerable<string> Of(Case @case, IReadOnlyList<Clock> clocks)
    {
        if (clocks.Select(clock => clock.Key).Distinct().Count() != clocks.Count)
        {
            yield return "Two clocks have one key.";
        }

        for (var index = 0; index < @case.Assignments.Length; index++)
        {
            if (@case.Assignments[index].Number != index + 1)
            {
                yield return $"Assignment {@case.Assignments[index].Number} is the {index + 1}. of the case.";
            }
        }

        foreach (var round in @case.Assignments.Where(assignment => assignment is { Counts: true, Role: AssignmentRole.Lead }).GroupBy(assignment => assignment.Round))
        {
            if (round.Count() > 1)
            {
                yield return $"Round {round.Key} has {round.Count()} leads.";
            }
        }

        var open = @case.Assignments.Where(assignment => assignment.IsOpen).ToList();
        if (WithUnits.Contains(@case.Status) && @case.Follows is null)
        {
            if (@case.Lead is null)
            {
                yield return $"Nobody leads a case that is {@case.Status}.";
            }

            if (open.Count == 0 != (@case.Status == CaseStatus.AwaitingReview))
            {
                yield return $"{open.Count} assignments are open while the case is {@case.Status}.";
            }
        }
        else if (open.Count > 0)
        {
            yield return $"Assignment {open[0].Number} is {open[0].Status} while the case is {@case.Status}.";
        }

        if (open.Any(assignment => assignment.Round != @case.Round))
        {
            yield return "An assignment of a round that is over is open.";
        }

        // 加派 (T17): added later, and due no later than the lead.
        foreach (var support in open.Where(assignment => assignment is { Role: AssignmentRole.Support, Replies: [] }))
        {
            var (own, leads) = (DueOf(support), @case.Lead is { Replies: [], IsOpen: true } lead ? DueOf(lead) : null);
            if (@case.Joined.IsEmpty && own > leads && support.DispatchedAt > @case.Lead!.DispatchedAt)
            {
                yield return $"Supporter {support.Number} is due {own:O}, after its lead, {leads:O}.";
            }
        }

        DateTimeOffset? DueOf(Assignment assignment) => clocks.Single(clock => clock.IsResolution && clock.Assignment == assignment.Number).DueAt;

        var first = @case.Joined.Select(joined => joined.ReceivedAt).Append(@case.ReceivedAt).Min();
        var total = clocks.Single(clock => clock.Kind == ClockKind.Total);
        if (total.StartedAt != first || total.StoppedAt != @case.EndedAt)
        {
            yield return $"C0 runs from {total.StartedAt:O} to {total.StoppedAt:O}, not from the earliest contact {first:O} to the end {@case.EndedAt:O}.";
        }

        foreach (var said in @case.Lights.Select((light, index) => (light, index)).GroupBy(said => (said.light.Clock, said.light.Assignment, said.light.Run, said.light.DueAt)))
        {
            if (said.Zip(said.Skip(1)).Any(pair => pair.Second.light.Light <= pair.First.light.Light))
            {
                yield return $"A light was announced again, or went down: {string.Join(", ", said)}.";
            }
        }

        if (!@case.HasEnded)
        {
            yield break;
        }

        if (@case.Assignments.Any(assignment => assignment.IsOpen || assignment.Status == AssignmentStatus.Replied))
        {
            yield return "A unit has something to do in a case that has ended.";
        }

        if (@case.Requests.FirstOrDefault(request => request.IsPending && request.Kind is not (RequestKind.Unreasonable or RequestKind.Appeal)) is { } pending)
        {
            yield return $"Request {pending.Number} ({pending.Kind}) waits in a case that has ended.";
        }

        if (@case.IsSupervised)
        {
            yield return "A case ended with an open order of supervision.";
        }

        if (clocks.FirstOrDefault(clock => clock.StoppedAt is null && clock.Kind != ClockKind.Decision) is { } running)
        {
            yield return $"{running.Key} runs in a case that has ended.";
        }
    }

    /// <summary>Of the way from one state of a case to the next.</summary>
    /// <param name="step">Whose row of the table it was; <c>null</c> for what timers, messages and another case did.</param>
    public static IEnumerable<string> OfChange(
        CaseStep? step, int? assignment, Case before, IReadOnlyList<Clock> clocksBefore, Case after, IReadOnlyList<Clock> clocksAfter, IReadOnlyList<HotlineEvent> events)
    {
        foreach (var problem in step is { } taken ? OfTables(taken, assignment, before, after) : OfTimers(before, after, events))
        {
            yield return problem;
        }

        if (before.Status == CaseStatus.Archived)
        {
            yield return $"An archived case took {events[0].GetType().Name}.";
        }

        if (after.Version != before.Version + events.Count || after.StepVersion < before.StepVersion || after.ChangedAt < before.ChangedAt)
        {
            yield return "Versions or times went back, or a version was left out.";
        }

        if (before.FirstRating is { } rated
            && ((rated.Contacted ?? after.FirstRating!.Contacted) != after.FirstRating!.Contacted
                || (rated.Resolution ?? after.FirstRating.Resolution) != after.FirstRating.Resolution
                || (rated.Satisfaction ?? after.FirstRating.Satisfaction) != after.FirstRating.Satisfaction))
        {
            yield return $"The first rating {rated} became {after.FirstRating}.";
        }

        var clocks = clocksAfter.ToDictionary(clock => clock.Key);
        foreach (var was in clocksBefore)
        {
            if (!clocks.TryGetValue(was.Key, out var now))
            {
                yield return $"{was.Key} has vanished.";
                continue;
            }

            if (was.Kind == ClockKind.Total)
            {
                if (now.StartedAt > was.StartedAt && !events.Any(happened => happened is CaseParted))
                {
                    yield return $"C0 was reset from {was.StartedAt:O} to {now.StartedAt:O}.";
                }

                continue;
            }

            if (now.StartedAt != was.StartedAt)
            {
                yield return $"{was.Key} started at {was.StartedAt:O} and now at {now.StartedAt:O}.";
            }

            if (was.StoppedAt is not null && now.StoppedAt != was.StoppedAt && !events.Any(happened => happened is ReviewReturned && was.IsResolution))
            {
                yield return $"{was.Key} stopped at {was.StoppedAt:O} and now at {now.StoppedAt?.ToString("O") ?? "not at all"}.";
            }

            if (now.DueAt != was.DueAt && !MayMove(was, before, events))
            {
                yield return $"{was.Key}{(was.StoppedAt is null ? "" : ", which had stopped,")} was due {was.DueAt:O} and now {now.DueAt:O} by {string.Join(" + ", events.Select(happened => happened.GetType().Name))}.";
            }
        }
    }

    // The documented reasons for which a due moment moves (domain.md §1.5, §2.1).
    private static bool MayMove(Clock was, Case before, IReadOnlyList<HotlineEvent> events) =>
        events.Any(happened => happened is DeadlinesRecounted or CaseReclassified)
        || (was.IsResolution && events.Any(happened => happened switch
        {
            ReviewReturned returned => returned.Assignments.Contains(was.Assignment!.Value),
            CaseParted => true,
            _ => false,
        }))
        || (was.StoppedAt is null && (was.Kind, before.Status) switch
        {
            (ClockKind.Dispatch, CaseStatus.AwaitingInfo) => true,
            (ClockKind.Resolve or ClockKind.Rework, CaseStatus.OnBook) => true,
            (ClockKind.Resolve or ClockKind.Rework, _) => events.Any(happened => happened is RequestApproved { Final: true } or CaseJoined),
            _ => false,
        });

    private static IEnumerable<string> OfTables(CaseStep step, int? assignment, Case before, Case after)
    {
        if (!CaseLifecycle.Cases.TryGetValue((before.Status, step), out var states) || !states.Contains(after.Status))
        {
            yield return $"The table does not list {before.Status} + {step} -> {after.Status}.";
        }

        foreach (var was in before.Assignments)
        {
            var now = after.Assignments[was.Number - 1];
            if ((was.Status != now.Status || (was.Number == assignment && step is not CaseStep.File))
                && (!CaseLifecycle.Assignments.TryGetValue((was.Status, step), out var listed) || !listed.Contains(now.Status)))
            {
                yield return $"The table does not list, for assignment {was.Number}, {was.Status} + {step} -> {now.Status}.";
            }
        }

        foreach (var made in after.Assignments.Skip(before.Assignments.Length).Where(made => made.Status != AssignmentStatus.Pending))
        {
            yield return $"Assignment {made.Number} began as {made.Status}.";
        }
    }

    // A timer signs what nobody signed and takes a case off the books; a message dispatches; another case's step is followed.
    private static IEnumerable<string> OfTimers(Case before, Case after, IReadOnlyList<HotlineEvent> events)
    {
        CaseStatus[] expected = events.Select(happened => happened switch
        {
            CaseReactivated or CaseDispatched => CaseStatus.InProgress,
            CaseHandledElsewhere => CaseStatus.AwaitingCallback,
            CaseUnlinked or CaseUnmerged => CaseStatus.AwaitingDispatch,
            _ => before.Status,
        }).Distinct().ToArray();
        if (!expected.Contains(after.Status))
        {
            yield return $"A timer or another case led {before.Status} to {after.Status}.";
        }

        foreach (var was in before.Assignments)
        {
            var now = after.Assignments[was.Number - 1].Status;
            if (now != was.Status && (was.Status, now) != (AssignmentStatus.Pending, AssignmentStatus.Working))
            {
                yield return $"A timer or another case led assignment {was.Number} from {was.Status} to {now}.";
            }
        }
    }
}
