using System.Collections.Frozen;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Dispatch;
using Hotline.Domain.Scorecards;

namespace Hotline.Zone;

/// <summary>承办单位.</summary>
/// <param name="Group">Ranking group: units are compared within it and with nobody else (domain.md §3.5).</param>
/// <param name="Active">Takes new cases.</param>
public sealed record ZoneUnit(string Code, string Name, string NameEn, string Group, bool Active);

/// <summary>街道、园区、小区.</summary>
/// <param name="Aliases">别名: what people call it as well; <c>null</c> for nothing else.</param>
public sealed record ZoneArea(string Code, string Name, string NameEn, string Kind, IReadOnlyList<string>? Aliases = null);

/// <summary>A category that a case may be given: a leaf of one of the two trees (domain.md §5.5, §5.6).</summary>
/// <param name="Requester">The tree it belongs to.</param>
public sealed record ZoneCategory(string Code, string Name, string NameEn, string Parent, string ParentEn, RequesterKind Requester)
{
    /// <summary>同义词: everyday words for it, 噪音 for 噪声.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>即时转办: whose cases are registered under it while nobody knows more.</summary>
    public IReadOnlyList<EmergencyService> Emergencies { get; init; } = [];
}

/// <summary>What a requester is told who is guided elsewhere (domain.md §5.2).</summary>
/// <param name="Text">In Chinese; what is kept with the case.</param>
/// <param name="Channel">Whose matter it is, with the number to call where there is one for the whole country.</param>
/// <param name="Phone">That number; <c>null</c> where there is none.</param>
public sealed record ZonePhrase(GuideReason Reason, string Text, string TextEn, string Channel, string ChannelEn, string? Phone = null);

/// <summary>
/// The zone's configuration at one moment: what is current, and every version that some case was judged by. Immutable.
/// </summary>
public sealed class HotlineZone
{
    private readonly FrozenDictionary<int, DeadlineProfile> _profiles;
    private readonly FrozenDictionary<int, WorkCalendar> _calendars;

    internal HotlineZone(
        IReadOnlyList<ZoneUnit> units,
        IReadOnlyList<ZoneArea> areas,
        IReadOnlyList<ZoneCategory> categories,
        DispatchCatalogue catalogue,
        ScorecardScheme scheme,
        IReadOnlyList<DeadlineProfile> profiles,
        int profile,
        IReadOnlyList<WorkCalendar> calendars,
        int calendar)
    {
        Units = units.ToFrozenDictionary(unit => unit.Code);
        Areas = areas.ToFrozenDictionary(area => area.Code);
        Categories = categories.ToFrozenDictionary(category => category.Code);
        Catalogue = catalogue;
        Scheme = scheme;
        _profiles = profiles.ToFrozenDictionary(version => version.Version);
        _calendars = calendars.ToFrozenDictionary(version => version.Version);
        Profile = _profiles[profile];
        Calendar = _calendars[calendar];
    }

    public IReadOnlyDictionary<string, ZoneUnit> Units { get; }

    public IReadOnlyDictionary<string, ZoneArea> Areas { get; }

    public IReadOnlyDictionary<string, ZoneCategory> Categories { get; }

    public DispatchCatalogue Catalogue { get; }

    public ScorecardScheme Scheme { get; }

    /// <summary>告知途径: the standard phrase of each reason.</summary>
    public required IReadOnlyDictionary<GuideReason, ZonePhrase> Phrases { get; init; }

    /// <summary>常用语模板, in the order in which they are offered.</summary>
    public required IReadOnlyList<ZoneTemplate> AllTemplates { get; init; }

    /// <summary>The templates to offer for a case: those for its category first, then those for all.</summary>
    /// <param name="kind">What the text is for.</param>
    /// <param name="category">The case's; <c>null</c>: only those for all.</param>
    public IReadOnlyList<ZoneTemplate> Templates(TemplateKind kind, string? category) =>
    [
        .. AllTemplates.Where(template => template.Kind == kind && (template.Category is null || template.Category == category))
            .OrderBy(template => template.Category is null),
    ];

    /// <summary>Of each kind of configuration the version that is in effect.</summary>
    public required IReadOnlyDictionary<ZoneKind, int> Versions { get; init; }

    /// <summary>The profile that new cases are judged by.</summary>
    public DeadlineProfile Profile { get; }

    /// <summary>The calendar that new cases are counted with; also the zone's time.</summary>
    public WorkCalendar Calendar { get; }

    /// <summary>No case is archived sooner than this after its end, whichever profile it is judged by.</summary>
    public TimeSpan ShortestArchive => _profiles.Values.Min(profile => profile.Common.Archive.AtLeast);

    /// <summary>What this case's due dates are counted with, for its whole life.</summary>
    /// <exception cref="InvalidDataException">A version that the case names is missing from the configuration.</exception>
    public DeadlineBasis BasisOf(Case @case) =>
        _profiles.TryGetValue(@case.ProfileVersion, out var profile) && _calendars.TryGetValue(@case.CalendarVersion, out var calendar)
            ? new DeadlineBasis(profile, calendar)
            : throw new InvalidDataException(
                $"Case {@case.Number} is judged by profile {@case.ProfileVersion} and calendar {@case.CalendarVersion}; one of them is missing.");
}
