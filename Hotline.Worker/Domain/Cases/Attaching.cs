using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>How much of files a case takes.</summary>
/// <param name="Files">Those that were removed do not count.</param>
/// <param name="Bytes">Of all of them together.</param>
public readonly record struct FileLimits(int Files, long Bytes);

/// <summary>
/// 附件 (domain.md §1.7): evidence in every state but the archive's. It moves nothing, so the tables of the lifecycle do not
/// list it.
/// </summary>
public static class Attaching
{
    /// <summary>How long whoever attached a file may take it away.</summary>
    public static readonly TimeSpan Regret = TimeSpan.FromHours(24);

    /// <param name="case">The case.</param>
    /// <param name="files">What is attached at once, all or nothing; their numbers, and what a unit's belong to, are decided here.</param>
    /// <param name="assignment">Whose evidence they are; <c>null</c>: the last assignment of the actor's unit that counts.</param>
    /// <param name="limits">What the case takes.</param>
    /// <param name="actor">Who attaches.</param>
    /// <returns>An event for each content that its owner has not attached already.</returns>
    public static Decision Decide(Case @case, IReadOnlyList<FileAttached> files, int? assignment, FileLimits limits, Actor actor)
    {
        if (WhyUnchangeable(@case) is { } refusal)
        {
            return refusal;
        }

        var own = @case.Assignments.LastOrDefault(candidate => candidate.Counts
            && (assignment is null ? actor.Unit == candidate.Unit : assignment == candidate.Number));
        if (own is null && (assignment is not null || actor.Unit is not null))
        {
            return Decision.Refuse("attachment.no_assignment", "There is no assignment of this unit that the file could belong to.");
        }

        if (own is not null && actor.Unit is { } unit && own.Unit != unit)
        {
            return Decision.Refuse("actor.other_unit", $"This is the assignment of '{own.Unit}'.");
        }

        var kept = @case.Attachments.Where(attachment => attachment.IsThere).ToList();
        var added = new List<FileAttached>();
        foreach (var file in files)
        {
            var next = file with { Attachment = @case.Attachments.Length + added.Count + 1, Assignment = own?.Number, Unit = own?.Unit };
            if (kept.All(attachment => !attachment.IsSame(next)) && added.All(other => (other.Sha256, other.Internal) != (next.Sha256, next.Internal)))
            {
                added.Add(next);
            }
        }

        return added.Count == 0 ? Decision.Nothing
            : kept.Count + added.Count > limits.Files ? Decision.Refuse("attachment.too_many", $"A case holds {limits.Files} files at most.")
            : kept.Sum(attachment => (long)attachment.Bytes) + added.Sum(file => (long)file.Bytes) > limits.Bytes
                ? Decision.Refuse("attachment.case_full", $"The files of a case have {limits.Bytes} bytes at most.")
            : Decision.Accept([.. added]);
    }

    /// <summary>By whoever attached it, within <see cref="Regret"/> and as long as no review relied on it; or by a shift leader, with a reason.</summary>
    public static Decision Remove(Case @case, int number, string? reason, Actor actor, DateTimeOffset now)
    {
        if (WhyUnchangeable(@case) is { } refusal)
        {
            return refusal;
        }

        if (@case.Attachments.FirstOrDefault(candidate => candidate.Number == number) is not { } attachment)
        {
            return Decision.Refuse("attachment.not_found", $"The case has no file {number}.");
        }

        if (!attachment.IsThere)
        {
            return Decision.Nothing;
        }

        var accepted = @case.Assignments.Any(assignment => assignment.Number == attachment.Assignment && assignment.Status == AssignmentStatus.Done);
        return actor.Unit is null && actor.Is(Role.ShiftLeader) && reason is not null ? Decision.Accept(new FileRemoved { Attachment = number })
            : attachment.By != actor.Name
                ? Decision.Refuse("attachment.not_yours", "Whoever attached it removes it, or a shift leader, who says why.")
            : accepted ? Decision.Refuse("attachment.accepted", "The review has accepted what it proves; a shift leader can remove it, and says why.")
            : now - attachment.At > Regret ? Decision.Refuse("attachment.too_late", "It was attached more than 24 hours ago; a shift leader can remove it, and says why.")
            : Decision.Accept(new FileRemoved { Attachment = number });
    }

    private static Refusal? WhyUnchangeable(Case @case) => @case.Status == CaseStatus.Archived
        ? new Refusal("attachment.archived", "Nothing about an archived case changes.")
        : null;
}
