using Hotline.Cases;
using Hotline.Contracts.Deadlines;
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

    /// <summary>As the rule counts: the calls that failed since the case came to the call-back.</summary>
    public static IReadOnlyList<DateTimeOffset> FailedCalls(CaseHistory.View @case) =>
        @case.Clocks.Where(clock => clock.Kind == ClockKind.Callback).MaxBy(clock => clock.Run) is { } clock
            ? [.. @case.Callbacks.Where(attempt => !attempt.Reached && attempt.At >= clock.StartedAt).Select(attempt => attempt.At)]
            : [];

    /// <returns><c>null</c>: the step cannot be taken now.</returns>
    public CasePossibilities.View? May(string step) => Case.May.FirstOrDefault(possible => possible.Step == step);
}
