using System.Collections.Frozen;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Dispatch;

/// <summary>
/// One line of the 派单目录: category × area × requester kind → lead and supporters, with its basis (domain.md §5.5).
/// </summary>
/// <param name="Id">Stable, shown with every decision.</param>
/// <param name="Category">A category code; a first-level code covers everything beneath it.</param>
/// <param name="Area">Only there; <c>null</c> for everywhere.</param>
/// <param name="Requester">Only for that kind; <c>null</c> for both.</param>
/// <param name="Basis">派单依据 as printed on the order.</param>
/// <param name="Automatic">False: the rule proposes, a dispatcher decides.</param>
public sealed record DispatchRule(
    string Id,
    string Category,
    string? Area,
    RequesterKind? Requester,
    string Lead,
    IReadOnlyList<string> Supporters,
    string Basis,
    bool Automatic = true);

/// <summary>What the catalogue says of one case, and why.</summary>
/// <param name="Rule">The most specific line that matches; <c>null</c> when none does.</param>
/// <param name="Alternatives">Leads of the other lines that match, most specific first, without repeats.</param>
/// <param name="Left">Set when the catalogue does not decide by itself.</param>
public sealed record DispatchRoute(DispatchRule? Rule, IReadOnlyList<string> Alternatives, LeftReason? Left)
{
    public string? Lead => Rule?.Lead;

    public IReadOnlyList<string> Supporters => Rule?.Supporters ?? [];
}

/// <summary>
/// 派单目录, one version of it. The most specific line wins: finer category first, then a named area, then a named
/// requester kind. Two lines of equal standing are refused when the catalogue is made, so the answer is never a matter of order.
/// </summary>
public sealed class DispatchCatalogue
{
    private readonly FrozenDictionary<string, DispatchRule[]> _byCategory;
    private readonly FrozenDictionary<string, bool> _units;

    /// <param name="version">Kept by every decision.</param>
    /// <param name="rules">The lines, in any order.</param>
    /// <param name="units">Unit code → active.</param>
    /// <exception cref="ArgumentException">Two lines have the same key, or a line names an unknown unit.</exception>
    public DispatchCatalogue(int version, IEnumerable<DispatchRule> rules, IReadOnlyDictionary<string, bool> units)
    {
        Version = version;
        _units = units.ToFrozenDictionary(StringComparer.Ordinal);
        Active = [.. units.Where(unit => unit.Value).Select(unit => unit.Key).Order(StringComparer.Ordinal)];
        var lines = rules.ToList();
        foreach (var line in lines)
        {
            if (line.Supporters.Prepend(line.Lead).FirstOrDefault(unit => !_units.ContainsKey(unit)) is { } unknown)
            {
                throw new ArgumentException($"Rule {line.Id} names the unknown unit '{unknown}'.", nameof(rules));
            }
        }

        if (lines.GroupBy(line => (line.Category, line.Area, line.Requester)).FirstOrDefault(same => same.Count() > 1) is { } twins)
        {
            throw new ArgumentException(
                $"Rules {string.Join(", ", twins.Select(line => line.Id))} cover exactly the same cases.", nameof(rules));
        }

        _byCategory = lines
            .GroupBy(line => line.Category)
            .ToFrozenDictionary(
                same => same.Key,
                same => same.OrderByDescending(line => line.Area is not null).ThenByDescending(line => line.Requester is not null).ToArray(),
                StringComparer.Ordinal);
    }

    public int Version { get; }

    /// <summary>Codes of the units that take cases, in their order.</summary>
    public IReadOnlyList<string> Active { get; }

    /// <summary>Which unit a case of this kind belongs to.</summary>
    /// <param name="except">Units that have shown it is not theirs: no line that they lead is followed, and they support nobody.</param>
    public DispatchRoute Route(string category, string? area, RequesterKind requester, IReadOnlyCollection<string>? except = null)
    {
        except ??= [];
        var matching = Ancestry(category)
            .SelectMany(code => _byCategory.GetValueOrDefault(code, []))
            .Where(line => (line.Area is null || line.Area == area) && (line.Requester is null || line.Requester == requester))
            .Where(line => !except.Contains(line.Lead))
            .Select(line => line.Supporters.Any(except.Contains) ? line with { Supporters = [.. line.Supporters.Where(unit => !except.Contains(unit))] } : line)
            .ToList();
        if (matching is not [var rule, ..])
        {
            return new DispatchRoute(null, [], LeftReason.NoRule);
        }

        LeftReason? left =
            rule.Supporters.Prepend(rule.Lead).Any(unit => !_units[unit]) ? LeftReason.UnitInactive
            : !rule.Automatic ? LeftReason.RuleIsManual
            : null;
        return new DispatchRoute(
            rule, [.. matching.Select(line => line.Lead).Where(lead => lead != rule.Lead).Distinct()], left);
    }

    /// <summary>Why a unit cannot be given a case; <c>null</c> when it can.</summary>
    public Refusal? WhyNot(string unit) => _units.TryGetValue(unit, out var active) switch
    {
        false => new Refusal("dispatch.unit_unknown", $"There is no unit '{unit}'."),
        true when !active => new Refusal("dispatch.unit_inactive", $"The unit '{unit}' takes no cases at present."),
        true => null,
    };

    // Codes grow by two characters a level: C01 → C0105 → C010502.
    private static IEnumerable<string> Ancestry(string category)
    {
        for (var length = category.Length; length >= 3; length -= 2)
        {
            yield return category[..length];
        }
    }
}
