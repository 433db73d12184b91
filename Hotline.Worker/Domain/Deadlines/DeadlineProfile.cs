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
    /// <summary>The longest extension one request may ask for, in the kind of time of <see cref="Resolve"/>; <c>null</c> when none is granted.</summary>
    public Limit? Extension { get; init; }

    /// <summary>How long after its dispatch a unit may ask to give the case back (domain.md §1.6; complex cases 2 working days).</summary>
    public Limit ReturnWindow { get; init; } = Limit.WorkingDays(1);

    /// <summary>会商时限: how long several units may take to settle whose duty it is (T09).</summary>
    public Limit Consultation { get; init; } = Limit.WorkingDays(1);

    internal bool Covers(CaseType type, Urgency urgency, RequesterKind requester) =>
        (Types.Count == 0 || Types.Contains(type))
        && (Urgencies.Count == 0 || Urgencies.Contains(urgency))
        && (Requester is null || Requester == requester);
}

/// <summary>Limits that do not depend on the kind of case (domain.md §1.5, §2.1).</summary>
public sealed record ProfileCommon
{
    public static readonly ProfileCommon Default = new();

    /// <summary>C1 after a return or a consultation: the case has been looked at before.</summary>
    public Limit Redispatch { get; init; } = Limit.Hours(2);

    /// <summary>待补充: how long the requester may take to supply what is missing (T06).</summary>
    public Limit Supplement { get; init; } = Limit.WorkingDays(3);

    /// <summary>C8 of a request to return a case.</summary>
    public Limit DecideReturn { get; init; } = Limit.WorkingHours(4);

    /// <summary>C8 of every other request.</summary>
    public Limit Decide { get; init; } = Limit.WorkingDays(1);

    /// <summary>挂账复查: how often a unit reports progress on what is kept on the books.</summary>
    public Limit BookProgress { get; init; } = Limit.CalendarDays(30);

    /// <summary>The least that is left to a unit when a case comes off the books (T23).</summary>
    public Limit AfterBook { get; init; } = Limit.WorkingDays(3);

    /// <summary>复查重开: how long after closing (T33).</summary>
    public Limit Reopen { get; init; } = Limit.CalendarDays(15);

    /// <summary>不合理诉求认定: how long after closing a unit may apply (T40).</summary>
    public Limit Unreasonable { get; init; } = Limit.WorkingDays(5);

    /// <summary>归档: how long after its end a case can no longer be reopened or appealed (T34).</summary>
    public Limit Archive { get; init; } = Limit.CalendarDays(30);

    /// <summary>Categories that are never kept on the books: wages and safety (T22). A first-level code covers all beneath it.</summary>
    public IReadOnlyList<string> NeverOnBook { get; init; } = ["C0206", "C0801", "C12"];
}

/// <summary>The longest time to resolve that a higher authority allows for some types of case.</summary>
/// <param name="Types">Case types it binds.</param>
/// <param name="Limit">In working days.</param>
public sealed record ProfileCeiling(IReadOnlyList<CaseType> Types, Limit Limit)
{
    /// <summary>《四川省12345政务服务便民热线运行管理办法》, December 2025 (domain.md §2.2).</summary>
    public static IReadOnlyList<ProfileCeiling> Sichuan2025 { get; } =
    [
        new([CaseType.Consultation], Limit.WorkingDays(3)),
        new([CaseType.Help, CaseType.Suggestion], Limit.WorkingDays(7)),
        new([CaseType.Complaint, CaseType.Report], Limit.WorkingDays(15)),
    ];

    /// <summary>
    /// Whether a limit can end later than the ceiling, whenever it starts. Due at 24:00 of the n-th working day, a ceiling of
    /// n days leaves at least n whole days, n times 24 hours, and n times the hours of a working day.
    /// </summary>
    internal bool CanBeExceededBy(Limit limit) =>
        limit.IsInDays ? limit.Amount > Limit.Amount
        : limit.Ticks > Limit.Amount * (limit.IsWorking ? WorkSchedule.Default.PerDay.Ticks : TimeSpan.TicksPerDay);
}

/// <summary>Cases that a profile would give more time than a ceiling allows.</summary>
/// <param name="Line">The line that covers them.</param>
/// <param name="Types">Their types, among those that the ceiling binds.</param>
/// <param name="Ceiling">The most they may be given.</param>
public sealed record CeilingBreach(ProfileLine Line, IReadOnlyList<CaseType> Types, Limit Ceiling);

/// <summary>时限方案, one version of it: lines in order, the first that covers a case holds.</summary>
public sealed class DeadlineProfile
{
    /// <exception cref="ArgumentException">The last line does not cover everything, so some case would have no limits; or a rework may take longer than the original.</exception>
    public DeadlineProfile(int version, IReadOnlyList<ProfileLine> lines, ProfileCommon? common = null)
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
        Common = common ?? ProfileCommon.Default;
        Lines = lines;
    }

    public int Version { get; }

    public ProfileCommon Common { get; }

    /// <summary>In order: the first that covers a case holds.</summary>
    public IReadOnlyList<ProfileLine> Lines { get; }

    public ProfileLine LineFor(Case @case) => LineFor(@case.Type, @case.Urgency, @case.RequesterKind);

    public ProfileLine LineFor(CaseType type, Urgency urgency, RequesterKind requester) =>
        Lines.First(line => line.Covers(type, urgency, requester));

    /// <summary>
    /// Where the time to resolve goes beyond a ceiling, by what can really reach each line: every type, urgency and requester
    /// goes the way of a case. Complex cases are free of ceilings (domain.md §2.3).
    /// </summary>
    public IReadOnlyList<CeilingBreach> BreachesOf(IReadOnlyList<ProfileCeiling> ceilings)
    {
        var tooLong =
            from ceiling in ceilings
            from type in ceiling.Types
            from urgency in Enum.GetValues<Urgency>()
            where urgency != Urgency.Complex
            from requester in Enum.GetValues<RequesterKind>()
            let line = LineFor(type, urgency, requester)
            where ceiling.CanBeExceededBy(line.Resolve)
            select (line, type, ceiling.Limit);
        return
        [
            .. tooLong.Distinct().GroupBy(found => (found.line, found.Limit))
                .Select(same => new CeilingBreach(same.Key.line, [.. same.Select(found => found.type).Distinct()], same.Key.Limit)),
        ];
    }
}

/// <summary>What a case's due dates are counted with: the versions the case keeps.</summary>
public sealed record DeadlineBasis(DeadlineProfile Profile, WorkCalendar Calendar)
{
    public ProfileLine LineFor(Case @case) => Profile.LineFor(@case);
}
