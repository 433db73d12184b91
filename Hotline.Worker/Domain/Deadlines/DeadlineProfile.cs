using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Domain.Deadlines;

/// <summary>One line of a profile: the limits of one kind of case (domain.md §2.3).</summary>
/// <param name="Key">Stable name, e.g. <c>help</c>, shown in every explanation.</param>
/// <param name="Types">Case types it covers; empty for all.</param>
/// <param name="Urgencies">Urgencies it covers; empty for all.</param>
/// <param name="Requester">Requester kind it covers; <c>null</c> for both.</param>
/// <param name="Dispatch">C1 派单时限</param>
/// <param name="Sign">C2 签收时限</param>
/// <param name="FirstContact">C3 首次联系时限</param>
/// <param name="Resolve">C4 办结时限</param>
/// <param name="Review">C5 审核时限</param>
/// <param name="Callback">C6 回访时限</param>
/// <param name="ReworkSign">C2 of a rework</param>
/// <param name="ReworkFirstContact">C3 of a rework</param>
/// <param name="Rework">C7 重办时限: not longer than the original (domain.md §2.1: at most 3 working days, or half)</param>
public sealed record ProfileLine(
    string Key,
    IReadOnlyList<CaseType> Types,
    IReadOnlyList<Urgency> Urgencies,
    RequesterKind? Requester,
    Limit Dispatch,
    Limit Sign,
    Limit FirstContact,
    Limit Resolve,
    Limit Review,
    Limit Callback,
    Limit ReworkSign,
    Limit ReworkFirstContact,
    Limit Rework)
{
    internal bool Covers(Case @case) =>
        (Types.Count == 0 || Types.Contains(@case.Type))
        && (Urgencies.Count == 0 || Urgencies.Contains(@case.Urgency))
        && (Requester is null || Requester == @case.RequesterKind);
}

/// <summary>时限方案, one version of it: lines in order, the first that covers a case holds.</summary>
public sealed class DeadlineProfile
{
    private readonly IReadOnlyList<ProfileLine> _lines;

    /// <exception cref="ArgumentException">The last line does not cover everything, so some case would have no limits; or a rework may take longer than the original.</exception>
    public DeadlineProfile(int version, IReadOnlyList<ProfileLine> lines)
    {
        if (lines is not [.., { Types.Count: 0, Urgencies.Count: 0, Requester: null }])
        {
            throw new ArgumentException("The last line of a deadline profile covers every case.", nameof(lines));
        }

        // Limits of two kinds have no common measure; a rework is measured as its original is.
        if (lines.FirstOrDefault(line => line.Rework.Kind != line.Resolve.Kind || line.Rework.Amount > line.Resolve.Amount) is { } longer)
        {
            throw new ArgumentException($"Line '{longer.Key}': a rework takes the same kind of time as the original, and no more of it.", nameof(lines));
        }

        Version = version;
        _lines = lines;
    }

    public int Version { get; }

    public ProfileLine LineFor(Case @case) => _lines.First(line => line.Covers(@case));
}

/// <summary>What a case's due dates are counted with: the versions the case keeps.</summary>
public sealed record DeadlineBasis(DeadlineProfile Profile, WorkCalendar Calendar)
{
    public ProfileLine LineFor(Case @case) => Profile.LineFor(@case);
}
