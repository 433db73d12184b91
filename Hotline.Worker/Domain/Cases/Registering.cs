using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>受理提交 (T02), with the direct answer that may close the case on the line (T03).</summary>
public static class Registering
{
    /// <param name="registered">What was taken in; its fields were validated at the edge.</param>
    /// <param name="answered">The answer given on the line, or <c>null</c> when the case goes on to dispatch.</param>
    public static Decision Decide(CaseRegistered registered, CaseAnswered? answered) => answered is null
        ? Decision.Accept(registered)
        : Answering.WhyNot(registered.Type, answered) is { } refusal
            ? refusal
            : Decision.Accept([registered, .. Answering.Events(answered)]);
}
