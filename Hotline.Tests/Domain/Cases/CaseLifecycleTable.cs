using System.Text;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Cases;

public sealed class CaseLifecycleTable
{
    [Test]
    public void Allows_exactly_these_moves_of_a_case() => Assert.That(
        Print(CaseLifecycle.Cases.ToDictionary(entry => (entry.Key.From, entry.Key.Step), entry => entry.Value)),
        Is.EqualTo("""
            AwaitingDispatch + Answer -> Closed
            AwaitingDispatch + Dispatch -> InProgress
            InProgress + Sign -> InProgress
            InProgress + Contact -> InProgress
            InProgress + Reply -> InProgress, AwaitingReview
            AwaitingReview + Review -> AwaitingCallback
            AwaitingCallback + Callback -> InProgress, AwaitingCallback, Closed

            """));

    [Test]
    public void Allows_exactly_these_moves_of_an_assignment() => Assert.That(
        Print(CaseLifecycle.Assignments.ToDictionary(entry => (entry.Key.From, entry.Key.Step), entry => entry.Value)),
        Is.EqualTo("""
            Pending + Sign -> Working
            Pending + Reply -> Withdrawn
            Working + Contact -> Working
            Working + Reply -> Replied, Withdrawn
            Replied + Review -> Done

            """));

    [Test]
    public void Refuses_every_other_pair_of_state_and_step()
    {
        foreach (var (status, @case) in OneOfEach())
        {
            foreach (var step in Enum.GetValues<CaseStep>())
            {
                var code = CaseLifecycle.Check(@case, step)?.Code;
                Assert.That(code, Is.EqualTo(CaseLifecycle.Cases.ContainsKey((status, step)) ? null : "case.step_not_allowed"), $"{status} + {step}");
            }
        }
    }

    [Test]
    public void Leads_every_step_only_to_a_listed_state()
    {
        var walks = new[]
        {
            Story.Signed().Contact(1, reached: false).Contact(1, reached: true).Reply(1).Review()
                .Then(new CallbackAttempted { Reached = false })
                .CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied).Rework(2, 2).Sign(2).Reply(2).Review()
                .CallBack(Resolution.Solved, Satisfaction.Satisfied).Close(),
            Story.Begin().Then(new CaseAnswered()).Close(ClosingResult.AnsweredDirectly),
            Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1).Sign(2).Reply(2).Reply(1),
        };
        foreach (var events in walks.Select(walk => walk.Events))
        {
            // Events of one step carry on from each other; what counts is where the step's last one leaves the case.
            var from = Case.Fold(events.Take(1)).Status;
            for (var count = 2; count <= events.Count; count++)
            {
                if (count < events.Count && events[count] is ReworkOrdered or CaseClosed)
                {
                    continue;
                }

                var to = Case.Fold(events.Take(count)).Status;
                var steps = CaseLifecycle.Cases.Where(entry => entry.Key.From == from && entry.Value.Contains(to));
                Assert.That(steps, Is.Not.Empty, $"{events[count - 1].GetType().Name}: {from} to {to}");
                from = to;
            }
        }
    }

    private static IEnumerable<(CaseStatus, Case)> OneOfEach()
    {
        yield return (CaseStatus.AwaitingDispatch, Story.Begin().Case);
        yield return (CaseStatus.InProgress, Story.Dispatched().Case);
        yield return (CaseStatus.AwaitingReview, Story.InReview().Case);
        yield return (CaseStatus.AwaitingCallback, Story.InCallback().Case);
        yield return (CaseStatus.Closed, Story.InCallback().Close().Case);
    }

    // Every pair is asked for, so a state or step that is added shows up here.
    private static string Print<TStatus>(Dictionary<(TStatus From, CaseStep Step), TStatus[]> table)
        where TStatus : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var from in Enum.GetValues<TStatus>())
        {
            foreach (var step in Enum.GetValues<CaseStep>())
            {
                if (table.TryGetValue((from, step), out var to))
                {
                    text.Append(from).Append(" + ").Append(step).Append(" -> ").AppendJoin(", ", to.Order()).Append('\n');
                }
            }
        }

        return text.ToString();
    }
}
