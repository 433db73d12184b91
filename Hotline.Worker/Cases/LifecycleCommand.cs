using System.CommandLine;
using System.Globalization;
using System.Text;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>
/// Prints the two transition tables as they are in the program, so that what the documents show cannot depart from it.
/// Opens no database.
/// </summary>
public static class LifecycleCommand
{
    private static readonly IReadOnlyDictionary<CaseStatus, string> CaseNames = new Dictionary<CaseStatus, string>
    {
        [CaseStatus.Draft] = "暂存",
        [CaseStatus.AwaitingInfo] = "待补充",
        [CaseStatus.AwaitingDispatch] = "待派单",
        [CaseStatus.InConsultation] = "会商中",
        [CaseStatus.InProgress] = "处理中",
        [CaseStatus.OnBook] = "挂账",
        [CaseStatus.AwaitingReview] = "待审核",
        [CaseStatus.AwaitingCallback] = "待回访",
        [CaseStatus.Closed] = "已办结",
        [CaseStatus.Guided] = "分类引导",
        [CaseStatus.Merged] = "已并单",
        [CaseStatus.Voided] = "作废",
        [CaseStatus.Archived] = "已归档",
    };

    private static readonly IReadOnlyDictionary<AssignmentStatus, string> AssignmentNames = new Dictionary<AssignmentStatus, string>
    {
        [AssignmentStatus.Pending] = "待签收",
        [AssignmentStatus.Working] = "办理中",
        [AssignmentStatus.ReturnRequested] = "申请退单",
        [AssignmentStatus.Replied] = "已反馈",
        [AssignmentStatus.Done] = "已办结",
        [AssignmentStatus.Returned] = "已退回",
        [AssignmentStatus.Withdrawn] = "已撤回",
    };

    private static readonly IReadOnlyDictionary<CaseStep, string> StepNames = new Dictionary<CaseStep, string>
    {
        [CaseStep.Register] = "受理提交",
        [CaseStep.Answer] = "直接答复",
        [CaseStep.Ask] = "待补充",
        [CaseStep.Supply] = "补充",
        [CaseStep.Guide] = "告知途径",
        [CaseStep.HandOver] = "即时转办",
        [CaseStep.Reclassify] = "改类",
        [CaseStep.Merge] = "并单",
        [CaseStep.Unmerge] = "撤销并单",
        [CaseStep.Link] = "关联",
        [CaseStep.Unlink] = "解除关联",
        [CaseStep.Void] = "作废",
        [CaseStep.Consult] = "会商",
        [CaseStep.Conclude] = "会商结论",
        [CaseStep.Dispatch] = "派单",
        [CaseStep.Recall] = "撤回",
        [CaseStep.Redispatch] = "改派",
        [CaseStep.AddSupport] = "加派协办",
        [CaseStep.Sign] = "签收",
        [CaseStep.Contact] = "首次联系",
        [CaseStep.Note] = "过程记录",
        [CaseStep.Delegate] = "内部转派",
        [CaseStep.File] = "申请",
        [CaseStep.Approve] = "同意申请",
        [CaseStep.Refuse] = "驳回申请",
        [CaseStep.Retract] = "撤回申请",
        [CaseStep.Progress] = "挂账进展",
        [CaseStep.Reactivate] = "销账",
        [CaseStep.Reply] = "反馈",
        [CaseStep.Review] = "审核",
        [CaseStep.Claim] = "占有",
        [CaseStep.Release] = "释放",
        [CaseStep.Callback] = "回访",
        [CaseStep.Judge] = "甄别",
        [CaseStep.Remind] = "催办",
        [CaseStep.Supervise] = "督办",
        [CaseStep.Instruct] = "批示",
        [CaseStep.Withdraw] = "撤诉",
        [CaseStep.Reopen] = "复查重开",
        [CaseStep.Archive] = "归档",
    };

    public static Command Create()
    {
        var table = new Option<bool>("--table") { Description = "As Markdown tables, one line for every state and step, instead of Mermaid diagrams." };
        var command = new Command("lifecycle", "Prints which step leads a case, and a unit's assignment, from which state to which: two Mermaid diagrams.") { table };
        command.SetAction(arguments =>
        {
            arguments.InvocationConfiguration.Output.Write(arguments.GetValue(table) ? Tables() : Diagrams());
            return 0;
        });
        return command;
    }

    /// <summary>Two fenced Mermaid diagrams. Steps that keep a state are a note beside it, or nobody could read the rest.</summary>
    public static string Diagrams() =>
        Heading("工单 Case") + Diagram(CaseLifecycle.Cases, CaseNames, CaseStatus.Draft, null)
        + "\n" + Heading("承办任务 Assignment") + Diagram(CaseLifecycle.Assignments, AssignmentNames, AssignmentStatus.Pending, CaseStep.Dispatch);

    /// <summary>The same as Markdown tables.</summary>
    public static string Tables() =>
        Heading("工单 Case") + Table(CaseLifecycle.Cases, CaseNames)
        + "\n" + Heading("承办任务 Assignment") + Table(CaseLifecycle.Assignments, AssignmentNames);

    private static string Heading(string name) => $"**{name}**\n\n";

    private static string Diagram<TStatus>(
        IReadOnlyDictionary<(TStatus From, CaseStep Step), TStatus[]> moves,
        IReadOnlyDictionary<TStatus, string> names,
        TStatus first,
        CaseStep? by)
        where TStatus : struct, Enum
    {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        foreach (var status in Enum.GetValues<TStatus>())
        {
            text.Append(CultureInfo.InvariantCulture, $"  state \"{names[status]} {status}\" as {status}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  [*] --> {first}{(by is { } step ? $": {NameOf(step)}" : "")}\n");
        foreach (var from in Enum.GetValues<TStatus>())
        {
            var leaving = Moves(moves, from).ToLookup(move => move.To, move => NameOf(move.Step));
            foreach (var to in Enum.GetValues<TStatus>().Where(to => !to.Equals(from) && leaving.Contains(to)))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {from} --> {to}: {string.Join(" · ", leaving[to])}\n");
            }

            if (leaving.Contains(from))
            {
                text.Append(CultureInfo.InvariantCulture, $"  note right of {from}\n    {string.Join("\n    ", leaving[from].Chunk(4).Select(names => string.Join(" · ", names)))}\n  end note\n");
            }

            if (leaving.Count == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {from} --> [*]\n");
            }
        }

        return text.Append("```\n").ToString();
    }

    private static string Table<TStatus>(
        IReadOnlyDictionary<(TStatus From, CaseStep Step), TStatus[]> moves, IReadOnlyDictionary<TStatus, string> names)
        where TStatus : struct, Enum
    {
        var text = new StringBuilder("| 状态 From | 步骤 Step | 去向 To |\n|---|---|---|\n");
        foreach (var from in Enum.GetValues<TStatus>())
        {
            foreach (var move in Moves(moves, from).GroupBy(move => move.Step))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {names[from]} {from} | {NameOf(move.Key)} | {string.Join(", ", move.Select(to => $"{names[to.To]} {to.To}"))} |\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<(CaseStep Step, TStatus To)> Moves<TStatus>(
        IReadOnlyDictionary<(TStatus From, CaseStep Step), TStatus[]> moves, TStatus state)
        where TStatus : struct, Enum =>
        from step in Enum.GetValues<CaseStep>()
        from to in moves.GetValueOrDefault((state, step), [])
        select (step, to);

    private static string NameOf(CaseStep step) => $"{StepNames[step]} {step}";
}
