using Hotline.Api.Http;
using Hotline.Callbacks;
using Hotline.Cases;
using Hotline.Zone;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Api.Cases;

/// <summary>Every step of the loop over HTTP, a line each: <c>POST /api/cases/{number}/{step}</c> with <c>If-Match</c>.</summary>
internal static class CaseSteps
{
    public static void MapSteps(this RouteGroupBuilder cases)
    {
        cases.MapStep<AnswerCase, AnswerCase.Command>("answer", "直接答复 Answer without a unit");
        cases.MapStep<AskForInformation, AskForInformation.Command>("ask", "待补充 Ask the requester for what is missing");
        cases.MapStep<SupplyInformation, SupplyInformation.Command>("supply", "补充 Supply what was missing");
        cases.MapStep<GuideCase, GuideCase.Command>("guide", "告知途径 Tell the requester the right channel");
        cases.MapStep<HandOverCase, HandOver>("hand-over", "即时转办 Hand an emergency over to 110, 119, 120 or 122");
        cases.MapStep<ReclassifyCase, ReclassifyCase.Command>("reclassify", "改类 Change type, category, area or urgency");
        cases.MapStep<VoidCase, VoidCase.Command>("void", "作废 Declare a case void");
        cases.MapStep<MergeCase, MergeCase.Command>("merge", "并单 Merge into the same requester's case");
        cases.MapStep<UnmergeCase, UnmergeCase.Command>("unmerge", "撤销并单 Undo a merge");
        cases.MapStep<LinkCase, LinkCase.Command>("link", "关联 Link to another requester's case");
        cases.MapStep<UnlinkCase, UnlinkCase.Command>("unlink", "解除关联 Undo a link");
        cases.MapStep<ConsultUnits, ConsultUnits.Command>("consult", "会商 Have units settle whose duty it is");
        cases.MapStep<ConcludeConsultation, ConcludeConsultation.Command>("conclude", "会商结论 Say who leads");
        cases.MapStep<DispatchCase, DispatchCase.Command>("dispatch", "派单 Dispatch to a lead and supporters");
        cases.MapStep<RedispatchCase, RedispatchCase.Command>("redispatch", "改派 Take it from its units and give it to others");
        cases.MapStep<RecallCase, RecallCase.Command>("recall", "撤回 Take it back into the dispatchers' pool");
        cases.MapStep<AddSupport, AddSupport.Command>("add-support", "加派协办 Add a supporter");
        cases.MapStep<SignAssignment, SignAssignment.Command>("sign", "签收 Sign an assignment");
        cases.MapStep<ContactRequester, ContactRequester.Command>("contact", "首次联系 Log a contact, reached or not");
        cases.MapStep<ReturnAssignment, ReturnAssignment.Command>("return", "申请退单 Ask to give an assignment back");
        cases.MapStep<ExtendAssignment, ExtendAssignment.Command>("extend", "申请延期 Ask for more time");
        cases.MapStep<PutOnBook, PutOnBook.Command>("book", "申请挂账 Ask to keep a case on the books");
        cases.MapStep<RequestSupport, RequestSupport.Command>("support", "申请加派协办 Ask for a supporting unit");
        cases.MapStep<CallUnreasonable, CallUnreasonable.Command>("unreasonable", "申请不合理诉求认定 Ask to exclude an unreasonable case");
        cases.MapStep<AppealScore, AppealScore.Command>("appeal", "考核申诉 Appeal against a figure");
        cases.MapStep<ApproveRequest, ApproveRequest.Command>("approve", "同意申请 Approve a request");
        cases.MapStep<RefuseRequest, RefuseRequest.Command>("refuse", "驳回申请 Refuse a request");
        cases.MapStep<RetractRequest, RetractRequest.Command>("retract", "撤回申请 Take a request back");
        cases.MapStep<ReportProgress, ReportProgress.Command>("progress", "挂账进展 Report on a case that is kept on the books");
        cases.MapStep<ReactivateCase, ReactivateCase.Command>("reactivate", "销账 Take a case off the books");
        cases.MapStep<NoteHandling, NoteHandling.Command>("note", "办理过程记录 Note what was done");
        cases.MapStep<DelegateAssignment, DelegateAssignment.Command>("delegate", "单位内部转派 Give it to a section or person within the unit");
        cases.MapStep<ReplyToAssignment, ReplyToAssignment.Command>("reply", "反馈 Reply to an assignment");
        cases.MapStep<ClaimCase, ClaimCase.Command>("claim", "占有 Take a case out of the common pool");
        cases.MapStep<ReleaseCase, ReleaseCase.Command>("release", "释放 Put a case back into the common pool");
        cases.MapStep<ReviewFeedback, ReviewFeedback.Command>("review", "审核 Accept the feedback, send it back, or close without a call-back");
        cases.MapStep<RecordCallback, RecordCallback.Command>("callback", "回访 Log a call-back and its three answers");
        cases.MapStep<JudgeRating, JudgeRating.Command>("judge", "甄别 Judge whether a bad rating is justified");
        cases.MapStep<RemindUnits, RemindUnits.Command>("remind", "催办 Remind the units");
        cases.MapStep<SuperviseCase, SuperviseCase.Command>("supervise", "督办 Issue an order of supervision");
        cases.MapStep<InstructOnCase, InstructOnCase.Command>("instruct", "批示 Record a leader's instruction");
        cases.MapStep<ReportSupervision, ReportSupervision.Command>("supervision-report", "督办反馈 Report on an order of supervision");
        cases.MapStep<ReturnSupervision, ReturnSupervision.Command>("supervision-return", "督办申请退回 Ask to be released from an order");
        cases.MapStep<SettleSupervision, SettleSupervision.Command>("supervision-settle", "督办办结 Settle an order of supervision");
        cases.MapStep<WithdrawCase, WithdrawCase.Command>("withdraw", "撤诉 Withdraw a case");
        cases.MapStep<ReopenCase, ReopenCase.Command>("reopen", "复查重开 Reopen a closed case");
    }

    private static void MapStep<TStep, TCommand>(this RouteGroupBuilder cases, string name, string summary)
        where TStep : class, ICaseStep<TCommand>
        where TCommand : class =>
        cases.MapPost($"/{{number}}/{name}", TakeAsync<TStep, TCommand>).Validate<TCommand>().WithSummary(summary);

    private static async Task<Ok<CaseHistory.View>> TakeAsync<TStep, TCommand>(
        string number, Body<TCommand> body, TStep step, HttpContext http, ZoneBook zone, CaseHistory history, CancellationToken cancellation)
        where TStep : class, ICaseStep<TCommand>
        where TCommand : class
    {
        var found = Headers.CaseNumberOf(number);
        await step.ExecuteAsync(found, http.Request.SeenVersion(), body.Command, http.Request.ActorOf(zone), cancellation);
        return await CaseEndpoints.Read(found, history, http.Request, http.Response, zone, cancellation);
    }
}
