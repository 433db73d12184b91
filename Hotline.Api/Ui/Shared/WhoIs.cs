using System.Security.Claims;
using Hotline.Api.Accounts;
using Hotline.Contracts.Cases;

namespace Hotline.Api.Ui.Shared;

/// <summary>What the screens read of the person who signed in.</summary>
public static class WhoIs
{
    extension(ClaimsPrincipal person)
    {
        public bool IsSignedIn => person.Identity is { IsAuthenticated: true };

        /// <summary>The account.</summary>
        public string Login => person.Identity?.Name ?? "";

        /// <summary>As colleagues call the person; the account where no name is known.</summary>
        public string DisplayName => person.FindFirstValue(Principals.DisplayName) ?? person.Login;

        /// <summary>The unit the person works for; <c>null</c> at the hotline itself.</summary>
        public string? UnitCode => person.FindFirstValue(Principals.Unit);

        public IReadOnlyList<Role> Roles =>
            [.. person.FindAll(Principals.Role).Select(claim => Enum.TryParse<Role>(claim.Value, out var role) ? role : (Role?)null).OfType<Role>()];

        public bool Holds(params IReadOnlyList<Role> roles) => roles.Any(role => person.IsInRole(role.ToString()));

        /// <summary>Whether the person may open a page that is for these roles; without roles it is for every account.</summary>
        internal bool MayOpen(ForAttribute page) => person.IsSignedIn && (page.Roles.Count == 0 || person.Holds(page.Roles));
    }
}
