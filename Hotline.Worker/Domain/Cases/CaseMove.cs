using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>督办: what is asked for about an order of supervision.</summary>
public enum SupervisionMove
{
    /// <summary>督办立项</summary>
    Issue,
    /// <summary>督办反馈</summary>
    Report,
    /// <summary>申请退回</summary>
    AskBack,
    /// <summary>办结、退回重办或同意退回</summary>
    Settle,
}

/// <summary>
/// A step as people ask for it: the row of the table, and where one row serves several (申请, 督办) which of them.
/// </summary>
/// <param name="Step">Row of <see cref="CaseLifecycle.Cases"/>.</param>
/// <param name="Request">What is asked for; for <see cref="CaseStep.File"/> and only for it.</param>
/// <param name="Supervision">What is asked for; for <see cref="CaseStep.Supervise"/> and only for it.</param>
public readonly record struct CaseMove(CaseStep Step, RequestKind? Request = null, SupervisionMove? Supervision = null)
{
    /// <summary>Everything a person may ask of a case: not what begins it, nor what only a timer does.</summary>
    public static IReadOnlyList<CaseMove> All { get; } =
    [
        .. Enum.GetValues<CaseStep>().Where(step => step is not (CaseStep.Register or CaseStep.Archive)).SelectMany(step => step switch
        {
            CaseStep.File => Enum.GetValues<RequestKind>().Select(kind => new CaseMove(step, Request: kind)),
            CaseStep.Supervise => Enum.GetValues<SupervisionMove>().Select(move => new CaseMove(step, Supervision: move)),
            _ => [new CaseMove(step)],
        }),
    ];

    public static implicit operator CaseMove(CaseStep step) => new(step);

    public static CaseMove FromCaseStep(CaseStep step) => step;
}
