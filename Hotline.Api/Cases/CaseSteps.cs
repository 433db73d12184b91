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
        cases.MapStep<NoteHandling, NoteHandling.Command>("note", "办理过程记录 Note what was done");
        cases.MapStep<DelegateAssignment, DelegateAssignment.Command>("delegate", "单位内部转派 Give it to a section or person within the unit");
        cases.MapStep<ReplyToAssignment, ReplyToAssignment.Command>("reply", "反馈 Reply to an assignment");
        cases.MapStep<ReviewFeedback, ReviewFeedback.Command>("review", "审核 Accept the feedback, send it back, or close without a call-back");
        cases.MapStep<RecordCallback, RecordCallback.Command>("callback", "回访 Log a call-back and its three answers");
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
        return await CaseEndpoints.Read(found, history, http.Response, cancellation);
    }
}
