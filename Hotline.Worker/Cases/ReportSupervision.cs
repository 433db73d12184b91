namespace Hotline.Cases;

/// <summary>督办反馈: the unit reports what it did.</summary>
public sealed class ReportSupervision(CaseLedger ledger) : AnswerSupervision<ReportSupervision.Command>(
    ledger, askBack: false, text => new CaseText { InternalNote = text })
{
    public sealed record Command : SupervisionCommand;

    public sealed class Validator : SupervisionValidator<Command>;
}
