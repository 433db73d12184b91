using System.Collections.Frozen;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Cases;

/// <summary>What the steps are called in addresses: <c>POST /api/cases/{number}/{name}</c>. One table for the API, its clients and the screens.</summary>
public static class StepNames
{
    private static readonly FrozenDictionary<CaseMove, string> Names = new Dictionary<CaseMove, string>
    {
        [CaseStep.Answer] = "answer",
        [CaseStep.Ask] = "ask",
        [CaseStep.Supply] = "supply",
        [CaseStep.Guide] = "guide",
        [CaseStep.HandOver] = "hand-over",
        [CaseStep.Reclassify] = "reclassify",
        [CaseStep.Merge] = "merge",
        [CaseStep.Unmerge] = "unmerge",
        [CaseStep.Link] = "link",
        [CaseStep.Unlink] = "unlink",
        [CaseStep.Void] = "void",
        [CaseStep.Consult] = "consult",
        [CaseStep.Conclude] = "conclude",
        [CaseStep.Dispatch] = "dispatch",
        [CaseStep.Recall] = "recall",
        [CaseStep.Redispatch] = "redispatch",
        [CaseStep.AddSupport] = "add-support",
        [CaseStep.Sign] = "sign",
        [CaseStep.Contact] = "contact",
        [CaseStep.Note] = "note",
        [CaseStep.Delegate] = "delegate",
        [new(CaseStep.File, Request: RequestKind.Return)] = "return",
        [new(CaseStep.File, Request: RequestKind.Extension)] = "extend",
        [new(CaseStep.File, Request: RequestKind.OnBook)] = "book",
        [new(CaseStep.File, Request: RequestKind.Support)] = "support",
        [new(CaseStep.File, Request: RequestKind.Unreasonable)] = "unreasonable",
        [new(CaseStep.File, Request: RequestKind.Appeal)] = "appeal",
        [CaseStep.Approve] = "approve",
        [CaseStep.Refuse] = "refuse",
        [CaseStep.Retract] = "retract",
        [CaseStep.Progress] = "progress",
        [CaseStep.Reactivate] = "reactivate",
        [CaseStep.Reply] = "reply",
        [CaseStep.Review] = "review",
        [CaseStep.Claim] = "claim",
        [CaseStep.Release] = "release",
        [CaseStep.Callback] = "callback",
        [CaseStep.Judge] = "judge",
        [CaseStep.Remind] = "remind",
        [new(CaseStep.Supervise, Supervision: SupervisionMove.Issue)] = "supervise",
        [new(CaseStep.Supervise, Supervision: SupervisionMove.Report)] = "supervision-report",
        [new(CaseStep.Supervise, Supervision: SupervisionMove.AskBack)] = "supervision-return",
        [new(CaseStep.Supervise, Supervision: SupervisionMove.Settle)] = "supervision-settle",
        [CaseStep.Instruct] = "instruct",
        [CaseStep.Withdraw] = "withdraw",
        [CaseStep.Reopen] = "reopen",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, CaseMove> Moves = Names.ToFrozenDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">Nobody asks for it by name: it begins a case, or a timer does it.</exception>
    public static string Of(CaseMove move) => Names[move];

    public static bool TryParse(string name, out CaseMove move) => Moves.TryGetValue(name, out move);
}
