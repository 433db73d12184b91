using Hotline.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Api.Ui.Review;

/// <summary>The case that lies on the desk, as the person at it may see it.</summary>
/// <param name="Timeline">Everything that happened to it, oldest first.</param>
public sealed record OpenWork(
    CaseHistory.View Case,
    IReadOnlyList<CaseHistory.Entry> Timeline,
    IReadOnlyList<Attachments.Item> Files,
    Actor Actor)
{
    /// <summary>Claimed by the person at the desk.</summary>
    public bool IsMine => Case.ClaimedBy == Actor.Name;

    /// <returns><c>null</c>: the step cannot be taken now.</returns>
    public CasePossibilities.View? May(string step) => Case.May.FirstOrDefault(possible => possible.Step == step);
}
