using System.Collections.Immutable;
using Hotline.Contracts.Cases;

namespace Hotline.Accounts;

/// <summary>Which roles one account may hold together (domain.md §1.8), and how they are written down.</summary>
public static class AccountRoles
{
    /// <summary>Of a unit: they need one.</summary>
    public static ImmutableArray<Role> OfUnits { get; } = [Role.Handler, Role.UnitHead];

    /// <summary>All that see cases, a unit's or everybody's.</summary>
    public static ImmutableArray<Role> OfCases { get; } = [.. Enum.GetValues<Role>().Where(role => role != Role.Administrator)];

    /// <returns>What is wrong with the roles and the unit together, as a sentence of <see cref="AccountTexts"/>; <c>null</c> when nothing is.</returns>
    public static string? WhyNot(IReadOnlyCollection<Role> roles, string? unit) =>
        // 三权分立: who grants the rights does not use them.
        roles.Contains(Role.Administrator) && roles.Count > 1 ? AccountTexts.AdministratorAlone
        : roles.Any(OfUnits.Contains) && unit is null ? AccountTexts.RolesNeedUnit
        : unit is not null && roles.Any(role => !OfUnits.Contains(role)) ? AccountTexts.UnitNeedsItsRoles
        : null;

    /// <summary>In the order of the enum, with a comma before, between and behind.</summary>
    internal static string Format(IEnumerable<Role> roles) => $",{string.Join(',', roles.Distinct().Order())},";

    internal static ImmutableArray<Role> Parse(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)];

    /// <summary>One role as it stands in <see cref="Format"/>, for LIKE.</summary>
    internal static string Pattern(Role role) => $"%,{role},%";
}
