using Hotline.Domain.Dispatch;

namespace Hotline.Tests.Support;

/// <summary>Small dispatch catalogues: some known units, one of them inactive, and a rule that tests change by <c>with</c>.</summary>
internal static class ACatalogue
{
    public const int Version = 4;
    public const string Inactive = "closed-office";

    public static readonly DispatchRule Rule = new("rule", "C0107", Area: null, Requester: null, Story.Lead, [], "basis of the rule");

    public static DispatchCatalogue With(params DispatchRule[] rules) => new(Version, rules, new Dictionary<string, bool>
    {
        [Story.Lead] = true,
        [Story.Supporter] = true,
        ["commerce"] = true,
        ["finance"] = true,
        [Inactive] = false,
    });
}
