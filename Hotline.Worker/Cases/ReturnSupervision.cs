namespace Hotline.Cases;

/// <summary>督办单申请退回: the unit asks to be released from an order.</summary>
public sealed class ReturnSupervision(CaseLedger ledger) : AnswerSupervision<ReturnSupervision.Command>(
    ledger, askBack: true, text => new CaseText { Reason = text })
{
    public sealed record Command : SupervisionCommand;

    public sealed class Validator : SupervisionValidator<Command>;
}
