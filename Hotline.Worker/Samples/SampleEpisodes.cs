using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;

namespace Hotline.Samples;

/// <summary>What does not go straight from dispatch to closing: returns, requests, orders, judgements and what comes after.</summary>
internal sealed partial class SampleHandling
{
    /// <summary>Whose duty it might be instead: neighbours in the catalogue of duties, in the order of likelihood.</summary>
    private static readonly Dictionary<string, string[]> Neighbours = new()
    {
        ["urban-enforcement"] = ["new-town-construction", "zone-platform", "street-east-office"],
        ["new-town-construction"] = ["zone-platform", "natural-resources", "urban-enforcement"],
        ["zone-platform"] = ["new-town-construction", "urban-enforcement", "transport"],
        ["ecology"] = ["urban-enforcement", "new-town-construction", "town-south-office"],
        ["public-service"] = ["government-affairs", "street-west-office", "justice"],
        ["market-regulation"] = ["urban-enforcement", "commerce", "public-security"],
        ["transport"] = ["public-security", "urban-enforcement", "new-town-construction"],
    };

    private static readonly string[] EverybodysNeighbours = ["government-affairs", "street-east-office", "party-office"];

    /// <summary>Until it is settled who handles the case.</summary>
    /// <returns>Since when the units that will are responsible; <c>null</c> when it ended on the way.</returns>
    private DateTimeOffset? Route(DateTimeOffset start)
    {
        switch (course.Episode)
        {
            case Episode.Returned or Episode.ReturnEscalated:
                return GivenBack(start, 1);
            case Episode.ReturnedTwice:
                return GivenBack(start, 2);
            case Episode.ReturnedThrice:
                return GivenBack(start, 3);
            case Episode.ReturnAgreed:
                var agreed = AskBack(start, RequestReason.NotOurDuty, Others(Lead.Unit)[0]);
                var took = Work(agreed, random.Minutes(15, 60));
                var taker = Others(Lead.Unit)[0];
                Add<ApproveRequest, ApproveRequest.Command>(took, SampleStaff.Head(taker), new() { Request = _requests, Note = random.Pick(words.ReturnNotes) });
                Assign([taker]);
                return took;
            case Episode.ReturnRefused:
                var asked = AskBack(start, RequestReason.NotOurArea, Others(Lead.Unit)[0]);
                var refused = Desk(asked, 15, 90);
                Add<RefuseRequest, RefuseRequest.Command>(refused, SampleStaff.Dispatcher(random), new() { Request = _requests, Reason = random.Pick(words.ReturnRefusals) });
                _since = start;
                return refused;
            case Episode.ReturnRetracted:
                var filed = AskBack(start, RequestReason.SeveralUnits, null);
                var retracted = Work(filed, random.Minutes(10, 40));
                Add<RetractRequest, RetractRequest.Command>(retracted, Of(Lead.Unit, retracted), new() { Request = _requests });
                _since = start;
                return retracted;
            case Episode.ReturnedForInformation:
                return Complete(Approved(AskBack(start, RequestReason.InformationMissing, null)));
            case Episode.ReturnedToConsult:
                return Consult(Approved(AskBack(start, RequestReason.SeveralUnits, null)));
            case Episode.ReturnedToGuide:
                var guided = Desk(Approved(AskBack(start, RequestReason.LegalChannel, null)), 10, 60);
                Add<GuideCase, GuideCase.Command>(guided, SampleStaff.Dispatcher(random), new() { Reason = GuideReason.Litigation, Text = random.Pick(words.GuidedByUnit) });
                return null;
            case Episode.ReturnedToAnswer:
                var answered = Desk(Approved(AskBack(start, RequestReason.Duplicate, null)), 10, 60);
                Add<AnswerCase, AnswerCase.Command>(answered, SampleStaff.Agent(random), new()
                {
                    Text = random.Pick(words.AnsweredByDesk),
                    Article = "K" + matter.Category,
                    Resolution = Resolution.Solved,
                    Satisfaction = Satisfaction.Satisfied,
                });
                return null;
            case Episode.Redispatched:
                var redispatched = Desk(start, 12, 50);
                var other = Others(Lead.Unit)[0];
                Add<RedispatchCase, RedispatchCase.Command>(redispatched, SampleStaff.Dispatcher(random), new()
                {
                    Lead = other,
                    Basis = random.Pick(words.DispatchBases),
                    Reason = random.Pick(words.RedispatchReasons),
                });
                Assign([other]);
                return redispatched;
            case Episode.Recalled:
                var recalled = Desk(start, 12, 50);
                Add<RecallCase, RecallCase.Command>(recalled, SampleStaff.Dispatcher(random), new() { Reason = random.Pick(words.RecallReasons) });
                return Dispatch(Desk(recalled, 8, 40), [Others(Lead.Unit)[0]], random.Pick(words.DispatchBases));
            case Episode.Reclassified:
                var reclassified = Desk(start, 10, 40);
                Add<ReclassifyCase, ReclassifyCase.Command>(reclassified, SampleStaff.Dispatcher(random), new()
                {
                    // The place was wrong, or is known better now; type and urgency, and with them the limits, stay.
                    Area = IsEnterprise ? "park-two" : "street-west",
                    Category = IsEnterprise ? "E9901" : "C9901",
                    Reason = random.Pick(words.ReclassifyReasons),
                });
                _since = start;
                return reclassified;
            default:
                return start;
        }
    }

    private static IReadOnlyList<string> Others(string unit) =>
        [.. Neighbours.GetValueOrDefault(unit, []).Concat(EverybodysNeighbours).Where(other => other != unit).Distinct()];

    /// <summary>申请退单. Returns when it was asked.</summary>
    private DateTimeOffset AskBack(DateTimeOffset start, RequestReason reason, string? suggested)
    {
        if (random.Chance(0.5))
        {
            var signed = shifts.Advance(start, random.Minutes(5, 15), Shift.Office);
            if (signed <= Noticed(shifts.Calendar.Due(start, line.Sign).At))
            {
                Add<SignAssignment, SignAssignment.Command>(signed, Of(Lead.Unit, signed), new() { Assignment = Lead.Number });
            }
        }

        var at = shifts.Advance(start, random.Minutes(20, 100), Shift.Office);
        _requests++;
        Add<ReturnAssignment, ReturnAssignment.Command>(at, Of(Lead.Unit, at), new()
        {
            Assignment = Lead.Number,
            Reason = reason,
            Suggested = suggested,
            Evidence = random.Pick(words.ReturnEvidence[reason]),
        });
        return at;
    }

    /// <summary>同意退单: the first time by a dispatcher, then by the shift leader, who is also asked when nobody decides.</summary>
    private DateTimeOffset Approved(DateTimeOffset asked, bool isFirst = true)
    {
        var escalates = course.Episode == Episode.ReturnEscalated;
        var at = escalates ? shifts.Advance(asked, random.Minutes(280, 360), Shift.Office) : Desk(asked, 15, 90);
        Add<ApproveRequest, ApproveRequest.Command>(
            at, isFirst && !escalates ? SampleStaff.Dispatcher(random) : SampleStaff.ShiftLeader, new() { Request = _requests, Note = random.Pick(words.ReturnNotes) });
        return at;
    }

    private DateTimeOffset GivenBack(DateTimeOffset start, int times)
    {
        var first = Lead.Unit;
        var others = Others(first);
        for (var time = 1; time <= times; time++)
        {
            var next = others[time - 1];
            var approved = Approved(AskBack(start, RequestReason.NotOurDuty, next), time == 1);
            if (time == Dispatching.MostReturns)
            {
                // The third one opens a consultation by itself.
                return Conclude(approved, first, []);
            }

            start = Dispatch(Desk(approved, 8, 60), [next], random.Pick(words.DispatchBases));
        }

        return start;
    }

    private DateTimeOffset Dispatch(DateTimeOffset at, IReadOnlyList<string> to, string basis, bool designated = false)
    {
        Add<DispatchCase, DispatchCase.Command>(at, designated ? SampleStaff.ShiftLeader : SampleStaff.Dispatcher(random), new()
        {
            Lead = to[0],
            Supporters = [.. to.Skip(1)],
            Basis = basis,
            Designated = designated,
        });
        Assign(to);
        return at;
    }

    /// <summary>Back for want of information: asked, supplied, and designated to the unit that wanted it.</summary>
    private DateTimeOffset Complete(DateTimeOffset approved)
    {
        var asked = Desk(approved, 8, 40);
        Add<AskForInformation, AskForInformation.Command>(asked, SampleStaff.Dispatcher(random), new() { Missing = [MissingFact.Place], Text = words.AskTexts[0] });
        var supplied = Desk(asked, 60, 420);
        Add<SupplyInformation, SupplyInformation.Command>(supplied, SampleStaff.Agent(random), new() { Text = words.Supplies[0] });
        return Dispatch(Desk(supplied, 8, 40), [Lead.Unit], words.DesignatedBasis, designated: true);
    }

    private DateTimeOffset Consult(DateTimeOffset approved)
    {
        var opened = Desk(approved, 10, 60);
        var others = Others(Lead.Unit);
        Add<ConsultUnits, ConsultUnits.Command>(opened, SampleStaff.Dispatcher(random), new()
        {
            Units = [Lead.Unit, others[0], others[1]],
            Question = random.Pick(words.ConsultQuestions),
        });
        return Conclude(opened, Lead.Unit, [others[0]]);
    }

    private DateTimeOffset Conclude(DateTimeOffset opened, string lead, IReadOnlyList<string> supporters)
    {
        var concluded = shifts.Advance(opened, random.Minutes(60, 200), Shift.Office);
        Add<ConcludeConsultation, ConcludeConsultation.Command>(concluded, SampleStaff.ShiftLeader, new()
        {
            Lead = lead,
            Supporters = supporters,
            Designated = true,
            Minutes = random.Pick(words.Minutes),
        });
        return Dispatch(Desk(concluded, 6, 40), [lead, .. supporters], words.ConcludedBasis);
    }

    /// <summary>What the lead asks for while it works.</summary>
    /// <returns>From when on it can reply, and when that is due.</returns>
    private (DateTimeOffset Free, DateTimeOffset Due) Ask(DateTimeOffset reached, DateTimeOffset due, double used)
    {
        switch (course.Episode)
        {
            case Episode.Extended:
                return Extend(reached, due, 1 + random.Below(3), SampleStaff.Dispatcher(random));
            case Episode.ExtendedTwice:
                var (first, longer) = Extend(reached, due, 2, SampleStaff.Dispatcher(random));
                return Extend(first, longer, 2, SampleStaff.Leader);
            case Episode.ExtensionRefused:
                var wanted = FileExtension(reached, due, 2);
                var no = Desk(wanted, 20, 120);
                Add<RefuseRequest, RefuseRequest.Command>(no, SampleStaff.Dispatcher(random), new() { Request = _requests, Reason = random.Pick(words.ExtensionRefusals) });
                return (no, due);
            case Episode.OnBook or Episode.OnBookUntilTarget or Episode.BookRefused:
                return KeepOnBook(reached, due);
            case Episode.Supported:
                var asked = FileSupport(reached);
                var granted = Desk(asked, 15, 90);
                Add<ApproveRequest, ApproveRequest.Command>(granted, SampleStaff.Dispatcher(random), new() { Request = _requests, Note = random.Pick(words.SupportNotes) });
                return (Join(granted, due, used), due);
            case Episode.SupportRefused:
                var unneeded = Desk(FileSupport(reached), 15, 90);
                Add<RefuseRequest, RefuseRequest.Command>(unneeded, SampleStaff.Dispatcher(random), new() { Request = _requests, Reason = random.Pick(words.SupportRefusals) });
                return (unneeded, due);
            case Episode.SupportAdded:
                var added = Desk(reached, 20, 120);
                Add<AddSupport, AddSupport.Command>(added, SampleStaff.Dispatcher(random), new() { Unit = Others(Lead.Unit)[0], Reason = random.Pick(words.AddSupportReasons) });
                return (Join(added, due, used), due);
            default:
                return (reached, due);
        }
    }

    private DateTimeOffset FileExtension(DateTimeOffset from, DateTimeOffset due, int days)
    {
        // Before the last day, on which it would be too late.
        var at = Later(Spend(from, due, random.Between(0.1, 0.35)), Work(from, random.Minutes(10, 30)));
        var reason = random.Pick([.. words.ExtensionEvidence.Keys.Order()]);
        _requests++;
        Add<ExtendAssignment, ExtendAssignment.Command>(at, Of(Lead.Unit, at), new()
        {
            Assignment = Lead.Number,
            Reason = reason,
            By = FormattableString.Invariant($"{days}wd"),
            RequesterInformed = true,
            Evidence = random.Pick(words.ExtensionEvidence[reason]),
        });
        return at;
    }

    private (DateTimeOffset Free, DateTimeOffset Due) Extend(DateTimeOffset from, DateTimeOffset due, int days, Actor decider)
    {
        var decided = Desk(FileExtension(from, due, days), 20, 150);
        Add<ApproveRequest, ApproveRequest.Command>(decided, decider, new() { Request = _requests, Note = random.Pick(words.ExtensionNotes) });
        var calendar = shifts.Calendar;
        return (decided, calendar.EndOfDay(calendar.AddWorkingDays(calendar.LocalDay(due.AddTicks(-1)), days)));
    }

    private (DateTimeOffset Free, DateTimeOffset Due) KeepOnBook(DateTimeOffset reached, DateTimeOffset due)
    {
        var calendar = shifts.Calendar;
        var filed = Later(Spend(reached, due, random.Between(0.15, 0.3)), Work(reached, random.Minutes(15, 60)));
        var reason = random.Pick([.. words.BookEvidence.Keys.Order()]);
        var target = calendar.LocalDay(filed).AddDays(32 + random.Below(8));
        _requests++;
        Add<PutOnBook, PutOnBook.Command>(filed, Of(Lead.Unit, filed), new()
        {
            Assignment = Lead.Number,
            Reason = reason,
            Evidence = random.Pick(words.BookEvidence[reason]),
            Plan = random.Pick(words.BookPlans),
            TargetOn = target,
            InterimReplyGiven = true,
        });
        var looked = Desk(filed, 20, 120);
        if (course.Episode == Episode.BookRefused)
        {
            Add<RefuseRequest, RefuseRequest.Command>(looked, SampleStaff.Supervisor, new() { Request = _requests, Reason = random.Pick(words.BookRefusals) });
            return (looked, due);
        }

        Add<ApproveRequest, ApproveRequest.Command>(looked, SampleStaff.Supervisor, new() { Request = _requests, Note = random.Pick(words.BookNotes) });
        var kept = Desk(looked, 20, 120);
        Add<ApproveRequest, ApproveRequest.Command>(kept, SampleStaff.Leader, new() { Request = _requests, Note = random.Pick(words.Granted) });
        var told = shifts.Advance(kept + TimeSpan.FromDays(random.Between(22, 27)), random.Minutes(5, 90), Shift.Office);
        Add<ReportProgress, ReportProgress.Command>(told, Of(Lead.Unit, told), new() { Text = random.Pick(words.BookProgress) });

        // Off the books by itself with the end of the target day, or before by a supervisor.
        var off = Noticed(calendar.EndOfDay(target));
        if (course.Episode == Episode.OnBook)
        {
            off = shifts.Advance(told + TimeSpan.FromDays(random.Between(1, 3)), random.Minutes(5, 90), Shift.Review);
            Add<ReactivateCase, ReactivateCase.Command>(off, SampleStaff.Supervisor, new() { Reason = random.Pick(words.Reactivations) });
        }

        // Three working days at the least are left then.
        return (off, calendar.EndOfDay(calendar.AddWorkingDays(calendar.LocalDay(off), 2)));
    }

    private DateTimeOffset FileSupport(DateTimeOffset reached)
    {
        var at = Work(reached, random.Minutes(20, 90));
        _requests++;
        Add<RequestSupport, RequestSupport.Command>(at, Of(Lead.Unit, at), new()
        {
            Assignment = Lead.Number,
            Reason = RequestReason.SeveralUnits,
            Suggested = Others(Lead.Unit)[0],
            Evidence = random.Pick(words.SupportEvidence),
        });
        return at;
    }

    /// <summary>A supporter joins, signs, contacts and replies.</summary>
    private DateTimeOffset Join(DateTimeOffset at, DateTimeOffset due, double used)
    {
        var hand = new Hand(++_assignments, Others(Lead.Unit)[0]);
        _hands.Add(hand);
        return Support(hand, 1, Begin(hand, 1, at, Slips.None, reaches: true), due, used);
    }

    /// <summary>What others do while the lead works: remind, order, note, delegate, tell an emergency service.</summary>
    private void MeanwhileBetween(DateTimeOffset from, DateTimeOffset replied, DateTimeOffset due)
    {
        for (var reminder = 1; reminder <= course.Reminders; reminder++)
        {
            Add<RemindUnits, RemindUnits.Command>(Between(from, replied, 0.8 * reminder / (course.Reminders + 1)), SampleStaff.Agent(random), new()
            {
                Source = reminder == 3 ? ReminderSource.Hotline : ReminderSource.Requester,
                Note = random.Pick(words.RemindNotes),
            });
        }

        switch (course.Ordered)
        {
            case Ordered.Reminded:
                _orders.Add(++_supervisions);
                break;
            case Ordered.Instructed:
                Add<InstructOnCase, InstructOnCase.Command>(Between(from, replied, 0.3), SampleStaff.Leader, new() { Text = random.Pick(words.Instructions) });
                _orders.Add(++_supervisions);
                break;
            case not Ordered.No:
                Add<SuperviseCase, SuperviseCase.Command>(Between(from, replied, 0.4), SampleStaff.Supervisor, new() { Requirement = random.Pick(words.Requirements) });
                _orders.Add(++_supervisions);
                break;
            default:
                break;
        }

        if (course.IsHandedOver)
        {
            Add<HandOverCase, HandOver>(Between(from, replied, 0.1), SampleStaff.Agent(random), new() { Service = EmergencyService.Fire });
        }

        if (random.Chance(0.09) && !IsUrgent)
        {
            var at = Spend(from, replied, random.Between(0.3, 0.7));
            var isPublic = random.Chance(0.3);
            if (at > from && at < replied)
            {
                Add<NoteHandling, NoteHandling.Command>(at, Of(Lead.Unit, at), new()
                {
                    Assignment = Lead.Number,
                    Public = isPublic,
                    Text = random.Pick(isPublic ? words.PublicNotes : words.Notes),
                });
            }
        }

        if (random.Chance(0.06) && !IsUrgent && course.IsPlain)
        {
            var at = Spend(from, replied, random.Between(0.1, 0.3));
            if (at > from && at < replied)
            {
                Add<DelegateAssignment, DelegateAssignment.Command>(at, Of(Lead.Unit, at), new()
                {
                    Assignment = Lead.Number,
                    DueOn = shifts.Calendar.LocalDay(due.AddTicks(-1)),
                    To = random.Pick(words.DelegateTo),
                });
            }
        }
    }

    /// <summary>The unit reports on what it was ordered, and the supervisor settles it: before that nothing closes.</summary>
    private DateTimeOffset ReportOrders(DateTimeOffset replied)
    {
        var last = replied;
        foreach (var order in _orders)
        {
            var reported = Work(last, random.Minutes(5, 30));
            var settled = Desk(reported, 20, 120);
            if (course.Ordered == Ordered.Released)
            {
                Add<ReturnSupervision, ReturnSupervision.Command>(reported, Of(Lead.Unit, reported), new() { Supervision = order, Text = random.Pick(words.AskedBack) });
                Settle(settled, order, SupervisionOutcome.Cancelled, words.Cancelled);
                last = settled;
                continue;
            }

            if (course.Ordered == Ordered.SentBack)
            {
                Report(reported, order, words.ThinReports);
                Settle(settled, order, SupervisionOutcome.SentBack, words.SentBack);
                reported = Work(settled, random.Minutes(30, 120));
                settled = Desk(reported, 20, 120);
            }

            Report(reported, order, words.Reports);
            Settle(settled, order, SupervisionOutcome.Completed, words.Settled);
            last = settled;
        }

        _orders.Clear();
        return last;
    }

    private void Report(DateTimeOffset at, int order, IReadOnlyList<string> texts) =>
        Add<ReportSupervision, ReportSupervision.Command>(at, Of(Lead.Unit, at), new() { Supervision = order, Text = random.Pick(texts) });

    private void Settle(DateTimeOffset at, int order, SupervisionOutcome outcome, IReadOnlyList<string> notes) =>
        Add<SettleSupervision, SettleSupervision.Command>(at, SampleStaff.Supervisor, new() { Supervision = order, Outcome = outcome, Note = random.Pick(notes) });

    private void Withdraw(DateTimeOffset at) => Add<WithdrawCase, WithdrawCase.Command>(at, SampleStaff.Agent(random), new()
    {
        Evidence = random.Chance(0.8) ? StatementKind.Recording : StatementKind.Written,
        Statement = random.Pick(words.Withdrawals),
    });

    /// <summary>甄别. Returns when, which is when a rework begins.</summary>
    private DateTimeOffset Judge(int round, DateTimeOffset called, PlannedAnswer answer)
    {
        var judged = Desk(called, IsHasty ? 5 : 20, IsHasty ? 30 : 180);
        var escalates = answer.Justified && round > Reworks;
        Add<JudgeRating, JudgeRating.Command>(judged, SampleStaff.Supervisor, new()
        {
            Justified = answer.Justified,
            Reason = escalates ? words.Escalated : random.Pick(answer.Justified ? words.Justified : words.Unjustified),
        });
        if (escalates)
        {
            _orders.Add(++_supervisions);
        }

        if (answer.Justified)
        {
            Assign([.. _hands.Select(hand => hand.Unit)]);
        }

        return judged;
    }

    private void AfterClosing(DateTimeOffset closed)
    {
        if (course.IsReopened)
        {
            var reopened = Desk(closed + TimeSpan.FromDays(3), 30, 120);
            Add<ReopenCase, ReopenCase.Command>(reopened, SampleStaff.Supervisor, new() { NewFacts = random.Pick(words.NewFacts) });
            Assign([Lead.Unit]);
            var replied = Reopened(reopened);
            CallBack(Review(2, replied), course.Answers[0]);
        }

        if (course.Exclusion is { } exclusion)
        {
            Exclude(closed, exclusion);
        }
    }

    private DateTimeOffset Reopened(DateTimeOffset start)
    {
        var reached = Begin(Lead, 2, start, Slips.None, reaches: true);
        var replied = Work(reached, random.Minutes(120, 400));
        Reply(replied, Lead, 2, course.Answers[0], withoutSupport: false);
        return replied;
    }

    private void Exclude(DateTimeOffset closed, PlannedExclusion exclusion)
    {
        var filed = shifts.Advance(closed, random.Minutes(120, 900), Shift.Office);
        var who = SampleStaff.Head(Lead.Unit);
        _requests++;
        if (exclusion.Kind == RequestKind.Unreasonable)
        {
            Add<CallUnreasonable, CallUnreasonable.Command>(filed, who, new()
            {
                Assignment = Lead.Number,
                Reason = exclusion.Reason,
                Evidence = random.Pick(words.Unreasonable[exclusion.Reason]),
            });
        }
        else
        {
            Add<AppealScore, AppealScore.Command>(filed, who, new()
            {
                Assignment = Lead.Number,
                Reason = exclusion.Reason,
                Metric = exclusion.Metric,
                Evidence = random.Pick(words.Appeals[exclusion.Reason]),
            });
        }

        var decided = shifts.Advance(filed, random.Minutes(60, 300), Shift.Office);
        if (!exclusion.IsGranted)
        {
            Add<RefuseRequest, RefuseRequest.Command>(decided, SampleStaff.Assessor, new()
            {
                Request = _requests,
                Reason = random.Pick(exclusion.Kind == RequestKind.Unreasonable ? words.UnreasonableRefusals : words.AppealRefusals),
            });
            return;
        }

        Add<ApproveRequest, ApproveRequest.Command>(decided, SampleStaff.Assessor, new() { Request = _requests, Note = random.Pick(words.Granted) });
        if (exclusion.Kind == RequestKind.Unreasonable)
        {
            var signed = shifts.Advance(decided, random.Minutes(30, 200), Shift.Office);
            Add<ApproveRequest, ApproveRequest.Command>(signed, SampleStaff.Leader, new() { Request = _requests, Note = random.Pick(words.Granted) });
        }
    }
}
