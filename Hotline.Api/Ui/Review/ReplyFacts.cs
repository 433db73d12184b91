using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Deadlines;

namespace Hotline.Api.Ui.Review;

/// <summary>What one unit did in one round, gathered from the case and its timeline.</summary>
/// <param name="Contacts">Every attempt to reach the requester.</param>
/// <param name="Notes">办理过程记录</param>
/// <param name="Replies">Every reply, the last one stands.</param>
/// <param name="Returns">审核退回 of this assignment.</param>
/// <param name="Clocks">签收, 首次联系, 办结 as far as they ran.</param>
internal sealed record ReplyFacts(
    CaseHistory.AssignmentView Assignment,
    IReadOnlyList<CaseHistory.Entry> Contacts,
    IReadOnlyList<CaseHistory.Entry> Notes,
    IReadOnlyList<CaseHistory.Entry> Replies,
    IReadOnlyList<CaseHistory.Entry> Returns,
    IReadOnlyList<CaseHistory.ClockView> Clocks)
{
    public CaseHistory.Entry? Reply => Replies is [.., var last] ? last : null;

    public AssignmentReplied? Said => (AssignmentReplied?)Reply?.Data;

    public CaseHistory.ClockView? Resolve => Clocks.FirstOrDefault(clock => clock.Kind is ClockKind.Resolve or ClockKind.Rework);

    public CaseHistory.ClockView? FirstContact => Clocks.FirstOrDefault(clock => clock.Kind == ClockKind.FirstContact);

    /// <summary>The units of every round that take or took part, the newest round first, its lead before its supporters.</summary>
    public static IReadOnlyList<ReplyFacts> Of(CaseHistory.View view, IReadOnlyList<CaseHistory.Entry> timeline) =>
    [
        .. view.Assignments
            .Where(assignment => assignment.Status is not (AssignmentStatus.Returned or AssignmentStatus.Withdrawn))
            .OrderByDescending(assignment => assignment.Round).ThenBy(assignment => assignment.Role).ThenBy(assignment => assignment.Number)
            .Select(assignment => new ReplyFacts(
                assignment,
                [.. timeline.Where(entry => entry.Data is RequesterContacted contact && contact.Assignment == assignment.Number)],
                [.. timeline.Where(entry => entry.Data is HandlingNoted note && note.Assignment == assignment.Number)],
                [.. timeline.Where(entry => entry.Data is AssignmentReplied reply && reply.Assignment == assignment.Number)],
                [.. timeline.Where(entry => entry.Data is ReviewReturned returned && returned.Assignments.Contains(assignment.Number))],
                [.. view.Clocks.Where(clock => clock.Assignment == assignment.Number && clock is { IsVoid: false, Due: not null } && clock.Kind is not ClockKind.Total).OrderBy(clock => clock.Kind)])),
    ];

    /// <summary>Whether what a clock measures was done in time; <c>null</c> while it may still be.</summary>
    public static bool? InTime(CaseHistory.ClockView clock, DateTimeOffset now) =>
        clock.Missed ? false
        : clock.StoppedAt is { } stopped ? stopped <= clock.Due
        : now > clock.Due ? false : null;
}
