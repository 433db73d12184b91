using Hotline.Api.Accounts;
using Hotline.Api.Http;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Cases;

/// <summary>Every step of the loop over HTTP, a line each: <c>POST /api/cases/{number}/{step}</c> with <c>If-Match</c>.</summary>
internal static class CaseSteps
{
    public static void MapSteps(this RouteGroupBuilder cases)
    {
        cases.MapStep<AnswerCase, AnswerCase.Command, CaseAnswered>(CaseStep.Answer, "直接答复 Answer without a unit");
        cases.MapStep<AskForInformation, AskForInformation.Command, InformationAsked>(CaseStep.Ask, "待补充 Ask the requester for what is missing");
        cases.MapStep<SupplyInformation, SupplyInformation.Command, InformationSupplied>(CaseStep.Supply, "补充 Supply what was missing");
        cases.MapStep<GuideCase, GuideCase.Command, CaseGuided>(CaseStep.Guide, "告知途径 Tell the requester the right channel");
        cases.MapStep<HandOverCase, HandOver, EmergencyHandedOver>(CaseStep.HandOver, "即时转办 Hand an emergency over to 110, 119, 120 or 122");
        cases.MapStep<ReclassifyCase, ReclassifyCase.Command, CaseReclassified>(CaseStep.Reclassify, "改类 Change type, category, area or urgency");
        cases.MapStep<VoidCase, VoidCase.Command, CaseVoided>(CaseStep.Void, "作废 Declare a case void", "void.needs_shift_leader");
        cases.MapStep<MergeCase, MergeCase.Command, CaseMerged>(CaseStep.Merge, "并单 Merge into the same requester's case");
        cases.MapStep<UnmergeCase, UnmergeCase.Command, CaseUnmerged>(CaseStep.Unmerge, "撤销并单 Undo a merge");
        cases.MapStep<LinkCase, LinkCase.Command, CaseLinked>(CaseStep.Link, "关联 Link to another requester's case");
        cases.MapStep<UnlinkCase, UnlinkCase.Command, CaseUnlinked>(CaseStep.Unlink, "解除关联 Undo a link");
        cases.MapStep<ConsultUnits, ConsultUnits.Command, ConsultationOpened>(CaseStep.Consult, "会商 Have units settle whose duty it is");
        cases.MapStep<ConcludeConsultation, ConcludeConsultation.Command, ConsultationConcluded>(CaseStep.Conclude, "会商结论 Say who leads");
        cases.MapStep<DispatchCase, DispatchCase.Command, CaseDispatched>(CaseStep.Dispatch, "派单 Dispatch to a lead and supporters");
        cases.MapStep<RedispatchCase, RedispatchCase.Command, CaseDispatched>(CaseStep.Redispatch, "改派 Take it from its units and give it to others");
        cases.MapStep<RecallCase, RecallCase.Command, CaseRecalled>(CaseStep.Recall, "撤回 Take it back into the dispatchers' pool");
        cases.MapStep<AddSupport, AddSupport.Command, SupportAdded>(CaseStep.AddSupport, "加派协办 Add a supporter");
        cases.MapStep<SignAssignment, SignAssignment.Command, AssignmentSigned>(CaseStep.Sign, "签收 Sign an assignment");
        cases.MapStep<ContactRequester, ContactRequester.Command, RequesterContacted>(CaseStep.Contact, "首次联系 Log a contact, reached or not");
        cases.MapStep<ReturnAssignment, ReturnAssignment.Command, RequestFiled>(new(CaseStep.File, Request: RequestKind.Return), "申请退单 Ask to give an assignment back");
        cases.MapStep<ExtendAssignment, ExtendAssignment.Command, RequestFiled>(new(CaseStep.File, Request: RequestKind.Extension), "申请延期 Ask for more time");
        cases.MapStep<PutOnBook, PutOnBook.Command, RequestFiled>(new(CaseStep.File, Request: RequestKind.OnBook), "申请挂账 Ask to keep a case on the books");
        cases.MapStep<RequestSupport, RequestSupport.Command, RequestFiled>(new(CaseStep.File, Request: RequestKind.Support), "申请加派协办 Ask for a supporting unit");
        cases.MapStep<CallUnreasonable, CallUnreasonable.Command, RequestFiled>(new(CaseStep.File, Request: RequestKind.Unreasonable), "申请不合理诉求认定 Ask to exclude an unreasonable case");
        cases.MapStep<AppealScore, AppealScore.Command, RequestFiled>(new(CaseStep.File, Request: RequestKind.Appeal), "考核申诉 Appeal against a figure");
        cases.MapStep<ApproveRequest, ApproveRequest.Command, RequestApproved>(CaseStep.Approve, "同意申请 Approve a request");
        cases.MapStep<RefuseRequest, RefuseRequest.Command, RequestRefused>(CaseStep.Refuse, "驳回申请 Refuse a request");
        cases.MapStep<RetractRequest, RetractRequest.Command, RequestRetracted>(CaseStep.Retract, "撤回申请 Take a request back");
        cases.MapStep<ReportProgress, ReportProgress.Command, BookProgressed>(CaseStep.Progress, "挂账进展 Report on a case that is kept on the books");
        cases.MapStep<ReactivateCase, ReactivateCase.Command, CaseReactivated>(CaseStep.Reactivate, "销账 Take a case off the books");
        cases.MapStep<NoteHandling, NoteHandling.Command, HandlingNoted>(CaseStep.Note, "办理过程记录 Note what was done");
        cases.MapStep<DelegateAssignment, DelegateAssignment.Command, AssignmentDelegated>(CaseStep.Delegate, "单位内部转派 Give it to a section or person within the unit");
        cases.MapStep<ReplyToAssignment, ReplyToAssignment.Command, AssignmentReplied>(CaseStep.Reply, "反馈 Reply to an assignment");
        cases.MapStep<ClaimCase, ClaimCase.Command, CaseClaimed>(CaseStep.Claim, "占有 Take a case out of the common pool");
        cases.MapStep<ReleaseCase, ReleaseCase.Command, CaseReleased>(CaseStep.Release, "释放 Put a case back into the common pool");
        cases.MapStep<ReviewFeedback, ReviewFeedback.Command, ReviewPassed>(CaseStep.Review, "审核 Accept the feedback, send it back, or close without a call-back");
        cases.MapStep<RecordCallback, RecordCallback.Command, CallbackAttempted>(CaseStep.Callback, "回访 Log a call-back and its three answers");
        cases.MapStep<JudgeRating, JudgeRating.Command, RatingJudged>(CaseStep.Judge, "甄别 Judge whether a bad rating is justified", "judge.needs_supervisor");
        cases.MapStep<RemindUnits, RemindUnits.Command, CaseReminded>(CaseStep.Remind, "催办 Remind the units");
        cases.MapStep<SuperviseCase, SuperviseCase.Command, SupervisionIssued>(new(CaseStep.Supervise, Supervision: SupervisionMove.Issue), "督办 Issue an order of supervision");
        cases.MapStep<InstructOnCase, InstructOnCase.Command, InstructionGiven>(CaseStep.Instruct, "批示 Record a leader's instruction");
        cases.MapStep<ReportSupervision, ReportSupervision.Command, SupervisionReported>(new(CaseStep.Supervise, Supervision: SupervisionMove.Report), "督办反馈 Report on an order of supervision");
        cases.MapStep<ReturnSupervision, ReturnSupervision.Command, SupervisionReturnAsked>(new(CaseStep.Supervise, Supervision: SupervisionMove.AskBack), "督办申请退回 Ask to be released from an order");
        cases.MapStep<SettleSupervision, SettleSupervision.Command, SupervisionSettled>(new(CaseStep.Supervise, Supervision: SupervisionMove.Settle), "督办办结 Settle an order of supervision", "supervision.needs_supervisor");
        cases.MapStep<WithdrawCase, WithdrawCase.Command, CaseClosed>(CaseStep.Withdraw, "撤诉 Withdraw a case");
        cases.MapStep<ReopenCase, ReopenCase.Command, CaseReopened>(CaseStep.Reopen, "复查重开 Reopen a closed case", "reopen.needs_supervisor");
    }

    /// <typeparam name="TStep">The use case.</typeparam>
    /// <typeparam name="TCommand">What it is told.</typeparam>
    /// <typeparam name="TEvent">What it begins with: whose duty that is may call. The rule itself is asked again in the step.</typeparam>
    /// <param name="cases">Where it is added.</param>
    /// <param name="move">The step, whose name the address has.</param>
    /// <param name="summary">For the reference.</param>
    /// <param name="code">What the rule says to who has none of the roles.</param>
    private static void MapStep<TStep, TCommand, TEvent>(this RouteGroupBuilder cases, CaseMove move, string summary, string code = "actor.role_missing")
        where TStep : class, ICaseStep<TCommand>
        where TCommand : class
        where TEvent : HotlineEvent =>
        cases.MapPost($"/{{number}}/{StepNames.Of(move)}", TakeAsync<TStep, TCommand>).Validate<TCommand>().AllowElse(code, RolesOf(typeof(TEvent))).WithSummary(summary);

    // Who decides a request depends on what is asked, and how often: that is for the rule to say.
    private static IReadOnlyList<Role> RolesOf(Type first) => Duties.DecidedElsewhere.Contains(first) ? Access.WhoSeesCases : Duties.Roles[first];

    private static async Task<Ok<CaseHistory.View>> TakeAsync<TStep, TCommand>(
        string number, Body<TCommand> body, TStep step, HttpContext http, CaseHistory history, CancellationToken cancellation)
        where TStep : class, ICaseStep<TCommand>
        where TCommand : class
    {
        var found = Headers.CaseNumberOf(number);
        await step.ExecuteAsync(found, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(), cancellation);
        return await CaseEndpoints.Read(found, history, http.Request, http.Response, cancellation);
    }
}
