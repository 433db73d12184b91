using System.Text;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Cases;

public sealed class CaseLifecycleTable
{
    private static readonly DateTimeOffset Now = At("2025-09-28T10:00:00+08:00");

    // What is asked for does not matter: the state is looked at before anything else.
    private static readonly IReadOnlyDictionary<CaseStep, Func<Case, Decision>> Asked = new Dictionary<CaseStep, Func<Case, Decision>>
    {
        [CaseStep.Answer] = @case => Answering.Decide(@case, new CaseAnswered(), Story.Agent),
        [CaseStep.Ask] = @case => Asking.Decide(@case, new InformationAsked { Missing = [MissingFact.Place] }, Story.Agent),
        [CaseStep.Supply] = Asking.Supply,
        [CaseStep.Guide] = @case => Guiding.Decide(@case, new CaseGuided { Reason = GuideReason.Petition }, null, ShippedZone.Basis, Now, Story.Agent),
        [CaseStep.HandOver] = @case => HandingOver.Decide(@case, new EmergencyHandedOver { Service = EmergencyService.Fire, HandedOverAt = Now }, Now),
        [CaseStep.Reclassify] = @case => Reclassifying.Decide(
            @case, new CaseReclassified { Type = CaseType.Complaint, Category = @case.Category, Urgency = @case.Urgency }, ShippedZone.Basis, Now, Story.Agent),
        [CaseStep.Merge] = @case => Merging.Merge(@case, Another, sameRequester: true, ShippedZone.Basis).Child,
        [CaseStep.Unmerge] = @case => Merging.Unmerge(@case, Another).Child,
        [CaseStep.Link] = @case => Merging.Link(@case, Another, ShippedZone.Basis).Child,
        [CaseStep.Unlink] = @case => Merging.Unlink(@case, Another).Child,
        [CaseStep.Void] = @case => Voiding.Decide(@case, new CaseVoided { Reason = VoidReason.Test }, Story.Agent),
        [CaseStep.Consult] = @case => Consulting.Open(@case, [Story.Lead, Story.Supporter], ACatalogue.With(), Story.Agent),
        [CaseStep.Conclude] = @case => Consulting.Conclude(
            @case, new ConsultationConcluded { Lead = Story.Lead, Designated = false }, ACatalogue.With(), Story.Agent),
        [CaseStep.Dispatch] = @case => Dispatching.ByDispatcher(@case, Order, ACatalogue.With(), ShippedZone.Basis, Now, Story.Agent),
        [CaseStep.Recall] = Dispatching.Recall,
        [CaseStep.Redispatch] = @case => Dispatching.Again(@case, Order, ACatalogue.With(), ShippedZone.Basis, Now, Story.Agent),
        [CaseStep.AddSupport] = @case => Dispatching.AddSupport(@case, "commerce", ACatalogue.With()),
        [CaseStep.Sign] = @case => Signing.Decide(@case, 1),
        [CaseStep.Contact] = @case => Contacting.Decide(@case, new RequesterContacted { Assignment = 1, Means = ContactMeans.Phone, Reached = true }),
        [CaseStep.Note] = @case => Noting.Decide(@case, new HandlingNoted { Assignment = 1, Public = false }),
        [CaseStep.Delegate] = @case => Noting.Delegate(@case, new AssignmentDelegated { Assignment = 1, DueOn = On("2025-09-30") }, ShippedZone.Basis, Now),
        [CaseStep.File] = @case => Requesting.Decide(
            @case,
            new RequestFiled { Request = 0, Kind = RequestKind.Return, Assignment = 1, Reason = RequestReason.NotOurDuty, Suggested = "commerce" },
            ACatalogue.With(),
            ShippedZone.Basis,
            Now,
            TestHotline.Unit),
        [CaseStep.Approve] = @case => DecidingRequests.Approve(@case, 1, ACatalogue.With(), Story.Agent),
        [CaseStep.Refuse] = @case => DecidingRequests.Refuse(@case, 1, Story.Agent),
        [CaseStep.Retract] = @case => DecidingRequests.Retract(@case, 1, TestHotline.Unit),
        [CaseStep.Progress] = Booking.Report,
        [CaseStep.Reactivate] = Booking.Reactivate,
        [CaseStep.Reply] = @case => Replying.Decide(@case, Story.ReplyOf(1)),
        [CaseStep.Review] = @case => Reviewing.Pass(@case, Story.Agent),
        [CaseStep.Claim] = @case => Claiming.Claim(@case, Story.Agent),
        [CaseStep.Release] = @case => Claiming.Release(@case, Story.Agent),
        [CaseStep.Callback] = @case => CallingBack.Decide(@case, Story.CallbackOf(Resolution.Solved, Satisfaction.Satisfied), null, China, Now, Story.Agent),
        [CaseStep.Judge] = @case => Judging.Decide(@case, new RatingJudged { Justified = true }, ShippedZone.Basis, Now, Story.Agent),
        [CaseStep.Remind] = @case => Reminding.Decide(@case, ReminderSource.Requester, ShippedZone.Basis, Now),
        [CaseStep.Supervise] = @case => Supervising.Issue(@case, Story.Lead, null, SupervisionOrigin.Ordered, ACatalogue.With(), ShippedZone.Basis, Now),
        [CaseStep.Instruct] = @case => Supervising.Issue(@case, Story.Lead, null, SupervisionOrigin.Instruction, ACatalogue.With(), ShippedZone.Basis, Now),
        [CaseStep.Withdraw] = Withdrawing.Decide,
        [CaseStep.Reopen] = @case => Reopening.Decide(@case, Story.Lead, ACatalogue.With(), ShippedZone.Basis, Now, Story.Agent),
    };

    private static DispatchOrder Order => new("commerce", [], "basis", null, Designated: false);

    private static Case Another => Story.Begin().Case with { Number = "250926-000002-2" };

    [Test]
    public void Allows_exactly_these_moves_of_a_case() => Assert.That(
        Print(CaseLifecycle.Cases),
        Is.EqualTo("""
            Draft + Register -> AwaitingDispatch
            Draft + Answer -> Closed
            Draft + Ask -> AwaitingInfo
            Draft + Guide -> Guided
            Draft + Merge -> Merged
            Draft + Link -> InProgress
            AwaitingInfo + Ask -> AwaitingInfo
            AwaitingInfo + Supply -> AwaitingDispatch
            AwaitingInfo + Guide -> Guided
            AwaitingInfo + HandOver -> AwaitingInfo
            AwaitingInfo + Reclassify -> AwaitingInfo
            AwaitingInfo + Merge -> Merged
            AwaitingInfo + Link -> InProgress
            AwaitingInfo + Void -> Voided
            AwaitingInfo + Remind -> AwaitingInfo
            AwaitingInfo + Supervise -> AwaitingInfo
            AwaitingInfo + Instruct -> AwaitingInfo
            AwaitingInfo + Withdraw -> Closed
            AwaitingDispatch + Answer -> Closed
            AwaitingDispatch + Ask -> AwaitingInfo
            AwaitingDispatch + Guide -> Guided
            AwaitingDispatch + HandOver -> AwaitingDispatch
            AwaitingDispatch + Reclassify -> AwaitingDispatch
            AwaitingDispatch + Merge -> Merged
            AwaitingDispatch + Link -> InProgress
            AwaitingDispatch + Void -> Voided
            AwaitingDispatch + Consult -> InConsultation
            AwaitingDispatch + Dispatch -> InProgress
            AwaitingDispatch + Claim -> AwaitingDispatch
            AwaitingDispatch + Release -> AwaitingDispatch
            AwaitingDispatch + Remind -> AwaitingDispatch
            AwaitingDispatch + Supervise -> AwaitingDispatch
            AwaitingDispatch + Instruct -> AwaitingDispatch
            AwaitingDispatch + Withdraw -> Closed
            InConsultation + HandOver -> InConsultation
            InConsultation + Reclassify -> InConsultation
            InConsultation + Merge -> Merged
            InConsultation + Link -> InProgress
            InConsultation + Void -> Voided
            InConsultation + Conclude -> AwaitingDispatch
            InConsultation + Remind -> InConsultation
            InConsultation + Supervise -> InConsultation
            InConsultation + Instruct -> InConsultation
            InConsultation + Withdraw -> Closed
            InProgress + HandOver -> InProgress
            InProgress + Reclassify -> InProgress
            InProgress + Merge -> Merged
            InProgress + Link -> InProgress
            InProgress + Unlink -> AwaitingDispatch
            InProgress + Recall -> AwaitingDispatch
            InProgress + Redispatch -> InProgress
            InProgress + AddSupport -> InProgress
            InProgress + Sign -> InProgress
            InProgress + Contact -> InProgress
            InProgress + Note -> InProgress
            InProgress + Delegate -> InProgress
            InProgress + File -> InProgress
            InProgress + Approve -> AwaitingInfo, AwaitingDispatch, InConsultation, InProgress, OnBook
            InProgress + Refuse -> InProgress
            InProgress + Retract -> InProgress
            InProgress + Reply -> InProgress, AwaitingReview
            InProgress + Remind -> InProgress
            InProgress + Supervise -> InProgress
            InProgress + Instruct -> InProgress
            InProgress + Withdraw -> Closed
            OnBook + HandOver -> OnBook
            OnBook + Reclassify -> OnBook
            OnBook + Merge -> Merged
            OnBook + Link -> InProgress
            OnBook + Sign -> OnBook
            OnBook + Contact -> OnBook
            OnBook + Note -> OnBook
            OnBook + Approve -> OnBook
            OnBook + Refuse -> OnBook
            OnBook + Retract -> OnBook
            OnBook + Progress -> OnBook
            OnBook + Reactivate -> InProgress
            OnBook + Remind -> OnBook
            OnBook + Supervise -> OnBook
            OnBook + Instruct -> OnBook
            OnBook + Withdraw -> Closed
            AwaitingReview + HandOver -> AwaitingReview
            AwaitingReview + Merge -> Merged
            AwaitingReview + Link -> InProgress
            AwaitingReview + Review -> InProgress, AwaitingCallback, Closed
            AwaitingReview + Claim -> AwaitingReview
            AwaitingReview + Release -> AwaitingReview
            AwaitingReview + Remind -> AwaitingReview
            AwaitingReview + Supervise -> AwaitingReview
            AwaitingReview + Instruct -> AwaitingReview
            AwaitingReview + Withdraw -> Closed
            AwaitingCallback + HandOver -> AwaitingCallback
            AwaitingCallback + Merge -> Merged
            AwaitingCallback + Claim -> AwaitingCallback
            AwaitingCallback + Release -> AwaitingCallback
            AwaitingCallback + Callback -> AwaitingCallback, Closed
            AwaitingCallback + Judge -> InProgress, Closed
            AwaitingCallback + Remind -> AwaitingCallback
            AwaitingCallback + Supervise -> AwaitingCallback, Closed
            AwaitingCallback + Instruct -> AwaitingCallback
            AwaitingCallback + Withdraw -> Closed
            Closed + File -> Closed
            Closed + Approve -> Closed
            Closed + Refuse -> Closed
            Closed + Retract -> Closed
            Closed + Reopen -> InProgress
            Closed + Archive -> Archived
            Guided + Archive -> Archived
            Merged + Unmerge -> AwaitingDispatch
            Merged + Archive -> Archived
            Voided + Archive -> Archived

            """));

    [Test]
    public void Allows_exactly_these_moves_of_an_assignment() => Assert.That(
        Print(CaseLifecycle.Assignments),
        Is.EqualTo("""
            Pending + Merge -> Withdrawn
            Pending + Link -> Withdrawn
            Pending + Recall -> Withdrawn
            Pending + Redispatch -> Withdrawn
            Pending + Sign -> Working
            Pending + File -> ReturnRequested
            Pending + Approve -> Withdrawn
            Pending + Reply -> Withdrawn
            Pending + Withdraw -> Withdrawn
            Working + Merge -> Withdrawn
            Working + Link -> Withdrawn
            Working + Recall -> Withdrawn
            Working + Redispatch -> Withdrawn
            Working + Contact -> Working
            Working + Note -> Working
            Working + Delegate -> Working
            Working + File -> Working, ReturnRequested
            Working + Approve -> Working, Withdrawn
            Working + Refuse -> Working
            Working + Retract -> Working
            Working + Reply -> Replied, Withdrawn
            Working + Withdraw -> Withdrawn
            ReturnRequested + Merge -> Withdrawn
            ReturnRequested + Link -> Withdrawn
            ReturnRequested + Recall -> Withdrawn
            ReturnRequested + Redispatch -> Withdrawn
            ReturnRequested + Contact -> ReturnRequested
            ReturnRequested + Note -> ReturnRequested
            ReturnRequested + Approve -> Returned, Withdrawn
            ReturnRequested + Refuse -> Working
            ReturnRequested + Retract -> Working
            ReturnRequested + Reply -> Withdrawn
            ReturnRequested + Withdraw -> Withdrawn
            Replied + Merge -> Withdrawn
            Replied + Link -> Withdrawn
            Replied + Recall -> Withdrawn
            Replied + Redispatch -> Withdrawn
            Replied + Approve -> Withdrawn
            Replied + Review -> Working, Done
            Replied + Withdraw -> Withdrawn
            Done + File -> Done

            """));

    [Test]
    public void Knows_a_decision_for_every_step() => Assert.That(
        Asked.Keys,
        Is.EquivalentTo(Enum.GetValues<CaseStep>().Except([CaseStep.Register, CaseStep.Archive])),
        "a registration starts from nothing, and a timer that archives is told nothing instead of no");

    [Test]
    public void Refuses_every_other_pair_of_state_and_step()
    {
        foreach (var (status, story) in OneOfEach())
        {
            Assert.That(story.Case.Status, Is.EqualTo(status));
            foreach (var step in Enum.GetValues<CaseStep>())
            {
                var expected = CaseLifecycle.Cases.ContainsKey((status, step)) ? null : "case.step_not_allowed";
                Assert.That(CaseLifecycle.Check(story.Case, step)?.Code, Is.EqualTo(expected), $"{status} + {step}");
                if (expected is not null && Asked.TryGetValue(step, out var ask))
                {
                    Assert.That(ask(story.Case).Code(), Is.EqualTo(expected), $"the decision of {step} for a case that is {status}");
                }
            }
        }
    }

    [Test]
    public void Archives_only_what_has_ended()
    {
        foreach (var (status, story) in OneOfEach())
        {
            var archived = Archiving.Decide(story.Case, ShippedZone.Basis, At("2026-09-26T10:00:00+08:00")).Events.Count == 1;
            Assert.That(archived, Is.EqualTo(CaseLifecycle.Cases.ContainsKey((status, CaseStep.Archive))), status.ToString());
        }
    }

    [Test]
    public void Refuses_every_other_pair_of_an_assignments_state_and_step()
    {
        var steps = new[] { CaseStep.Sign, CaseStep.Contact, CaseStep.Note, CaseStep.Delegate, CaseStep.File, CaseStep.Reply };
        foreach (var (status, story) in OneAssignmentOfEach())
        {
            Assert.That(story.Case.Assignments[0].Status, Is.EqualTo(status));
            foreach (var step in steps.Where(step => !CaseLifecycle.Assignments.ContainsKey((status, step))))
            {
                Assert.That(Asked[step](story.Case).Code(), Is.EqualTo("assignment.step_not_allowed"), $"{status} + {step}");
            }
        }
    }

    [Test]
    public void Leads_every_step_only_to_a_listed_state()
    {
        var decided = new HashSet<CaseStep>();
        foreach (var (_, story) in OneOfEach().Concat(OneAssignmentOfEach().Select(entry => (default(CaseStatus), entry.Story))).Concat(WithRequests()))
        {
            foreach (var (step, ask) in Asked)
            {
                var before = story.Case;
                var events = ask(before).Events;
                if (events.Count == 0)
                {
                    continue;
                }

                decided.Add(step);
                var after = Applied(before, events);
                Assert.That(CaseLifecycle.Cases[(before.Status, step)], Does.Contain(after.Status), $"{before.Status} + {step}");
                foreach (var (was, became) in before.Assignments.Zip(after.Assignments).Where(pair => pair.First.Status != pair.Second.Status))
                {
                    Assert.That(
                        CaseLifecycle.Assignments.GetValueOrDefault((was.Status, step), []), Does.Contain(became.Status), $"{was.Status} + {step} of a case that is {before.Status}");
                }
            }
        }

        Assert.That(decided, Is.SupersetOf(new[] { CaseStep.Approve, CaseStep.Refuse, CaseStep.Retract, CaseStep.Recall, CaseStep.Review, CaseStep.Judge, CaseStep.Reopen }));
    }

    private static Case Applied(Case before, IEnumerable<HotlineEvent> events) => events.Aggregate(
        before, (@case, happened) => @case.Apply(happened with { Number = @case.Number, Version = @case.Version + 1, At = Now, Actor = "tester" }));

    private static IEnumerable<(CaseStatus, Story)> OneOfEach()
    {
        yield return (CaseStatus.AwaitingInfo, Story.Begin().Then(new InformationAsked { Missing = [MissingFact.Place] }));
        yield return (CaseStatus.AwaitingDispatch, Story.Begin());
        yield return (CaseStatus.InConsultation, Story.Begin().Then(new ConsultationOpened { Units = [Story.Lead, Story.Supporter] }));
        yield return (CaseStatus.InProgress, Story.Dispatched());
        yield return (CaseStatus.OnBook, Filed(Story.Signed(), RequestKind.OnBook).Then(new RequestApproved { Request = 1, Role = Role.Leader, Final = true }));
        yield return (CaseStatus.AwaitingReview, Story.InReview());
        yield return (CaseStatus.AwaitingCallback, Story.InCallback());
        yield return (CaseStatus.AwaitingCallback, Story.InCallback().CallBack(Resolution.Unsolved, Satisfaction.Dissatisfied).Then(new ReworkProposed { Actor = "caller" }));
        yield return (CaseStatus.Closed, Story.InCallback().Close());
        yield return (CaseStatus.Guided, Story.Begin().Then(new CaseGuided { Reason = GuideReason.Petition }));
        yield return (CaseStatus.Merged, Story.Begin().Then(new CaseMerged { Into = "250926-000002-2" }));
        yield return (CaseStatus.Voided, Story.Begin().Then(new CaseVoided { Reason = VoidReason.Test }));
        yield return (CaseStatus.Archived, Story.InCallback().Close().Then(new CaseArchived()));
    }

    // Beside each a supporter who has begun, so that what happens to the lead is seen to happen to it too.
    private static IEnumerable<(AssignmentStatus Status, Story Story)> OneAssignmentOfEach()
    {
        Story Begun() => Story.Begin().On("2025-09-26T16:55:00+08:00").Dispatch(Story.Lead, Story.Supporter).Sign(2);
        yield return (AssignmentStatus.Pending, Begun());
        yield return (AssignmentStatus.Working, Begun().Sign(1));
        yield return (AssignmentStatus.ReturnRequested, Filed(Begun().Sign(1), RequestKind.Return));
        yield return (AssignmentStatus.Replied, Begun().Sign(1).Reply(1));
    }

    private static IEnumerable<(CaseStatus, Story)> WithRequests()
    {
        foreach (var kind in Enum.GetValues<RequestKind>())
        {
            yield return (default, kind is RequestKind.Unreasonable or RequestKind.Appeal
                ? Filed(Story.InCallback().Close(), kind)
                : Filed(Story.Begin().Dispatch(Story.Lead, Story.Supporter).Sign(1).Sign(2), kind));
        }
    }

    private static Story Filed(Story story, RequestKind kind) => story.Then(new RequestFiled
    {
        Request = 1,
        Kind = kind,
        Assignment = 1,
        Reason = Requesting.ReasonsOf(kind)[0],
        Unit = Story.Lead,
        Suggested = kind == RequestKind.Support ? "finance" : null,
        By = kind == RequestKind.Extension ? "2wd" : null,
        TargetOn = kind == RequestKind.OnBook ? On("2025-11-03") : null,
        Metric = kind == RequestKind.Appeal ? Metric.OnTime : null,
    });

    // Every pair is asked for, so a state or step that is added shows up here.
    private static string Print<TStatus>(IReadOnlyDictionary<(TStatus From, CaseStep Step), TStatus[]> table)
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
