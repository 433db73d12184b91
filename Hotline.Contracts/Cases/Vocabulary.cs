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
    /// <summary>暂存: being taken in. A draft has no number and no events yet; it is where the first step starts from.</summary>
    Draft,
    /// <summary>待补充</summary>
    AwaitingInfo,
    /// <summary>待派单</summary>
    AwaitingDispatch,
    /// <summary>会商中</summary>
    InConsultation,
    /// <summary>处理中</summary>
    InProgress,
    /// <summary>挂账</summary>
    OnBook,
    /// <summary>待审核</summary>
    AwaitingReview,
    /// <summary>待回访</summary>
    AwaitingCallback,
    /// <summary>已办结</summary>
    Closed,
    /// <summary>分类引导: told the right channel</summary>
    Guided,
    /// <summary>已并单: follows the case it was merged into</summary>
    Merged,
    /// <summary>作废</summary>
    Voided,
    /// <summary>已归档: immutable</summary>
    Archived,
}

/// <summary>承办任务状态 (domain.md §1.3).</summary>
public enum AssignmentStatus
{
    /// <summary>待签收</summary>
    Pending,
    /// <summary>办理中</summary>
    Working,
    /// <summary>申请退单: asked to give it back; responsible until that is approved (首接负责)</summary>
    ReturnRequested,
    /// <summary>已反馈</summary>
    Replied,
    /// <summary>已办结</summary>
    Done,
    /// <summary>已退回: given back with approval</summary>
    Returned,
    /// <summary>已撤回: taken back by the hotline, ended with its case, or a supporter whom the lead declared not needed.</summary>
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
    /// <summary>诉求人撤诉</summary>
    Withdrawn,
}

/// <summary>How a closed case was asked about before it closed (domain.md §3.4).</summary>
public enum Survey
{
    /// <summary>已回访: the requester answered.</summary>
    Answered,
    /// <summary>免回访 (T27): outside the valid call-backs.</summary>
    Waived,
    /// <summary>无法联系 (T30): tried often enough, never reached; outside the valid call-backs.</summary>
    Unreached,
    /// <summary>No call-back belongs to this ending: answered on the line, or withdrawn.</summary>
    None,
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

/// <summary>Who may do what (domain.md §1.8).</summary>
public enum Role
{
    /// <summary>话务员</summary>
    Agent,
    /// <summary>班长</summary>
    ShiftLeader,
    /// <summary>派单员</summary>
    Dispatcher,
    /// <summary>承办单位联络员、承办人</summary>
    Handler,
    /// <summary>承办单位负责人</summary>
    UnitHead,
    /// <summary>审核员</summary>
    Reviewer,
    /// <summary>回访员</summary>
    Caller,
    /// <summary>督办员</summary>
    Supervisor,
    /// <summary>考核员</summary>
    Assessor,
    /// <summary>领导: 分管领导、书记、主任</summary>
    Leader,
    /// <summary>管理员</summary>
    Administrator,
}

/// <summary>What is missing from a case (待补充, T04).</summary>
public enum MissingFact
{
    /// <summary>诉求人或联系方式</summary>
    Requester,
    /// <summary>事发地点</summary>
    Place,
    /// <summary>事发时间</summary>
    Time,
    /// <summary>被诉对象</summary>
    Accused,
    /// <summary>具体诉求</summary>
    Demand,
    /// <summary>证据材料</summary>
    Evidence,
}

/// <summary>告知途径: why the hotline guides instead of dispatching (domain.md §5.2).</summary>
public enum GuideReason
{
    /// <summary>诉讼</summary>
    Litigation,
    /// <summary>仲裁</summary>
    Arbitration,
    /// <summary>纪检监察</summary>
    Discipline,
    /// <summary>行政复议</summary>
    Reconsideration,
    /// <summary>政府信息公开</summary>
    InformationDisclosure,
    /// <summary>信访</summary>
    Petition,
    /// <summary>涉密</summary>
    Secrecy,
    /// <summary>紧急警情, 转 110·119·120·122</summary>
    Emergency,
    /// <summary>违法或违背公序良俗</summary>
    AgainstPublicOrder,
    /// <summary>其他不属受理范围</summary>
    OutOfScope,
    /// <summary>逾期未补充 (T06)</summary>
    NotSupplemented,
}

/// <summary>The services that an emergency is handed to at once (domain.md §5.2).</summary>
public enum EmergencyService
{
    /// <summary>110</summary>
    Police,
    /// <summary>119</summary>
    Fire,
    /// <summary>120</summary>
    Medical,
    /// <summary>122</summary>
    Traffic,
}

/// <summary>作废: why a case is void.</summary>
public enum VoidReason
{
    /// <summary>测试</summary>
    Test,
    /// <summary>误录</summary>
    WrongEntry,
    /// <summary>骚扰</summary>
    Harassment,
}

/// <summary>How two cases belong together (T08).</summary>
public enum Bond
{
    /// <summary>并单: the same requester's same matter; one case goes on.</summary>
    Merged,
    /// <summary>关联: another requester's same matter; handled once, each called back.</summary>
    Linked,
}

/// <summary>申请: what a unit asks the hotline for (domain.md §1.2).</summary>
public enum RequestKind
{
    /// <summary>退单 (T18)</summary>
    Return,
    /// <summary>延期 (T21)</summary>
    Extension,
    /// <summary>挂账 (T22)</summary>
    OnBook,
    /// <summary>加派协办 (T17)</summary>
    Support,
    /// <summary>不合理诉求认定 (T40)</summary>
    Unreasonable,
    /// <summary>考核申诉 (T41)</summary>
    Appeal,
}

/// <summary>申请状态.</summary>
public enum RequestStatus
{
    /// <summary>待审</summary>
    Pending,
    /// <summary>通过</summary>
    Approved,
    /// <summary>驳回</summary>
    Refused,
    /// <summary>撤回</summary>
    Retracted,
    /// <summary>失效: what it was about ended before it was decided.</summary>
    Lapsed,
}

/// <summary>Why a unit asks; which reasons fit which kind of request is a rule (domain.md §1.6, §3.4).</summary>
public enum RequestReason
{
    /// <summary>非本单位职责</summary>
    NotOurDuty,
    /// <summary>非本辖区</summary>
    NotOurArea,
    /// <summary>信息不全无法办理</summary>
    InformationMissing,
    /// <summary>重复工单</summary>
    Duplicate,
    /// <summary>应走法定途径</summary>
    LegalChannel,
    /// <summary>需多部门会商</summary>
    SeveralUnits,
    /// <summary>需现场调查核实</summary>
    Investigation,
    /// <summary>需第三方鉴定或检测</summary>
    ThirdParty,
    /// <summary>需施工或采购周期</summary>
    Construction,
    /// <summary>需上级或部门审批</summary>
    Approval,
    /// <summary>不可抗力</summary>
    ForceMajeure,
    /// <summary>政策待明确</summary>
    PolicyPending,
    /// <summary>资金待落实</summary>
    FundsPending,
    /// <summary>已进入诉讼、复议或信访</summary>
    LegalProceedings,
    /// <summary>超出政策规定</summary>
    BeyondPolicy,
    /// <summary>违背公序良俗</summary>
    AgainstPublicOrder,
    /// <summary>无事实依据、虚假或恶意</summary>
    NoFacts,
    /// <summary>解释后仍反复提出</summary>
    RepeatedAfterExplanation,
    /// <summary>超职责</summary>
    BeyondDuty,
    /// <summary>上级派单错误</summary>
    WronglyDispatched,
    /// <summary>无效号码或诉求人拒绝评价</summary>
    NoValidRating,
}

/// <summary>What an appeal or an exclusion is about (domain.md §3.4, §3.5).</summary>
public enum Metric
{
    /// <summary>响应率</summary>
    Response,
    /// <summary>解决率</summary>
    Resolution,
    /// <summary>满意率</summary>
    Satisfaction,
    /// <summary>按时办结率</summary>
    OnTime,
}

/// <summary>审核退回: what is wrong with a reply (T25).</summary>
public enum Defect
{
    /// <summary>未联系诉求人</summary>
    NotContacted,
    /// <summary>答非所问</summary>
    OffThePoint,
    /// <summary>无附件佐证</summary>
    NoEvidence,
    /// <summary>错别字或不规范</summary>
    Slips,
    /// <summary>未解决且未说明</summary>
    UnsolvedUnexplained,
    /// <summary>虚假办结</summary>
    FalseClosing,
}

/// <summary>免回访: why nobody is called back (T27).</summary>
public enum WaiveReason
{
    /// <summary>匿名无号码</summary>
    AnonymousWithoutNumber,
    /// <summary>诉求人要求不回访</summary>
    CallbackDeclined,
    /// <summary>不需回复</summary>
    NoReplyWanted,
    /// <summary>咨询已答</summary>
    ConsultationAnswered,
}

/// <summary>催办: who asks to hurry (T37).</summary>
public enum ReminderSource
{
    /// <summary>诉求人</summary>
    Requester,
    /// <summary>热线</summary>
    Hotline,
    /// <summary>到期自动催办</summary>
    Deadline,
}

/// <summary>督办: why an order was issued (domain.md §1.6).</summary>
public enum SupervisionOrigin
{
    /// <summary>督办立项 (T38)</summary>
    Ordered,
    /// <summary>领导批示 (T39)</summary>
    Instruction,
    /// <summary>提级督办 (T32)</summary>
    Escalation,
    /// <summary>红×2: two working days overdue</summary>
    Overdue,
    /// <summary>多次催办</summary>
    Reminders,
}

/// <summary>督办单状态.</summary>
public enum SupervisionStatus
{
    /// <summary>下发</summary>
    Issued,
    /// <summary>申请退回</summary>
    ReturnAsked,
    /// <summary>待审核</summary>
    Reported,
    /// <summary>督办办结</summary>
    Completed,
    /// <summary>撤销: asked back with good reason</summary>
    Cancelled,
}

/// <summary>What the supervisor decides about an order.</summary>
public enum SupervisionOutcome
{
    /// <summary>督办办结</summary>
    Completed,
    /// <summary>退回重办: the report does not do, or the request to be released is refused.</summary>
    SentBack,
    /// <summary>同意退回: the order is cancelled.</summary>
    Cancelled,
}

/// <summary>附件类别: how a file is shown.</summary>
public enum FileKind
{
    /// <summary>图片</summary>
    Picture,
    /// <summary>文档、扫描件 (PDF)</summary>
    Document,
    /// <summary>录音</summary>
    Sound,
}
