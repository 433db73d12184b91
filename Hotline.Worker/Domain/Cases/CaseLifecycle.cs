using Hotline.Contracts.Cases;
using static Hotline.Contracts.Cases.CaseStatus;

namespace Hotline.Domain.Cases;

/// <summary>What a person, a timer or a message may ask of a case: the moves of domain.md §1.5.</summary>
public enum CaseStep
{
    /// <summary>受理提交 (T02)</summary>
    Register,
    /// <summary>直接答复 (T03)</summary>
    Answer,
    /// <summary>待补充 (T04)</summary>
    Ask,
    /// <summary>补充 (T05)</summary>
    Supply,
    /// <summary>告知途径 (T06, T07)</summary>
    Guide,
    /// <summary>即时转 110、119、120、122</summary>
    HandOver,
    /// <summary>改类</summary>
    Reclassify,
    /// <summary>并单 (T08)</summary>
    Merge,
    /// <summary>撤销并单</summary>
    Unmerge,
    /// <summary>关联 (T08)</summary>
    Link,
    /// <summary>解除关联</summary>
    Unlink,
    /// <summary>作废</summary>
    Void,
    /// <summary>会商 (T09)</summary>
    Consult,
    /// <summary>会商结论、指定 (T10)</summary>
    Conclude,
    /// <summary>派单 (T11)</summary>
    Dispatch,
    /// <summary>撤回 (T36)</summary>
    Recall,
    /// <summary>改派 (T36)</summary>
    Redispatch,
    /// <summary>加派协办 (T17)</summary>
    AddSupport,
    /// <summary>签收 (T12, T13)</summary>
    Sign,
    /// <summary>首次联系 (T14)</summary>
    Contact,
    /// <summary>办理过程记录 (T15)</summary>
    Note,
    /// <summary>单位内部转派 (T16)</summary>
    Delegate,
    /// <summary>申请 (T17, T18, T21, T22, T40, T41)</summary>
    File,
    /// <summary>同意申请 (T19, T22)</summary>
    Approve,
    /// <summary>驳回申请 (T20)</summary>
    Refuse,
    /// <summary>撤回申请</summary>
    Retract,
    /// <summary>挂账进展 (T22)</summary>
    Progress,
    /// <summary>销账 (T23)</summary>
    Reactivate,
    /// <summary>反馈 (T24)</summary>
    Reply,
    /// <summary>审核 (T25, T26, T27)</summary>
    Review,
    /// <summary>占有</summary>
    Claim,
    /// <summary>释放</summary>
    Release,
    /// <summary>回访 (T28, T29, T30)</summary>
    Callback,
    /// <summary>甄别: 重办、提级督办或办结 (T31, T32)</summary>
    Judge,
    /// <summary>催办 (T37)</summary>
    Remind,
    /// <summary>督办 (T38)</summary>
    Supervise,
    /// <summary>批示 (T39)</summary>
    Instruct,
    /// <summary>撤诉 (T35)</summary>
    Withdraw,
    /// <summary>复查重开 (T33)</summary>
    Reopen,
    /// <summary>归档 (T34)</summary>
    Archive,
}

/// <summary>
/// The two transition tables, for the case and for one unit's assignment (domain.md §1.3). A pair that is not listed
/// is refused; where several states are listed, the step's own file says which one follows.
/// </summary>
public static class CaseLifecycle
{
    private static readonly CaseStatus[] Open =
        [AwaitingInfo, AwaitingDispatch, InConsultation, InProgress, OnBook, AwaitingReview, AwaitingCallback];

    /// <summary>What each step leads from and to; a step that keeps the state names it on both sides.</summary>
    public static IReadOnlyDictionary<(CaseStatus From, CaseStep Step), CaseStatus[]> Cases { get; } =
        new Dictionary<(CaseStatus, CaseStep), CaseStatus[]>
        {
            [(Draft, CaseStep.Register)] = [AwaitingDispatch],
            [(Draft, CaseStep.Answer)] = [Closed],
            [(Draft, CaseStep.Ask)] = [AwaitingInfo],
            [(Draft, CaseStep.Guide)] = [Guided],
            [(Draft, CaseStep.Merge)] = [Merged],
            [(Draft, CaseStep.Link)] = [InProgress],

            [(AwaitingInfo, CaseStep.Ask)] = [AwaitingInfo],
            [(AwaitingInfo, CaseStep.Supply)] = [AwaitingDispatch],
            [(AwaitingInfo, CaseStep.Guide)] = [Guided],

            [(AwaitingDispatch, CaseStep.Answer)] = [Closed],
            [(AwaitingDispatch, CaseStep.Ask)] = [AwaitingInfo],
            [(AwaitingDispatch, CaseStep.Guide)] = [Guided],
            [(AwaitingDispatch, CaseStep.Consult)] = [InConsultation],
            [(AwaitingDispatch, CaseStep.Dispatch)] = [InProgress],
            [(AwaitingDispatch, CaseStep.Claim)] = [AwaitingDispatch],
            [(AwaitingDispatch, CaseStep.Release)] = [AwaitingDispatch],

            [(InConsultation, CaseStep.Conclude)] = [AwaitingDispatch],

            [(InProgress, CaseStep.Recall)] = [AwaitingDispatch],
            [(InProgress, CaseStep.Redispatch)] = [InProgress],
            [(InProgress, CaseStep.AddSupport)] = [InProgress],
            [(InProgress, CaseStep.Sign)] = [InProgress],
            [(InProgress, CaseStep.Contact)] = [InProgress],
            [(InProgress, CaseStep.Note)] = [InProgress],
            [(InProgress, CaseStep.Delegate)] = [InProgress],
            [(InProgress, CaseStep.File)] = [InProgress],
            [(InProgress, CaseStep.Approve)] = [InProgress, AwaitingDispatch, AwaitingInfo, InConsultation, OnBook],
            [(InProgress, CaseStep.Refuse)] = [InProgress],
            [(InProgress, CaseStep.Retract)] = [InProgress],
            [(InProgress, CaseStep.Reply)] = [InProgress, AwaitingReview],
            [(InProgress, CaseStep.Unlink)] = [AwaitingDispatch],

            [(OnBook, CaseStep.Sign)] = [OnBook],
            [(OnBook, CaseStep.Approve)] = [OnBook],
            [(OnBook, CaseStep.Refuse)] = [OnBook],
            [(OnBook, CaseStep.Retract)] = [OnBook],
            [(OnBook, CaseStep.Contact)] = [OnBook],
            [(OnBook, CaseStep.Note)] = [OnBook],
            [(OnBook, CaseStep.Progress)] = [OnBook],
            [(OnBook, CaseStep.Reactivate)] = [InProgress],

            [(AwaitingReview, CaseStep.Review)] = [AwaitingCallback, InProgress, Closed],
            [(AwaitingReview, CaseStep.Claim)] = [AwaitingReview],
            [(AwaitingReview, CaseStep.Release)] = [AwaitingReview],

            [(AwaitingCallback, CaseStep.Callback)] = [AwaitingCallback, Closed],
            [(AwaitingCallback, CaseStep.Judge)] = [InProgress, Closed],
            // With the last order settled it closes, if the requester has answered already.
            [(AwaitingCallback, CaseStep.Supervise)] = [AwaitingCallback, Closed],
            [(AwaitingCallback, CaseStep.Claim)] = [AwaitingCallback],
            [(AwaitingCallback, CaseStep.Release)] = [AwaitingCallback],

            [(Closed, CaseStep.File)] = [Closed],
            [(Closed, CaseStep.Approve)] = [Closed],
            [(Closed, CaseStep.Refuse)] = [Closed],
            [(Closed, CaseStep.Retract)] = [Closed],
            [(Closed, CaseStep.Reopen)] = [InProgress],
            [(Closed, CaseStep.Archive)] = [Archived],
            [(Guided, CaseStep.Archive)] = [Archived],
            [(Merged, CaseStep.Unmerge)] = [AwaitingDispatch],
            [(Merged, CaseStep.Archive)] = [Archived],
            [(Voided, CaseStep.Archive)] = [Archived],
        }
        .Concat(Whenever(CaseStep.HandOver, null, Open))
        .Concat(Whenever(CaseStep.Remind, null, Open))
        .Concat(Whenever(CaseStep.Supervise, null, Open.Except([AwaitingCallback])))
        .Concat(Whenever(CaseStep.Instruct, null, Open))
        .Concat(Whenever(CaseStep.Reclassify, null, [AwaitingInfo, AwaitingDispatch, InConsultation, InProgress, OnBook]))
        .Concat(Whenever(CaseStep.Merge, Merged, Open))
        .Concat(Whenever(CaseStep.Link, InProgress, [AwaitingInfo, AwaitingDispatch, InConsultation, InProgress, OnBook, AwaitingReview]))
        .Concat(Whenever(CaseStep.Void, Voided, [AwaitingInfo, AwaitingDispatch, InConsultation]))
        .Concat(Whenever(CaseStep.Withdraw, Closed, Open))
        .ToDictionary(entry => entry.Key, entry => entry.Value);

    public static IReadOnlyDictionary<(AssignmentStatus From, CaseStep Step), AssignmentStatus[]> Assignments { get; } =
        new Dictionary<(AssignmentStatus, CaseStep), AssignmentStatus[]>
        {
            [(AssignmentStatus.Pending, CaseStep.Sign)] = [AssignmentStatus.Working],
            [(AssignmentStatus.Pending, CaseStep.File)] = [AssignmentStatus.ReturnRequested],
            // Only as a supporter whom the lead's reply declares not needed.
            [(AssignmentStatus.Pending, CaseStep.Reply)] = [AssignmentStatus.Withdrawn],

            [(AssignmentStatus.Working, CaseStep.Contact)] = [AssignmentStatus.Working],
            [(AssignmentStatus.Working, CaseStep.Note)] = [AssignmentStatus.Working],
            [(AssignmentStatus.Working, CaseStep.Delegate)] = [AssignmentStatus.Working],
            [(AssignmentStatus.Working, CaseStep.File)] = [AssignmentStatus.Working, AssignmentStatus.ReturnRequested],
            // Withdrawn as a supporter whose lead gives the case back.
            [(AssignmentStatus.Working, CaseStep.Approve)] = [AssignmentStatus.Working, AssignmentStatus.Withdrawn],
            [(AssignmentStatus.Working, CaseStep.Refuse)] = [AssignmentStatus.Working],
            [(AssignmentStatus.Working, CaseStep.Retract)] = [AssignmentStatus.Working],
            [(AssignmentStatus.Working, CaseStep.Reply)] = [AssignmentStatus.Replied, AssignmentStatus.Withdrawn],

            // 首接负责: it goes on answering for the case until the return is approved.
            [(AssignmentStatus.ReturnRequested, CaseStep.Contact)] = [AssignmentStatus.ReturnRequested],
            [(AssignmentStatus.ReturnRequested, CaseStep.Note)] = [AssignmentStatus.ReturnRequested],
            [(AssignmentStatus.ReturnRequested, CaseStep.Approve)] = [AssignmentStatus.Returned, AssignmentStatus.Withdrawn],
            [(AssignmentStatus.ReturnRequested, CaseStep.Refuse)] = [AssignmentStatus.Working],
            [(AssignmentStatus.ReturnRequested, CaseStep.Retract)] = [AssignmentStatus.Working],
            [(AssignmentStatus.ReturnRequested, CaseStep.Reply)] = [AssignmentStatus.Withdrawn],

            // About the figures of a closed case.
            [(AssignmentStatus.Done, CaseStep.File)] = [AssignmentStatus.Done],
            [(AssignmentStatus.Replied, CaseStep.Review)] = [AssignmentStatus.Done, AssignmentStatus.Working],
        }
        .Concat(
            from step in new[] { CaseStep.Recall, CaseStep.Redispatch, CaseStep.Merge, CaseStep.Link, CaseStep.Withdraw, CaseStep.Approve }
            from status in new[] { AssignmentStatus.Pending, AssignmentStatus.Working, AssignmentStatus.ReturnRequested, AssignmentStatus.Replied }
            // A lead's approved return relieves its supporters too.
            where step != CaseStep.Approve || status is AssignmentStatus.Pending or AssignmentStatus.Replied
            select KeyValuePair.Create((status, step), new[] { AssignmentStatus.Withdrawn }))
        .ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>The refusal of a step that the case's state does not allow; <c>null</c> when it does.</summary>
    public static Refusal? Check(Case @case, CaseStep step) => Cases.ContainsKey((@case.Status, step))
        ? null
        : new Refusal("case.step_not_allowed", $"A case that is {@case.Status} cannot take the step {step}.");

    /// <summary>The same, for steps that whoever holds the case in its queue must take (占有, domain.md §1.2).</summary>
    public static Refusal? Check(Case @case, CaseStep step, Actor actor) =>
        Check(@case, step) ?? (@case.ClaimedBy is { } holder && holder != actor.Name
            ? new Refusal("claim.held_by_other", $"{holder} is working on this case; wait, or have it released.")
            : null);

    /// <summary>The same for an assignment of the case's current round, which is handed out when the step is allowed.</summary>
    public static Refusal? Check(Case @case, int number, CaseStep step, out Assignment assignment)
    {
        assignment = @case.CurrentAssignments.FirstOrDefault(candidate => candidate.Number == number)!;
        if (Check(@case, step) is { } refusal)
        {
            return refusal;
        }

        return assignment is null
            ? new Refusal("assignment.not_found", $"The current round of the case has no assignment {number}.")
            : Assignments.ContainsKey((assignment.Status, step))
                ? null
                : new Refusal(
                    "assignment.step_not_allowed", $"An assignment that is {assignment.Status} cannot take the step {step}.");
    }

    private static IEnumerable<KeyValuePair<(CaseStatus From, CaseStep Step), CaseStatus[]>> Whenever(
        CaseStep step, CaseStatus? to, IEnumerable<CaseStatus> from) =>
        from.Select(status => KeyValuePair.Create((status, step), new[] { to ?? status }));
}
