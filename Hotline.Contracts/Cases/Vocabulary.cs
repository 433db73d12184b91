namespace Hotline.Contracts.Cases;

/// <summary>受理渠道: how a case reached the hotline (domain.md §8, row 4).</summary>
public enum Channel
{
    /// <summary>电话</summary>
    Phone,
    /// <summary>网站</summary>
    Web,
    /// <summary>微信</summary>
    WeChat,
    /// <summary>短信</summary>
    Sms,
    /// <summary>邮件</summary>
    Email,
    /// <summary>来访</summary>
    Visit,
    /// <summary>来信</summary>
    Letter,
    /// <summary>上级平台转办</summary>
    Platform,
    /// <summary>企业点单</summary>
    EnterpriseOrder,
}

/// <summary>诉求人类别: one pipeline, two profiles (domain.md §0).</summary>
public enum RequesterKind
{
    /// <summary>群众</summary>
    Citizen,
    /// <summary>企业</summary>
    Enterprise,
}

/// <summary>诉求类型 (domain.md §5.3).</summary>
public enum CaseType
{
    /// <summary>咨询</summary>
    Consultation,
    /// <summary>求助</summary>
    Help,
    /// <summary>投诉</summary>
    Complaint,
    /// <summary>举报</summary>
    Report,
    /// <summary>建议</summary>
    Suggestion,
}

/// <summary>紧急程度: decides the level of the deadline profile (domain.md §2.3).</summary>
public enum Urgency
{
    /// <summary>一般</summary>
    General,
    /// <summary>复杂疑难</summary>
    Complex,
    /// <summary>紧急: clocks ignore the calendar.</summary>
    Urgent,
    /// <summary>特急: life or safety.</summary>
    Critical,
}

/// <summary>工单状态 (domain.md §1.4).</summary>
public enum CaseStatus
{
    /// <summary>待派单</summary>
    AwaitingDispatch,
    /// <summary>处理中</summary>
    InProgress,
    /// <summary>待审核</summary>
    AwaitingReview,
    /// <summary>待回访</summary>
    AwaitingCallback,
    /// <summary>已办结</summary>
    Closed,
}

/// <summary>承办任务状态 (domain.md §1.3).</summary>
public enum AssignmentStatus
{
    /// <summary>待签收</summary>
    Pending,
    /// <summary>办理中</summary>
    Working,
    /// <summary>已反馈</summary>
    Replied,
    /// <summary>已办结</summary>
    Done,
    /// <summary>已撤回: a supporter whom the lead declared not needed.</summary>
    Withdrawn,
}

/// <summary>主办 / 协办. A round has exactly one lead (domain.md §1.2).</summary>
public enum AssignmentRole
{
    /// <summary>主办</summary>
    Lead,
    /// <summary>协办</summary>
    Support,
}

/// <summary>办结方式 (domain.md §1.4).</summary>
public enum ClosingResult
{
    /// <summary>直接答复: answered on the line, never dispatched.</summary>
    AnsweredDirectly,
    /// <summary>已解决</summary>
    Solved,
    /// <summary>部分解决</summary>
    PartlySolved,
    /// <summary>解释说明: not solved, and the policy does not provide for more.</summary>
    Explained,
}

/// <summary>是否解决: the second of the three call-back questions.</summary>
public enum Resolution
{
    /// <summary>已解决</summary>
    Solved,
    /// <summary>部分解决</summary>
    PartlySolved,
    /// <summary>未解决</summary>
    Unsolved,
}

/// <summary>是否满意: the third of the three call-back questions.</summary>
public enum Satisfaction
{
    /// <summary>满意</summary>
    Satisfied,
    /// <summary>基本满意</summary>
    BasicallySatisfied,
    /// <summary>不满意</summary>
    Dissatisfied,
}

/// <summary>联系方式 of a first contact (domain.md §1.5, T14).</summary>
public enum ContactMeans
{
    /// <summary>电话</summary>
    Phone,
    /// <summary>上门</summary>
    Visit,
    /// <summary>短信、微信等</summary>
    Message,
}

/// <summary>Why a case was not dispatched by the catalogue and waits for a dispatcher.</summary>
public enum LeftReason
{
    /// <summary>No rule of the catalogue covers it.</summary>
    NoRule,
    /// <summary>The rule's unit is not active.</summary>
    UnitInactive,
    /// <summary>The matching rule asks for a dispatcher's eye.</summary>
    RuleIsManual,
}
