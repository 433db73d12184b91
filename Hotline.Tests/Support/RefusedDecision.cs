using Hotline.Domain;

namespace Hotline.Tests.Support;

/// <summary>Decisions that say no.</summary>
internal static class RefusedDecision
{
    /// <summary>The code of a refusal, which leaves no event behind.</summary>
    public static string Code(this Decision decision)
    {
        Assert.That(decision.IsRefused, Is.True, "It was accepted.");
        Assert.That(decision.Events, Is.Empty);
        Assert.That(decision.Refusal!.Reason, Is.Not.Empty);
        return decision.Refusal.Code;
    }
}
