using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Samples;
using Hotline.Zone;

namespace Hotline.Tests.Samples;

/// <summary>
/// The sample quarter by the pure rules alone, without storage, bus or use case: everything that is planned, in the order
/// of time, and at the end of each stretch what the deadlines do by themselves. A refusal fails the test.
/// </summary>
internal sealed class PlannedLife
{
    private readonly HotlineZone _zone;
    private readonly Dictionary<string, PlannedCase> _plan;
    private readonly Dictionary<string, Case> _cases = [];
    private readonly Dictionary<string, DateTimeOffset> _notices = [];
    private readonly List<HotlineEvent> _log = [];

    private PlannedLife(HotlineZone zone, SamplePlan plan)
    {
        _zone = zone;
        _plan = plan.Cases.ToDictionary(planned => planned.Number);
    }

    public IReadOnlyDictionary<string, Case> Cases => _cases;

    public IReadOnlyList<HotlineEvent> Log => _log;

    public static PlannedLife Live(HotlineZone zone, SamplePlan plan)
    {
        var life = new PlannedLife(zone, plan);
        var moves = plan.Cases
            .SelectMany(planned => planned.Steps
                .Select(step => (step.At, Move: (Action)(() => life.Take(planned.Number, step))))
                .Append((planned.At, () => life.TakeIn(planned)))
                .Concat(planned.DispatchAt is { } at ? [(at, () => life.Dispatch(planned.Number, at))] : []))
            .OrderBy(move => move.At)
            .ToList();
        var next = 0;
        for (var end = plan.Begin + SamplePlan.Stretch; end <= plan.End; end += SamplePlan.Stretch)
        {
            for (; next < moves.Count && moves[next].At < end; next++)
            {
                moves[next].Move();
            }

            foreach (var number in life._notices.Where(notice => notice.Value <= end).Select(notice => notice.Key).Order(StringComparer.Ordinal).ToList())
            {
                var before = life._cases[number];
                life.Happen(number, end, Actor.System, TurningLights.Decide(before, zone.BasisOf(before), end));
            }
        }

        Assert.That(next, Is.EqualTo(moves.Count));
        return life;
    }

    private void TakeIn(PlannedCase planned)
    {
        var intake = planned.Intake;
        Happen(planned.Number, planned.At, planned.Actor, Registering.Decide(
            new CaseRegistered
            {
                Channel = intake.Channel!.Value,
                RequesterKind = intake.RequesterKind!.Value,
                Type = intake.Type!.Value,
                Category = intake.Category!,
                Area = intake.Area,
                Urgency = intake.Urgency!.Value,
                Confidential = intake.Confidential,
                Anonymous = intake.Anonymous,
                ReplyWanted = intake.ReplyWanted,
                ReceivedAt = intake.ReceivedAt!.Value,
                ProfileVersion = _zone.Profile.Version,
                CalendarVersion = _zone.Calendar.Version,
            },
            intake.HandOver is { } handed ? new EmergencyHandedOver { Service = handed.Service!.Value, HandedOverAt = planned.At } : null,
            intake switch
            {
                { Answer: { } answer } => new CaseAnswered { Resolution = answer.Resolution, Satisfaction = answer.Satisfaction },
                { Guide: { } guide } => new CaseGuided { Reason = guide.Reason!.Value },
                { Ask: { } ask } => new InformationAsked { Missing = ask.Missing! },
                _ => null,
            }));
        if ((intake.MergeInto ?? intake.LinkTo) is { } main)
        {
            Join(planned.Number, main, planned.At, planned.Actor, intake.MergeInto is not null);
        }
    }

    private void Dispatch(string number, DateTimeOffset at) => Happen(number, at, Actor.System, Dispatching.ByCatalogue(_cases[number], _zone.Catalogue));

    private void Take(string number, PlannedStep step)
    {
        var @case = _cases[number];
        switch (step.Said)
        {
            case MergeCase.Command merge:
                Join(number, merge.Into!, step.At, step.Actor, isMerge: true);
                break;
            case LinkCase.Command link:
                Join(number, link.Into!, step.At, step.Actor, isMerge: false);
                break;
            case UnmergeCase.Command:
                Both(number, @case.MergedInto!, step.At, step.Actor, Merging.Unmerge(@case, _cases[@case.MergedInto!]));
                break;
            case UnlinkCase.Command:
                Both(number, @case.Follows!, step.At, step.Actor, Merging.Unlink(@case, _cases[@case.Follows!]));
                break;
            default:
                Happen(number, step.At, step.Actor, Decide(@case, step.Said, step.Actor, step.At));
                break;
        }
    }

    private void Join(string number, string main, DateTimeOffset at, Actor actor, bool isMerge)
    {
        var (child, other) = (_cases[number], _cases[main]);
        Both(number, main, at, actor, isMerge
            ? Merging.Merge(child, other, _plan[number].Intake.Requester!.Phone == _plan[main].Intake.Requester!.Phone, _zone.BasisOf(child))
            : Merging.Link(child, other, _zone.BasisOf(child)));
    }

    private void Both(string number, string other, DateTimeOffset at, Actor actor, (Decision Mine, Decision Theirs) decided)
    {
        Happen(other, at, actor, decided.Theirs);
        Happen(number, at, actor, decided.Mine);
    }

    private Decision Decide(Case @case, object said, Actor actor, DateTimeOffset now)
    {
        var basis = _zone.BasisOf(@case);
        var catalogue = _zone.Catalogue;
        Decision File(RequestKind kind, RequestCommand command, Func<RequestFiled, RequestFiled>? complete = null)
        {
            var filed = new RequestFiled { Request = 0, Kind = kind, Assignment = command.Assignment!.Value, Reason = command.Reason!.Value };
            return Requesting.Decide(@case, complete?.Invoke(filed) ?? filed, catalogue, basis, now, actor);
        }

        return said switch
        {
            AnswerCase.Command answer => Answering.Decide(
                @case, new CaseAnswered { Resolution = answer.Resolution, Satisfaction = answer.Satisfaction }, actor),
            AskForInformation.Command ask => Asking.Decide(@case, new InformationAsked { Missing = ask.Missing! }, actor),
            SupplyInformation.Command => Asking.Supply(@case),
            GuideCase.Command guide => Guiding.Decide(@case, new CaseGuided { Reason = guide.Reason!.Value }, null, basis, now, actor),
            HandOver handed => HandingOver.Decide(@case, new EmergencyHandedOver { Service = handed.Service!.Value, HandedOverAt = now }, now),
            ReclassifyCase.Command other => Reclassifying.Decide(
                @case,
                new CaseReclassified
                {
                    Type = other.Type ?? @case.Type,
                    Category = other.Category ?? @case.Category,
                    Area = other.Area ?? @case.Area,
                    Urgency = other.Urgency ?? @case.Urgency,
                },
                basis,
                now,
                actor),
            VoidCase.Command voided => Voiding.Decide(@case, new CaseVoided { Reason = voided.Reason!.Value }, actor),
            ConsultUnits.Command consult => Consulting.Open(@case, consult.Units!, catalogue, actor),
            ConcludeConsultation.Command concluded => Consulting.Conclude(
                @case,
                new ConsultationConcluded { Lead = concluded.Lead!, Supporters = concluded.Supporters ?? [], Designated = concluded.Designated },
                catalogue,
                actor),
            RedispatchCase.Command again => Dispatching.Again(@case, OrderOf(again), catalogue, basis, now, actor),
            DispatchCase.Command dispatch => Dispatching.ByDispatcher(@case, OrderOf(dispatch), catalogue, basis, now, actor),
            RecallCase.Command => Dispatching.Recall(@case),
            AddSupport.Command add => Dispatching.AddSupport(@case, add.Unit!, catalogue),
            SignAssignment.Command sign => Signing.Decide(@case, sign.Assignment!.Value),
            ContactRequester.Command contact => Contacting.Decide(@case, new RequesterContacted
            {
                Assignment = contact.Assignment!.Value,
                Means = contact.Means!.Value,
                Reached = contact.Reached!.Value,
            }),
            NoteHandling.Command note => Noting.Decide(@case, new HandlingNoted { Assignment = note.Assignment!.Value, Public = note.Public }),
            DelegateAssignment.Command inner => Noting.Delegate(
                @case, new AssignmentDelegated { Assignment = inner.Assignment!.Value, DueOn = inner.DueOn!.Value }, basis, now),
            ReturnAssignment.Command back => File(RequestKind.Return, back, filed => filed with { Suggested = back.Suggested }),
            ExtendAssignment.Command extend => File(RequestKind.Extension, extend, filed => filed with { By = extend.By }),
            PutOnBook.Command book => File(RequestKind.OnBook, book, filed => filed with { TargetOn = book.TargetOn }),
            RequestSupport.Command support => File(RequestKind.Support, support, filed => filed with { Suggested = support.Suggested }),
            CallUnreasonable.Command unreasonable => File(RequestKind.Unreasonable, unreasonable),
            AppealScore.Command appeal => File(RequestKind.Appeal, appeal, filed => filed with { Metric = appeal.Metric }),
            ApproveRequest.Command approve => DecidingRequests.Approve(@case, approve.Request!.Value, catalogue, actor),
            RefuseRequest.Command refuse => DecidingRequests.Refuse(@case, refuse.Request!.Value, actor),
            RetractRequest.Command retract => DecidingRequests.Retract(@case, retract.Request!.Value, actor),
            ReportProgress.Command => Booking.Report(@case),
            ReactivateCase.Command => Booking.Reactivate(@case),
            ReplyToAssignment.Command reply => Replying.Decide(@case, new AssignmentReplied
            {
                Assignment = reply.Assignment!.Value,
                Substantiated = reply.Substantiated!.Value,
                Contacted = reply.Contacted!.Value,
                Resolution = reply.Resolution!.Value,
                WithoutSupport = reply.WithoutSupport,
            }),
            ReviewFeedback.Command { Outcome: ReviewOutcome.Return } returned => Reviewing.Return(
                @case, new ReviewReturned { Defects = [.. returned.Defects!], Assignments = [.. returned.Assignments ?? []] }, actor),
            ReviewFeedback.Command { Outcome: ReviewOutcome.Close } waived => Reviewing.Waive(
                @case, new CallbackWaived { Reason = waived.WaiveReason!.Value }, _plan[@case.Number].Intake.Requester!.Phone is not null, actor),
            ReviewFeedback.Command => Reviewing.Pass(@case, actor),
            ClaimCase.Command => Claiming.Claim(@case, actor),
            ReleaseCase.Command => Claiming.Release(@case, actor),
            RecordCallback.Command call => CallingBack.Decide(
                @case,
                new CallbackAttempted { Reached = call.Reached!.Value, Contacted = call.Contacted, Resolution = call.Resolution, Satisfaction = call.Satisfaction },
                call.Outcome,
                basis.Calendar,
                now,
                actor),
            JudgeRating.Command judge => Judging.Decide(@case, new RatingJudged { Justified = judge.Justified!.Value }, basis, now, actor),
            RemindUnits.Command remind => Reminding.Decide(@case, remind.Source!.Value, basis, now),
            SuperviseCase.Command order => Supervising.Issue(@case, order.Unit, order.DueOn, SupervisionOrigin.Ordered, catalogue, basis, now),
            InstructOnCase.Command instruct => Supervising.Issue(@case, instruct.Unit, instruct.DueOn, SupervisionOrigin.Instruction, catalogue, basis, now),
            ReportSupervision.Command report => Supervising.Report(@case, report.Supervision!.Value, askBack: false, actor),
            ReturnSupervision.Command back => Supervising.Report(@case, back.Supervision!.Value, askBack: true, actor),
            SettleSupervision.Command settle => Supervising.Settle(@case, settle.Supervision!.Value, settle.Outcome!.Value, actor),
            WithdrawCase.Command => Withdrawing.Decide(@case),
            ReopenCase.Command reopen => Reopening.Decide(@case, reopen.Lead, catalogue, basis, now, actor),
            _ => throw new ArgumentOutOfRangeException(nameof(said), said, "Unknown step."),
        };
    }

    private static DispatchOrder OrderOf(DispatchCase.Command command) =>
        new(command.Lead!, command.Supporters ?? [], command.Basis!, command.DueOn, command.Designated);

    private void Happen(string number, DateTimeOffset at, Actor actor, Decision decision)
    {
        var before = _cases.GetValueOrDefault(number);
        Assert.That(decision.Refusal, Is.Null, $"{number} {at:O}");
        if (decision.Events.Count == 0)
        {
            return;
        }

        var version = before?.Version ?? 0;
        HotlineEvent[] events =
        [
            .. decision.Events.Select(happened => happened with { Number = number, Version = ++version, At = at, Actor = actor.Name, Unit = happened.Unit ?? actor.Unit }),
        ];
        var after = before is null ? Case.Fold(events) : events.Aggregate(before, (state, happened) => state.Apply(happened));
        _log.AddRange(events);
        _cases[number] = after;
        if (DeadlinePlan.Clocks(after, _zone.BasisOf(after)).Min(clock => clock.NextNoticeAt) is { } notice)
        {
            _notices[number] = notice;
        }
        else
        {
            _notices.Remove(number);
        }

        foreach (var joined in before?.Status == after.Status ? [] : after.Joined.Where(joined => joined.Bond == Bond.Linked))
        {
            Happen(joined.Number, at, Actor.System, Merging.Follow(_cases[joined.Number], before!, after));
        }
    }
}
