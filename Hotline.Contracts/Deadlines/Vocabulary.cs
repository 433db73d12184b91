namespace Hotline.Contracts.Deadlines;

/// <summary>The clocks of domain.md §2.1. The number in the field's usual notation is the value.</summary>
public enum ClockKind
{
    /// <summary>C0 群众总时长: first contact to close. Information only; never paused, never reset.</summary>
    Total = 0,
    /// <summary>C1 派单时限</summary>
    Dispatch = 1,
    /// <summary>C2 签收时限</summary>
    Sign = 2,
    /// <summary>C3 首次联系时限</summary>
    FirstContact = 3,
    /// <summary>C4 办结时限: starts at dispatch, not at sign-off.</summary>
    Resolve = 4,
    /// <summary>C5 审核时限</summary>
    Review = 5,
    /// <summary>C6 回访时限</summary>
    Callback = 6,
    /// <summary>C7 重办时限: the resolution clock of a later round.</summary>
    Rework = 7,
    /// <summary>C8 申请审批时限</summary>
    Decision = 8,
    /// <summary>C9 督办时限</summary>
    Supervision = 9,
    /// <summary>C10 会商时限 (T09)</summary>
    Consultation = 10,
    /// <summary>C11 待补充时限 (T06)</summary>
    Supplement = 11,
    /// <summary>C12 挂账进展: the monthly report on what is kept on the books (T22)</summary>
    BookProgress = 12,
    /// <summary>C13 挂账到期: the target date, at which a case comes off the books (T23)</summary>
    BookTarget = 13,
}

/// <summary>预警灯. Derived from due time and now; only the moments at which it turned are recorded (domain.md §2.5).</summary>
public enum Light
{
    /// <summary>绿灯</summary>
    Green,
    /// <summary>黄灯</summary>
    Yellow,
    /// <summary>橙灯: half a day left, or a tenth of a limit in hours.</summary>
    Orange,
    /// <summary>红灯: the due moment has passed.</summary>
    Red,
    /// <summary>红×2: two working days overdue.</summary>
    DoubleRed,
    /// <summary>红×3: five working days overdue.</summary>
    TripleRed,
}
